/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn note: what was seen or heard goes to the club's account holder and
 * deputies. Where to go when it cannot wait is said before anything is asked,
 * on review, and afterwards. */
#include <string.h>

#include "ask.h"
#include "command.h"
#include "hint.h"
#include "newcomers.h"
#include "note_form.h"
#include "out.h"
#include "persons.h"
#include "prompt.h"
#include "resolve.h"
#include "session.h"
#include "show.h"

struct writing {
        struct zl_id club;
        const struct zl_charter *charter;
        enum zl_role role;
        struct zl_id left_out[ZL_LEFT_OUT_MAX];
        size_t left_count;
        struct note_form form;
};

static const char club_ended[] =
    N_("That club has ended, so no notes of it are taken. Was it joined to "
       "another one? Ask the supporter to appoint you there.");

/* Before anything is typed. */
static int check_going_on(struct cli *cli, const struct zl_id *club)
{
        const struct zl_club_entry *entry =
            zl_directory_club(zl_core_directory(cli->core), club);

        return entry != NULL && entry->club.ended
            ? out__fail_with(cli, ZL_E_NOT_FOUND, "%s", _(club_ended))
            : EXIT_DONE;
}

static int check_role(struct cli *cli, struct writing *writing)
{
        struct zl_self self;

        zl_core_self(cli->core, &self);
        writing->role = self.role;
        if (self.role == ZL_ROLE_CONTACT || self.role == ZL_ROLE_PROFESSIONAL)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_POLICY,
            _("Notes are written by a club's contact, or by a professional "
              "assigned to the club. Your role is another one."));
}

/* Those who receive the club's notes, but for ourselves. */
static void list_receivers(
    struct cli *cli, const struct writing *writing, struct persons *ret)
{
        struct zl_routing routing = {0};
        struct zl_self self;

        zl_core_self(cli->core, &self);
        *ret = (struct persons){.count = 0};
        if (zl_directory_routing(zl_core_directory(cli->core), &writing->club,
                zl_core_point(cli->core, cli__now()), &routing) != ZL_OK)
                return;
        if (routing.has_account_holder &&
            !zl_id_equal(&routing.account_holder, &self.member))
                ret->of[ret->count++] = routing.account_holder;
        for (size_t i = 0; i < routing.deputy_count; i++) {
                if (!zl_id_equal(&routing.deputies[i], &self.member))
                        ret->of[ret->count++] = routing.deputies[i];
        }
}

static int leave_out(
    struct cli *cli, struct writing *writing, const struct chosen *chosen)
{
        if (chosen->count > ZL_LEFT_OUT_MAX)
                return out__fail(cli, ZL_E_TOO_LARGE);
        memcpy(writing->left_out, chosen->of,
            chosen->count * sizeof(chosen->of[0]));
        writing->left_count = chosen->count;
        return EXIT_DONE;
}

static int read_left_out(struct cli *cli, struct writing *writing)
{
        struct persons receivers;
        struct chosen chosen;
        int code = EXIT_DONE;

        list_receivers(cli, writing, &receivers);
        code = persons__named(cli, "leave-out", &receivers, &chosen);
        return code == EXIT_DONE ? leave_out(cli, writing, &chosen) : code;
}

/* Asked once it is known who there is; nobody asks why.  One must remain. */
static int ask_left_out(struct cli *cli, struct writing *writing)
{
        struct persons receivers;
        struct chosen chosen;
        int code = EXIT_DONE;

        list_receivers(cli, writing, &receivers);
        if (!note_form__will_ask(cli) || writing->left_count > 0 ||
            receivers.count < 2)
                return EXIT_DONE;
        do {
                code = persons__ask(cli,
                    _("\nShould one of them not get this note: somebody who "
                      "lives next door, or whom it is about? You need not say "
                      "why."),
                    &receivers, &chosen);
                if (code == EXIT_DONE && chosen.count == receivers.count)
                        prompt__say(
                            _("Then nobody would get it. One must stay.\n"));
        } while (code == EXIT_DONE && chosen.count == receivers.count);
        return code == EXIT_DONE ? leave_out(cli, writing, &chosen) : code;
}

/* Before anything can be typed. */
static int show_where(struct cli *cli, struct writing *writing)
{
        const struct zl_club *club =
            &zl_directory_club(zl_core_directory(cli->core), &writing->club)
                 ->club;

        show__signposts(cli, club->kind);
        out__say(cli,
            _("\nA note for %s goes to, and can be read by nobody "
              "but:\n"),
            club->name);
        zl_json_put_hex(cli->json, "club", writing->club.bytes, ZL_ID_SIZE);
        if (show__receivers(cli, &writing->club, writing->left_out,
                writing->left_count) > 0)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_RECIPIENTS,
            _("Nobody can receive a note for %s now. Ring the district team; "
              "in immediate danger 112, Veilig Thuis 0800-2000."),
            club->name);
}

/* Whoever is new may be refused, before anything is sealed. */
static int show_new(struct cli *cli, struct writing *writing)
{
        struct zl_id ids[ZL_PERSONS_MAX];
        size_t count =
            zl_core_unseen(cli->core, cli__now(), &writing->club, ids);

        return newcomers__show(cli, ids, count,
            _("May your notes go to them too? (If not: --leave-out NAME.) "
              "[y/N] "));
}

static int review(struct cli *cli, struct writing *writing)
{
        const struct zl_note *note = &writing->form.note;
        bool asks = prompt__possible() && cli->json == NULL;

        if (asks) {
                out__say(cli, _("\nThis is what you send:\n"));
                show__note(cli, note);
        }
        if (writing->role == ZL_ROLE_CONTACT)
                hint__show(cli, note->text, note->worry);
        if (!asks)
                return EXIT_DONE;
        out__say(cli, _("\nIt goes to:\n"));
        (void)show__receivers(
            cli, &writing->club, writing->left_out, writing->left_count);
        show__emergency(cli);
        return ask__send(cli);
}

static int refused(struct cli *cli, int status, const char *field)
{
        switch (status) {
        case ZL_E_NOT_FOUND:
                return out__fail_with(cli, status, "%s", _(club_ended));
        case ZL_E_POLICY:
                return out__fail_with(cli, status,
                    _("This note may not be sent so: either the club is not "
                      "yours, or it names a child where that is not allowed "
                      "(see 'zijlijn organisation show')."));
        case ZL_E_MALFORMED:
        case ZL_E_TOO_LARGE:
                return note_form__refused(cli, status, field);
        case ZL_E_STATE:
                return out__fail_with(cli, status,
                    _("Somebody new would receive it. Run the command again; "
                      "you are shown who."));
        default:
                return out__fail(cli, status);
        }
}

static void say_after(struct cli *cli, const struct writing *writing,
    const struct zl_id *signal, int delivered)
{
        struct zl_record_view record = {0};
        char id[TEXT_ID];

        zl_core_record_at(cli->core, signal, 0, &record);
        text__id(signal, id);
        zl_json_put_hex(cli->json, "signal", signal->bytes, ZL_ID_SIZE);
        zl_json_put_text(
            cli->json, "progress", show__progress(record.progress));
        if (record.progress == ZL_STORED)
                out__say(cli,
                    P_("\nSent. 'zijlijn show %s' shows it. Expect an answer "
                       "within %u working day, and see before that who has "
                       "opened it. What it means is not yours to judge.\n",
                        "\nSent. 'zijlijn show %s' shows it. Expect an answer "
                        "within %u working days, and see before that who has "
                        "opened it. What it means is not yours to judge.\n",
                        writing->charter->terms.answer_days),
                    id, writing->charter->terms.answer_days);
        else if (delivered == EXIT_DONE || delivered == EXIT_LATER)
                out__say(cli,
                    _("\nKept safely here as %s. It goes out by itself with "
                      "'zijlijn sync', as soon as there is a connection.\n"),
                    id);
        show__emergency(cli);
}

static int send(struct cli *cli, struct writing *writing)
{
        const char *field = NULL;
        struct zl_id signal;
        int code = EXIT_DONE;
        int status = zl_core_note(cli->core, cli__now(), &writing->club,
            &writing->form.note, writing->left_out, writing->left_count,
            &signal, &field);

        if (status != ZL_OK)
                return refused(cli, status, field);
        code = session__deliver(cli);
        writing->charter = zl_directory_charter(zl_core_directory(cli->core));
        if (cli->json == NULL || code == EXIT_DONE || code == EXIT_LATER)
                say_after(cli, writing, &signal, code);
        return code;
}

static int write_note(struct cli *cli, struct writing *writing)
{
        int code = note_form__begin(cli, &writing->form);

        if (code == EXIT_DONE)
                code = session__open_joined(cli);
        if (code == EXIT_DONE)
                code = check_role(cli, writing);
        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = resolve__own_club(
                    cli, args__get(&cli->args, "club"), &writing->club);
        if (code == EXIT_DONE)
                code = check_going_on(cli, &writing->club);
        if (code == EXIT_DONE)
                code = read_left_out(cli, writing);
        if (code == EXIT_DONE)
                code = show_where(cli, writing);
        if (code == EXIT_DONE)
                code = show_new(cli, writing);
        if (code == EXIT_DONE)
                code = ask_left_out(cli, writing);
        if (code != EXIT_DONE)
                return code;
        writing->charter = zl_directory_charter(zl_core_directory(cli->core));
        code = note_form__fill(
            cli, writing->role, writing->charter->naming, &writing->form);
        if (code == EXIT_DONE)
                code = review(cli, writing);
        if (code == EXIT_DONE)
                code = send(cli, writing);
        return code;
}

static int run(struct cli *cli)
{
        struct writing writing = {0};
        int code = write_note(cli, &writing);

        note_form__done(&writing.form);
        return code;
}

static const struct option_spec options[] = {
    {"club", N_("NAME"), false, N_("needed only if you have more than one")},
    NOTE_FORM_OPTIONS,
    {"leave-out", N_("NAME"), true, N_("who should not get this one")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__note = {
    .name = "note",
    .operands = "",
    .line = N_("Write down what was seen or heard, and send it"),
    .about =
        N_("It goes, sealed, to the account holder and the deputies of the "
           "club and to nobody else. Without options it asks. What it means "
           "need not be known: that is for the account holder to judge. Texts "
           "come from files or from what is typed, so that nobody else on this "
           "computer can see them. Not an emergency line: immediate danger "
           "112, Veilig Thuis 0800-2000, suicide prevention 113."),
    .json = "signposts, club, receivers, phone, hints, signal, progress",
    .options = options,
    .examples = "  zijlijn note\n"
                "  zijlijn note --ring-me \"06 12345678, after 18:00\"\n"
                "  zijlijn note --seen-on yesterday --place training "
                "--text-file seen.txt\n",
    .run = run,
};
