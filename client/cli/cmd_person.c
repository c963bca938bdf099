/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn person: who is who at a club. Of a certificate of conduct only the
 * day it was seen is kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "club_desk.h"
#include "club_text.h"
#include "command.h"
#include "out.h"
#include "resolve.h"

enum { NAME_ROOM = 1024 };

static const char *option(const struct cli *cli, const char *name)
{
        return args__get(&cli->args, name);
}

static int read_names(struct cli *cli, struct zl_club_person *person)
{
        int code = desk__line(
            cli, "given", option(cli, "given"), ZL_CLUB_NAME, &person->given);

        if (code == EXIT_DONE)
                code = desk__line(cli, "prefix", option(cli, "prefix"),
                    ZL_CLUB_PREFIX, &person->prefix);
        if (code == EXIT_DONE)
                code = desk__line(cli, "family", option(cli, "family"),
                    ZL_CLUB_NAME, &person->family);
        if (code == EXIT_DONE &&
            (person->given[0] == '\0' || person->family[0] == '\0'))
                return out__fail_with(cli, ZL_E_USAGE,
                    _("A person needs --given NAME and --family NAME."));
        return code;
}

/* A contact of the club, by the name on the card. */
static int read_member(struct cli *cli, const struct zl_club_page *page,
    struct zl_club_person *person)
{
        const char *typed = option(cli, "contact");
        struct zl_id *ids = NULL;
        int code = EXIT_DONE;

        if (typed == NULL)
                return EXIT_DONE;
        person->member = (struct zl_id){{0}};
        if (typed[0] == '\0')
                return EXIT_DONE;
        ids = calloc(page->contact_count + 1, sizeof(*ids));
        if (ids == NULL)
                return out__fail(cli, ZL_E_MEMORY);
        for (size_t i = 0; i < page->contact_count; i++)
                ids[i] = page->contacts[i].member;
        code = resolve__among(
            cli, typed, ids, page->contact_count, &person->member);
        free(ids);
        return code;
}

static int read_rest(struct cli *cli, const struct zl_club_page *page,
    struct zl_club_person *person)
{
        int post = -1;
        int code = resolve__word(
            cli, "post", option(cli, "post"), zl_club_posts, &post);

        if (post >= 0)
                person->post = (unsigned)post;
        if (code == EXIT_DONE)
                code = read_member(cli, page, person);
        if (code == EXIT_DONE)
                code = desk__line(cli, "phone", option(cli, "phone"),
                    ZL_CLUB_PHONE, &person->phone);
        if (code == EXIT_DONE)
                code = desk__line(cli, "mail", option(cli, "mail"),
                    ZL_CLUB_MAIL, &person->mail);
        if (code == EXIT_DONE)
                code = desk__day(cli, "vog-seen", option(cli, "vog-seen"), true,
                    &person->vog_seen);
        if (code == EXIT_DONE)
                code = desk__day(cli, "trained-until",
                    option(cli, "trained-until"), false,
                    &person->trained_until);
        return code;
}

static int put(struct cli *cli, struct desk *desk,
    const struct zl_club_person *person, bool is_new)
{
        struct zl_buf body;
        int status = ZL_OK;

        zl_buf_init(&body, ZL_CLUB_BODY_MAX);
        status = zl_club_write_person(person, &body);
        return desk__put_item(
            cli, desk, "people", &person->id, is_new, status, &body);
}

/* Who is put twice is there once: the name makes the id. */
static int refuse_twice(struct cli *cli, const struct desk *desk,
    const struct zl_club_person *person)
{
        for (size_t i = 0; i < desk->page.person_count; i++) {
                if (zl_id_equal(&desk->page.people[i].id, &person->id))
                        return out__fail_with(cli, ZL_E_CONFLICT,
                            _("That person is there already: 'zijlijn person "
                              "change' changes what is kept."));
        }
        return EXIT_DONE;
}

/* The only contact in force is who carries this membership. */
static void link_only_contact(
    const struct zl_club_page *page, struct zl_club_person *person)
{
        size_t count = 0;

        for (size_t i = 0; i < page->contact_count; i++) {
                if (page->contacts[i].state == ZL_CLUB_IN_FORCE) {
                        person->member = page->contacts[i].member;
                        count++;
                }
        }
        if (count != 1)
                person->member = (struct zl_id){{0}};
}

static int run_add(struct cli *cli)
{
        struct zl_club_person person = {.given = "",
            .prefix = "",
            .family = "",
            .phone = "",
            .mail = "",
            .post = ZL_CLUB_POST_CONTACT};
        struct desk desk = {0};
        int code = read_names(cli, &person);

        if (code == EXIT_DONE)
                code = desk__open(cli, cli->args.operands[0], &desk);
        if (code == EXIT_DONE)
                code = read_rest(cli, &desk.page, &person);
        if (code == EXIT_DONE && person.post == ZL_CLUB_POST_CONTACT &&
            option(cli, "contact") == NULL)
                link_only_contact(&desk.page, &person);
        if (code == EXIT_DONE)
                code = desk__written(
                    cli, zl_club_person_id(&desk.club, &person, &person.id));
        if (code == EXIT_DONE)
                code = refuse_twice(cli, &desk, &person);
        if (code == EXIT_DONE)
                code = put(cli, &desk, &person, true);
        desk__free(&desk);
        return code;
}

static int choose(
    struct cli *cli, const struct desk *desk, struct zl_club_person *ret)
{
        const struct zl_club_page *page = &desk->page;
        struct desk_choice *choices =
            calloc(page->person_count + 1, sizeof(*choices));
        struct zl_id id = {{0}};
        struct zl_buf name;
        int code = EXIT_DONE;

        if (choices == NULL)
                return out__fail(cli, ZL_E_MEMORY);
        zl_buf_init(&name, NAME_ROOM);
        for (size_t i = 0; i < page->person_count; i++) {
                choices[i].id = page->people[i].id;
                zl_buf_reset(&name);
                club_text__name(&page->people[i], &name);
                (void)snprintf(choices[i].name, sizeof(choices[i].name), "%s",
                    club_text__of(&name));
        }
        code = desk__choose(cli, _("person"), cli->args.operands[1], choices,
            page->person_count, &id);
        for (size_t i = 0; code == EXIT_DONE && i < page->person_count; i++) {
                if (zl_id_equal(&page->people[i].id, &id))
                        *ret = page->people[i];
        }
        zl_buf_free(&name);
        free(choices);
        return code;
}

static int run_change(struct cli *cli)
{
        struct zl_club_person person = {.given = ""};
        struct desk desk = {0};
        int code = desk__open(cli, cli->args.operands[0], &desk);

        if (code == EXIT_DONE)
                code = choose(cli, &desk, &person);
        if (code == EXIT_DONE)
                code = read_names(cli, &person);
        if (code == EXIT_DONE)
                code = read_rest(cli, &desk.page, &person);
        if (code == EXIT_DONE)
                code = put(cli, &desk, &person, false);
        desk__free(&desk);
        return code;
}

static int run_remove(struct cli *cli)
{
        struct zl_club_person person = {.given = ""};
        struct desk desk = {0};
        int code = desk__open(cli, cli->args.operands[0], &desk);

        if (code == EXIT_DONE)
                code = choose(cli, &desk, &person);
        if (code == EXIT_DONE)
                code = desk__drop(cli, &desk, "people", &person.id);
        desk__free(&desk);
        return code;
}

static const struct option_spec options[] = {
    {"given", N_("NAME"), false, N_("given name")},
    {"prefix", N_("WORD"), false, N_("what stands between, such as 'van de'")},
    {"family", N_("NAME"), false, N_("family name, without that")},
    {"post", "contact|chair|secretary|trainer|other", false,
        N_("what they do there (added: usually contact)")},
    {"contact", N_("NAME"), false,
        N_("which contact of the club this is (found when there is one)")},
    {"phone", N_("NUMBER"), false, N_("phone number")},
    {"mail", N_("ADDRESS"), false, N_("mail address")},
    {"vog-seen", N_("DATE"), false,
        N_("the day you saw the certificate of conduct (VOG); it holds three "
           "years, and no copy is kept")},
    {"trained-until", N_("DATE"), false, N_("the last day the training holds")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__person_add = {
    .name = "person",
    .verb = "add",
    .operands = N_("CLUB"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Add somebody of a club (supporter)"),
    .about =
        N_("Grown-ups who do something for the club. A contact sees what is "
           "kept of her or him with 'zijlijn own-data'."),
    .json = "changes (part, before, after)",
    .options = options,
    .examples = "  zijlijn person add \"SV Zuiderpark\" --given Henk --family "
                "Visser --vog-seen 2026-03-01\n",
    .run = run_add,
};

const struct command cmd__person_change = {
    .name = "person",
    .verb = "change",
    .operands = N_("CLUB NAME"),
    .operands_min = 2,
    .operands_max = 2,
    .line = N_("Change what is kept of somebody of a club (supporter)"),
    .about = N_("What is not said stays; what is said empty is removed."),
    .json = "changes (part, before, after)",
    .options = options,
    .examples = "  zijlijn person change \"SV Zuiderpark\" Henk --vog-seen "
                "today\n",
    .run = run_change,
};

const struct command cmd__person_remove = {
    .name = "person",
    .verb = "remove",
    .operands = N_("CLUB NAME"),
    .operands_min = 2,
    .operands_max = 2,
    .line = N_("Remove somebody of a club (supporter)"),
    .about = N_("All that the register keeps of this person is erased."),
    .json = "changes (part, before, after)",
    .examples = "  zijlijn person remove \"SV Zuiderpark\" Henk\n",
    .run = run_remove,
};
