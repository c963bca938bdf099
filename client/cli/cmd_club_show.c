/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn club show: all there is to know of a club, for whoever asks. What
 * a role is not given is not on its page, so nothing here asks for a role. */
#include <string.h>

#include "club_desk.h"
#include "club_text.h"
#include "command.h"
#include "label.h"
#include "out.h"
#include "show.h"

enum { LINE_ROOM = 16 * 1024 };

/* A line that `buf` holds; emptied for the next. */
static void say(struct cli *cli, const char *before, struct zl_buf *buf)
{
        out__say(cli, "%s%s\n", before, club_text__of(buf));
        zl_buf_reset(buf);
}

static const char *answers_text(unsigned state)
{
        static const char *const words[] = {N_("receives notes"), N_("is away"),
            N_("is not known here"), N_("begins later"),
            N_("is not appointed any more"), N_("has left"),
            N_("is not in a team of this district"), N_("has not joined yet")};

        return _(words[state]);
}

static void show_answers(
    struct cli *cli, const char *label, const struct zl_club_answers *answers)
{
        char name[SHOW_NAME];

        show__name(cli, &answers->member, name);
        out__say(
            cli, "%s %s (%s)\n", label, name, answers_text(answers->state));
}

static void put_answers(
    struct cli *cli, const char *field, const struct zl_club_answers *answers)
{
        char name[SHOW_NAME];

        show__name(cli, &answers->member, name);
        zl_json_open_object(cli->json, field);
        zl_json_put_hex(cli->json, "member", answers->member.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "name", name);
        zl_json_put_text(
            cli->json, "state", zl_club_answers_words[answers->state]);
        zl_json_close(cli->json);
}

static void show_details(struct cli *cli, const struct zl_club_page *page)
{
        struct zl_buf buf;

        zl_buf_init(&buf, LINE_ROOM);
        for (unsigned i = 0; i < CLUB_DETAILS; i++) {
                club_text__detail(&page->details, i, &buf);
                if (buf.size > 0)
                        out__say(cli, "%s: %s\n", club_text__detail_name(i),
                            club_text__of(&buf));
                zl_buf_reset(&buf);
        }
        zl_buf_free(&buf);
}

/* Who is there for the club, and where to ring. */
static void show_people_there(struct cli *cli, const struct zl_club_page *page)
{
        const struct zl_club_entry *entry =
            zl_directory_club(zl_core_directory(cli->core), &page->club);
        const char *phone = NULL;
        struct zl_buf buf;

        zl_buf_init(&buf, LINE_ROOM);
        if (page->vacant_since != 0) {
                club_text__reason(ZL_CLUB_VACANT, page->vacant_since, &buf);
                say(cli, _("Contact: "), &buf);
        } else if (page->contact_count == 0) {
                out__say(cli, _("Contact: nobody yet\n"));
        }
        for (size_t i = 0; i < page->contact_count; i++) {
                club_text__contact(cli, &page->contacts[i], &buf);
                say(cli, _("Contact: "), &buf);
        }
        if (page->has_account_holder)
                show_answers(cli, _("Account holder:"), &page->account_holder);
        else
                out__say(cli, _("Account holder: nobody\n"));
        for (size_t i = 0; i < page->deputy_count; i++)
                show_answers(cli, _("Deputy:"), &page->deputies[i]);
        if (page->has_account_holder && entry != NULL)
                phone = desk__phone(cli, &page->club);
        if (phone != NULL && phone[0] != '\0')
                out__say(cli, _("Ring: %s\n"), phone);
        zl_buf_free(&buf);
}

static void show_lists(struct cli *cli, const struct zl_club_page *page)
{
        struct zl_buf buf;

        zl_buf_init(&buf, LINE_ROOM);
        if (page->light_count > 0)
                out__say(cli, _("\nLights\n"));
        for (size_t i = 0; i < page->light_count; i++) {
                club_text__light(&page->lights[i], &buf);
                say(cli, "  ", &buf);
        }
        if (page->has_people)
                out__say(cli, _("\nPeople\n"));
        if (page->has_people && page->person_count == 0)
                out__say(cli, _("  (none)\n"));
        for (size_t i = 0; i < page->person_count; i++) {
                club_text__person(&page->people[i], &buf);
                say(cli, "  ", &buf);
        }
        out__say(cli, _("\nVisits\n"));
        if (page->visit_count == 0)
                out__say(cli, _("  (none)\n"));
        for (size_t i = 0; i < page->visit_count; i++) {
                club_text__visit(cli, &page->visits[i], &buf);
                say(cli, "  ", &buf);
        }
        out__say(cli, _("\nNeeds\n"));
        if (page->need_count == 0)
                out__say(cli, _("  (none)\n"));
        for (size_t i = 0; i < page->need_count; i++) {
                club_text__need_line(cli, &page->needs[i], &buf);
                say(cli, "  ", &buf);
        }
        zl_buf_free(&buf);
}

static void show_to_dos(struct cli *cli, const struct zl_club_page *page)
{
        struct zl_buf buf;

        zl_buf_init(&buf, LINE_ROOM);
        if (page->to_do_count > 0)
                out__say(cli, _("\nTo do\n"));
        for (size_t i = 0; i < page->to_do_count; i++) {
                const struct zl_club_to_do *it = &page->to_dos[i];

                club_text__put(&buf, "%s: ", club_text__requirement(it->what));
                club_text__reason(it->reason, it->on, &buf);
                out__say(cli, "  %s, %s\n", club_text__urgency(it->urgency),
                    club_text__of(&buf));
                zl_buf_reset(&buf);
                club_text__next(desk__role(cli), page->name, it, &buf);
                say(cli, "    -> ", &buf);
        }
        zl_buf_free(&buf);
}

static void put_page(struct cli *cli, const struct zl_club_page *page)
{
        zl_json_put_hex(cli->json, "club", page->club.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", page->name);
        zl_json_put_text(cli->json, "kind", page->kind);
        zl_json_put_bool(cli->json, "ended", page->ended);
        desk__json_details(cli, &page->details);
        if (page->vacant_since != 0)
                zl_json_put_date(cli->json, "vacant_since", page->vacant_since);
        desk__json_contacts(cli, page);
        if (page->has_account_holder)
                put_answers(cli, "account_holder", &page->account_holder);
        zl_json_open_array(cli->json, "deputies");
        for (size_t i = 0; i < page->deputy_count; i++)
                put_answers(cli, NULL, &page->deputies[i]);
        zl_json_close(cli->json);
        desk__json_items(cli, page);
        zl_json_put_text(cli->json, "phone", desk__phone(cli, &page->club));
}

static int run(struct cli *cli)
{
        struct desk desk = {0};
        int code = desk__open(cli,
            cli->args.operand_count > 0 ? cli->args.operands[0] : NULL, &desk);

        if (code == EXIT_DONE) {
                out__say(cli, _("%s (%s)%s\n"), desk.page.name, desk.page.kind,
                    desk.page.ended ? _(": has ended") : "");
                show_people_there(cli, &desk.page);
                show_details(cli, &desk.page);
                show_lists(cli, &desk.page);
                show_to_dos(cli, &desk.page);
                put_page(cli, &desk.page);
        }
        desk__free(&desk);
        return code;
}

const struct command cmd__club_show = {
    .name = "club",
    .verb = "show",
    .operands = N_("[CLUB]"),
    .operands_max = 1,
    .line = N_("Show what is kept of a club, and what comes next"),
    .about =
        N_("A supporter sees all of it: lights, people, visits, needs, and "
           "what to do with the command for it. An account holder and the "
           "deputies see what they need for their visits, a contact who is "
           "there for the club, the next visit, and what the club asked for. "
           "Signals are not in it, and nothing in it follows from them."),
    .json = "club, club_name, kind, ended, details, vacant_since, contacts, "
            "account_holder, deputies (member, name, state), people, visits, "
            "needs, lights, to_dos (each with next), phone",
    .examples = "  zijlijn club show \"SV Zuiderpark\"\n",
    .run = run,
};
