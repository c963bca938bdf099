/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn status: who we are, and whether all is well. */
#include <stdlib.h>

#include "command.h"
#include "out.h"
#include "recovery.h"
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

/* When the newest key that others seal to was stated; 0: there is none. */
static struct zl_time sealing_since(struct cli *cli, const struct zl_self *self)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct zl_sealing_entry keys[ZL_DEVICES_MAX];
        size_t count = zl_directory_sealing_keys(directory, &self->member,
            zl_core_point(cli->core, cli__now()), keys, ZL_DEVICES_MAX);

        for (size_t i = zl_directory_count(directory); i-- > 0;) {
                struct zl_point at;

                (void)zl_directory_statement(directory, i, &at);
                for (size_t k = 0; k < count; k++) {
                        if (keys[k].position == at.position &&
                            zl_sign_key_equal(&keys[k].device, &self->device))
                                return at.time;
                }
        }
        return (struct zl_time){0};
}

static void say_sealing(struct cli *cli, const struct zl_self *self)
{
        struct zl_time since = sealing_since(cli, self);
        char when[SHOW_TIME];

        if (since.ms == 0)
                return;
        show__time(since, when);
        out__say(cli,
            _("What is sent to you is sealed with a key of %s; about every 30 "
              "days a new one comes by itself.\n"),
            when);
        zl_json_put_time(cli->json, "sealing_key_since", since);
}

/* The server knows, and tells when it is asked. */
static void say_attention(struct cli *cli, const struct zl_self *self)
{
        if (self->role == ZL_ROLE_COORDINATOR)
                out__say(cli,
                    _("Signals that wait too long, and mail that does not "
                      "arrive: 'zijlijn attention' asks the server.\n"));
}

/* How many clubs have nobody, to who can do something about it. */
static void say_alerts(struct cli *cli, const struct zl_self *self)
{
        struct zl_alarm *alarms = NULL;
        size_t count = 0;

        if ((self->role != ZL_ROLE_COORDINATOR &&
                self->role != ZL_ROLE_SUPPORTER) ||
            zl_core_alarms(cli->core, cli__now(), &alarms, &count) != ZL_OK)
                return;
        free(alarms);
        zl_json_put_u64(cli->json, "alerts", count);
        if (count > 0)
                out__say(cli,
                    P_("%zu club has nobody, now or soon: 'zijlijn alerts'.\n",
                        "%zu clubs have nobody, now or soon: 'zijlijn "
                        "alerts'.\n",
                        count),
                    count);
}

static void say_recovery(struct cli *cli, const struct zl_self *self)
{
        bool there = recovery__is_there(cli);

        if (self->role == ZL_ROLE_CONTACT)
                return;
        zl_json_put_bool(cli->json, "recovery_code", there);
        if (!there)
                out__say(cli,
                    _("No recovery code was made here: if every device of "
                      "yours is lost, what was sealed to you is too. 'zijlijn "
                      "recovery new' makes one.\n"));
}

/* Signals of a contact that are to be rung about. */
static void say_waiting(struct cli *cli, const struct zl_self *self)
{
        size_t count = 0;

        if (self->role != ZL_ROLE_CONTACT)
                return;
        for (size_t i = 0; i < zl_core_signal_count(cli->core); i++) {
                struct zl_signal_view signal;

                zl_core_signal_at(cli->core, i, &signal);
                count += show__rings(cli, &signal);
        }
        zl_json_put_u64(cli->json, "to_ring", count);
        if (count > 0)
                out__say(cli,
                    P_("%zu signal waits too long. You did nothing wrong: "
                       "'zijlijn list' says where to ring.\n",
                        "%zu signals wait too long. You did nothing wrong: "
                        "'zijlijn list' says where to ring.\n",
                        count),
                    count);
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
        say_sealing(cli, &self);
        say_alerts(cli, &self);
        say_attention(cli, &self);
        say_recovery(cli, &self);
        say_waiting(cli, &self);
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
        "device, origin, home, outbox, directory (version, expires, expired), "
        "sealing_key_since, recovery_code (true or false), alerts (how "
        "many), to_ring (how many)",
    .examples = "  zijlijn status\n",
    .run = run,
};
