/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the handouts: whoever begins has it on paper what is asked of
 * him or her, and a board what it promised. */
#include "handout.h"

#include <stdio.h>
#include <string.h>

#include "command.h"
#include "lang.h"
#include "page.h"
#include "show.h"

enum { COMMAND = 512 };

static void quote(struct page *page, const char *key, const char *text)
{
        char quoted[PAGE_QUOTE];

        page__quote(text, quoted);
        page__put(page, key, quoted);
}

static void put_foot(struct page *page, const struct handout *handout)
{
        char organisation[PAGE_QUOTE];

        page__quote(handout->organisation, organisation);
        page__say(page, "foot", "%s, %s", organisation, handout->date);
}

/* ---- The agreement ---- */

static void put_tasks(struct page *page, const struct handout *handout)
{
        char holder[PAGE_QUOTE];

        page__quote(handout->holder_word, holder);
        page__put(page, "does", _("What the contact does"));
        page__put(page, "does_1",
            _("Listens to trainers, volunteers and parents who worry about a "
              "child."));
        page__say(page, "does_2",
            _("Writes down what was seen or heard, and gives it to the %s."),
            holder);
        page__put(page, "does_3",
            _("Says where there is help at once: in immediate danger 112, and "
              "Veilig Thuis 0800-2000."));
        page__put(page, "does_not", _("What the contact does not do"));
        page__put(page, "does_not_1",
            _("Find out what is going on, or talk with the family about it."));
        page__put(page, "does_not_2",
            _("Judge what it means. That is for a professional of the district "
              "team."));
        page__put(page, "does_not_3",
            _("Be there day and night, or tell others what was told."));
        page__put(page, "home",
            _("Worries about home go to the team, and not to the board"));
        page__put(page, "home_more",
            _("The board does not ask about them and does not get to see them. "
              "That is not distrust: so every family knows that nothing goes "
              "round in the club."));
        page__put(page, "inside",
            _("Behaviour of somebody in the club is something else: for that "
              "there are the board and Centrum Veilige Sport Nederland, "
              "0900-2025590. Is it about the board, then without the board."));
}

static void put_promises(struct page *page)
{
        page__put(page, "board", _("What the board does"));
        page__put(page, "board_1",
            _("Sees to the certificate of conduct (VOG), and keeps only the "
              "date it was seen."));
        page__put(page, "board_2",
            _("Gives the contact time, and the training that goes with it."));
        page__put(page, "board_3",
            _("Hangs up the poster, and tells everybody who the contact is."));
        page__put(page, "board_4",
            _("Tells the supporter when the contact stops, and helps to find "
              "the next one."));
        page__put(page, "for_board", _("For the board"));
        page__put(page, "for_contact", _("The contact"));
        page__put(page, "name", _("Name"));
        page__put(page, "date", _("Date"));
        page__put(page, "signature", _("Signature"));
}

int handout__agreement(const char *template, const struct handout *handout,
    const char *club, struct zl_buf *svg)
{
        struct page page;
        char name[PAGE_QUOTE];
        char role[PAGE_QUOTE];
        int status = ZL_OK;

        page__begin(&page);
        page__quote(handout->name, name);
        page__quote(handout->role_word, role);
        page__put(&page, "title", _("What we agree"));
        quote(&page, "club", club);
        page__say(&page, "intro",
            _("%s is %s of our club. The board and the contact agree on what "
              "stands below. Each keeps a copy."),
            name, role);
        page__put(&page, "contact", name);
        put_tasks(&page, handout);
        put_promises(&page);
        put_foot(&page, handout);
        status = page__write(&page, template, svg);
        page__free(&page);
        return status;
}

/* ---- The first steps ---- */

static void put_code(struct page *page, const struct handout *handout)
{
        char by[PAGE_QUOTE];

        page__quote(handout->by, by);
        page__say(page, "do_3",
            handout->link ? _("Type the link. It works once, until %s")
                          : _("Type the code. It works once, until %s"),
            handout->until);
        if (handout->code != NULL) {
                page__put(page, "code", handout->code);
                page__put(page, "code_more",
                    _("Tear this sheet up when you have joined."));
        } else {
                page__say(page, "code_more",
                    _("%s tells you what to write here."), by);
        }
}

static void put_alone(struct page *page, const struct handout *handout)
{
        char name[PAGE_QUOTE];
        char by[PAGE_QUOTE];

        page__quote(handout->name, name);
        page__quote(handout->by, by);
        page__say(page, "alone", _("This sheet is for %s alone"), name);
        page__say(page, "alone_more",
            _("Whoever has the code can join in your place. Did somebody else "
              "see it? Then do not use it, and ring %s for a new one."),
            by);
}

static void put_steps(struct page *page, const struct handout *handout)
{
        char by[PAGE_QUOTE];
        char command[COMMAND];

        page__quote(handout->by, by);
        page__put(page, "do_1", _("Put Zijlijn on your own computer"));
        page__say(page, "do_1_more",
            _("%s helps you with it. Use a computer that only you use, or an "
              "account of your own on it."),
            by);
        page__put(page, "do_2", _("Open a terminal and type"));
        (void)snprintf(command, sizeof(command), "zijlijn %s%s%s",
            cmd__join.name, handout->link ? "" : " --server ",
            handout->link ? "" : handout->server);
        page__put(page, "type", command);
        put_code(page, handout);
        page__put(page, "do_4", _("Compare the six words on your screen"));
        page__put(page, "words", handout->words);
        page__say(page, "do_4_more",
            _("Is one of them different? Then stop, and ring %s."), by);
        page__put(page, "do_5", _("Think of a passphrase"));
        page__put(page, "do_5_more",
            _("Some words that you can remember and nobody guesses. Nobody can "
              "look it up for you or make a new one."));
        page__put(page, "do_6", _("You take part"));
        page__put(page, "do_6_more", show__next(handout->role));
}

static void put_help(struct page *page, const struct handout *handout)
{
        char by[PAGE_QUOTE];
        char phone[PAGE_QUOTE];

        page__quote(handout->by, by);
        page__quote_phone(
            handout->by_phone != NULL ? handout->by_phone : "", phone);
        if (handout->by_phone != NULL)
                page__say(page, "help",
                    _("Does something not work? Ring %s: %s."), by, phone);
        else
                page__say(
                    page, "help", _("Does something not work? Ring %s."), by);
        page__put(page, "no_emergency",
            _("Not an emergency line: immediate danger 112, Veilig Thuis "
              "0800-2000."));
}

int handout__first_steps(
    const char *template, const struct handout *handout, struct zl_buf *svg)
{
        struct page page;
        char name[PAGE_QUOTE];
        char role[PAGE_QUOTE];
        char organisation[PAGE_QUOTE];
        int status = ZL_OK;

        page__begin(&page);
        page__quote(handout->name, name);
        page__quote(handout->role_word, role);
        page__quote(handout->organisation, organisation);
        page__say(&page, "title", _("First steps of %s"), name);
        page__say(&page, "as", _("You are invited by %s, as %s."), organisation,
            role);
        put_alone(&page, handout);
        put_steps(&page, handout);
        put_help(&page, handout);
        put_foot(&page, handout);
        status = page__write(&page, template, svg);
        page__free(&page);
        return status;
}
