/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what is shown: names, moments, and where to go when it cannot
 * wait. */
#include "show.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "label.h"
#include "out.h"

void show__name(
    struct cli *cli, const struct zl_id *member, char ret[static SHOW_NAME])
{
        const struct zl_card_document *card = zl_core_card(cli->core, member);
        char is[ZL_MSG_ARG_CHARS + 1];
        char id[TEXT_ID];

        if (card != NULL) {
                (void)snprintf(ret, SHOW_NAME, "%s", card->name);
                return;
        }
        zl_core_describe(cli->core, member, is);
        text__id(member, id);
        if (is[0] != '\0' && strlen(is) < SHOW_NAME / 2)
                (void)snprintf(
                    ret, SHOW_NAME, _("%s, name not known: %s"), is, id);
        else
                (void)snprintf(ret, SHOW_NAME, _("(name not known: %s)"), id);
}

const struct zl_team *show__team(struct cli *cli, const struct zl_id *member)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        const struct zl_member *is = zl_directory_member(directory, member);

        if (is == NULL || is->role != ZL_ROLE_PROFESSIONAL ||
            is->scope_count == 0)
                return NULL;
        return zl_directory_team(directory, &is->scope[0]);
}

const struct zl_team *show__club_team(struct cli *cli, const struct zl_id *club)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        const struct zl_charter *charter = zl_directory_charter(directory);
        const struct zl_club_entry *entry = zl_directory_club(directory, club);

        for (size_t i = 0;
             entry != NULL && charter != NULL && i < charter->team_count; i++) {
                if (zl_id_equal(
                        &charter->teams[i].district, &entry->club.district))
                        return &charter->teams[i];
        }
        return NULL;
}

const char *show__role(struct cli *cli, enum zl_role role)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        const struct zl_charter *charter =
            directory != NULL ? zl_directory_charter(directory) : NULL;

        if (charter == NULL)
                return label__of(zl_role_str(role));
        switch (role) {
        case ZL_ROLE_COORDINATOR:
                return charter->roles.coordinator;
        case ZL_ROLE_SUPPORTER:
                return charter->roles.supporter;
        case ZL_ROLE_PROFESSIONAL:
                return charter->roles.professional;
        case ZL_ROLE_CONTACT:
                return charter->roles.contact;
        case ZL_ROLE_NONE:
                break;
        }
        return label__of(zl_role_str(role));
}

const char *show__next(enum zl_role role)
{
        switch (role) {
        case ZL_ROLE_CONTACT:
                return _("What comes next: 'zijlijn who' tells who receives "
                         "your notes, and 'zijlijn note' writes one. 'zijlijn "
                         "sync' fetches answers.\n");
        case ZL_ROLE_PROFESSIONAL:
                return _("What comes next: 'zijlijn sync' fetches signals, as "
                         "soon as a club is assigned to you, and 'zijlijn "
                         "worklist' shows what there is to do.\n");
        case ZL_ROLE_SUPPORTER:
                return _("What comes next: 'zijlijn club list' shows the "
                         "clubs, and with 'zijlijn invite --club NAME' "
                         "their contacts take part.\n");
        default:
                return _("What comes next: 'zijlijn people' shows who takes "
                         "part, and 'zijlijn alerts' the clubs that have "
                         "nobody.\n");
        }
}

void show__time(struct zl_time time, char ret[static SHOW_TIME])
{
        time_t seconds = (time_t)(time.ms / 1000);
        struct tm local = {0};

        if (localtime_r(&seconds, &local) == NULL ||
            strftime(ret, SHOW_TIME, "%Y-%m-%d %H:%M", &local) == 0)
                (void)snprintf(ret, SHOW_TIME, "?");
}

/* ---- Where to go ---- */

/* For everybody, whatever a charter says. */
static const struct {
        const char *phone;
        const char *name;
        const char *when;
} fixed[] = {
    {"112", N_("Emergency services"), N_("immediate danger")},
    {"0800-2000", N_("Veilig Thuis"),
        N_("advice and reports about safety at home; day and night, free")},
    {"113", N_("Suicide prevention"), N_("thoughts of suicide; day and night")},
    {"0900-2025590", N_("Centrum Veilige Sport Nederland"),
        N_("behaviour in the sport itself (working days); or the board")},
};

/* On two lines where one would be too long. */
static void signpost(
    struct cli *cli, const char *phone, const char *name, const char *when)
{
        out__say(cli, "  %-14s %s%s%s\n", phone, name,
            strlen(name) + strlen(when) > 60 ? "\n                 " : ": ",
            when);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_text(cli->json, "phone", phone);
        zl_json_put_text(cli->json, "name", name);
        zl_json_put_text(cli->json, "when", when);
        zl_json_close(cli->json);
}

void show__signposts(struct cli *cli, const char *kind)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(cli->core));

        out__say(cli,
            _("This is not an emergency line; nobody watches it at night.\n"));
        zl_json_open_array(cli->json, "signposts");
        for (size_t i = 0; i < sizeof(fixed) / sizeof(fixed[0]); i++)
                signpost(cli, fixed[i].phone, lang__text(fixed[i].name),
                    lang__text(fixed[i].when));
        for (size_t i = 0; charter != NULL && i < charter->signpost_count;
             i++) {
                const struct zl_signpost *post = &charter->signposts[i];

                if (post->kind == NULL ||
                    (kind != NULL && strcmp(post->kind, kind) == 0))
                        signpost(cli, post->phone, post->name, post->when);
        }
        zl_json_close(cli->json);
}

void show__emergency(struct cli *cli)
{
        out__say(cli,
            _("Immediate danger: 112. Veilig Thuis, day and night, free: "
              "0800-2000. Suicide prevention: 113.\n"));
}

void show__seed(const struct zl_secret *seed, char ret[static SHOW_SEED])
{
        char hex[2 * ZL_SEED_SIZE + 1];

        zl_hex_of(zl_secret_view(seed), ZL_SEED_SIZE, hex);
        for (size_t i = 0; i < 8; i++) {
                memcpy(ret + 9 * i, hex + 8 * i, 8);
                ret[9 * i + 8] = ' ';
        }
        ret[SHOW_SEED - 1] = '\0';
        zl_wipe(hex, sizeof(hex));
}
