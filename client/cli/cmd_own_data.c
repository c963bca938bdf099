/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn own-data: what the club register keeps of who asks, and its
 * erasure. */
#include <stdio.h>

#include "ask.h"
#include "club_desk.h"
#include "club_lists.h"
#include "club_text.h"
#include "command.h"
#include "out.h"
#include "register.h"

enum { PATH_ROOM = 96, LINE_ROOM = 16 * 1024 };

static const char *club_name(struct cli *cli, const struct zl_id *club)
{
        const struct zl_club_entry *entry =
            zl_directory_club(zl_core_directory(cli->core), club);

        return entry != NULL ? entry->club.name : "?";
}

static void show_line(
    struct cli *cli, const struct zl_id *club, struct zl_buf *buf)
{
        out__say(cli, "  %s: %s\n", club_name(cli, club), club_text__of(buf));
        zl_buf_reset(buf);
}

static void show(struct cli *cli, const struct zl_club_list *list)
{
        struct zl_buf buf;

        zl_buf_init(&buf, LINE_ROOM);
        if (list->person_count + list->visit_count + list->need_count == 0)
                out__say(cli, _("The club register keeps nothing of you.\n"));
        if (list->person_count > 0)
                out__say(cli, _("You, at a club:\n"));
        for (size_t i = 0; i < list->person_count; i++) {
                club_text__person(&list->people[i].person, &buf);
                show_line(cli, &list->people[i].club, &buf);
        }
        if (list->visit_count > 0)
                out__say(cli, _("Visits by you:\n"));
        for (size_t i = 0; i < list->visit_count; i++) {
                club_text__visit(cli, &list->visits[i].visit, &buf);
                show_line(cli, &list->visits[i].club, &buf);
        }
        if (list->need_count > 0)
                out__say(cli, _("Needs you help with:\n"));
        for (size_t i = 0; i < list->need_count; i++) {
                club_text__need_line(cli, &list->needs[i].need, &buf);
                show_line(cli, &list->needs[i].club, &buf);
        }
        zl_buf_free(&buf);
}

static void put(struct cli *cli, const struct zl_club_list *list)
{
        zl_json_open_array(cli->json, "people");
        for (size_t i = 0; i < list->person_count; i++)
                desk__json_person(cli, &list->people[i].person);
        zl_json_close(cli->json);
        zl_json_open_array(cli->json, "visits");
        for (size_t i = 0; i < list->visit_count; i++)
                desk__json_visit(cli, &list->visits[i].visit);
        zl_json_close(cli->json);
        zl_json_open_array(cli->json, "needs");
        for (size_t i = 0; i < list->need_count; i++)
                desk__json_need(cli, &list->needs[i].need);
        zl_json_close(cli->json);
}

static int run(struct cli *cli)
{
        bool erase = args__get(&cli->args, "erase") != NULL;
        struct zl_register_ask asked = {.method = erase ? "DELETE" : "GET"};
        struct zl_register_answer answer;
        struct zl_club_list list = {0};
        struct zl_self self;
        char id[ZL_ID_TEXT];
        char path[PATH_ROOM];
        int status = ZL_OK;
        int code = register__begin(cli);

        if (code == EXIT_DONE && erase)
                code = ask__confirm(cli,
                    _("Erase who you are at your clubs from the club register? "
                      "You stay a contact; visits and needs stay, as the "
                      "organisation's own record. [y/N] "));
        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        zl_hex_of(self.member.bytes, ZL_ID_SIZE, id);
        (void)snprintf(path, sizeof(path), "/v1/register/persons/%s", id);
        asked.path = path;
        code = register__ask(cli, &asked, &answer);
        if (code != EXIT_DONE)
                return code;
        if (answer.status != ZL_OK)
                return register__refused(cli, &answer);
        status = zl_club_list_read(answer.body, ZL_CLUB_LIST_OWN, 0, &list);
        if (status != ZL_OK)
                return out__fail(
                    cli, status == ZL_E_MEMORY ? status : ZL_E_SERVER);
        if (erase)
                out__say(cli, _("Erased. What is left:\n"));
        show(cli, &list);
        put(cli, &list);
        zl_club_list_free(&list);
        return EXIT_DONE;
}

static const struct option_spec options[] = {
    {"erase", NULL, false, N_("erase who you are at your clubs")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__own_data = {
    .name = "own-data",
    .operands = "",
    .line = N_("See, or erase, what the club register keeps of you"),
    .about =
        N_("Your name, phone number, mail address, the day your VOG was seen "
           "and your training, at each of your clubs; visits by you and needs "
           "you help with. Signals are not in it: what this device keeps, "
           "'zijlijn list' shows. For what else your organisation keeps of "
           "you, ask the privacy contact of your team."),
    .json = "people, visits, needs",
    .options = options,
    .examples = "  zijlijn own-data\n  zijlijn own-data --erase\n",
    .run = run,
};
