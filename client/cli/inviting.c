/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to inviting: a code is shown, a person who is there already is
 * not invited twice, and a club that loses its contact is seen. */
#include "inviting.h"

#include <stdio.h>

#include "calendar.h"
#include "invite_paper.h"
#include "out.h"
#include "show.h"

int inviting__show_code(struct cli *cli, const char *name,
    const struct zl_id *member, const struct zl_code *code, bool link)
{
        struct invite_paper paper = {
            .member = member, .name = name, .link = link};
        char text[ZL_CODE_TEXT];
        char until[ZL_DATE_TEXT];
        char url[ZL_ORIGIN_CHARS + 3 + ZL_CODE_TEXT];
        struct zl_self self;
        int result = EXIT_DONE;

        zl_core_self(cli->core, &self);
        zl_code_text(code, text);
        (void)snprintf(url, sizeof(url), "%s/#%s", self.origin, text);
        zl_date_of(zl_time_day(cli__now()) + ZL_INVITATION_DAYS, until);
        out__say(cli,
            _("%s is appointed. To join, with 'zijlijn join', there is this "
              "%s. It is shown once:\n\n    %s\n\n"),
            name, link ? _("link") : _("code"), link ? url : text);
        if (!link)
                out__say(cli, _("The server to name with it (--server): %s\n"),
                    self.origin);
        out__say(cli,
            _("Words to compare: %s\nIt works once, until %s. Hand it over in "
              "person or by phone: whoever has it can join as %s.\n"),
            self.words, until, name);
        zl_json_put_hex(cli->json, "member", member->bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "code", text);
        zl_json_put_text(cli->json, "link", link ? url : NULL);
        zl_json_put_text(cli->json, "server", self.origin);
        zl_json_put_text(cli->json, "words", self.words);
        zl_json_put_text(cli->json, "valid_until", until);
        paper.until = until;
        paper.code = link ? url : text;
        result = invite_paper__print(cli, &paper);
        zl_wipe(text, sizeof(text));
        zl_wipe(url, sizeof(url));
        return result;
}

int inviting__refused(struct cli *cli, int status)
{
        switch (status) {
        case ZL_E_POLICY:
                return out__fail_with(cli, status,
                    _("Your role does not appoint this one: the root appoints "
                      "coordinators, a coordinator supporters and "
                      "professionals, a supporter contacts."));
        case ZL_E_MALFORMED:
                return out__fail_with(cli, status,
                    _("Name and phone number are one line each, and the last "
                      "day is not before today."));
        default:
                return out__fail(cli, status);
        }
}

/* ---- Who is there already ---- */

static bool is_for(const struct zl_member *member, const struct zl_id *club)
{
        for (size_t i = 0; i < member->scope_count; i++) {
                if (zl_id_equal(&member->scope[i], club))
                        return true;
        }
        return false;
}

static const char *club_name(struct cli *cli, const struct zl_id *club)
{
        const struct zl_club_entry *entry =
            zl_directory_club(zl_core_directory(cli->core), club);

        return entry != NULL ? entry->club.name : "?";
}

/* The first club of an invitation that this contact does not have. */
static const struct zl_id *new_club(
    const struct zl_invite *invite, const struct zl_member *member)
{
        for (size_t i = 0; i < invite->scope_count; i++) {
                if (!is_for(member, &invite->scope[i]))
                        return &invite->scope[i];
        }
        return NULL;
}

int inviting__known_already(struct cli *cli, const struct zl_invite *invite)
{
        const struct zl_member *member = NULL;
        const struct zl_id *club = NULL;
        char name[SHOW_NAME];
        struct zl_id id;
        int status = ZL_OK;

        if (args__get(&cli->args, "another") != NULL)
                return EXIT_DONE;
        status = zl_core_known_already(cli->core, cli__now(), invite, &id);
        if (status == ZL_E_NOT_FOUND)
                return EXIT_DONE;
        if (status != ZL_OK)
                return out__fail(cli, status);
        show__name(cli, &id, name);
        member = zl_directory_member(zl_core_directory(cli->core), &id);
        if (!zl_core_has_joined(cli->core, &id))
                return out__fail_with(cli, ZL_E_CONFLICT,
                    _("%s was invited before, and has not joined yet. "
                      "'zijlijn invitation renew \"%s\"' makes a new code. Is "
                      "this somebody else with the same name? Add --another."),
                    name, name);
        if (member->role == ZL_ROLE_CONTACT)
                club = new_club(invite, member);
        if (club != NULL)
                return out__fail_with(cli, ZL_E_CONFLICT,
                    _("%s is a contact already. To add this club: 'zijlijn "
                      "appoint \"%s\" --add-club \"%s\"'. Is this somebody "
                      "else with the same name? Add --another."),
                    name, name, club_name(cli, club));
        return out__fail_with(cli, ZL_E_CONFLICT,
            _("%s takes part already. Who lost every device is invited after "
              "'zijlijn revoke \"%s\" --left'. Is this somebody else with the "
              "same name? Add --another."),
            name, name);
}

/* ---- Clubs without a contact ---- */

/* Is somebody else contact of this club, who has joined? */
static bool has_other(
    struct cli *cli, const struct zl_id *leaving, const struct zl_id *club)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct zl_point now = zl_core_point(cli->core, cli__now());

        for (size_t i = 0; i < zl_directory_member_count(directory); i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);

                if (member->role == ZL_ROLE_CONTACT && is_for(member, club) &&
                    !zl_id_equal(&member->id, leaving) &&
                    zl_directory_member_in_force(directory, &member->id, now) ==
                        ZL_OK &&
                    zl_core_has_joined(cli->core, &member->id))
                        return true;
        }
        return false;
}

void inviting__vacant(struct cli *cli, const struct zl_id *leaving,
    const struct zl_id *clubs, size_t count)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);

        zl_json_open_array(cli->json, "vacant");
        for (size_t i = 0; i < count; i++) {
                const struct zl_club_entry *entry =
                    zl_directory_club(directory, &clubs[i]);

                if (entry == NULL || entry->club.ended ||
                    has_other(cli, leaving, &clubs[i]))
                        continue;
                out__say(cli,
                    _("%s has no contact then. To appoint another: 'zijlijn "
                      "invite --club \"%s\" --name NAME --phone NUMBER'.\n"),
                    entry->club.name, entry->club.name);
                zl_json_put_text(cli->json, NULL, entry->club.name);
        }
        zl_json_close(cli->json);
}
