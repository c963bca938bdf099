/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what an import shows: what is wrong with a file, and what would
 * change, line by line, before anything does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "out.h"

/* ---- Lines that are refused ---- */

static void say_kinds(struct cli *cli)
{
        bool dutch = strcmp(lang__spoken(), "nl") == 0;
        char kind[CSV_KIND_ROOM];

        out__say(cli, _("Kinds of clubs:"));
        for (int i = 0; csv_words__kind_at(i, dutch, kind); i++)
                out__say(cli, " %s", kind);
        out__say(cli, "\n");
}

static void say_districts(struct cli *cli)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(cli->core));

        out__say(cli, _("Districts:\n"));
        for (size_t i = 0; charter != NULL && i < charter->district_count; i++)
                out__say(cli, "  %s\n", charter->districts[i].name);
}

static void say_refusal(const struct import *import, struct cli *cli,
    const struct import_refusal *refusal)
{
        if (refusal->column > 0)
                out__say(cli, _("Line %zu, column \"%s\": %s\n"), refusal->line,
                    csv_read__header(import->table, refusal->column - 1),
                    refusal->why);
        else
                out__say(cli, _("Line %zu: %s\n"), refusal->line, refusal->why);
}

static int compare(const void *a, const void *b)
{
        const struct import_refusal *one = a;
        const struct import_refusal *two = b;

        return (one->line > two->line) - (one->line < two->line);
}

int import__refusals(struct import *import, struct cli *cli)
{
        size_t shown = import->refused < IMPORT_SHOWN_MAX ? import->refused
                                                          : IMPORT_SHOWN_MAX;
        int code = EXIT_DONE;

        qsort(import->refusals, shown, sizeof(import->refusals[0]), compare);
        for (size_t i = 0; i < shown; i++)
                say_refusal(import, cli, &import->refusals[i]);
        if (import->refused > shown)
                out__say(cli, _("And %zu more.\n"), import->refused - shown);
        if (import->bad_district)
                say_districts(cli);
        if (import->bad_kind)
                say_kinds(cli);
        code = out__fail_with(cli, ZL_E_MALFORMED,
            P_("%zu thing in the file is refused, so nothing of it was taken "
               "and nothing was changed. Mend it and try again.",
                "%zu things in the file are refused, so nothing of it was "
                "taken and nothing was changed. Mend them and try again.",
                import->refused),
            import->refused);
        zl_json_open_array(cli->json, "refused");
        for (size_t i = 0; i < shown; i++) {
                const struct import_refusal *it = &import->refusals[i];

                zl_json_open_object(cli->json, NULL);
                zl_json_put_u64(cli->json, "line", it->line);
                if (it->column > 0)
                        zl_json_put_text(cli->json, "column",
                            csv_read__header(import->table, it->column - 1));
                zl_json_put_text(cli->json, "reason", it->why);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
        return code;
}

/* ---- What changes ---- */

enum { FIELDS_ROOM = 512, NAME_ROOM = 1024, JSON_LINES_MAX = 10000 };

/* As zl_club_fields. */
static const char *const labels[] = {N_("address"), N_("website"),
    N_("youth members"), N_("extra support"), N_("visit rhythm"),
    N_("code of conduct"), N_("training of the trainers"), N_("given name"),
    N_("prefix"), N_("family name"), N_("post"), N_("membership"), N_("phone"),
    N_("mail"), N_("VOG"), N_("training")};

static void put(char ret[static FIELDS_ROOM], const char *text)
{
        size_t size = strlen(ret);

        (void)snprintf(
            ret + size, FIELDS_ROOM - size, "%s%s", size > 0 ? ", " : "", text);
}

static void name_fields(unsigned fields, char ret[static FIELDS_ROOM])
{
        for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
                if ((fields & 1U << i) != 0)
                        put(ret, lang__text(labels[i]));
        }
}

/* While it is shown. */
struct showing {
        const struct import *import;
        struct cli *cli;
        size_t lines; /* of JSON */
};

static void put_line(struct showing *it, const struct import_row *row,
    const char *what, const char *person, unsigned fields)
{
        struct zl_json_writer *w = it->cli->json;

        if (it->lines++ >= JSON_LINES_MAX)
                return;
        zl_json_open_object(w, NULL);
        zl_json_put_u64(w, "line", row->line);
        zl_json_put_text(w, "what", what);
        zl_json_put_hex(w, "club", row->club.bytes, ZL_ID_SIZE);
        zl_json_put_text(
            w, "club_name", it->import->rows[row->first].text[CSV_NAME]);
        zl_json_put_text(w, "name", person);
        zl_json_open_array(w, "fields");
        for (size_t i = 0; zl_club_fields[i] != NULL; i++) {
                if ((fields & 1U << i) != 0)
                        zl_json_put_text(w, NULL, zl_club_fields[i]);
        }
        zl_json_close(w);
        zl_json_close(w);
}

static const char *district_of(const struct cli *cli, const struct zl_id *id)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(cli->core));

        for (size_t i = 0; charter != NULL && i < charter->district_count;
             i++) {
                if (zl_id_equal(&charter->districts[i].id, id))
                        return charter->districts[i].name;
        }
        return "?";
}

/* What of the statement is another one. */
static void name_stated(
    struct cli *cli, const struct import_row *row, char ret[static FIELDS_ROOM])
{
        const struct zl_club *club =
            &zl_directory_club(zl_core_directory(cli->core), &row->club)->club;

        if (strcmp(club->name, row->text[CSV_NAME]) != 0)
                put(ret, _("name"));
        if (strcmp(club->kind, row->kind) != 0)
                put(ret, _("kind"));
}

/* The line that a person of a club stands in. */
static const struct import_row *row_of(
    const struct import *import, size_t row, const struct zl_id *person)
{
        for (;;) {
                const struct import_row *it = &import->rows[row];

                if (it->next == 0 || zl_id_equal(&it->person.id, person))
                        return it;
                row = it->next;
        }
}

static void show_person(
    struct showing *it, size_t at, const struct zl_club_changed_person *person)
{
        const struct import_row *row = row_of(it->import, at, &person->id);
        const struct zl_club_person *who = &row->person;
        char fields[FIELDS_ROOM] = "";
        char name[NAME_ROOM];

        (void)snprintf(name, sizeof(name), "%s%s%s %s", who->given,
            who->prefix[0] != '\0' ? " " : "", who->prefix, who->family);
        name_fields(person->fields, fields);
        if (person->is_new)
                out__say(it->cli, _("Line %zu: %s: new: contact %s\n"),
                    row->line, it->import->rows[at].text[CSV_NAME], name);
        else
                out__say(it->cli, _("Line %zu: %s: contact %s changes: %s\n"),
                    row->line, it->import->rows[at].text[CSV_NAME], name,
                    fields);
        put_line(it, row, person->is_new ? "new-contact" : "changed-contact",
            name, person->fields);
}

/* @return whether the club itself changes. */
static bool show_club(
    struct showing *it, size_t at, const struct zl_club_changed *change)
{
        const struct import_row *row = &it->import->rows[at];
        unsigned details = change != NULL ? change->fields : 0;
        char fields[FIELDS_ROOM] = "";

        if (row->stated == IMPORT_NEW) {
                out__say(it->cli, _("Line %zu: %s: new: %s, %s\n"), row->line,
                    row->text[CSV_NAME], row->kind,
                    district_of(it->cli, &row->district));
                put_line(it, row, "new", NULL, details);
                return true;
        }
        if (row->stated == IMPORT_RENAMED)
                name_stated(it->cli, row, fields);
        name_fields(details, fields);
        if (fields[0] == '\0')
                return false;
        out__say(it->cli, _("Line %zu: %s: changes: %s\n"), row->line,
            row->text[CSV_NAME], fields);
        put_line(it, row, "changed", NULL, details);
        return true;
}

bool import__show(const struct import *import, struct cli *cli,
    const struct import_answer *answer, struct import_sum *ret_clubs)
{
        struct showing it = {.import = import, .cli = cli};
        struct import_sum sum = {0};
        bool changes = answer->count > 0;
        size_t next = 0;

        zl_json_open_array(cli->json, "lines");
        for (size_t i = 0; i < import->count; i++) {
                const struct zl_club_changed *change = NULL;

                if (import->rows[i].stated == IMPORT_MORE)
                        continue;
                if (next < answer->count &&
                    zl_id_equal(
                        &answer->changes[next].club, &import->rows[i].club))
                        change = &answer->changes[next++];
                if (!show_club(&it, i, change))
                        sum.same++;
                else if (import->rows[i].stated == IMPORT_NEW)
                        sum.added++;
                else
                        sum.changed++;
                for (size_t k = 0; change != NULL && k < change->person_count;
                     k++)
                        show_person(&it, i, &change->people[k]);
        }
        zl_json_close(cli->json);
        *ret_clubs = sum;
        return changes || sum.added + sum.changed > 0;
}
