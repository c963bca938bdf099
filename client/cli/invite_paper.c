/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the paper of an invitation. The code stands on it only if that
 * was asked for: a sheet goes through more hands than a voice. */
#include "invite_paper.h"

#include <stdlib.h>

#include "calendar.h"
#include "handout.h"
#include "out.h"
#include "sheet.h"
#include "show.h"

int invite_paper__check(struct cli *cli)
{
        const char *path = args__get(&cli->args, "print");

        if (path != NULL)
                return sheet__check(cli, path);
        if (args__get(&cli->args, "print-code") == NULL)
                return EXIT_DONE;
        return out__fail_with(
            cli, ZL_E_USAGE, _("--print-code goes with --print FILE."));
}

/* The agreements first: they go to others. */
static int agreements(struct cli *cli, const struct handout *handout,
    const struct zl_member *member, struct zl_buf *pages)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct zl_buf template = {0};
        int status = ZL_OK;
        int code = sheet__template(cli, "agreement.svg", &template);

        for (size_t i = 0; i < member->scope_count && code == EXIT_DONE; i++) {
                const struct zl_club_entry *club =
                    zl_directory_club(directory, &member->scope[i]);

                status = handout__agreement((const char *)template.data,
                    handout, club != NULL ? club->club.name : "?", &pages[i]);
                if (status != ZL_OK)
                        code = out__fail(cli, status);
        }
        zl_buf_free(&template);
        return code;
}

static int first_steps(
    struct cli *cli, const struct handout *handout, struct zl_buf *page)
{
        struct zl_buf template = {0};
        int status = ZL_OK;
        int code = sheet__template(cli, "first-steps.svg", &template);

        if (code == EXIT_DONE) {
                status = handout__first_steps(
                    (const char *)template.data, handout, page);
                if (status != ZL_OK)
                        code = out__fail(cli, status);
        }
        zl_buf_free(&template);
        return code;
}

static int make(struct cli *cli, const struct handout *handout,
    const struct zl_member *member)
{
        size_t boards =
            member->role == ZL_ROLE_CONTACT ? member->scope_count : 0;
        struct zl_buf *pages = calloc(boards + 1, sizeof(*pages));
        int code = EXIT_DONE;

        if (pages == NULL)
                return out__fail(cli, ZL_E_MEMORY);
        if (boards > 0)
                code = agreements(cli, handout, member, pages);
        if (code == EXIT_DONE)
                code = first_steps(cli, handout, &pages[boards]);
        if (code == EXIT_DONE)
                code = sheet__write(
                    cli, args__get(&cli->args, "print"), pages, boards + 1);
        if (code == EXIT_DONE && handout->code != NULL)
                out__say(cli,
                    _("The code is on it, and the file is not locked: erase it "
                      "as soon as it is printed. Hand the last page to %s "
                      "only.\n"),
                    handout->name);
        for (size_t i = 0; i <= boards; i++)
                zl_buf_free(&pages[i]);
        free(pages);
        return code;
}

int invite_paper__print(struct cli *cli, const struct invite_paper *paper)
{
        const struct zl_charter *charter = NULL;
        const struct zl_card_document *own = NULL;
        const struct zl_member *member = NULL;
        struct handout handout = {.name = paper->name};
        char name[SHOW_NAME];
        char date[ZL_DATE_TEXT];
        struct zl_self self;

        if (args__get(&cli->args, "print") == NULL)
                return EXIT_DONE;
        charter = zl_directory_charter(zl_core_directory(cli->core));
        member =
            zl_directory_member(zl_core_directory(cli->core), paper->member);
        if (charter == NULL || member == NULL)
                return out__fail(cli, ZL_E_STATE);
        zl_core_self(cli->core, &self);
        own = zl_core_card(cli->core, &self.member);
        show__name(cli, &self.member, name);
        zl_date_of(zl_time_day(cli__now()), date);
        handout.role = member->role;
        handout.role_word = show__role(cli, member->role);
        handout.holder_word = charter->roles.account_holder;
        handout.organisation = charter->name;
        handout.server = self.origin;
        handout.words = self.words;
        handout.until = paper->until;
        handout.date = date;
        handout.by = name;
        handout.by_phone = own != NULL ? own->phone : NULL;
        handout.link = paper->link;
        if (args__get(&cli->args, "print-code") != NULL)
                handout.code = paper->code;
        return make(cli, &handout, member);
}
