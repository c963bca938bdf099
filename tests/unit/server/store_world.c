/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the store's world: an organisation that is founded by real
 * statements through the real directory, so that what the store keeps is
 * what it will keep in a server. Seals and bodies are random bytes: the
 * store cannot tell, and must not. */
#include "store_world.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "common/calendar.h"

enum { BODY_SIZE = 24 + 4096 + 16, COORDINATOR = 0, SUPPORTER = 1 };

static const struct zl_time start = {1795458419123}; /* 2026-11-23 */

struct store_world *store_world_new(void)
{
        struct store_world *w = calloc(1, sizeof(*w));

        REQUIRE(w != NULL);
        REQUIRE_OK(zl_crypto_start());
        REQUIRE_OK(zl_secret_start());
        (void)snprintf(w->folder, sizeof(w->folder), "/tmp/zl-store-XXXXXX");
        REQUIRE(mkdtemp(w->folder) != NULL);
        (void)snprintf(w->path, sizeof(w->path), "%s/signals.db", w->folder);
        REQUIRE_OK(zl_signer_new(&w->root));
        REQUIRE_OK(zl_signer_new(&w->log_key));
        REQUIRE_OK(zl_signer_new(&w->device));
        REQUIRE_OK(zl_signer_new(&w->devices[COORDINATOR]));
        REQUIRE_OK(zl_signer_new(&w->devices[SUPPORTER]));
        w->organisation = zl_organisation_of(&w->root.key);
        w->district = zl_random_id();
        w->team = zl_random_id();
        w->club = zl_random_id();
        w->coordinator = zl_random_id();
        w->supporter = zl_random_id();
        w->holder = zl_random_id();
        w->deputy = zl_random_id();
        w->contact = zl_random_id();
        REQUIRE_OK(zl_directory_new(&w->root.key, &w->directory));
        w->now = start;
        return w;
}

static void remove_folder(const char *folder)
{
        DIR *dir = opendir(folder);
        struct dirent *entry;
        char name[400];

        if (dir == NULL)
                return;
        while ((entry = readdir(dir)) != NULL) {
                (void)snprintf(
                    name, sizeof(name), "%s/%s", folder, entry->d_name);
                (void)unlink(name);
        }
        (void)closedir(dir);
        (void)rmdir(folder);
}

void store_world_free(struct store_world *w)
{
        if (w == NULL)
                return;
        zl_store_close(w->store);
        zl_directory_free(w->directory);
        zl_signer_free(&w->root);
        zl_signer_free(&w->log_key);
        zl_signer_free(&w->device);
        zl_signer_free(&w->devices[COORDINATOR]);
        zl_signer_free(&w->devices[SUPPORTER]);
        remove_folder(w->folder);
        free(w);
        zl_secret_stop();
}

int store_world_open(struct store_world *w)
{
        return zl_store_open(
            w->path, ZL_STORE_WRITE, &w->organisation, &w->store);
}

void store_world_say(struct store_world *w, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of, struct zl_hash *ret)
{
        struct zl_statement *statement = NULL;
        struct zl_proof proof = {.index = w->statements};
        struct zl_point at = {w->statements, w->now};

        REQUIRE_OK(
            zl_statement_make(signer, &w->organisation, type, of, &statement));
        REQUIRE_OK(zl_directory_add(w->directory, statement, at));
        proof.statements = w->statements;
        proof.time = w->now;
        zl_random(proof.salt, sizeof(proof.salt));
        REQUIRE_OK(
            zl_store_add_statement(w->store, statement, w->directory, &proof));
        w->statements++;
        if (ret != NULL)
                *ret = statement->hash;
}

static void say_charter(struct store_world *w)
{
        struct zl_district district = {w->district, "Noord"};
        struct zl_team team = {w->team, w->district, "Wijkteam Noord",
            "Gemeente Voorbeeld", "privacy@example.org", "0100000000"};
        struct zl_charter charter = {.number = 1, .name = "Voorbeeld"};

        charter.log_key = w->log_key.key;
        charter.spare_root = w->device.key;
        charter.terms.remind_days = 1;
        charter.terms.deputy_days = 2;
        charter.terms.coordinator_days = 3;
        charter.terms.answer_days = 5;
        charter.retention.closed_days = 90;
        charter.retention.open_days = 365;
        charter.naming = ZL_NAMING_KNOWN;
        charter.roles.contact = "contactpersoon";
        charter.roles.professional = "sociaal werker";
        charter.roles.account_holder = "accounthouder wijkteam";
        charter.roles.supporter = "verenigingsondersteuner";
        charter.roles.coordinator = "coordinator";
        charter.districts = &district;
        charter.district_count = 1;
        charter.teams = &team;
        charter.team_count = 1;
        store_world_say(w, &w->root, ZL_CHARTER, &charter, NULL);
}

static void appoint(struct store_world *w, const struct zl_signer *by,
    const struct zl_id *member, enum zl_role role, struct zl_id *scope,
    int number)
{
        struct zl_appointment a = {.member = *member, .role = role};
        struct zl_device device = {.member = *member};
        struct zl_signer invitation;

        REQUIRE_OK(zl_signer_new(&invitation));
        a.scope = scope;
        a.scope_count = scope != NULL ? 1 : 0;
        a.from = zl_time_day(w->now);
        a.until = a.from + 1000;
        a.invitation = invitation.key;
        store_world_say(w, by, ZL_APPOINTMENT, &a, &device.appointment);
        if (number >= 0) {
                device.key = w->devices[number].key;
                device.proof = zl_device_proof(
                    &w->devices[number], &w->organisation, member);
                store_world_say(w, &invitation, ZL_DEVICE, &device, NULL);
        }
        zl_signer_free(&invitation);
}

void store_world_found(struct store_world *w)
{
        struct zl_club club = {.written = {1795458419123},
            .club = w->club,
            .kind = "football",
            .district = w->district,
            .name = "vv Noord"};
        const struct zl_signer *by = &w->devices[COORDINATOR];

        REQUIRE_OK(zl_store_begin(w->store));
        say_charter(w);
        appoint(w, &w->root, &w->coordinator, ZL_ROLE_COORDINATOR, NULL,
            COORDINATOR);
        store_world_say(w, by, ZL_CLUB, &club, NULL);
        appoint(w, by, &w->supporter, ZL_ROLE_SUPPORTER, NULL, SUPPORTER);
        appoint(w, by, &w->holder, ZL_ROLE_PROFESSIONAL, &w->team, -1);
        appoint(w, by, &w->deputy, ZL_ROLE_PROFESSIONAL, &w->team, -1);
        appoint(w, &w->devices[SUPPORTER], &w->contact, ZL_ROLE_CONTACT,
            &w->club, -1);
        store_world_head(w);
        REQUIRE_OK(zl_store_commit(w->store));
}

const struct zl_member *store_world_member(
    const struct store_world *w, const struct zl_id *id)
{
        const struct zl_member *member = zl_directory_member(w->directory, id);

        REQUIRE(member != NULL);
        return member;
}

void store_world_head(struct store_world *w)
{
        struct zl_head head = {.time = w->now};

        head.statements = w->statements;
        head.records = w->records;
        REQUIRE_OK(zl_store_log_root(
            w->store, ZL_LOG_STATEMENTS, w->statements, &head.statement_root));
        REQUIRE_OK(zl_store_log_root(
            w->store, ZL_LOG_RECORDS, w->records, &head.record_root));
        zl_head_sign(&w->log_key, &w->organisation, &head);
        REQUIRE_OK(zl_store_add_head(w->store, &head));
}

/* The bytes of a record, as a client would put them. */
static void make_record(struct store_world *w, struct zl_context *c,
    struct zl_record *record, struct store_written *ret)
{
        struct zl_seal seals[ZL_RECIPIENTS_MAX];
        uint8_t body[BODY_SIZE];
        struct zl_bytes sealed = {NULL, 0};
        struct zl_hash commitment = {{0}};
        struct zl_buf buf;
        uint8_t *copy = NULL;

        if (!zl_kind_is_status(c->kind)) {
                zl_random(seals, sizeof(seals));
                zl_random(body, sizeof(body));
                zl_random(&commitment, sizeof(commitment));
                sealed.data = body;
                sealed.size = sizeof(body);
        }
        zl_buf_init(&buf, ZL_RECORD_MAX);
        REQUIRE_OK(zl_context_sort(c));
        REQUIRE_OK(
            zl_record_write(&w->device, c, &commitment, seals, sealed, &buf));
        REQUIRE_OK(zl_bytes_copy(buf.data, buf.size, &copy));
        ret->bytes.data = copy;
        ret->bytes.size = buf.size;
        zl_buf_free(&buf);
        REQUIRE_OK(zl_record_parse(
            copy, ret->bytes.size, true, &w->organisation, record));
        ret->id = c->id;
        ret->hash = record->hash;
        ret->body_size = record->body_size;
}

/* What a record makes of its signal; the judging is left out. */
static void advance(struct store_world *w, const struct zl_record *followed,
    struct zl_taken *taken)
{
        struct zl_followed of = {
            .known = true, .signal = taken->record->context.signal};

        of.record = followed;
        if (followed != NULL)
                taken->hidden = zl_kind_is_inner(followed->context.kind);
        else
                taken->hidden = zl_kind_is_inner(taken->record->context.kind);
        REQUIRE_OK(zl_store_signal(
            w->store, &taken->record->context.signal, &taken->facts));
        REQUIRE_OK(zl_signal_advance(w->directory, taken->record, taken->author,
            followed != NULL ? &of : NULL, &taken->facts));
}

/* The record that an acknowledgement or unreadable follows, or NULL. */
static struct zl_record *find_followed(
    struct store_world *w, const struct zl_context *c, uint8_t **ret_bytes)
{
        struct zl_record *record = NULL;
        struct zl_stored_record stored;

        if ((c->kind != ZL_ACKNOWLEDGEMENT && c->kind != ZL_UNREADABLE) ||
            zl_store_find_record_by_hash(w->store, &c->previous[0], &stored) !=
                ZL_OK)
                return NULL;
        record = calloc(1, sizeof(*record));
        REQUIRE(record != NULL);
        REQUIRE_OK(
            zl_bytes_copy(stored.bytes.data, stored.bytes.size, ret_bytes));
        REQUIRE_OK(zl_record_parse(
            *ret_bytes, stored.bytes.size, false, &w->organisation, record));
        return record;
}

void store_world_take(struct store_world *w, const struct zl_record *record,
    const struct zl_member *author, const struct store_written *written,
    struct zl_taken *ret)
{
        struct zl_taken taken = {.record = record, .author = author};
        struct zl_record *followed = NULL;
        uint8_t *bytes = NULL;

        taken.bytes = written->bytes;
        taken.proof.index = w->records;
        taken.proof.time = w->now;
        taken.proof.statements = w->statements;
        zl_random(taken.proof.salt, sizeof(taken.proof.salt));
        followed = find_followed(w, &record->context, &bytes);
        advance(w, followed, &taken);
        taken.listed_count = w->besides_count;
        for (size_t i = 0; i < w->besides_count; i++)
                taken.listed[i] = w->besides[i];
        *ret = taken;
        free(followed);
        free(bytes);
}

int store_world_write(struct store_world *w, enum zl_kind kind,
    const struct zl_member *author, const struct zl_id *signal,
    const struct zl_hash *follows, const struct zl_id *to, size_t count,
    struct store_written *ret)
{
        struct zl_context c = {.kind = kind};
        struct zl_record *record = calloc(1, sizeof(*record));
        struct store_written written;
        struct zl_taken taken;
        int status;

        REQUIRE(record != NULL);
        c.organisation = w->organisation;
        c.id = zl_record_id(w->now);
        c.signal = signal != NULL ? *signal : c.id;
        c.club = w->club;
        c.author = w->device.key;
        if (follows != NULL)
                c.previous[c.previous_count++] = *follows;
        for (size_t i = 0; i < count; i++) {
                c.recipients[i].member = to[i];
                zl_random(&c.recipients[i].key, ZL_SEALING_KEY_SIZE);
        }
        c.recipient_count = (uint8_t)count;
        make_record(w, &c, record, &written);
        store_world_take(w, record, author, &written, &taken);
        status = zl_store_add_record(w->store, &taken);
        if (status == ZL_OK)
                w->records++;
        if (ret != NULL)
                *ret = written;
        else
                free((void *)(uintptr_t)written.bytes.data);
        free(record);
        return status;
}

int store_world_seal(struct store_world *w, const struct store_written *written,
    const struct zl_id *member, bool keeps, const struct zl_sealing_key *key,
    bool *ret_fresh)
{
        struct zl_record *record = calloc(1, sizeof(*record));
        struct zl_sealing_entry keys[2];
        struct zl_new_seal seal = {
            .member = *member, .key = *key, .keys = keys, .key_count = 1};
        struct zl_stored_record stored;
        uint8_t *bytes = NULL;
        int status;

        REQUIRE(record != NULL);
        REQUIRE_OK(zl_store_find_record(w->store, &written->id, &stored));
        REQUIRE_OK(zl_bytes_copy(stored.bytes.data, stored.bytes.size, &bytes));
        REQUIRE_OK(zl_record_parse(
            bytes, stored.bytes.size, false, &w->organisation, record));
        memset(keys, 0, sizeof(keys));
        keys[0].key = *key;
        for (size_t i = 0; keeps && i < record->context.recipient_count; i++) {
                if (zl_id_equal(&record->context.recipients[i].member, member))
                        keys[seal.key_count++].key =
                            record->context.recipients[i].key;
        }
        zl_random(seal.seal.bytes, sizeof(seal.seal.bytes));
        status = zl_store_put_seal(w->store, record, &seal, ret_fresh);
        free(bytes);
        free(record);
        return status;
}

void store_world_fill(struct store_world *w, struct store_story *ret)
{
        const struct zl_member *holder = store_world_member(w, &w->holder);
        const struct zl_member *contact = store_world_member(w, &w->contact);
        struct zl_id all[] = {w->holder, w->deputy, w->contact};
        uint8_t card[200];
        uint8_t packet[900];
        struct zl_sealing_key key;
        bool fresh = false;
        struct zl_bytes card_bytes = {card, sizeof(card)};
        struct zl_bytes packet_bytes = {packet, sizeof(packet)};

        zl_random(card, sizeof(card));
        zl_random(packet, sizeof(packet));
        ret->card = zl_hash_of(card, sizeof(card));
        ret->lookup = zl_random_id();
        REQUIRE_OK(zl_store_begin(w->store));
        REQUIRE_OK(store_world_write(
            w, ZL_NOTE, contact, NULL, NULL, all, 3, &ret->note));
        store_world_head(w);
        REQUIRE_OK(zl_store_commit(w->store));
        w->now.ms += 5000;
        REQUIRE_OK(zl_store_begin(w->store));
        REQUIRE_OK(
            zl_store_note_opened(w->store, &ret->note.id, &w->holder, w->now));
        REQUIRE_OK(store_world_write(w, ZL_ACKNOWLEDGEMENT, holder,
            &ret->note.id, &ret->note.hash, NULL, 0, &ret->acknowledgement));
        REQUIRE_OK(store_world_write(w, ZL_ASSESSMENT, holder, &ret->note.id,
            &ret->note.hash, all, 2, &ret->assessment));
        REQUIRE_OK(store_world_write(w, ZL_FEEDBACK, holder, &ret->note.id,
            &ret->note.hash, all, 3, &ret->feedback));
        zl_random(key.bytes, sizeof(key.bytes));
        REQUIRE_OK(
            store_world_seal(w, &ret->note, &w->deputy, true, &key, &fresh));
        REQUIRE_OK(zl_store_add_card(w->store, &ret->card, card_bytes, w->now));
        REQUIRE_OK(zl_store_add_invitation(
            w->store, &ret->lookup, packet_bytes, &w->supporter, w->now));
        store_world_head(w);
        REQUIRE_OK(zl_store_commit(w->store));
}

void store_story_done(struct store_story *story)
{
        free((void *)(uintptr_t)story->note.bytes.data);
        free((void *)(uintptr_t)story->acknowledgement.bytes.data);
        free((void *)(uintptr_t)story->assessment.bytes.data);
        free((void *)(uintptr_t)story->feedback.bytes.data);
        memset(story, 0, sizeof(*story));
}

void store_copy(const char *from, const char *to)
{
        FILE *in = fopen(from, "rb");
        FILE *out = fopen(to, "wb");
        char chunk[65536];
        size_t size;

        REQUIRE(in != NULL);
        REQUIRE(out != NULL);
        while ((size = fread(chunk, 1, sizeof(chunk), in)) > 0)
                REQUIRE_UINT(fwrite(chunk, 1, size, out), size);
        REQUIRE_INT(fclose(out), 0);
        REQUIRE_INT(fclose(in), 0);
}
