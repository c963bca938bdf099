/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what there is to see of the organisation: who we are, clubs and
 * who receives their notes, people, and what the charter says. */
#include "hints.h"
#include "web_internal.h"

static int run_self(struct web__call *call)
{
        struct zl_self self;
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        zl_core_self(call->core, &self);
        zl_json_put_bool(call->out, "joined", self.joined);
        if (!self.joined)
                return ZL_OK;
        web__put_id(call, "organisation", &self.organisation);
        web__put_id(call, "member", &self.member);
        zl_json_put_text(call->out, "role", zl_role_str(self.role));
        zl_json_put_text(call->out, "origin", self.origin);
        zl_json_put_text(call->out, "name", self.name);
        zl_json_put_text(call->out, "words", self.words);
        zl_json_put_u64(call->out, "outbox", self.outbox);
        return ZL_OK;
}

/* ---- Clubs ---- */

static void put_routing(struct web__call *call, const struct zl_id *club)
{
        struct zl_id unseen[ZL_PERSONS_MAX];
        struct zl_routing routing = {0};
        size_t count = zl_core_unseen(call->core, call->now, club, unseen);

        zl_json_open_array(call->out, "unseen");
        for (size_t i = 0; i < count; i++)
                web__put_person(call, NULL, &unseen[i]);
        zl_json_close(call->out);
        if (zl_directory_routing(zl_core_directory(call->core), club,
                zl_core_point(call->core, call->now), &routing) != ZL_OK)
                return;
        if (routing.has_account_holder)
                web__put_person(
                    call, "account_holder", &routing.account_holder);
        zl_json_open_array(call->out, "deputies");
        for (size_t i = 0; i < routing.deputy_count; i++)
                web__put_person(call, NULL, &routing.deputies[i]);
        zl_json_close(call->out);
        zl_json_put_text(call->out, "phone", routing.phone);
}

/* "ours": a contact of it, or assigned to it. */
static int run_clubs(struct web__call *call)
{
        const struct zl_directory *directory = NULL;
        struct zl_self self;
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        directory = zl_core_directory(call->core);
        if (directory == NULL)
                return ZL_E_STATE;
        zl_core_self(call->core, &self);
        zl_json_open_array(call->out, "clubs");
        for (size_t i = 0; i < zl_directory_club_count(directory); i++) {
                const struct zl_club *club =
                    &zl_directory_club_at(directory, i)->club;

                zl_json_open_object(call->out, NULL);
                web__put_id(call, "club", &club->club);
                zl_json_put_text(call->out, "name", club->name);
                zl_json_put_text(call->out, "kind", club->kind);
                web__put_id(call, "district", &club->district);
                zl_json_put_bool(call->out, "ended", club->ended);
                zl_json_put_bool(call->out, "ours",
                    zl_directory_club_relation(directory, &self.member,
                        &club->club,
                        zl_core_point(call->core, call->now)) != 0);
                put_routing(call, &club->club);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
        return ZL_OK;
}

/* ---- People ---- */

static void put_devices(struct web__call *call,
    const struct zl_directory *directory, const struct zl_id *member)
{
        zl_json_open_array(call->out, "devices");
        for (size_t i = 0; i < zl_directory_device_count(directory); i++) {
                const struct zl_device_entry *entry =
                    zl_directory_device_at(directory, i);

                if (!zl_id_equal(&entry->member, member))
                        continue;
                zl_json_open_object(call->out, NULL);
                zl_json_put_hex(
                    call->out, "key", entry->key.bytes, ZL_SIGN_KEY_SIZE);
                zl_json_put_hex(call->out, "statement", entry->statement.bytes,
                    ZL_HASH_SIZE);
                zl_json_put_u64(call->out, "position", entry->position);
                zl_json_put_bool(
                    call->out, "ended", entry->ended != ZL_POSITION_END);
                zl_json_put_bool(call->out, "voided", entry->voided);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
}

static void put_member(struct web__call *call,
    const struct zl_directory *directory, const struct zl_member *member)
{
        const struct zl_card_document *card =
            zl_core_card(call->core, &member->id);
        int in_force = zl_directory_member_in_force(
            directory, &member->id, zl_core_point(call->core, call->now));

        zl_json_open_object(call->out, NULL);
        web__put_id(call, "member", &member->id);
        zl_json_put_text(call->out, "name", card != NULL ? card->name : NULL);
        zl_json_put_text(call->out, "phone", card != NULL ? card->phone : NULL);
        zl_json_put_text(call->out, "role", zl_role_str(member->role));
        zl_json_put_hex(
            call->out, "appointment", member->appointment.bytes, ZL_HASH_SIZE);
        zl_json_put_date(call->out, "from", member->from);
        zl_json_put_date(call->out, "until", member->until);
        zl_json_put_bool(call->out, "in_force", in_force == ZL_OK);
        zl_json_put_bool(
            call->out, "revoked", member->ended != ZL_POSITION_END);
        zl_json_open_array(call->out, "scope");
        for (size_t i = 0; i < member->scope_count; i++)
                web__put_id(call, NULL, &member->scope[i]);
        zl_json_close(call->out);
        put_devices(call, directory, &member->id);
        zl_json_close(call->out);
}

static int run_people(struct web__call *call)
{
        const struct zl_directory *directory = NULL;
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        directory = zl_core_directory(call->core);
        if (directory == NULL)
                return ZL_E_STATE;
        zl_json_open_array(call->out, "people");
        for (size_t i = 0; i < zl_directory_member_count(directory); i++)
                put_member(
                    call, directory, zl_directory_member_at(directory, i));
        zl_json_close(call->out);
        return ZL_OK;
}

/* ---- The charter ---- */

static void put_teams(struct web__call *call, const struct zl_charter *charter)
{
        zl_json_open_array(call->out, "districts");
        for (size_t i = 0; i < charter->district_count; i++) {
                zl_json_open_object(call->out, NULL);
                web__put_id(call, "district", &charter->districts[i].id);
                zl_json_put_text(call->out, "name", charter->districts[i].name);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
        zl_json_open_array(call->out, "teams");
        for (size_t i = 0; i < charter->team_count; i++) {
                const struct zl_team *team = &charter->teams[i];

                zl_json_open_object(call->out, NULL);
                web__put_id(call, "team", &team->id);
                web__put_id(call, "district", &team->district);
                zl_json_put_text(call->out, "name", team->name);
                zl_json_put_text(call->out, "controller", team->controller);
                zl_json_put_text(
                    call->out, "privacy_contact", team->privacy_contact);
                zl_json_put_text(call->out, "phone", team->phone);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
}

static void put_terms(struct web__call *call, const struct zl_charter *charter)
{
        zl_json_open_object(call->out, "terms");
        zl_json_put_u64(call->out, "remind_days", charter->terms.remind_days);
        zl_json_put_u64(call->out, "deputy_days", charter->terms.deputy_days);
        zl_json_put_u64(
            call->out, "coordinator_days", charter->terms.coordinator_days);
        zl_json_put_u64(call->out, "answer_days", charter->terms.answer_days);
        zl_json_close(call->out);
        zl_json_open_object(call->out, "retention");
        zl_json_put_u64(
            call->out, "closed_days", charter->retention.closed_days);
        zl_json_put_u64(call->out, "open_days", charter->retention.open_days);
        zl_json_close(call->out);
        zl_json_open_object(call->out, "roles");
        zl_json_put_text(call->out, "contact", charter->roles.contact);
        zl_json_put_text(
            call->out, "professional", charter->roles.professional);
        zl_json_put_text(
            call->out, "account_holder", charter->roles.account_holder);
        zl_json_put_text(call->out, "supporter", charter->roles.supporter);
        zl_json_put_text(call->out, "coordinator", charter->roles.coordinator);
        zl_json_close(call->out);
}

static int run_charter(struct web__call *call)
{
        static const char *const naming[] = {
            [ZL_NAMING_NEVER] = "never",
            [ZL_NAMING_KNOWN] = "known",
            [ZL_NAMING_ALLOWED] = "allowed",
        };
        const struct zl_charter *charter = NULL;
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        if (zl_core_directory(call->core) != NULL)
                charter = zl_directory_charter(zl_core_directory(call->core));
        if (charter == NULL)
                return ZL_E_STATE;
        zl_json_put_text(call->out, "name", charter->name);
        zl_json_put_u64(call->out, "number", charter->number);
        zl_json_put_text(call->out, "naming", naming[charter->naming]);
        put_teams(call, charter);
        put_terms(call, charter);
        zl_json_open_array(call->out, "signposts");
        for (size_t i = 0; i < charter->signpost_count; i++) {
                const struct zl_signpost *it = &charter->signposts[i];

                zl_json_open_object(call->out, NULL);
                zl_json_put_text(call->out, "kind", it->kind);
                zl_json_put_text(call->out, "name", it->name);
                zl_json_put_text(call->out, "phone", it->phone);
                zl_json_put_text(call->out, "when", it->when);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
        return ZL_OK;
}

/* ---- Hints: the bytes are the text ---- */

static int run_hints(struct web__call *call)
{
        enum { TEXT_MAX = 32 * 1024, FOUND_MAX = 100 };
        static const char *const kinds[] = {
            [ZL_HINT_JUDGES] = "judges",
            [ZL_HINT_DIAGNOSIS] = "diagnosis",
            [ZL_HINT_CAUSE] = "cause",
            [ZL_HINT_OFTEN] = "often",
            [ZL_HINT_CRISIS] = "crisis",
        };
        struct zl_hint found[FOUND_MAX];
        static char text[TEXT_MAX + 1];
        unsigned languages = (unsigned)zl_json_u64(
            &call->in, "languages", 1, ZL_HINTS_NL | ZL_HINTS_EN);
        size_t count = 0;
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = web__text(call, TEXT_MAX, text);
        if (status != ZL_OK)
                return status;
        count = zl_hints_find(text, languages, found, FOUND_MAX);
        zl_json_open_array(call->out, "hints");
        for (size_t i = 0; i < count && i < FOUND_MAX; i++) {
                zl_json_open_object(call->out, NULL);
                zl_json_put_text(call->out, "kind", kinds[found[i].kind]);
                zl_json_put_u64(call->out, "at", found[i].at);
                zl_json_put_u64(call->out, "size", found[i].size);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
        zl_wipe(text, sizeof(text));
        return ZL_OK;
}

const struct web__command web__views[] = {
    {"self", run_self, false},
    {"clubs", run_clubs, false},
    {"people", run_people, false},
    {"charter", run_charter, false},
    {"hints", run_hints, false},
    {NULL, NULL, false},
};
