/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to who gets it: by name and as what, shown before anything is
 * written; and where to ring, above all when it is nobody. */
#include <string.h>

#include "out.h"
#include "show.h"

/* As what somebody receives the notes of a club. */
enum as { AS_ACCOUNT_HOLDER, AS_DEPUTY, AS_STAND_IN };

static const char *const as_words[] = {
    [AS_ACCOUNT_HOLDER] = "account-holder",
    [AS_DEPUTY] = "deputy",
    [AS_STAND_IN] = "absence-deputy",
};

static bool is_among(
    const struct zl_id *id, const struct zl_id *ids, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(id, &ids[i]))
                        return true;
        }
        return false;
}

/* The club's newest assignment, or NULL. */
static const struct zl_assignment *assignment_of(
    const struct zl_directory *directory, const struct zl_id *club)
{
        for (size_t i = zl_directory_count(directory); i-- > 0;) {
                const struct zl_statement *statement =
                    zl_directory_statement(directory, i, NULL);

                if (statement->type == ZL_ASSIGNMENT &&
                    zl_id_equal(&statement->is.assignment.club, club))
                        return &statement->is.assignment;
        }
        return NULL;
}

static const char *as_text(struct cli *cli, enum as as)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(cli->core));

        switch (as) {
        case AS_STAND_IN:
                return _("stands in for somebody on leave");
        case AS_DEPUTY:
                return _("deputy");
        case AS_ACCOUNT_HOLDER:
                break;
        }
        return charter != NULL ? charter->roles.account_holder
                               : _("account holder");
}

static void receiver(
    struct cli *cli, const struct zl_id *member, enum as as, bool gets)
{
        char name[SHOW_NAME];

        show__name(cli, member, name);
        out__say(cli, "  %s, %s%s\n", name, as_text(cli, as),
            gets ? "" : _(" (left out: does not get it)"));
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "member", member->bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "name", name);
        zl_json_put_text(cli->json, "as", as_words[as]);
        zl_json_put_bool(cli->json, "left_out", !gets);
        zl_json_close(cli->json);
}

/* Of the assignment; else of a team of the club's district. */
static const char *phone_of(
    struct cli *cli, const struct zl_id *club, const struct zl_routing *routing)
{
        const struct zl_team *team = show__club_team(cli, club);

        if (routing->phone != NULL)
                return routing->phone;
        return team != NULL ? team->phone : NULL;
}

size_t show__receivers(struct cli *cli, const struct zl_id *club,
    const struct zl_id *left_out, size_t left_count)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        const struct zl_assignment *assignment = assignment_of(directory, club);
        struct zl_routing routing = {0};
        const char *phone = NULL;
        size_t count = 0;
        bool gets = false;

        if (zl_directory_routing(directory, club,
                zl_core_point(cli->core, cli__now()), &routing) != ZL_OK)
                memset(&routing, 0, sizeof(routing));
        zl_json_open_array(cli->json, "receivers");
        if (routing.has_account_holder) {
                gets = !is_among(&routing.account_holder, left_out, left_count);
                receiver(cli, &routing.account_holder, AS_ACCOUNT_HOLDER, gets);
                count += gets;
        }
        for (size_t i = 0; i < routing.deputy_count; i++) {
                const struct zl_id *deputy = &routing.deputies[i];
                bool assigned = assignment != NULL &&
                    is_among(
                        deputy, assignment->deputies, assignment->deputy_count);

                gets = !is_among(deputy, left_out, left_count);
                receiver(cli, deputy, assigned ? AS_DEPUTY : AS_STAND_IN, gets);
                count += gets;
        }
        zl_json_close(cli->json);
        if (count == 0)
                out__say(cli, _("  nobody yet\n"));
        phone = phone_of(cli, club, &routing);
        zl_json_put_text(cli->json, "phone", phone);
        if (phone != NULL)
                out__say(cli, _("To ring them: %s\n"), phone);
        return count;
}

void show__holders(struct cli *cli, const struct zl_signal_view *signal)
{
        zl_json_open_array(cli->json, "receivers");
        for (size_t i = 0; i < signal->holder_count; i++) {
                const struct zl_team *team =
                    show__team(cli, &signal->holders[i]);
                char name[SHOW_NAME];

                show__name(cli, &signal->holders[i], name);
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(
                    cli->json, "member", signal->holders[i].bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "name", name);
                if (team != NULL) {
                        out__say(cli, "  %s, %s, %s\n", name, team->name,
                            team->phone);
                        zl_json_put_text(cli->json, "team", team->name);
                        zl_json_put_text(cli->json, "phone", team->phone);
                } else {
                        out__say(cli, "  %s\n", name);
                }
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
        if (signal->holder_count == 0)
                out__say(cli, _("  nobody yet\n"));
}
