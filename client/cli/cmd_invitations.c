/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn invitations: which codes are still out there, and a new one for
 * whoever has not joined, or none any more. */
#include <stdlib.h>

#include "ask.h"
#include "calendar.h"
#include "command.h"
#include "invite_paper.h"
#include "inviting.h"
#include "out.h"
#include "resolve.h"
#include "rootfile.h"
#include "session.h"
#include "show.h"

enum { USUAL_DAYS = 730, RECENT_DAYS = 30 };

static const char *const state_words[] = {
    [ZL_INVITED_OPEN] = "open",
    [ZL_INVITED_EXPIRED] = "expired",
    [ZL_INVITED_TWICE] = "twice",
    [ZL_INVITED_USED] = "used",
    [ZL_INVITED_WITHDRAWN] = "withdrawn",
};

static void show_state(struct cli *cli, const struct zl_invitation_view *view)
{
        char ends[ZL_DATE_TEXT];
        char became[ZL_DATE_TEXT];

        zl_date_of(zl_time_day(view->ends), ends);
        zl_date_of(zl_time_day(view->became), became);
        switch (view->state) {
        case ZL_INVITED_OPEN:
                out__say(cli, _("not used yet; until %s\n"), ends);
                break;
        case ZL_INVITED_EXPIRED:
                out__say(cli, _("NOT USED, and over since %s\n"), ends);
                break;
        case ZL_INVITED_TWICE:
                out__say(cli,
                    _("USED TWICE: ring, end it ('zijlijn revoke'), and invite "
                      "anew\n"));
                break;
        case ZL_INVITED_USED:
                out__say(cli, _("used on %s\n"), became);
                break;
        case ZL_INVITED_WITHDRAWN:
                out__say(cli, _("withdrawn on %s\n"), became);
                break;
        }
        zl_json_put_text(cli->json, "state", state_words[view->state]);
        zl_json_put_text(cli->json, "until", ends);
        zl_json_put_text(
            cli->json, "became", view->became.ms > 0 ? became : NULL);
}

static void show_one(struct cli *cli, const struct zl_invitation_view *view)
{
        const struct zl_member *member =
            zl_directory_member(zl_core_directory(cli->core), &view->member);
        char name[SHOW_NAME];
        char made[ZL_DATE_TEXT];

        show__name(cli, &view->member, name);
        zl_date_of(zl_time_day(view->made), made);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(cli->json, "member", view->member.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "name", name);
        zl_json_put_text(cli->json, "role", zl_role_str(member->role));
        out__say(cli, "%s, %s", name, show__role(cli, member->role));
        show__scope(cli, member);
        out__say(cli, _("\n    invited on %s; "), made);
        zl_json_put_text(cli->json, "made", made);
        show_state(cli, view);
        zl_json_close(cli->json);
}

/* What is over and done with is shown for a month, or when it is asked for. */
static bool is_shown(
    const struct zl_invitation_view *view, bool all, uint32_t today)
{
        if (all || view->state < ZL_INVITED_USED)
                return true;
        return zl_time_day(view->became) + RECENT_DAYS >= today;
}

static int run_list(struct cli *cli)
{
        bool all = args__get(&cli->args, "all") != NULL;
        uint32_t today = zl_time_day(cli__now());
        struct zl_invitation_view *views = NULL;
        size_t count = 0;
        size_t shown = 0;
        size_t unused = 0;
        int status = ZL_OK;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        status = zl_core_invitations(cli->core, cli__now(), &views, &count);
        if (status == ZL_E_POLICY)
                return out__fail_with(cli, status,
                    _("Invitations are for coordinators and supporters."));
        if (status != ZL_OK)
                return out__fail(cli, status);
        zl_json_open_array(cli->json, "invitations");
        for (size_t i = 0; i < count; i++) {
                if (!is_shown(&views[i], all, today))
                        continue;
                show_one(cli, &views[i]);
                shown++;
                unused += views[i].state < ZL_INVITED_TWICE;
        }
        zl_json_close(cli->json);
        free(views);
        if (shown == 0)
                out__say(cli, _("No invitation waits to be used.\n"));
        if (unused > 0)
                out__say(cli,
                    _("A new code: 'zijlijn invitation renew NAME'. None any "
                      "more: 'zijlijn invitation withdraw NAME'.\n"));
        return EXIT_DONE;
}

/* ---- A new code, or none ---- */

static int find(struct cli *cli, struct zl_id *ret)
{
        int code = session__open_joined(cli);

        if (code == EXIT_DONE)
                code = session__refresh(cli);
        if (code == EXIT_DONE)
                code = resolve__member(
                    cli, cli->args.operands[0], ZL_ROLE_NONE, ret);
        return code;
}

static int joined(struct cli *cli, const struct zl_id *member)
{
        char name[SHOW_NAME];

        show__name(cli, member, name);
        return out__fail_with(cli, ZL_E_CODE_USED,
            _("%s has joined, so there is no code any more. Other clubs or "
              "more time: 'zijlijn appoint'. An end: 'zijlijn revoke'."),
            name);
}

/* As long as it was to hold; else the usual time. */
static int read_until(
    struct cli *cli, const struct zl_id *member, uint32_t *ret)
{
        const struct zl_member *known =
            zl_directory_member(zl_core_directory(cli->core), member);
        uint32_t today = zl_time_day(cli__now());
        const char *until = args__get(&cli->args, "until");

        if (until != NULL)
                return resolve__day(cli, until, ret);
        *ret = known->until > today ? known->until : today + USUAL_DAYS;
        return EXIT_DONE;
}

static int run_renew(struct cli *cli)
{
        bool link = args__get(&cli->args, "link") != NULL;
        struct zl_code made = {0};
        char name[SHOW_NAME];
        uint32_t until = 0;
        struct zl_id member;
        int status = ZL_OK;
        int code = invite_paper__check(cli);

        if (code == EXIT_DONE)
                code = find(cli, &member);
        if (code == EXIT_DONE)
                code = read_until(cli, &member, &until);
        if (code == EXIT_DONE)
                code =
                    rootfile__take(cli, args__get(&cli->args, "root"), false);
        if (code != EXIT_DONE)
                return code;
        status =
            zl_core_renew(cli->core, cli__now(), &member, until, link, &made);
        if (status == ZL_E_CODE_USED)
                return joined(cli, &member);
        if (status != ZL_OK)
                return inviting__refused(cli, status);
        status = session__save(cli);
        if (status == ZL_OK) {
                show__name(cli, &member, name);
                code = inviting__show_code(cli, name, &member, &made, link);
                out__say(cli, _("The code from before is void now.\n"));
        }
        zl_code_free(&made);
        if (status != ZL_OK)
                return out__fail(cli, status);
        status = session__deliver(cli);
        return status == EXIT_DONE ? code : status;
}

static int run_withdraw(struct cli *cli)
{
        char name[SHOW_NAME];
        struct zl_id member;
        int status = ZL_OK;
        int code = find(cli, &member);

        if (code != EXIT_DONE)
                return code;
        show__name(cli, &member, name);
        if (zl_core_has_joined(cli->core, &member))
                return joined(cli, &member);
        code =
            ask__confirm(cli, _("Withdraw the invitation of %s? [y/N] "), name);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_uninvite(cli->core, cli__now(), &member);
        if (status == ZL_E_STATE)
                return out__fail_with(
                    cli, status, _("That invitation was withdrawn before."));
        if (status != ZL_OK)
                return inviting__refused(cli, status);
        out__say(cli,
            _("Withdrawn: the code of %s is void. 'zijlijn invitation renew' "
              "invites again.\n"),
            name);
        zl_json_put_hex(cli->json, "member", member.bytes, ZL_ID_SIZE);
        return session__deliver(cli);
}

static const struct option_spec list_options[] = {
    {"all", NULL, false, N_("also what was used or withdrawn long ago")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__invitations = {
    .name = "invitations",
    .operands = "",
    .line = N_("List invitations: not used yet, over, used"),
    .about = N_("A coordinator sees those of supporters, professionals and "
                "coordinators, a supporter those of contacts in the own "
                "districts. What needs you comes first."),
    .json = "invitations (member, name, role, scope, made, state, until, "
            "became)",
    .options = list_options,
    .examples = "  zijlijn invitations\n",
    .run = run_list,
};

static const struct option_spec renew_options[] = {
    {"until", N_("DATE"), false,
        N_("the last day of the appointment (as it was)")},
    {"root", N_("FILE"), false, N_("of a coordinator: the root file")},
    ROOTFILE_KEY_OPTION,
    {"link", NULL, false, N_("make a link instead of a code to type")},
    INVITE_PAPER_OPTIONS,
    {NULL, NULL, false, NULL},
};

const struct command cmd__invitation_renew = {
    .name = "invitation",
    .verb = "renew",
    .operands = N_("NAME"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("A new code for who has not joined"),
    .about = N_("For a code that was lost, fell into other hands or is over, "
                "and for an invitation that was withdrawn. The code from "
                "before is void."),
    .json = "member, code, link (with --link), server, words, valid_until, "
            "files (with --print)",
    .options = renew_options,
    .examples = "  zijlijn invitation renew Henk\n",
    .run = run_renew,
};

const struct command cmd__invitation_withdraw = {
    .name = "invitation",
    .verb = "withdraw",
    .operands = N_("NAME"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Withdraw an invitation that nobody has used"),
    .about = N_("Its code is void, and the person is not appointed any more. "
                "Who has joined is not withdrawn: 'zijlijn revoke'."),
    .json = "member",
    .examples = "  zijlijn invitation withdraw Henk\n",
    .run = run_withdraw,
};
