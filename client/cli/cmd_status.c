/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn status: who we are, and whether all is well. */
#include "command.h"
#include "out.h"
#include "session.h"
#include "show.h"

static void say_self(struct cli *cli, const struct zl_self *self)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(cli->core));
        const char *organisation = charter != NULL ? charter->name : "?";

        out__say(cli, _("%s, %s of %s\n"),
            self->name[0] != '\0' ? self->name : "?",
            show__role(cli, self->role), organisation);
        out__say(cli, _("Words:   %s\n"), self->words);
        out__say(cli, _("Server:  %s\n"), self->origin);
        out__say(cli, _("Profile: %s\n"), cli->home);
        zl_json_put_text(cli->json, "name", self->name);
        zl_json_put_hex(cli->json, "member", self->member.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "role", zl_role_str(self->role));
        zl_json_put_hex(
            cli->json, "organisation", self->organisation.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "organisation_name", organisation);
        zl_json_put_text(cli->json, "words", self->words);
        zl_json_put_hex(cli->json, "root", self->root.bytes, ZL_SIGN_KEY_SIZE);
        zl_json_put_hex(
            cli->json, "device", self->device.bytes, ZL_SIGN_KEY_SIZE);
        zl_json_put_text(cli->json, "origin", self->origin);
        zl_json_put_text(cli->json, "home", cli->home);
        zl_json_put_u64(cli->json, "outbox", self->outbox);
}

static void say_directory(struct cli *cli)
{
        struct zl_claim_view claim =
            zl_directory_claim(zl_core_directory(cli->core));
        char until[SHOW_TIME];
        bool expired = false;

        if (claim.claim == NULL)
                return;
        expired = claim.claim->expires.ms < cli__now().ms;
        show__time(claim.claim->expires, until);
        out__say(cli, _("Directory %llu, valid until %s%s\n"),
            (unsigned long long)claim.claim->version, until,
            expired ? _(": EXPIRED. Run 'zijlijn sync'; if in doubt, ring.")
                    : "");
        zl_json_open_object(cli->json, "directory");
        zl_json_put_u64(cli->json, "version", claim.claim->version);
        zl_json_put_time(cli->json, "expires", claim.claim->expires);
        zl_json_put_bool(cli->json, "expired", expired);
        zl_json_close(cli->json);
}

static int run(struct cli *cli)
{
        struct zl_self self;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        say_self(cli, &self);
        say_directory(cli);
        out__say(cli,
            self.outbox > 0 ? _("To be sent: %zu\n")
                            : _("Nothing waits to be sent.\n"),
            self.outbox);
        return EXIT_DONE;
}

const struct command cmd__status = {
    .name = "status",
    .operands = "",
    .line = N_("Say who you are here, and whether all is well"),
    .about = "",
    .json =
        "name, member, role, organisation, organisation_name, words, root, "
        "device, origin, home, outbox, directory (version, expires, expired)",
    .examples = "  zijlijn status\n",
    .run = run,
};
