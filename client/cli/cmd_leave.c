/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn leave: everything one holds goes to colleagues, closed signals
 * included, and then the membership ends. Each signal is handed over by
 * itself, so an interrupted leave goes on where it was. */
#include <stdio.h>
#include <string.h>

#include "act.h"
#include "alarm.h"
#include "ask.h"
#include "command.h"
#include "out.h"
#include "session.h"
#include "show.h"

struct leaving {
        struct chosen to; /* by --to; nobody: who gets the club's notes now */
        struct persons takers; /* everybody who gets something */
        size_t total;
        size_t closed;
        size_t done;
};

/* ---- What there is ---- */

static bool is_held(const struct zl_signal_view *signal)
{
        return signal->is_holder && signal->state != ZL_STATE_RETRACTED &&
            signal->state != ZL_STATE_ERASED;
}

/* How many there are, and one of them. */
static size_t find_held(struct cli *cli, struct zl_signal_view *ret)
{
        struct zl_signal_view signal;
        size_t count = 0;

        for (size_t i = 0; i < zl_core_signal_count(cli->core); i++) {
                zl_core_signal_at(cli->core, i, &signal);
                if (is_held(&signal) && count++ == 0)
                        *ret = signal;
        }
        return count;
}

static void add_person(struct persons *persons, const struct zl_id *id)
{
        for (size_t i = 0; i < persons->count; i++) {
                if (zl_id_equal(&persons->of[i], id))
                        return;
        }
        if (persons->count < PERSONS_LIST_MAX)
                persons->of[persons->count++] = *id;
}

/* ---- To whom ---- */

/* Who gets the club's notes now. */
static void club_receivers(
    struct cli *cli, const struct zl_id *club, struct chosen *ret)
{
        struct zl_routing routing = {0};

        ret->count = 0;
        if (zl_directory_routing(zl_core_directory(cli->core), club,
                zl_core_point(cli->core, cli__now()), &routing) != ZL_OK)
                return;
        if (routing.has_account_holder)
                ret->of[ret->count++] = routing.account_holder;
        for (size_t i = 0;
             i < routing.deputy_count && ret->count < ZL_PERSONS_MAX; i++)
                ret->of[ret->count++] = routing.deputies[i];
}

static void keep_allowed(
    const struct chosen *should, const struct persons *may, struct chosen *ret)
{
        for (size_t i = 0; i < should->count; i++) {
                for (size_t k = 0; k < may->count; k++) {
                        if (zl_id_equal(&should->of[i], &may->of[k]))
                                ret->of[ret->count++] = should->of[i];
                }
        }
}

/* Of those who should have it, who may; else who holds it besides us. */
static void takers_of(struct cli *cli, const struct leaving *leaving,
    const struct zl_signal_view *signal, struct chosen *ret)
{
        struct persons may;
        struct chosen should = leaving->to;

        if (should.count == 0)
                club_receivers(cli, &signal->club, &should);
        act__receivers(cli, ZL_HANDOVER, &signal->id, &may);
        ret->count = 0;
        keep_allowed(&should, &may, ret);
        if (ret->count > 0 || leaving->to.count > 0)
                return;
        should.count = signal->holder_count;
        memcpy(should.of, signal->holders,
            signal->holder_count * sizeof(should.of[0]));
        keep_allowed(&should, &may, ret);
}

static int read_to(struct cli *cli, struct leaving *leaving)
{
        struct persons all = {.count = 0};

        if (args__get(&cli->args, "to") == NULL)
                return EXIT_DONE;
        for (size_t i = 0; i < zl_core_signal_count(cli->core); i++) {
                struct zl_signal_view signal;
                struct persons may;

                zl_core_signal_at(cli->core, i, &signal);
                if (!is_held(&signal))
                        continue;
                act__receivers(cli, ZL_HANDOVER, &signal.id, &may);
                for (size_t k = 0; k < may.count; k++)
                        add_person(&all, &may.of[k]);
        }
        if (all.count == 0)
                return EXIT_DONE;
        return persons__named(cli, "to", &all, &leaving->to);
}

/* Each signal must have somebody to go to before any is handed over. */
static int plan(struct cli *cli, struct leaving *leaving)
{
        size_t unplaced = 0;

        zl_json_open_array(cli->json, "unplaced");
        for (size_t i = 0; i < zl_core_signal_count(cli->core); i++) {
                struct zl_signal_view signal;
                struct chosen takers;

                zl_core_signal_at(cli->core, i, &signal);
                if (!is_held(&signal))
                        continue;
                leaving->total++;
                leaving->closed += signal.state == ZL_STATE_CLOSED;
                takers_of(cli, leaving, &signal, &takers);
                for (size_t k = 0; k < takers.count; k++)
                        add_person(&leaving->takers, &takers.of[k]);
                if (takers.count > 0)
                        continue;
                if (unplaced++ == 0)
                        out__say(cli, _("Nobody can take over these:\n"));
                show__signal_line(cli, &signal);
        }
        zl_json_close(cli->json);
        if (unplaced == 0)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_RECIPIENTS,
            _("Name somebody who can with --to, also of another team, or ask "
              "the coordinator who. One by one goes too: 'zijlijn handover "
              "SIGNAL'. Nothing was handed over yet."));
}

/* One that came in between. */
static int unplaceable(struct cli *cli, const struct zl_signal_view *signal)
{
        return out__fail_with(cli, ZL_E_RECIPIENTS,
            _("Nobody can take over the signal of %s. Name a colleague who can "
              "with --to."),
            signal->club_name);
}

/* ---- Handing over ---- */

static int online(struct cli *cli, int status)
{
        return status == ZL_OK ? EXIT_DONE : session__fail(cli, status);
}

/* Everything of it is opened first: what was not read cannot be sealed. */
static int hand_over(struct cli *cli, const struct zl_signal_view *signal,
    const struct chosen *to)
{
        const char *field = NULL;
        struct zl_id id;
        int status = zl_core_open(cli->core, cli__now(), &signal->id);
        int code = EXIT_DONE;

        if (status == ZL_OK)
                code = online(cli, session__loop(cli));
        if (status == ZL_OK && code == EXIT_DONE)
                status = zl_core_handover(cli->core, cli__now(), &signal->id,
                    to->of, to->count, false, NULL, &id, &field);
        if (status == ZL_E_NOT_FOR_US)
                return act__keyless(cli);
        if (status != ZL_OK)
                return out__fail(cli, status);
        return code == EXIT_DONE ? online(cli, session__loop(cli)) : code;
}

static int interrupted(struct cli *cli, const struct leaving *leaving, int code)
{
        out__say(cli,
            _("%zu of %zu signals were handed over. Nothing is lost: 'zijlijn "
              "leave' goes on with the others.\n"),
            leaving->done, leaving->total);
        return code;
}

static int hand_over_all(struct cli *cli, struct leaving *leaving)
{
        struct zl_signal_view signal;
        size_t left = find_held(cli, &signal);

        while (left > 0) {
                struct zl_id handed = signal.id;
                char names[PERSONS_NAMES];
                struct chosen takers;
                int code = EXIT_DONE;

                /* Something new may have come in meanwhile. */
                leaving->total = leaving->done + left;
                takers_of(cli, leaving, &signal, &takers);
                if (takers.count == 0)
                        return interrupted(
                            cli, leaving, unplaceable(cli, &signal));
                persons__names(cli, takers.of, takers.count, names);
                out__say(cli, _("%zu of %zu: %s, to %s\n"), leaving->done + 1,
                    leaving->total, signal.club_name, names);
                (void)fflush(stdout);
                code = hand_over(cli, &signal, &takers);
                if (code != EXIT_DONE)
                        return interrupted(cli, leaving, code);
                left = find_held(cli, &signal);
                /* Refused by the server: what it said was told already. */
                if (left > 0 && zl_id_equal(&signal.id, &handed))
                        return interrupted(cli, leaving, EXIT_REFUSED);
                leaving->done++;
        }
        return EXIT_DONE;
}

/* ---- Leaving ---- */

static int confirm(struct cli *cli, const struct leaving *leaving, bool stay)
{
        char names[PERSONS_NAMES] = "";

        if (leaving->takers.count > ZL_PERSONS_MAX)
                (void)snprintf(names, sizeof(names), _("%zu colleagues"),
                    leaving->takers.count);
        else
                persons__names(
                    cli, leaving->takers.of, leaving->takers.count, names);
        if (leaving->total > 0)
                out__say(cli,
                    P_("%zu signal goes to %s, %zu of it closed. What you have "
                       "not opened yet is opened for that, and who wrote it is "
                       "told who has it now.\n",
                        "%zu signals go to %s, %zu of them closed. What you "
                        "have not opened yet is opened for that, and who wrote "
                        "it is told who has it now.\n",
                        leaving->total),
                    leaving->total, names, leaving->closed);
        if (stay)
                return ask__confirm(cli, _("Hand all of it over? [y/N] "));
        out__say(cli,
            _("Then your membership ends, and what is kept on this device is "
              "erased. Nobody can bring it back.\n"));
        return ask__confirm(cli, _("Leave for good? [y/N] "));
}

/* Somebody has to be there to appoint the next one. */
static int check_last(struct cli *cli, const struct zl_self *self)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct zl_point at = zl_core_point(cli->core, cli__now());
        size_t count = 0;

        for (size_t i = 0; i < zl_directory_member_count(directory); i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);

                count += member->role == ZL_ROLE_COORDINATOR &&
                    zl_directory_member_in_force(directory, &member->id, at) ==
                        ZL_OK;
        }
        if (self->role != ZL_ROLE_COORDINATOR || count > 1)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_CONFLICT,
            _("You are the only coordinator. Invite another one first: "
              "'zijlijn invite --role coordinator'."));
}

/* Ours, as it stands. */
static struct zl_revocation own_revocation(
    struct cli *cli, const struct zl_self *self)
{
        return (struct zl_revocation){
            .subject =
                zl_directory_member(zl_core_directory(cli->core), &self->member)
                    ->appointment};
}

/* Before anything is handed over: does somebody stay with each club? */
static int check_clubs(struct cli *cli, const struct zl_self *self)
{
        struct zl_revocation revocation = own_revocation(cli, self);
        struct zl_preview preview = {.void_count = 0};
        int status =
            zl_core_preview(cli->core, cli__now(), &revocation, &preview);
        int code = EXIT_DONE;

        if (status != ZL_OK)
                return out__fail(cli, status);
        code = alarm__allow(cli, preview.nobody, preview.nobody_count);
        zl_preview_free(&preview);
        return code;
}

static int end_membership(struct cli *cli, const struct zl_self *self)
{
        struct zl_revocation revocation = own_revocation(cli, self);
        int status = zl_core_revoke(cli->core, cli__now(), &revocation);

        if (status != ZL_OK)
                return out__fail(cli, status);
        /* That it has ended is what was asked for. */
        cli->message_hold = true;
        status = session__loop(cli);
        if (out__messages_held(cli, ZL_MSG_ENDED) != ZL_OK)
                return out__fail(cli, ZL_E_MEMORY);
        /* Once it holds, the server has nothing more to say to us. */
        if (status != ZL_OK && status != ZL_E_REVOKED)
                return session__fail(cli, status);
        out__say(cli, _("You have left. Thank you for what you did.\n"));
        return EXIT_DONE;
}

static int begin(
    struct cli *cli, struct zl_self *ret_self, struct leaving *leaving)
{
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = online(cli, session__sync(cli));
        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, ret_self);
        if (ret_self->outbox > 0)
                return out__fail_with(cli, ZL_E_STATE,
                    _("Something of yours has not reached the server yet. "
                      "'zijlijn outbox' shows what."));
        code = check_last(cli, ret_self);
        if (code == EXIT_DONE)
                code = read_to(cli, leaving);
        return code == EXIT_DONE ? plan(cli, leaving) : code;
}

static int run(struct cli *cli)
{
        bool stay = args__get(&cli->args, "stay") != NULL;
        struct leaving leaving = {.total = 0};
        struct zl_self self;
        int code = begin(cli, &self, &leaving);

        if (code == EXIT_DONE && stay && leaving.total == 0) {
                out__say(cli, _("You hold no signal.\n"));
                return EXIT_DONE;
        }
        if (code == EXIT_DONE)
                code = confirm(cli, &leaving, stay);
        if (code == EXIT_DONE && !stay)
                code = check_clubs(cli, &self);
        if (code == EXIT_DONE)
                code = hand_over_all(cli, &leaving);
        zl_json_put_u64(cli->json, "handed_over", leaving.done);
        zl_json_put_u64(cli->json, "signals", leaving.total);
        if (code == EXIT_DONE && leaving.done > 0)
                out__say(cli,
                    P_("%zu signal was handed over.\n",
                        "%zu signals were handed over.\n", leaving.done),
                    leaving.done);
        return code == EXIT_DONE && !stay ? end_membership(cli, &self) : code;
}

static const struct option_spec options[] = {
    {"to", N_("NAME"), true,
        N_("who gets everything (usual: who gets the notes of each club now)")},
    {"stay", NULL, false, N_("hand everything over, and stay a member")},
    ALARM_OPTION,
    {NULL, NULL, false, NULL},
};

const struct command cmd__leave = {
    .name = "leave",
    .operands = "",
    .line = N_("Hand over all you hold, and end your membership"),
    .about =
        N_("A professional's signals, closed ones too, go to whoever you name, "
           "or to who gets the notes of each club now: ask the coordinator to "
           "assign your clubs to others first. If it is interrupted, the same "
           "command goes on. Then your membership ends, and this device is "
           "emptied."),
    .json = "unplaced (as 'zijlijn list' has signals), signals, handed_over, "
            "nobody (clubs that have nobody then)",
    .options = options,
    .examples = "  zijlijn leave\n"
                "  zijlijn leave --to Joris --stay\n",
    .run = run,
};
