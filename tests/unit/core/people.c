/* SPDX-License-Identifier: EUPL-1.2 */
#include "people.h"

#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "crypto.h"
#include "json.h"

static const char origin[] = "http://127.0.0.1:8080";

struct zl_time people_now;

void people_start(void)
{
        static bool started;

        if (!started) {
                REQUIRE_OK(zl_crypto_start());
                REQUIRE_OK(zl_secret_start());
                REQUIRE_OK(zl_json_start());
        }
        started = true;
        people_now.ms = 20780 * ZL_MS_DAY + 9 * ZL_MS_HOUR;
}

struct person *person_new(void)
{
        struct person *p = calloc(1, sizeof(*p));
        struct zl_vault *vault = NULL;

        REQUIRE(p != NULL);
        zl_buf_init(&p->header, 256);
        REQUIRE_OK(zl_secret_new(ZL_KEY_FILE_SIZE, &p->key));
        zl_random(zl_secret_bytes(p->key), ZL_KEY_FILE_SIZE);
        REQUIRE_OK(
            zl_vault_new(ZL_LOCK_KEY_FILE, p->key, 0, 0, &p->header, &vault));
        REQUIRE_OK(zl_core_new(vault, &p->core));
        REQUIRE_OK(zl_core_loaded(p->core));
        return p;
}

/* The same person at another table: what is stored, and nothing else. */
static struct person *person_copy(const struct person *from)
{
        struct person *p = calloc(1, sizeof(*p));

        REQUIRE(p != NULL);
        zl_buf_init(&p->header, 256);
        zl_put_bytes(&p->header, from->header.data, from->header.size);
        REQUIRE_OK(zl_secret_new(ZL_KEY_FILE_SIZE, &p->key));
        memcpy(zl_secret_bytes(p->key), zl_secret_view(from->key),
            ZL_KEY_FILE_SIZE);
        p->member = from->member;
        p->row_count = from->row_count;
        for (size_t i = 0; i < from->row_count; i++) {
                p->rows[i] = from->rows[i];
                REQUIRE_OK(zl_bytes_copy(from->rows[i].value,
                    from->rows[i].size, &p->rows[i].value));
        }
        REQUIRE_OK(person_load(p));
        return p;
}

void person_free(struct person *p)
{
        if (p == NULL)
                return;
        for (size_t i = 0; i < p->row_count; i++)
                free(p->rows[i].value);
        zl_core_free(p->core);
        zl_secret_free(p->key);
        zl_buf_free(&p->header);
        free(p);
}

static struct person_row *find_row(struct person *p, const uint8_t *name)
{
        for (size_t i = 0; i < p->row_count; i++) {
                if (memcmp(p->rows[i].name, name, ZL_ROW_NAME_SIZE) == 0)
                        return &p->rows[i];
        }
        return NULL;
}

static void store_row(struct person *p, const struct zl_row *row)
{
        struct person_row *at = find_row(p, row->name);

        if (at == NULL && row->value.size > 0) {
                REQUIRE(p->row_count < PERSON_ROWS_MAX);
                at = &p->rows[p->row_count++];
                *at = (struct person_row){.value = NULL};
                memcpy(at->name, row->name, ZL_ROW_NAME_SIZE);
        }
        if (at == NULL)
                return;
        free(at->value);
        at->value = NULL;
        if (row->value.size == 0) {
                *at = p->rows[--p->row_count];
                return;
        }
        REQUIRE_OK(zl_bytes_copy(row->value.data, row->value.size, &at->value));
        at->size = row->value.size;
}

void person_store(struct person *p)
{
        size_t count = 0;
        const struct zl_row *rows = zl_core_changes(p->core, &count);

        for (size_t i = 0; i < count; i++)
                store_row(p, &rows[i]);
        zl_core_saved(p->core);
}

int person_load(struct person *p)
{
        struct zl_vault *vault = NULL;
        int status = ZL_OK;

        zl_core_free(p->core);
        p->core = NULL;
        REQUIRE_OK(zl_vault_unlock(
            zl_buf_bytes(&p->header), ZL_LOCK_KEY_FILE, p->key, &vault));
        REQUIRE_OK(zl_core_new(vault, &p->core));
        /* In any order: the last row first. */
        for (size_t i = p->row_count; i-- > 0 && status == ZL_OK;) {
                struct zl_row row = {
                    .value = {p->rows[i].value, p->rows[i].size}};

                memcpy(row.name, p->rows[i].name, ZL_ROW_NAME_SIZE);
                status = zl_core_load(p->core, &row);
        }
        return status == ZL_OK ? zl_core_loaded(p->core) : status;
}

void person_reload(struct person *p)
{
        REQUIRE_OK(person_load(p));
}

void person_listen(struct person *p)
{
        struct zl_message message;

        while (zl_core_next_message(p->core, &message)) {
                REQUIRE(p->message_count < PERSON_MESSAGES_MAX);
                p->messages[p->message_count++] = message;
        }
}

const struct zl_message *person_heard(struct person *p, enum zl_message_id id)
{
        person_listen(p);
        for (size_t i = 0; i < p->message_count; i++) {
                if (p->messages[i].id == id)
                        return &p->messages[i];
        }
        return NULL;
}

void person_forget(struct person *p)
{
        person_listen(p);
        p->message_count = 0;
}

/* Is this the moment to die? */
static bool dies(struct person *p)
{
        if (++p->step != p->crash_at)
                return false;
        person_listen(p); /* what was shown was shown */
        p->crashes++;
        person_reload(p);
        REQUIRE_OK(zl_core_sync(p->core, people_now));
        return true;
}

int person_run(struct person *p, struct loop *loop)
{
        int result = ZL_OK;

        loop_time(loop, people_now);
        for (unsigned turns = 0;; turns++) {
                struct zl_request request;
                struct zl_buf answer;
                int status = ZL_OK;
                int http = 0;

                REQUIRE(turns < 1000);
                person_store(p);
                if (dies(p))
                        continue;
                status = zl_core_next_request(p->core, people_now, &request);
                if (status == ZL_E_NOT_FOUND)
                        return result;
                REQUIRE_OK(status);
                zl_buf_init(&answer, ZL_BUNDLE_MAX);
                http = loop_ask(loop, &request, &answer);
                if (dies(p)) {
                        zl_buf_free(&answer);
                        continue;
                }
                result = zl_core_answer(
                    p->core, people_now, http, zl_buf_bytes(&answer));
                zl_buf_free(&answer);
                if (dies(p))
                        continue;
        }
}

int person_sync(struct person *p, struct loop *loop)
{
        REQUIRE_OK(zl_core_sync(p->core, people_now));
        return person_run(p, loop);
}

/* ---- The town ---- */

static void found(struct town *town)
{
        struct zl_district districts[2] = {{.name = "Noord"}, {.name = "Zuid"}};
        struct zl_team teams[2] = {{.name = "Team Noord",
                                       .controller = "Gemeente Voorbeeld",
                                       .privacy_contact = "privacy@example.org",
                                       .phone = "010-1111111"},
            {.name = "Team Zuid",
                .controller = "Gemeente Voorbeeld",
                .privacy_contact = "privacy@example.org",
                .phone = "010-2222222"}};
        size_t team_districts[2] = {0, 1};
        struct zl_charter charter = {.name = "Gemeente Voorbeeld",
            .log_key = loop_log_key(town->loop),
            .terms = {2, 3, 5, 10},
            .retention = {90, 365},
            .naming = ZL_NAMING_KNOWN,
            .roles = {"vertrouwenscontactpersoon", "sociaal werker",
                "accounthouder", "verenigingsondersteuner", "coördinator"},
            .districts = districts,
            .district_count = 2,
            .teams = teams,
            .team_count = 2};
        struct zl_founding founding = {.origin = origin,
            .charter = &charter,
            .team_districts = team_districts,
            .name = "Carla Coördinator",
            .phone = "010-3333333"};
        struct zl_self self;

        REQUIRE_OK(zl_core_found(
            town->coordinator->core, people_now, &founding, &town->spare));
        CHECK_UINT(zl_secret_size(town->spare), ZL_SEED_SIZE);
        zl_core_self(town->coordinator->core, &self);
        loop_start(town->loop, &self.root);
}

struct town *town_founded(void)
{
        struct town *town = calloc(1, sizeof(*town));

        REQUIRE(town != NULL);
        people_start();
        town->loop = loop_new();
        town->coordinator = person_new();
        found(town);
        REQUIRE_OK(person_run(town->coordinator, town->loop));
        return town;
}

int town_join_with(
    struct town *town, struct person *p, const struct zl_code *code)
{
        struct zl_offer offer;
        int status = zl_core_join(p->core, people_now, code, origin);

        if (status == ZL_OK)
                status = person_run(p, town->loop);
        if (status == ZL_OK)
                status = zl_core_offer(p->core, &offer);
        if (status == ZL_OK)
                status = zl_core_join_accept(p->core, people_now);
        return status == ZL_OK ? person_run(p, town->loop) : status;
}

struct person *town_join(struct town *town, struct person *by,
    enum zl_role role, const struct zl_id *scope, const char *name)
{
        struct zl_invite invite = {.role = role,
            .scope = scope,
            .scope_count = scope == NULL ? 0 : 1,
            .name = name,
            .phone = "06-12345678",
            .from = zl_time_day(people_now),
            .until = zl_time_day(people_now) + 365,
            .link = true};
        struct person *p = person_new();
        struct zl_code code = {.bits = NULL};

        REQUIRE_OK(
            zl_core_invite(by->core, people_now, &invite, &p->member, &code));
        REQUIRE_OK(person_run(by, town->loop));
        REQUIRE_OK(town_join_with(town, p, &code));
        zl_code_free(&code);
        return p;
}

int town_assign(
    struct town *town, const struct person *holder, const struct person *deputy)
{
        struct zl_assignment assignment = {.club = town->club,
            .account_holder = holder->member,
            .phone = "010-4444444"};

        if (deputy != NULL)
                assignment.deputies[assignment.deputy_count++] = deputy->member;
        return zl_core_assign(
            town->coordinator->core, people_now, &assignment, 1);
}

/* Everybody joins by a code, which takes long to stretch. */
static struct town *settle(void)
{
        struct town *town = town_founded();
        struct person *c = town->coordinator;
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(c->core));
        struct zl_id district = charter->districts[0].id;
        struct zl_id team = charter->teams[0].id;
        struct zl_club club = {
            .kind = "football", .district = district, .name = "VV Noord"};

        town->supporter =
            town_join(town, c, ZL_ROLE_SUPPORTER, &district, "Sanne Steun");
        town->holder =
            town_join(town, c, ZL_ROLE_PROFESSIONAL, &team, "Samira Sociaal");
        town->deputy =
            town_join(town, c, ZL_ROLE_PROFESSIONAL, &team, "Dirk Deputy");
        REQUIRE_OK(zl_core_put_club(
            town->supporter->core, people_now, &club, &town->club));
        REQUIRE_OK(person_run(town->supporter, town->loop));
        REQUIRE_OK(person_sync(c, town->loop));
        REQUIRE_OK(town_assign(town, town->holder, town->deputy));
        REQUIRE_OK(person_run(c, town->loop));
        town->contact = town_join(
            town, town->supporter, ZL_ROLE_CONTACT, &town->club, "Kees Club");
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        REQUIRE_OK(person_sync(town->contact, town->loop));
        return town;
}

/* Settled once; a test gets a copy, and one that wants two gets another. */
static struct town *settled;
static bool lent;

struct town *town_new(void)
{
        struct town *town = NULL;

        if (lent)
                return settle();
        if (settled == NULL)
                settled = settle();
        people_start();
        town = calloc(1, sizeof(*town));
        REQUIRE(town != NULL);
        *town = *settled;
        town->loop = loop_copy(settled->loop);
        town->coordinator = person_copy(settled->coordinator);
        town->supporter = person_copy(settled->supporter);
        town->holder = person_copy(settled->holder);
        town->deputy = person_copy(settled->deputy);
        town->contact = person_copy(settled->contact);
        REQUIRE_OK(zl_secret_new(ZL_SEED_SIZE, &town->spare));
        memcpy(zl_secret_bytes(town->spare), zl_secret_view(settled->spare),
            ZL_SEED_SIZE);
        town->is_copy = true;
        lent = true;
        return town;
}

void town_free(struct town *town)
{
        if (town == NULL)
                return;
        if (town->is_copy)
                lent = false;
        person_free(town->coordinator);
        person_free(town->supporter);
        person_free(town->holder);
        person_free(town->deputy);
        person_free(town->contact);
        loop_free(town->loop);
        zl_secret_free(town->spare);
        free(town);
}

void town_confirm(struct town *town, struct person *p)
{
        struct zl_id unseen[ZL_PERSONS_MAX];
        size_t count = zl_core_unseen(p->core, people_now, &town->club, unseen);

        REQUIRE_OK(zl_core_seen(p->core, unseen, count));
}

int town_note(struct town *town, struct person *p, const char *text)
{
        struct zl_note note = zl_note_empty();
        struct zl_self self;
        const char *field = NULL;

        zl_core_self(p->core, &self);
        note.text = text;
        note.contact_at = "dinsdagavond op het veld";
        if (self.role == ZL_ROLE_PROFESSIONAL)
                note.came = 0;
        return zl_core_note(p->core, people_now, &town->club, &note, NULL, 0,
            &town->signal, &field);
}

int town_look(
    struct town *town, const struct person *p, struct zl_signal_view *ret)
{
        char id[ZL_ID_TEXT];

        zl_hex_of(town->signal.bytes, ZL_ID_SIZE, id);
        return zl_core_find_signal(p->core, id, ret);
}

bool town_record(struct town *town, const struct person *p, enum zl_kind kind,
    struct zl_record_view *ret)
{
        struct zl_signal_view signal;

        if (town_look(town, p, &signal) != ZL_OK)
                return false;
        for (size_t i = 0; i < signal.record_count; i++) {
                zl_core_record_at(p->core, &town->signal, i, ret);
                if (ret->kind == kind)
                        return true;
        }
        return false;
}
