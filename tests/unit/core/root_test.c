/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: the root leaves a machine only when its file was read back; what is
 * altered or of others does not open; with the root or the spare root an
 * organisation goes on, whoever was compromised and whatever was lost. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "people.h"
#include "root_file.h"

static const char origin[] = "http://127.0.0.1:8080";

static struct zl_secret *passphrase_of(const char *text)
{
        struct zl_secret *secret = NULL;

        REQUIRE_OK(zl_secret_new(strlen(text), &secret));
        memcpy(zl_secret_bytes(secret), text, strlen(text));
        return secret;
}

/* The root of the coordinator as a file, with the passphrase "goed". */
static void export_root(struct person *p, struct zl_buf *file)
{
        struct zl_root_lock lock = {.passphrase = passphrase_of("goed"),
            .passes = ZL_STRETCH_PASSES_MIN,
            .memory_kib = ZL_STRETCH_KIB_MIN};

        zl_buf_init(file, ZL_ROOT_FILE_MAX);
        REQUIRE_OK(zl_core_root_export(p->core, people_now, &lock, file));
        zl_secret_free((struct zl_secret *)(uintptr_t)lock.passphrase);
        person_store(p);
}

static int check(struct person *p, const struct zl_buf *file)
{
        struct zl_secret *passphrase = passphrase_of("goed");
        int status = zl_core_root_check(
            p->core, people_now, zl_buf_bytes(file), passphrase);

        zl_secret_free(passphrase);
        person_store(p);
        return status;
}

static int take(
    struct person *p, struct zl_bytes file, const char *text, bool keep)
{
        struct zl_secret *passphrase = passphrase_of(text);
        int status =
            zl_core_root_take(p->core, people_now, file, passphrase, keep);

        zl_secret_free(passphrase);
        person_store(p);
        return status;
}

/* Exported, read back, and gone from the vault. */
static void put_away(struct person *p, struct zl_buf *file)
{
        export_root(p, file);
        REQUIRE_OK(check(p, file));
        REQUIRE_OK(zl_core_root_forget(p->core, people_now));
        person_store(p);
}

static int invite_coordinator(struct person *by)
{
        struct zl_invite invite = {.role = ZL_ROLE_COORDINATOR,
            .name = "Tweede",
            .phone = "010-5555555",
            .from = zl_time_day(people_now),
            .until = zl_time_day(people_now) + 365};
        struct zl_code code = {.bits = NULL};
        struct zl_id member;
        int status =
            zl_core_invite(by->core, people_now, &invite, &member, &code);

        zl_code_free(&code);
        return status;
}

static struct zl_root_view look(const struct person *p)
{
        struct zl_root_view view;

        zl_core_root(p->core, &view);
        return view;
}

static void it_leaves_when_its_file_was_read_back(void)
{
        struct town *town = town_founded();
        struct person *c = town->coordinator;
        struct zl_buf file;

        CHECK(look(c).here && look(c).kept && !look(c).spare);
        CHECK_STATUS(zl_core_root_forget(c->core, people_now), ZL_E_STATE);
        export_root(c, &file);
        CHECK_UINT(look(c).exported.ms, people_now.ms);
        CHECK_STATUS(zl_core_root_forget(c->core, people_now), ZL_E_STATE);
        CHECK_OK(check(c, &file));
        person_reload(c);
        CHECK_UINT(look(c).checked.ms, people_now.ms);
        CHECK_OK(zl_core_root_forget(c->core, people_now));
        CHECK(!look(c).here && !look(c).kept);
        person_store(c);
        person_reload(c);
        CHECK(!look(c).here && !look(c).kept);
        CHECK_UINT(look(c).exported.ms, people_now.ms);
        CHECK_STATUS(zl_core_root_forget(c->core, people_now), ZL_E_ROOT);
        CHECK_STATUS(check(c, &file), ZL_E_ROOT);
        CHECK_STATUS(invite_coordinator(c), ZL_E_ROOT);
        CHECK_OK(person_sync(c, town->loop));
        CHECK_UINT(loop_statements(town->loop),
            zl_directory_count(zl_core_directory(c->core)));
        zl_buf_free(&file);
        town_free(town);
}

static void it_comes_for_a_while_or_to_stay(void)
{
        struct town *town = town_founded();
        struct person *c = town->coordinator;
        struct zl_buf file;

        put_away(c, &file);
        REQUIRE_OK(take(c, zl_buf_bytes(&file), "goed", false));
        CHECK(look(c).here && !look(c).kept);
        CHECK_STATUS(zl_core_root_forget(c->core, people_now), ZL_E_ROOT);
        person_reload(c);
        CHECK(!look(c).here);
        REQUIRE_OK(take(c, zl_buf_bytes(&file), "goed", true));
        person_reload(c);
        CHECK(look(c).here && look(c).kept);
        CHECK_OK(invite_coordinator(c));
        /* It was read back just now. */
        CHECK_OK(zl_core_root_forget(c->core, people_now));
        zl_buf_free(&file);
        town_free(town);
}

/* One place in each field; opening costs a tenth of a second. */
static void what_was_altered_does_not_open(void)
{
        enum { ORIGIN = 12 + 1 + 8 + 32 + 32 + 4, SALT = ORIGIN + 21 };
        static const struct {
                size_t at;
                int status;
        } places[] = {{0, ZL_E_MALFORMED}, {12, ZL_E_VERSION},
            {13, ZL_E_PASSPHRASE}, {21, ZL_E_ORGANISATION}, {53, ZL_E_REVOKED},
            {ORIGIN - 1, ZL_E_MALFORMED}, {ORIGIN, ZL_E_PASSPHRASE},
            {SALT, ZL_E_PASSPHRASE}, {SALT + 16, ZL_E_MALFORMED},
            {SALT + 20, ZL_E_MALFORMED}, {SALT + 24, ZL_E_PASSPHRASE},
            {SALT + 24 + 24, ZL_E_PASSPHRASE},
            {SALT + 24 + 71, ZL_E_PASSPHRASE}};
        struct town *town = town_founded();
        struct person *c = town->coordinator;
        struct zl_buf file;

        put_away(c, &file);
        REQUIRE(file.size == SALT + 24 + 72);
        for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
                file.data[places[i].at] ^= 0x40;
                CHECK_STATUS(take(c, zl_buf_bytes(&file), "goed", false),
                    places[i].status);
                file.data[places[i].at] ^= 0x40;
        }
        for (size_t size = 0; size < file.size; size++)
                CHECK_STATUS(
                    take(c, (struct zl_bytes){file.data, size}, "goed", false),
                    ZL_E_MALFORMED);
        CHECK_STATUS(
            take(c, zl_buf_bytes(&file), "fout", false), ZL_E_PASSPHRASE);
        CHECK(!look(c).here);
        CHECK_OK(take(c, zl_buf_bytes(&file), "goed", false));
        zl_buf_free(&file);
        town_free(town);
}

static void that_of_another_organisation_is_refused(void)
{
        struct town *town = town_founded();
        struct town *other = town_founded();
        struct zl_root_file_view view;
        struct zl_self self;
        struct zl_buf file;

        export_root(other->coordinator, &file);
        CHECK_STATUS(
            take(town->coordinator, zl_buf_bytes(&file), "goed", false),
            ZL_E_ORGANISATION);
        CHECK_STATUS(check(town->coordinator, &file), ZL_E_ORGANISATION);
        /* Which one, it says to anybody. */
        REQUIRE_OK(zl_core_root_look(zl_buf_bytes(&file), &view));
        zl_core_self(other->coordinator->core, &self);
        CHECK_STR(view.words, self.words);
        CHECK_STR(view.origin, origin);
        zl_buf_free(&file);
        town_free(other);
        town_free(town);
}

/* ---- The charter ---- */

/* The charter as it is, to be changed. */
static int change_charter(struct person *p, const struct zl_charter *charter,
    bool new_spare, struct zl_secret **ret_spare)
{
        struct zl_charter_change change = {
            .charter = charter, .new_spare = new_spare};
        int status =
            zl_core_change_charter(p->core, people_now, &change, ret_spare);

        person_store(p);
        return status;
}

static const struct zl_charter *charter_of(const struct person *p)
{
        return zl_directory_charter(zl_core_directory(p->core));
}

static void a_contact_sees_what_changed(void)
{
        struct town *town = town_new();
        struct person *c = town->coordinator;
        struct zl_charter charter = *charter_of(c);
        struct zl_id team = charter.teams[0].id;
        struct zl_signpost signpost = {.kind = "football",
            .name = "Meldpunt voetbal",
            .phone = "0800-1234",
            .when = "altijd"};
        struct zl_team teams[3] = {
            charter.teams[0], charter.teams[1], charter.teams[1]};
        struct zl_secret *spare = NULL;
        const struct zl_charter *seen = NULL;

        teams[2].id = (struct zl_id){{0}};
        teams[2].name = "Team Zuid 2";
        charter.teams = teams;
        charter.team_count = 3;
        charter.naming = ZL_NAMING_ALLOWED;
        charter.terms.answer_days = 5;
        charter.signposts = &signpost;
        charter.signpost_count = 1;
        REQUIRE_OK(change_charter(c, &charter, false, &spare));
        CHECK(spare == NULL);
        CHECK_OK(person_run(c, town->loop));
        CHECK(person_heard(c, ZL_MSG_REFUSED) == NULL);
        CHECK_OK(person_sync(town->contact, town->loop));
        seen = charter_of(town->contact);
        CHECK_UINT(seen->number, 2);
        CHECK_INT(seen->naming, ZL_NAMING_ALLOWED);
        CHECK_UINT(seen->terms.answer_days, 5);
        REQUIRE(seen->signpost_count == 1);
        CHECK_STR(seen->signposts[0].name, "Meldpunt voetbal");
        REQUIRE(seen->team_count == 3);
        CHECK(zl_id_equal(&seen->teams[0].id, &team));
        CHECK(!zl_id_equal(&seen->teams[2].id, &seen->teams[1].id));
        CHECK(zl_id_equal(&seen->teams[2].district, &seen->districts[1].id));
        town_free(town);
}

static void a_charter_that_does_not_fit_is_refused(void)
{
        struct town *town = town_new();
        struct person *c = town->coordinator;
        struct zl_charter charter = *charter_of(c);
        struct zl_team teams[2] = {charter.teams[0], charter.teams[1]};
        struct zl_secret *spare = NULL;
        size_t districts[2] = {0, 2};
        struct zl_charter_change change = {
            .charter = &charter, .team_districts = districts};

        CHECK_STATUS(
            zl_core_change_charter(c->core, people_now, &change, &spare),
            ZL_E_MALFORMED);
        districts[1] = 0;
        CHECK_STATUS(
            zl_core_change_charter(c->core, people_now, &change, &spare),
            ZL_E_CONFLICT);
        teams[1].district = teams[1].id;
        charter.teams = teams;
        CHECK_STATUS(
            change_charter(c, &charter, false, &spare), ZL_E_MALFORMED);
        CHECK_STATUS(change_charter(town->supporter, &charter, false, &spare),
            ZL_E_POLICY);
        CHECK(spare == NULL);
        CHECK_OK(person_sync(c, town->loop));
        CHECK_UINT(charter_of(c)->number, 1);
        town_free(town);
}

/* The server made another log key; everybody follows the charter. */
static void another_log_key_is_followed(void)
{
        struct town *town = town_new();
        struct person *c = town->coordinator;
        struct zl_charter charter = *charter_of(c);
        struct zl_secret *spare = NULL;

        loop_change_key(town->loop);
        charter.log_key = loop_log_key(town->loop);
        REQUIRE_OK(change_charter(c, &charter, false, &spare));
        CHECK_OK(person_run(c, town->loop));
        CHECK_OK(person_sync(town->contact, town->loop));
        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        CHECK_OK(person_run(town->contact, town->loop));
        CHECK_UINT(loop_records(town->loop), 1);
        town_free(town);
}

static void the_spare_root_takes_over(void)
{
        struct town *town = town_new();
        struct person *c = town->coordinator;
        struct zl_charter charter = *charter_of(c);
        struct zl_secret *fresh = NULL;
        struct zl_buf file;

        put_away(c, &file);
        zl_buf_free(&file); /* the file is lost */
        REQUIRE_OK(
            zl_core_root_take_seed(c->core, people_now, town->spare, false));
        CHECK(look(c).here && look(c).spare);
        CHECK_OK(invite_coordinator(c));
        REQUIRE_OK(change_charter(c, &charter, true, &fresh));
        REQUIRE(fresh != NULL);
        /* From now on the fresh one counts. */
        CHECK(!look(c).here);
        CHECK_STATUS(change_charter(c, &charter, false, &fresh), ZL_E_ROOT);
        CHECK_OK(person_run(c, town->loop));
        CHECK(person_heard(c, ZL_MSG_REFUSED) == NULL);
        CHECK_STATUS(
            zl_core_root_take_seed(c->core, people_now, town->spare, false),
            ZL_E_REVOKED);
        CHECK_OK(zl_core_root_take_seed(c->core, people_now, fresh, true));
        person_store(c);
        person_reload(c);
        CHECK(look(c).here && look(c).kept && look(c).spare);
        CHECK_OK(person_sync(town->contact, town->loop));
        CHECK_UINT(charter_of(town->contact)->number, 2);
        zl_secret_free(fresh);
        town_free(town);
}

/* ---- The second coordinator ---- */

static struct zl_hash appointment_of(
    const struct person *p, const struct zl_id *member)
{
        const struct zl_member *known =
            zl_directory_member(zl_core_directory(p->core), member);

        REQUIRE(known != NULL);
        return known->appointment;
}

/* The first is in a thief's hands, who revokes the second; the root says
 * that it was not so. */
static void the_second_acts_when_the_first_was_compromised(void)
{
        struct town *town = town_new();
        struct person *c = town->coordinator;
        struct person *second =
            town_join(town, c, ZL_ROLE_COORDINATOR, NULL, "Tweede");
        struct zl_revocation revocation = {.compromised = true};
        struct zl_routing routing;
        struct zl_self self;
        struct zl_buf file;

        REQUIRE_OK(person_sync(c, town->loop));
        put_away(c, &file);
        people_now.ms += ZL_MS_DAY;
        revocation.subject = appointment_of(c, &second->member);
        REQUIRE_OK(zl_core_revoke(c->core, people_now, &revocation));
        REQUIRE_OK(person_run(c, town->loop));
        zl_core_self(c->core, &self);
        revocation.subject = appointment_of(c, &self.member);
        revocation.since = zl_core_position_at(second->core, people_now);
        CHECK(revocation.since > 0);
        REQUIRE_OK(take(second, zl_buf_bytes(&file), "goed", false));
        REQUIRE_OK(zl_core_revoke(second->core, people_now, &revocation));
        CHECK_OK(person_run(second, town->loop));
        CHECK(person_heard(second, ZL_MSG_REFUSED) == NULL);
        CHECK_OK(person_sync(second, town->loop));
        REQUIRE_OK(zl_directory_routing(zl_core_directory(second->core),
            &town->club, zl_core_point(second->core, people_now), &routing));
        CHECK(routing.has_account_holder);
        /* It goes on without the first. */
        person_free(town_join(town, second, ZL_ROLE_SUPPORTER, NULL, "Nieuw"));
        CHECK(person_sync(c, town->loop) != ZL_OK);
        CHECK_OK(person_sync(town->contact, town->loop));
        zl_buf_free(&file);
        person_free(second);
        town_free(town);
}

/* ---- Beginning again ---- */

static const struct zl_restoring restoring = {"Ria Reserve", "010-6666666"};

static struct person *restore(
    const struct zl_buf *file, const struct zl_secret *seed)
{
        struct person *p = person_new();
        struct zl_secret *passphrase = passphrase_of("goed");

        if (file != NULL)
                REQUIRE_OK(zl_core_restore(p->core, people_now,
                    zl_buf_bytes(file), passphrase, NULL, &restoring));
        else
                REQUIRE_OK(zl_core_restore_seed(
                    p->core, people_now, seed, origin, &restoring));
        zl_secret_free(passphrase);
        return p;
}

/* Everything of the coordinator is gone; a new one takes over. */
static void go_on(struct town *town, struct person *p)
{
        struct zl_revocation revocation = {.compromised = false};
        struct zl_self gone;
        struct zl_self self;
        struct zl_offer offer;

        zl_core_self(town->coordinator->core, &gone);
        CHECK_STATUS(zl_core_offer(p->core, &offer), ZL_E_STATE);
        REQUIRE_OK(person_run(p, town->loop));
        REQUIRE_OK(zl_core_offer(p->core, &offer));
        CHECK_STR(offer.words, gone.words);
        CHECK_STR(offer.organisation, "Gemeente Voorbeeld");
        CHECK_STR(offer.name, "Ria Reserve");
        REQUIRE_OK(zl_core_join_accept(p->core, people_now));
        person_store(p);
        person_reload(p); /* and a shell dies at once */
        REQUIRE_OK(person_sync(p, town->loop));
        CHECK(person_heard(p, ZL_MSG_REFUSED) == NULL);
        CHECK(!look(p).here);
        zl_core_self(p->core, &self);
        CHECK_INT(self.role, ZL_ROLE_COORDINATOR);
        CHECK_UINT(self.outbox, 0);
        CHECK_STR(zl_core_name(p->core, &self.member), "Ria Reserve");
        revocation.subject = appointment_of(p, &gone.member);
        REQUIRE_OK(zl_core_revoke(p->core, people_now, &revocation));
        CHECK_OK(person_run(p, town->loop));
        person_free(town_join(town, p, ZL_ROLE_SUPPORTER, NULL, "Nieuw"));
        CHECK_OK(person_sync(town->contact, town->loop));
}

static void a_root_file_is_enough(void)
{
        struct town *town = town_new();
        struct person *p = NULL;
        struct zl_buf file;

        export_root(town->coordinator, &file);
        p = restore(&file, NULL);
        go_on(town, p);
        person_free(p);
        zl_buf_free(&file);
        town_free(town);
}

static void the_spare_root_on_paper_is_enough(void)
{
        struct town *town = town_new();
        struct person *c = town->coordinator;
        struct zl_secret *fresh = NULL;
        struct person *p = NULL;

        REQUIRE_OK(change_charter(c, charter_of(c), true, &fresh));
        REQUIRE_OK(person_run(c, town->loop));
        /* The paper from the founding is worth nothing any more. */
        p = restore(NULL, town->spare);
        CHECK_STATUS(person_run(p, town->loop), ZL_E_REVOKED);
        person_free(p);
        p = restore(NULL, fresh);
        go_on(town, p);
        person_free(p);
        zl_secret_free(fresh);
        town_free(town);
}

static void nothing_is_restored_from_what_does_not_fit(void)
{
        struct town *town = town_founded();
        struct town *other = town_founded();
        struct person *p = person_new();
        struct zl_secret *wrong = passphrase_of("fout");
        struct zl_secret *right = passphrase_of("goed");
        struct zl_offer offer;
        struct zl_self self;
        struct zl_buf file;

        export_root(town->coordinator, &file);
        CHECK_STATUS(zl_core_restore(p->core, people_now, zl_buf_bytes(&file),
                         wrong, NULL, &restoring),
            ZL_E_PASSPHRASE);
        CHECK_STATUS(zl_core_restore(p->core, people_now, zl_buf_bytes(&file),
                         right, "http://example.org", &restoring),
            ZL_E_USAGE);
        CHECK_STATUS(zl_core_restore(p->core, people_now,
                         (struct zl_bytes){file.data, file.size - 1}, right,
                         NULL, &restoring),
            ZL_E_MALFORMED);
        CHECK_STATUS(zl_core_restore(town->coordinator->core, people_now,
                         zl_buf_bytes(&file), right, NULL, &restoring),
            ZL_E_STATE);
        /* Another organisation's server where ours was. */
        REQUIRE_OK(zl_core_restore(
            p->core, people_now, zl_buf_bytes(&file), right, NULL, &restoring));
        CHECK_STATUS(person_run(p, other->loop), ZL_E_CHAIN);
        CHECK_STATUS(zl_core_offer(p->core, &offer), ZL_E_STATE);
        CHECK_STATUS(zl_core_join_accept(p->core, people_now), ZL_E_STATE);
        loop_lies(town->loop, LOOP_GARBAGE);
        REQUIRE_OK(zl_core_restore(
            p->core, people_now, zl_buf_bytes(&file), right, NULL, &restoring));
        CHECK(person_run(p, town->loop) != ZL_OK);
        zl_core_self(p->core, &self);
        CHECK(!self.joined);
        CHECK_UINT(p->row_count, 0);
        zl_secret_free(wrong);
        zl_secret_free(right);
        zl_buf_free(&file);
        person_free(p);
        town_free(other);
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(it_leaves_when_its_file_was_read_back),
    CHECK_CASE(it_comes_for_a_while_or_to_stay),
    CHECK_CASE(what_was_altered_does_not_open),
    CHECK_CASE(that_of_another_organisation_is_refused),
    CHECK_CASE(a_contact_sees_what_changed),
    CHECK_CASE(a_charter_that_does_not_fit_is_refused),
    CHECK_CASE(another_log_key_is_followed),
    CHECK_CASE(the_spare_root_takes_over),
    CHECK_CASE(the_second_acts_when_the_first_was_compromised),
    CHECK_CASE(a_root_file_is_enough),
    CHECK_CASE(the_spare_root_on_paper_is_enough),
    CHECK_CASE(nothing_is_restored_from_what_does_not_fit),
};
CHECK_MAIN("core root", cases)
