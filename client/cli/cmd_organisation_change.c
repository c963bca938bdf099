/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn organisation change: another charter, in the form of the first one
 * and signed by the root. */
#include <stdlib.h>
#include <string.h>

#include "alarm.h"
#include "ask.h"
#include "command.h"
#include "files.h"
#include "founding.h"
#include "out.h"
#include "rootfile.h"
#include "session.h"
#include "show.h"

/* Stays as it was. */
static const char same_key[] =
    "0000000000000000000000000000000000000000000000000000000000000000";

static int read_file(struct cli *cli, struct founding *ret)
{
        const char *path = cli->args.operands[0];
        const char *log_key = args__get(&cli->args, "log-key");
        const char *field = NULL;
        struct zl_buf text = {0};
        struct zl_self self;
        int status = files__text(path, ZL_JSON_MAX, &text);

        zl_core_self(cli->core, &self);
        if (status == ZL_E_NOT_FOUND)
                return out__fail_with(
                    cli, status, _("There is no file %s."), path);
        if (status == ZL_OK)
                status = founding__read(text.data, text.size - 1,
                    log_key != NULL ? log_key : same_key, self.origin, ret,
                    &field);
        zl_buf_free(&text);
        if (status == ZL_OK)
                return EXIT_DONE;
        if (status == ZL_E_MEMORY)
                return out__fail(cli, status);
        if (status == ZL_E_NOT_FOUND)
                return out__fail_with(cli, status,
                    _("%s: a team is in a district that is not listed."), path);
        return out__fail_with(cli, status,
            _("%s does not describe an organisation: look at %s."), path,
            field != NULL ? field : _("its form (JSON)"));
}

/* ---- What is the same, by its name ---- */

static void say(struct cli *cli, const char *sentence, const char *name)
{
        out__say(cli, "  %s: %s\n", sentence, name);
        zl_json_put_text(cli->json, NULL, name);
}

static bool is_new(const struct zl_id *id)
{
        static const struct zl_id none;

        return zl_id_equal(id, &none);
}

static void match_districts(
    struct cli *cli, const struct zl_charter *before, struct founding *after)
{
        for (size_t i = 0; i < after->charter.district_count; i++) {
                struct zl_district *it = &after->districts[i];

                for (size_t k = 0; k < before->district_count; k++) {
                        if (strcmp(before->districts[k].name, it->name) == 0)
                                it->id = before->districts[k].id;
                }
                if (is_new(&it->id))
                        say(cli, _("New district"), it->name);
        }
}

static void match_teams(
    struct cli *cli, const struct zl_charter *before, struct founding *after)
{
        for (size_t i = 0; i < after->charter.team_count; i++) {
                struct zl_team *it = &after->teams[i];

                for (size_t k = 0; k < before->team_count; k++) {
                        if (strcmp(before->teams[k].name, it->name) == 0)
                                it->id = before->teams[k].id;
                }
                if (is_new(&it->id))
                        say(cli, _("New team"), it->name);
        }
}

static void say_gone(struct cli *cli, const struct zl_charter *before,
    const struct founding *after)
{
        for (size_t i = 0; i < before->district_count; i++) {
                bool kept = false;

                for (size_t k = 0; k < after->charter.district_count; k++)
                        kept = kept ||
                            zl_id_equal(&before->districts[i].id,
                                &after->districts[k].id);
                if (!kept)
                        say(cli, _("No longer a district"),
                            before->districts[i].name);
        }
        for (size_t i = 0; i < before->team_count; i++) {
                bool kept = false;

                for (size_t k = 0; k < after->charter.team_count; k++)
                        kept = kept ||
                            zl_id_equal(
                                &before->teams[i].id, &after->teams[k].id);
                if (!kept)
                        say(cli, _("No longer a team"), before->teams[i].name);
        }
}

static void compare(struct cli *cli, struct founding *after)
{
        const struct zl_charter *before =
            zl_directory_charter(zl_core_directory(cli->core));

        out__say(cli, _("What changes of districts and teams:\n"));
        zl_json_open_array(cli->json, "changes");
        match_districts(cli, before, after);
        match_teams(cli, before, after);
        say_gone(cli, before, after);
        zl_json_close(cli->json);
}

/* ---- The change ---- */

static void show_spare(struct cli *cli, const struct zl_secret *spare)
{
        char groups[SHOW_SEED];

        if (spare == NULL)
                return;
        show__seed(spare, groups);
        out__say(cli,
            _("\nThe new spare root. Write it down on paper now and keep it "
              "elsewhere, in a safe; the one before is worth nothing any "
              "more. It is shown once and stored nowhere:\n    %.35s\n    "
              "%s\n\n"),
            groups, groups + 36);
        zl_json_put_text(cli->json, "spare_root", groups);
        zl_wipe(groups, sizeof(groups));
}

static int refused(struct cli *cli, int status)
{
        switch (status) {
        case ZL_E_CONFLICT:
                return out__fail_with(cli, status,
                    _("A team cannot move to another district: give it "
                      "another name, which makes it a new team."));
        case ZL_E_MALFORMED:
        case ZL_E_TOO_LARGE:
                return out__fail_with(cli, status,
                    _("%s does not describe an organisation: names and phone "
                      "numbers are one line each, and none stands twice."),
                    cli->args.operands[0]);
        case ZL_E_POLICY:
                return rootfile__refused(cli, "", status);
        default:
                return out__fail(cli, status);
        }
}

static int change(struct cli *cli, struct founding *founding)
{
        const struct zl_charter_change wanted = {
            .charter = &founding->charter,
            .team_districts = founding->team_districts,
            .new_spare = args__get(&cli->args, "new-spare") != NULL,
        };
        struct zl_secret *spare = NULL;
        uint64_t position = 0;
        int status = ZL_OK;
        int code = EXIT_DONE;

        compare(cli, founding);
        code = ask__confirm(cli,
            _("This charter holds for everybody from now on. Go on? [y/N] "));
        if (code == EXIT_DONE)
                code = alarm__before(cli, &position);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_change_charter(cli->core, cli__now(), &wanted, &spare);
        if (status != ZL_OK)
                return refused(cli, status);
        code = alarm__allow_said(cli, position);
        if (code != EXIT_DONE) {
                zl_secret_free(spare);
                return code;
        }
        status = session__save(cli);
        if (status == ZL_OK)
                show_spare(cli, spare);
        zl_secret_free(spare);
        return status == ZL_OK ? session__deliver(cli) : out__fail(cli, status);
}

static int run(struct cli *cli)
{
        struct founding *founding = NULL;
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE &&
            zl_directory_charter(zl_core_directory(cli->core)) == NULL)
                code = out__fail_with(cli, ZL_E_NOT_FOUND,
                    _("Nothing of this organisation came from its server yet. "
                      "Start the server, and run 'zijlijn sync' first."));
        if (code == EXIT_DONE)
                code =
                    rootfile__take(cli, args__get(&cli->args, "root"), false);
        if (code != EXIT_DONE)
                return code;
        founding = calloc(1, sizeof(*founding));
        if (founding == NULL)
                return out__fail(cli, ZL_E_MEMORY);
        code = read_file(cli, founding);
        if (code == EXIT_DONE)
                code = change(cli, founding);
        founding__done(founding);
        free(founding);
        return code;
}

static const struct option_spec options[] = {
    {"root", N_("FILE"), false,
        N_("the root file, unless the root is on this computer")},
    ROOTFILE_KEY_OPTION,
    {"new-spare", NULL, false, N_("make a new spare root, and show it")},
    {"log-key", N_("HEX"), false,
        N_("another log key of the server; usually it stays")},
    ALARM_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__organisation_change = {
    .name = "organisation",
    .verb = "change",
    .operands = N_("FILE"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Change the organisation's charter (coordinator)"),
    .about =
        N_("FILE has the form that 'zijlijn organisation create' reads, with "
           "all that is to hold from now on: terms, what roles are called, "
           "districts, teams, signposts. A district or team is known by its "
           "name, so a new name makes a new one; server, coordinator and log "
           "key of FILE are not looked at."),
    .json = "changes, nobody (clubs that have nobody then), spare_root (with "
            "--new-spare)",
    .options = options,
    .examples = "  zijlijn organisation change organisation.json --root "
                "/media/usb/root.zlroot\n",
    .run = run,
};
