/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn club import: the clubs of a town, from the spreadsheet it has. What
 * would change is shown first; then all of it is taken, or nothing. */
#include <stdlib.h>

#include "ask.h"
#include "command.h"
#include "csv_open.h"
#include "import.h"
#include "out.h"
#include "progress.h"
#include "prompt.h"
#include "session.h"

/* ---- Columns ---- */

static int map_columns(struct cli *cli, struct import *import)
{
        for (size_t i = 0;; i++) {
                const char *map = args__many(&cli->args, "map", i);
                int status = map != NULL ? import__map(import, map) : ZL_OK;

                if (map == NULL)
                        return EXIT_DONE;
                if (status == ZL_E_NOT_FOUND)
                        return out__fail_with(cli, status,
                            _("--map \"%s\": the first line of the file has no "
                              "such column."),
                            map);
                if (status == ZL_E_USAGE)
                        return out__fail_with(cli, status,
                            _("--map \"%s\" is not as it should be. Write "
                              "\"name of the column=word\"; 'zijlijn club "
                              "import --help' lists the words."),
                            map);
                if (status != ZL_OK)
                        return out__fail(cli, status);
        }
}

static int check_twice(struct cli *cli, const struct import *import)
{
        size_t first = 0;
        size_t second = 0;

        if (!import__twice(import, &first, &second))
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_USAGE,
            _("Columns %zu (\"%s\") and %zu (\"%s\") are both read as \"%s\". "
              "Say with --map what one of them is, or skip it: --map "
              "\"%s=skip\"."),
            first + 1, csv_read__header(import->table, first), second + 1,
            csv_read__header(import->table, second),
            csv_words__keys[import->of[first]],
            csv_read__header(import->table, second));
}

static int check_needed(struct cli *cli, const struct import *import)
{
        const char *missing = NULL;

        if (import__column(import, CSV_NAME) == CSV_COLUMNS_MAX)
                missing = csv_words__keys[CSV_NAME];
        else if (import__column(import, CSV_DISTRICT) == CSV_COLUMNS_MAX &&
            import->district == NULL)
                missing = csv_words__keys[CSV_DISTRICT];
        if (missing == NULL)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_USAGE,
            _("No column is known as \"%s\". Say which one it is: --map \"name "
              "of the column=%s\"."),
            missing, missing);
}

/* What nobody knows is named, and skipped only when somebody says so. */
static int skip_unknown(struct cli *cli, struct import *import)
{
        size_t count = 0;
        bool said = args__get(&cli->args, "skip") != NULL;

        zl_json_open_array(cli->json, "skipped");
        for (size_t i = 0; i < csv_read__columns(import->table); i++) {
                if (import->of[i] != CSV_UNKNOWN)
                        continue;
                if (count++ == 0)
                        out__say(cli, _("Nobody knows these columns:\n"));
                out__say(cli, "  %zu  %s\n", i + 1,
                    csv_read__header(import->table, i));
                zl_json_put_text(
                    cli->json, NULL, csv_read__header(import->table, i));
        }
        zl_json_close(cli->json);
        if (count == 0 || said)
                return EXIT_DONE;
        if (!cli->yes && cli->json == NULL && prompt__possible())
                return ask__confirm(cli, "%s", _("Skip them? [y/N] "));
        return out__fail_with(cli, ZL_E_USAGE,
            P_("%zu column is unknown. --skip skips it. --map \"name of the "
               "column=word\" says what it is.",
                "%zu columns are unknown. --skip skips them. --map \"name of "
                "the column=word\" says what one is.",
                count),
            count);
}

static int read_columns(struct cli *cli, struct import *import)
{
        int status = import__columns(import);
        int code = EXIT_DONE;

        if (status != ZL_OK)
                return out__fail(cli, status);
        import->district = args__get(&cli->args, "district");
        import->kind = args__get(&cli->args, "kind");
        code = map_columns(cli, import);
        if (code == EXIT_DONE)
                code = check_twice(cli, import);
        if (code == EXIT_DONE)
                code = check_needed(cli, import);
        if (code == EXIT_DONE)
                code = skip_unknown(cli, import);
        return code;
}

/* ---- Doing it ---- */

static int open_profile(struct cli *cli)
{
        struct zl_self self;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        if (self.role != ZL_ROLE_COORDINATOR && self.role != ZL_ROLE_SUPPORTER)
                return out__fail_with(cli, ZL_E_POLICY,
                    _("Coordinators and supporters import clubs. Your role is "
                      "another one."));
        return session__refresh(cli);
}

static int read_clubs(struct cli *cli, struct import *import)
{
        int status = import__rows(import);

        if (status == ZL_OK)
                status = import__clubs(import, cli->core);
        if (status != ZL_OK)
                return out__fail(cli, status);
        return import->refused > 0 ? import__refusals(import, cli) : EXIT_DONE;
}

static void put_sum(struct cli *cli, const char *name, size_t added,
    size_t changed, size_t same)
{
        zl_json_open_object(cli->json, name);
        zl_json_put_u64(cli->json, "new", added);
        zl_json_put_u64(cli->json, "changed", changed);
        zl_json_put_u64(cli->json, "same", same);
        zl_json_close(cli->json);
}

static void say_sum(struct cli *cli, const struct import_sum *clubs,
    const struct zl_club_counts_of *people)
{
        out__say(cli, _("Clubs: %zu new, %zu changed, %zu the same.\n"),
            clubs->added, clubs->changed, clubs->same);
        out__say(cli, _("Contacts: %zu new, %zu changed, %zu the same.\n"),
            (size_t)people->added, (size_t)people->changed,
            (size_t)people->same);
        put_sum(cli, "clubs", clubs->added, clubs->changed, clubs->same);
        put_sum(cli, "people", people->added, people->changed, people->same);
}

/* Everything is stated before the register is told of it; what has arrived
 * when this is cut off is known the next time. */
static int state_clubs(struct cli *cli, const struct import *import)
{
        struct zl_club *clubs = calloc(import->count + 1, sizeof(*clubs));
        struct zl_self self;
        size_t count = 0;
        int status = clubs != NULL ? ZL_OK : ZL_E_MEMORY;
        int code = EXIT_DONE;

        if (status == ZL_OK) {
                count = import__stated(import, clubs);
                status = zl_core_put_clubs(cli->core, cli__now(), clubs, count);
        }
        if (status != ZL_OK)
                code = out__fail(cli, status);
        if (code == EXIT_DONE && count > 0)
                code = session__deliver(cli);
        for (size_t i = 0; i < count && code == EXIT_DONE; i++) {
                if (zl_directory_club(
                        zl_core_directory(cli->core), &clubs[i].club) == NULL)
                        code = EXIT_REFUSED;
        }
        free(clubs);
        zl_core_self(cli->core, &self);
        if (code == EXIT_DONE && self.outbox > 0)
                code = EXIT_LATER;
        if (code != EXIT_DONE)
                out__say(cli,
                    _("Not all of it has arrived. The same command again does "
                      "the rest.\n"));
        return code;
}

static int take(struct cli *cli, const struct import *import)
{
        struct import_answer answer = {.parts = 0};
        struct import_sum clubs = {0};
        bool changes = false;
        bool dry_run = args__get(&cli->args, "dry-run") != NULL;
        int code = import__try(import, cli, &answer);

        if (code == EXIT_DONE) {
                changes = import__show(import, cli, &answer, &clubs);
                say_sum(cli, &clubs, &answer.people);
                zl_json_put_bool(cli->json, "taken", changes && !dry_run);
        }
        if (code == EXIT_DONE && changes && !dry_run) {
                code = ask__confirm(cli, "%s", _("Take all of it? [y/N] "));
                progress__begin(_("Taking the clubs"));
                if (code == EXIT_DONE)
                        code = state_clubs(cli, import);
                if (code == EXIT_DONE)
                        code = import__take(cli, &answer);
                progress__end();
        }
        free(answer.changes);
        if (code != EXIT_DONE)
                return code;
        if (!changes)
                out__say(cli, _("Everything is as the file says already.\n"));
        else if (dry_run)
                out__say(cli, _("Nothing was changed: this was a try.\n"));
        else
                out__say(cli, _("Taken.\n"));
        return EXIT_DONE;
}

static int run(struct cli *cli)
{
        struct import *import = calloc(1, sizeof(*import));
        int code = EXIT_DONE;

        if (import == NULL)
                return out__fail(cli, ZL_E_MEMORY);
        code = csv_open__table(cli, cli->args.operands[0], &import->table);
        if (code == EXIT_DONE)
                code = read_columns(cli, import);
        if (code == EXIT_DONE)
                code = open_profile(cli);
        if (code == EXIT_DONE)
                code = read_clubs(cli, import);
        if (code == EXIT_DONE)
                code = take(cli, import);
        import__free(import);
        free(import);
        return code;
}

static const struct option_spec options[] = {
    {"map", N_("COLUMN=WORD"), true, N_("what a column of the file is")},
    {"skip", NULL, false, N_("skip columns that nobody knows")},
    {"district", N_("NAME"), false, N_("of clubs that have none in the file")},
    {"kind", N_("WORD"), false, N_("of clubs that have none in the file")},
    {"dry-run", NULL, false, N_("show what would change, and change nothing")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__club_import = {
    .name = "club",
    .verb = "import",
    .operands = N_("FILE"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Take clubs from a spreadsheet (coordinator, supporter)"),
    .about =
        N_("The file is a sheet saved as CSV; its first line names the "
           "columns. Known by their names, in Dutch and English, are: name, "
           "kind, district, address, website, youth_members, extra_support, "
           "visit_days, code_of_conduct, trainers_trained, and of the contact: "
           "contact (the whole name) or given, prefix and family, and post, "
           "phone, "
           "mail, vog_seen, trained_until. These are the words of --map, too; "
           "skip is another. What would change is shown line by line, and "
           "asked; then all of it is taken, or nothing. An empty cell changes "
           "nothing, and the same file again neither. Another line for the "
           "same club adds another contact."),
    .json = "skipped, lines (line, what, club, club_name, name, fields), clubs "
            "and people (new, changed, same), taken; refused (line, column, "
            "reason)",
    .options = options,
    .examples = "  zijlijn club import clubs.csv --dry-run\n"
                "  zijlijn club import clubs.csv --map \"Naam "
                "vereniging=name\" --map \"Opmerkingen=skip\"\n",
    .run = run,
};
