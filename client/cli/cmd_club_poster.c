/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn club poster: what hangs on the wall of a club. */
#include <string.h>

#include "calendar.h"
#include "command.h"
#include "out.h"
#include "persons.h"
#include "poster.h"
#include "resolve.h"
#include "session.h"
#include "sheet.h"
#include "show.h"

static const char usual_file[] = "poster.pdf";

/* ---- Who stands on it ---- */

static bool is_in_force(struct cli *cli, const struct zl_member *member)
{
        return zl_directory_member_in_force(zl_core_directory(cli->core),
                   &member->id, zl_core_point(cli->core, cli__now())) == ZL_OK;
}

static void find_contacts(
    struct cli *cli, const struct zl_id *club, struct persons *ret)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct zl_point now = zl_core_point(cli->core, cli__now());

        *ret = (struct persons){.count = 0};
        for (size_t i = 0; i < zl_directory_member_count(directory); i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);

                if (member->role == ZL_ROLE_CONTACT &&
                    ret->count < PERSONS_LIST_MAX && is_in_force(cli, member) &&
                    (zl_directory_club_relation(
                         directory, &member->id, club, now) &
                        ZL_REL_OF_CLUB) != 0)
                        ret->of[ret->count++] = member->id;
        }
}

/* Those of --contact, or else all of them. */
static int choose_contacts(
    struct cli *cli, const struct zl_id *club, struct chosen *ret)
{
        struct persons all;
        int code = EXIT_DONE;

        find_contacts(cli, club, &all);
        code = persons__named(cli, "contact", &all, ret);
        if (code != EXIT_DONE)
                return code;
        for (size_t i = 0; args__get(&cli->args, "contact") == NULL &&
             i < all.count && i < ZL_PERSONS_MAX;
             i++)
                ret->of[ret->count++] = all.of[i];
        if (ret->count > POSTER_CONTACTS_MAX)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("This club has %zu contacts, and a poster has room for "
                      "%d. Say whom with --contact NAME."),
                    ret->count, POSTER_CONTACTS_MAX);
        return EXIT_DONE;
}

static int put_contacts(
    struct cli *cli, const struct chosen *chosen, struct poster *poster)
{
        for (size_t i = 0; i < chosen->count; i++) {
                const struct zl_card_document *card =
                    zl_core_card(cli->core, &chosen->of[i]);

                if (card == NULL)
                        return out__fail_with(cli, ZL_E_NOT_FOUND,
                            _("The name of a contact is not known here yet. "
                              "'zijlijn sync' fetches it."));
                poster->contacts[poster->contact_count].name = card->name;
                poster->contacts[poster->contact_count++].phone = card->phone;
        }
        return EXIT_DONE;
}

/* One whom a club without a contact may ask: the one who prints it, or the
 * first one of the district. */
static void put_supporter(
    struct cli *cli, const struct zl_club *club, struct poster *poster)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct zl_self self;

        zl_core_self(cli->core, &self);
        for (size_t i = 0; i < zl_directory_member_count(directory); i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);
                const struct zl_card_document *card =
                    zl_core_card(cli->core, &member->id);
                bool self_is = zl_id_equal(&member->id, &self.member);
                bool covers = member->scope_count == 0;

                for (size_t k = 0; k < member->scope_count; k++)
                        covers = covers ||
                            zl_id_equal(&member->scope[k], &club->district);
                if (member->role != ZL_ROLE_SUPPORTER || card == NULL ||
                    !covers || !is_in_force(cli, member) ||
                    (poster->supporter.name != NULL && !self_is))
                        continue;
                poster->supporter.name = card->name;
                poster->supporter.phone = card->phone;
        }
}

static void put_holder(
    struct cli *cli, const struct zl_id *club, struct poster *poster)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        const struct zl_team *team = show__club_team(cli, club);
        const struct zl_card_document *card = NULL;
        struct zl_routing routing = {.phone = NULL};

        if (zl_directory_routing(directory, club,
                zl_core_point(cli->core, cli__now()), &routing) != ZL_OK)
                routing = (struct zl_routing){.phone = NULL};
        if (routing.has_account_holder) {
                card = zl_core_card(cli->core, &routing.account_holder);
                if (show__team(cli, &routing.account_holder) != NULL)
                        team = show__team(cli, &routing.account_holder);
        }
        if (card != NULL)
                poster->holder = card->name;
        if (team != NULL) {
                poster->team = team->name;
                poster->phone = team->phone;
        }
        if (routing.phone != NULL)
                poster->phone = routing.phone;
}

/* What the charter says for this kind of club, and not for every one. */
static void put_post(
    const struct zl_charter *charter, const char *kind, struct poster *poster)
{
        for (size_t i = 0; i < charter->signpost_count; i++) {
                const struct zl_signpost *post = &charter->signposts[i];

                if (post->kind == NULL || strcmp(post->kind, kind) != 0)
                        continue;
                poster->post.phone = post->phone;
                poster->post.name = post->name;
                poster->post.when = post->when;
                return;
        }
}

/* ---- The command ---- */

static int may_print(struct cli *cli, const struct zl_id *club)
{
        int status = zl_core_may_post(cli->core, cli__now(), club);

        if (status == ZL_E_POLICY)
                return out__fail_with(cli, status,
                    _("The poster of a club is printed by its contact, its "
                      "supporter, who is assigned to it, or a coordinator."));
        if (status == ZL_OK &&
            zl_directory_club(zl_core_directory(cli->core), club)->club.ended)
                return out__fail_with(
                    cli, ZL_E_STATE, _("This club has ended."));
        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}

static void tell(struct cli *cli, const struct poster *poster)
{
        zl_json_put_text(cli->json, "club_name", poster->club);
        zl_json_open_array(cli->json, "contacts");
        for (size_t i = 0; i < poster->contact_count; i++)
                zl_json_put_text(cli->json, NULL, poster->contacts[i].name);
        zl_json_close(cli->json);
        zl_json_put_text(cli->json, "account_holder", poster->holder);
        for (size_t i = 0; i < poster->contact_count; i++)
                out__say(cli,
                    _("It shows %s with telephone number %s. Ask first if "
                      "that may hang on a wall.\n"),
                    poster->contacts[i].name, poster->contacts[i].phone);
        if (poster->contact_count == 0)
                out__say(cli,
                    _("The club has no contact: the poster says that it looks "
                      "for one, and who to ring until then.\n"));
        if (poster->holder == NULL)
                out__say(cli,
                    _("The club has no account holder who takes part: the "
                      "poster names the team.\n"));
}

static int draw(struct cli *cli, const struct poster *poster)
{
        const char *path = args__get(&cli->args, "out");
        struct zl_buf template = {0};
        struct zl_buf svg = {0};
        int status = ZL_OK;
        int code = sheet__template(cli, "poster.svg", &template);

        if (code == EXIT_DONE) {
                status =
                    poster__draw((const char *)template.data, poster, &svg);
                if (status != ZL_OK)
                        code = out__fail(cli, status);
        }
        if (code == EXIT_DONE)
                code = sheet__write(
                    cli, path != NULL ? path : usual_file, &svg, 1);
        if (code == EXIT_DONE)
                tell(cli, poster);
        zl_buf_free(&svg);
        zl_buf_free(&template);
        return code;
}

static int make(struct cli *cli, const struct zl_id *club)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        const struct zl_charter *charter = zl_directory_charter(directory);
        const struct zl_club *of = &zl_directory_club(directory, club)->club;
        struct chosen chosen;
        struct poster poster = {.club = of->name};
        char date[ZL_DATE_TEXT];
        int code = EXIT_DONE;

        if (charter == NULL)
                return out__fail(cli, ZL_E_STATE);
        zl_date_of(zl_time_day(cli__now()), date);
        poster.date = date;
        poster.organisation = charter->name;
        poster.contact_word = charter->roles.contact;
        poster.holder_word = charter->roles.account_holder;
        code = choose_contacts(cli, club, &chosen);
        if (code == EXIT_DONE)
                code = put_contacts(cli, &chosen, &poster);
        if (code != EXIT_DONE)
                return code;
        put_supporter(cli, of, &poster);
        put_holder(cli, club, &poster);
        put_post(charter, of->kind, &poster);
        return draw(cli, &poster);
}

static int run(struct cli *cli)
{
        const char *path = args__get(&cli->args, "out");
        struct zl_id club = {{0}};
        int code = sheet__check(cli, path != NULL ? path : usual_file);

        if (code == EXIT_DONE)
                code = session__open_joined(cli);
        if (code == EXIT_DONE)
                code = cli->args.operand_count > 0
                    ? resolve__club(cli, cli->args.operands[0], &club)
                    : resolve__own_club(cli, NULL, &club);
        if (code == EXIT_DONE)
                code = may_print(cli, &club);
        return code == EXIT_DONE ? make(cli, &club) : code;
}

static const struct option_spec options[] = {
    {"out", N_("FILE"), false,
        N_("the file to make, .pdf or .svg (poster.pdf)")},
    {"contact", N_("NAME"), true,
        N_("put only this contact on it; of a club with more than three")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__club_poster = {
    .name = "club",
    .verb = "poster",
    .operands = N_("[CLUB]"),
    .operands_max = 1,
    .line = N_("Make a club's poster to print: who to tell, and what to do"),
    .about = N_("On one page of A4, in black and white: the contact with a QR "
                "code that rings the number, what a trainer does who notices "
                "something, who the account holder is, and where to go when it "
                "cannot wait. A club without a contact gets one too. --lang "
                "says in which language.\n\n"
                "It is made from what is known here: 'zijlijn sync' first. A "
                "contact, supporter or coordinator can print it, and who is "
                "assigned to the club."),
    .json = "files, club_name, contacts, account_holder",
    .options = options,
    .examples = "  zijlijn club poster \"SV Zuiderpark\"\n"
                "  zijlijn --lang en club poster --out poster-en.pdf\n",
    .run = run,
};
