/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn organisation: set one up, and look at its charter. */
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "files.h"
#include "founding.h"
#include "label.h"
#include "out.h"
#include "session.h"
#include "show.h"
#include "transport.h"

/* ---- create ---- */

static int read_file(struct cli *cli, struct founding *ret)
{
        const char *path = cli->args.operands[0];
        const char *field = NULL;
        struct zl_buf text = {0};
        int status = files__text(path, ZL_JSON_MAX, &text);

        if (status == ZL_E_NOT_FOUND)
                return out__fail_with(
                    cli, status, _("There is no file %s."), path);
        if (status == ZL_OK)
                status = founding__read(text.data, text.size - 1,
                    args__get(&cli->args, "log-key"),
                    args__get(&cli->args, "server"), ret, &field);
        zl_buf_free(&text);
        if (status == ZL_E_MEMORY)
                return out__fail(cli, status);
        if (status == ZL_E_NOT_FOUND)
                return out__fail_with(cli, status,
                    _("%s: a team is in a district that is not listed."), path);
        if (status != ZL_OK && field != NULL && strcmp(field, "log_key") == 0)
                return out__fail_with(cli, status,
                    _("The log key (--log-key, or log_key in %s) is the 64 "
                      "digits that 'zijlijnd --init' prints."),
                    path);
        if (status != ZL_OK)
                return out__fail_with(cli, status,
                    _("%s does not describe an organisation: look at %s."),
                    path, field != NULL ? field : _("its form (JSON)"));
        if (!transport__allowed(
                ret->founding.origin, args__get(&cli->args, "socket") != NULL))
                return out__fail_with(cli, ZL_E_USAGE,
                    _("\"%s\" is not the origin of a server: https://host, or "
                      "http on this machine itself."),
                    ret->founding.origin);
        return EXIT_DONE;
}

static void show_made(
    struct cli *cli, const char *name, const struct zl_secret *spare)
{
        struct zl_self self;
        char root[ZL_HASH_TEXT];
        char groups[SHOW_SEED];

        zl_core_self(cli->core, &self);
        zl_hex_of(self.root.bytes, ZL_SIGN_KEY_SIZE, root);
        show__seed(spare, groups);
        out__say(cli,
            _("%s is made.\n\nRoot, for the server (zijlijnd --root):\n    "
              "%s\n\nWords, to publish where everybody looks:\n    %s\n\nSpare "
              "root. Write it down on paper now and keep it elsewhere, in a "
              "safe: with it the organisation goes on if this computer is "
              "lost. It is shown once and stored nowhere:\n    %.35s\n    "
              "%s\n\nNext: start the server with this root, and run 'zijlijn "
              "sync'.\n"),
            name, root, self.words, groups, groups + 36);
        out__say(cli,
            _("After that, a code on paper for yourself: 'zijlijn recovery "
              "new'.\n"));
        zl_json_put_text(cli->json, "name", name);
        zl_json_put_text(cli->json, "root", root);
        zl_json_put_text(cli->json, "words", self.words);
        zl_json_put_text(cli->json, "spare_root", groups);
        zl_json_put_text(cli->json, "origin", self.origin);
        zl_wipe(groups, sizeof(groups));
}

static int create(struct cli *cli, const struct founding *founding)
{
        struct zl_secret *spare = NULL;
        int status = ZL_OK;
        int code = session__begin(cli, args__get(&cli->args, "socket"));

        if (code != EXIT_DONE)
                return code;
        status =
            zl_core_found(cli->core, cli__now(), &founding->founding, &spare);
        if (status == ZL_E_MALFORMED)
                code = out__fail_with(cli, status,
                    _("%s does not describe an organisation: names and phone "
                      "numbers are one line each, and none stands twice."),
                    cli->args.operands[0]);
        else if (status != ZL_OK)
                code = out__fail(cli, status);
        if (status == ZL_OK) {
                status = session__save(cli);
                if (status != ZL_OK)
                        code = out__fail(cli, status);
                else
                        show_made(cli, founding->charter.name, spare);
        }
        zl_secret_free(spare);
        return code;
}

static int run_create(struct cli *cli)
{
        struct founding *founding = NULL;
        int code = session__absent(cli);

        if (code != EXIT_DONE)
                return code;
        founding = calloc(1, sizeof(*founding));
        if (founding == NULL)
                return out__fail(cli, ZL_E_MEMORY);
        code = read_file(cli, founding);
        if (code == EXIT_DONE)
                code = create(cli, founding);
        founding__done(founding);
        free(founding);
        return code;
}

/* ---- show ---- */

static void show_terms(struct cli *cli, const struct zl_charter *charter)
{
        static const char *const namings[] = {"never", "known", "allowed"};

        out__say(cli,
            _("Terms in working days: first answer %u, reminder %u, deputies "
              "told %u, coordinator told %u.\n"),
            charter->terms.answer_days, charter->terms.remind_days,
            charter->terms.deputy_days, charter->terms.coordinator_days);
        out__say(cli,
            _("Days until a signal is erased: %u after closing, %u when never "
              "closed.\nMay a child be named: %s\n"),
            charter->retention.closed_days, charter->retention.open_days,
            label__of(namings[charter->naming]));
        zl_json_open_object(cli->json, "terms");
        zl_json_put_u64(cli->json, "remind_days", charter->terms.remind_days);
        zl_json_put_u64(cli->json, "deputy_days", charter->terms.deputy_days);
        zl_json_put_u64(
            cli->json, "coordinator_days", charter->terms.coordinator_days);
        zl_json_put_u64(cli->json, "answer_days", charter->terms.answer_days);
        zl_json_close(cli->json);
        zl_json_open_object(cli->json, "retention");
        zl_json_put_u64(
            cli->json, "closed_days", charter->retention.closed_days);
        zl_json_put_u64(cli->json, "open_days", charter->retention.open_days);
        zl_json_close(cli->json);
        zl_json_put_text(cli->json, "naming", namings[charter->naming]);
}

static void show_units(struct cli *cli, const struct zl_charter *charter)
{
        zl_json_open_array(cli->json, "districts");
        for (size_t i = 0; i < charter->district_count; i++) {
                const struct zl_district *it = &charter->districts[i];

                out__say(cli, _("District %s\n"), it->name);
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(cli->json, "id", it->id.bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "name", it->name);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
        zl_json_open_array(cli->json, "teams");
        for (size_t i = 0; i < charter->team_count; i++) {
                const struct zl_team *it = &charter->teams[i];

                out__say(cli,
                    _("Team %s, %s. Responsible: %s; privacy questions: %s\n"),
                    it->name, it->phone, it->controller, it->privacy_contact);
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(cli->json, "id", it->id.bytes, ZL_ID_SIZE);
                zl_json_put_hex(
                    cli->json, "district", it->district.bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "name", it->name);
                zl_json_put_text(cli->json, "phone", it->phone);
                zl_json_put_text(cli->json, "controller", it->controller);
                zl_json_put_text(
                    cli->json, "privacy_contact", it->privacy_contact);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}

static int run_show(struct cli *cli)
{
        const struct zl_charter *charter = NULL;
        struct zl_self self;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        charter = zl_directory_charter(zl_core_directory(cli->core));
        if (charter == NULL)
                return out__fail_with(cli, ZL_E_NOT_FOUND,
                    _("Nothing of this organisation came from its server yet. "
                      "Start the server, and run 'zijlijn sync' first."));
        zl_core_self(cli->core, &self);
        out__say(cli, _("%s\nWords:  %s\nServer: %s\n"), charter->name,
            self.words, self.origin);
        zl_json_put_text(cli->json, "name", charter->name);
        zl_json_put_text(cli->json, "words", self.words);
        zl_json_put_hex(cli->json, "root", self.root.bytes, ZL_SIGN_KEY_SIZE);
        zl_json_put_hex(
            cli->json, "log_key", charter->log_key.bytes, ZL_SIGN_KEY_SIZE);
        zl_json_put_text(cli->json, "origin", self.origin);
        show_terms(cli, charter);
        show_units(cli, charter);
        show__signposts(cli, NULL);
        return EXIT_DONE;
}

static const struct option_spec create_options[] = {
    {"log-key", N_("HEX"), false,
        N_("the server's log key, instead of FILE's")},
    {"server", N_("ORIGIN"), false,
        N_("the server's origin, instead of FILE's")},
    {"socket", N_("PATH"), false,
        N_("reach the server by this Unix socket, now and later")},
    {"ca", N_("FILE"), false,
        N_("trust the certificate authority in FILE only, now and later")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__organisation_create = {
    .name = "organisation",
    .verb = "create",
    .operands = N_("FILE"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Set up an organisation (coordinator)"),
    .about = N_("Makes the root of all trust and the first charter from FILE, "
                "a JSON description (tests/data/organisation.json is one). "
                "Afterwards start the server with the root it prints, and run "
                "'zijlijn sync'. 'zijlijnd --init DIR' prints the log key."),
    .json = "name, root, words, spare_root, origin",
    .options = create_options,
    .examples = "  zijlijn organisation create organisation.json\n",
    .run = run_create,
};

const struct command cmd__organisation_show = {
    .name = "organisation",
    .verb = "show",
    .operands = "",
    .line = N_("Show the organisation's charter"),
    .about = N_("Words, terms, districts, teams and signposts."),
    .json = "name, words, root, log_key, origin, terms, retention, naming, "
            "districts, teams, signposts",
    .examples = "  zijlijn organisation show\n",
    .run = run_show,
};
