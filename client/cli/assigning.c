/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to assigning many clubs. Four hundred of them are looked through
 * before anything is said: what cannot be is told of each, what is so already
 * is left alone, and the rest is said as a whole. */
#include "assigning.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "out.h"
#include "show.h"

enum { PHONES_MAX = 4 * 1024 * 1024, PERSONS_TEXT = 1024, SHOWN_WRONG = 50 };

void assigning__init(struct assigning *plan)
{
        *plan = (struct assigning){.rows = NULL};
        zl_buf_init(&plan->phones, PHONES_MAX);
}

void assigning__free(struct assigning *plan)
{
        free(plan->rows);
        zl_buf_free(&plan->phones);
        assigning__init(plan);
}

int assigning__add(struct assigning *plan, struct assigning_row **ret)
{
        struct assigning_row *grown =
            realloc(plan->rows, (plan->count + 1) * sizeof(*plan->rows));

        if (grown == NULL)
                return ZL_E_MEMORY;
        plan->rows = grown;
        grown[plan->count] = (struct assigning_row){.line = 0};
        *ret = &grown[plan->count++];
        return ZL_OK;
}

void assigning__refuse(struct assigning_row *row, const char *format, ...)
{
        va_list list;

        if (row->why[0] != '\0')
                return;
        va_start(list, format);
        (void)vsnprintf(row->why, sizeof(row->why), format, list);
        va_end(list);
}

/* ---- Judging ---- */

static bool has(const struct zl_assignment *a, const struct zl_id *deputy)
{
        for (size_t i = 0; i < a->deputy_count; i++) {
                if (zl_id_equal(&a->deputies[i], deputy))
                        return true;
        }
        return false;
}

/* In whichever order the deputies stand: all of them receive. */
static bool is_same(
    const struct zl_assignment *one, const struct zl_assignment *other)
{
        if (!zl_id_equal(&one->account_holder, &other->account_holder) ||
            one->deputy_count != other->deputy_count ||
            strcmp(one->phone, other->phone) != 0)
                return false;
        for (size_t i = 0; i < one->deputy_count; i++) {
                if (!has(other, &one->deputies[i]))
                        return false;
        }
        return true;
}

static void judge_person(struct cli *cli, struct assigning_row *row,
    const struct zl_club *club, const struct zl_id *person)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct zl_point now = zl_core_point(cli->core, cli__now());
        const struct zl_id *district = NULL;
        char name[SHOW_NAME];

        if (row->why[0] != '\0')
                return;
        show__name(cli, person, name);
        if (zl_directory_member_in_force(directory, person, now) != ZL_OK)
                assigning__refuse(row, _("%.80s is not in force today"), name);
        district = zl_directory_district_of(directory, person);
        if (district == NULL || !zl_id_equal(district, &club->district))
                assigning__refuse(
                    row, _("%.80s is of no team in the club's district"), name);
}

static void judge_persons(
    struct cli *cli, struct assigning_row *row, const struct zl_club *club)
{
        const struct zl_assignment *a = &row->wanted;
        char name[SHOW_NAME];

        judge_person(cli, row, club, &a->account_holder);
        for (size_t i = 0; i < a->deputy_count; i++) {
                bool twice = zl_id_equal(&a->deputies[i], &a->account_holder);

                for (size_t k = 0; k < i; k++)
                        twice = twice ||
                            zl_id_equal(&a->deputies[i], &a->deputies[k]);
                show__name(cli, &a->deputies[i], name);
                if (twice)
                        assigning__refuse(row, _("%.80s stands twice"), name);
                judge_person(cli, row, club, &a->deputies[i]);
        }
}

static void judge(
    struct cli *cli, const struct assigning *plan, struct assigning_row *row)
{
        const struct zl_club_entry *entry =
            zl_directory_club(zl_core_directory(cli->core), &row->wanted.club);

        if (row->why[0] != '\0' || entry == NULL)
                return;
        row->before = zl_core_assignment_of(cli->core, &row->wanted.club);
        if (row->wanted.phone == NULL && row->before != NULL)
                row->wanted.phone = row->before->phone;
        if (row->wanted.phone == NULL)
                assigning__refuse(
                    row, "%s", _("there is no phone number for the contact"));
        for (const struct assigning_row *other = plan->rows; other < row;
             other++) {
                if (zl_id_equal(&other->wanted.club, &row->wanted.club))
                        assigning__refuse(row, "%s", _("it stands twice"));
        }
        judge_persons(cli, row, &entry->club);
        if (row->why[0] == '\0')
                row->same =
                    row->before != NULL && is_same(row->before, &row->wanted);
}

/* ---- Showing ---- */

static const char *club_name(struct cli *cli, const struct assigning_row *row)
{
        const struct zl_club_entry *entry =
            zl_directory_club(zl_core_directory(cli->core), &row->wanted.club);

        return entry != NULL ? entry->club.name : row->label;
}

/* "Samira (Joris, Bram), 070 555 01 20" */
static void persons_text(struct cli *cli, const struct zl_assignment *a,
    bool with_phone, char ret[static PERSONS_TEXT])
{
        char name[SHOW_NAME];
        size_t size = 0;

        show__name(cli, &a->account_holder, name);
        size = (size_t)snprintf(ret, PERSONS_TEXT, "%.100s", name);
        for (size_t i = 0; i < a->deputy_count && size < PERSONS_TEXT; i++) {
                show__name(cli, &a->deputies[i], name);
                size += (size_t)snprintf(ret + size, PERSONS_TEXT - size,
                    "%s%.100s", i == 0 ? " (" : ", ", name);
        }
        if (size < PERSONS_TEXT)
                (void)snprintf(ret + size, PERSONS_TEXT - size, "%s%s%s",
                    a->deputy_count > 0 ? ")" : "", with_phone ? ", " : "",
                    with_phone ? a->phone : "");
}

static void put_assignment(
    struct cli *cli, const char *field, const struct zl_assignment *a)
{
        char name[SHOW_NAME];

        if (a == NULL)
                return;
        zl_json_open_object(cli->json, field);
        show__name(cli, &a->account_holder, name);
        zl_json_put_text(cli->json, "account_holder", name);
        zl_json_open_array(cli->json, "deputies");
        for (size_t i = 0; i < a->deputy_count; i++) {
                show__name(cli, &a->deputies[i], name);
                zl_json_put_text(cli->json, NULL, name);
        }
        zl_json_close(cli->json);
        zl_json_put_text(cli->json, "phone", a->phone);
        zl_json_close(cli->json);
}

static void show_change(struct cli *cli, const struct assigning_row *row)
{
        bool phone = row->before == NULL ||
            strcmp(row->before->phone, row->wanted.phone) != 0;
        char before[PERSONS_TEXT];
        char after[PERSONS_TEXT];

        (void)snprintf(before, sizeof(before), "%s", _("nobody"));
        if (row->before != NULL)
                persons_text(cli, row->before, phone, before);
        persons_text(cli, &row->wanted, phone, after);
        out__say(cli, "%s: %s -> %s\n", club_name(cli, row), before, after);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "club", row->wanted.club.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", club_name(cli, row));
        put_assignment(cli, "before", row->before);
        put_assignment(cli, "after", &row->wanted);
        zl_json_close(cli->json);
}

/* One reason stands alone, several in a list. */
static int show_wrong(
    struct cli *cli, const struct assigning *plan, size_t wrong)
{
        size_t shown = 0;

        for (size_t i = 0; i < plan->count && shown < SHOWN_WRONG; i++) {
                const struct assigning_row *row = &plan->rows[i];

                if (row->why[0] == '\0')
                        continue;
                shown++;
                if (row->line > 0)
                        out__say(cli, _("line %zu, %s: %s\n"), row->line,
                            club_name(cli, row), row->why);
                else
                        out__say(
                            cli, "%s: %s\n", club_name(cli, row), row->why);
        }
        return out__fail_with(cli, ZL_E_CONFLICT,
            P_("%zu club cannot be assigned like this, so nothing was "
               "changed.",
                "%zu clubs cannot be assigned like this, so nothing was "
                "changed.",
                wrong),
            wrong);
}

int assigning__show(struct cli *cli, struct assigning *plan, size_t *ret_left)
{
        size_t wrong = 0;
        size_t same = 0;

        for (size_t i = 0; i < plan->count; i++) {
                judge(cli, plan, &plan->rows[i]);
                wrong += plan->rows[i].why[0] != '\0';
                same += plan->rows[i].same;
        }
        if (wrong > 0)
                return show_wrong(cli, plan, wrong);
        zl_json_open_array(cli->json, "changes");
        for (size_t i = 0; i < plan->count; i++) {
                if (!plan->rows[i].same)
                        show_change(cli, &plan->rows[i]);
        }
        zl_json_close(cli->json);
        zl_json_put_u64(cli->json, "same", same);
        if (same > 0)
                out__say(cli,
                    P_("%zu club is assigned like this already.\n",
                        "%zu clubs are assigned like this already.\n", same),
                    same);
        *ret_left = plan->count - same;
        return EXIT_DONE;
}

/* ---- Saying ---- */

int assigning__say(struct cli *cli, const struct assigning *plan)
{
        struct zl_assignment *all = calloc(plan->count + 1, sizeof(*all));
        size_t count = 0;
        int status = ZL_E_MEMORY;

        for (size_t i = 0; all != NULL && i < plan->count; i++) {
                if (!plan->rows[i].same)
                        all[count++] = plan->rows[i].wanted;
        }
        if (all != NULL)
                status = zl_core_assign(cli->core, cli__now(), all, count);
        free(all);
        if (status == ZL_E_CONFLICT)
                return out__fail_with(cli, status,
                    _("Account holder and deputies must be different "
                      "professionals in force, of a team in the club's "
                      "district."));
        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}

/* Each of them once, whatever number of clubs it is for. */
static void warn_person(struct cli *cli, const struct assigning *plan,
    size_t row, const struct zl_id *member)
{
        struct zl_sealing_entry key;
        char name[SHOW_NAME];

        for (size_t i = 0; i < row; i++) {
                const struct zl_assignment *a = &plan->rows[i].wanted;

                if (zl_id_equal(&a->account_holder, member) || has(a, member))
                        return;
        }
        if (zl_directory_sealing_keys(zl_core_directory(cli->core), member,
                zl_core_point(cli->core, cli__now()), &key, 1) > 0)
                return;
        show__name(cli, member, name);
        out__say(cli,
            _("%s has not joined yet and receives nothing until then.\n"),
            name);
}

void assigning__warn(struct cli *cli, const struct assigning *plan)
{
        size_t alone = 0;

        for (size_t i = 0; i < plan->count; i++)
                alone += plan->rows[i].wanted.deputy_count == 0;
        if (alone == 0)
                out__say(cli, _("Assigned.\n"));
        else
                out__say(cli,
                    _("Assigned. Nobody is deputy: notes wait while "
                      "the account holder is away.\n"));
        for (size_t i = 0; i < plan->count; i++) {
                const struct zl_assignment *a = &plan->rows[i].wanted;

                warn_person(cli, plan, i, &a->account_holder);
                for (size_t k = 0; k < a->deputy_count; k++)
                        warn_person(cli, plan, i, &a->deputies[k]);
        }
}
