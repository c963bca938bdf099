/* SPDX-License-Identifier: EUPL-1.2 */
#include "loop_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "crypto.h"
#include "httpsig.h"
#include "log_consistency.h"
#include "loop_problem.h"

struct loop *loop_new(void)
{
        struct loop *loop = calloc(1, sizeof(*loop));

        REQUIRE(loop != NULL);
        REQUIRE_OK(zl_signer_new(&loop->log_key));
        loop->statements.id = ZL_LOG_STATEMENTS;
        loop->records.id = ZL_LOG_RECORDS;
        return loop;
}

static void copy_statements(const struct loop *from, struct loop *to)
{
        REQUIRE_OK(zl_directory_new(&from->root, &to->directory));
        for (uint64_t i = 0; i < from->statements.size; i++) {
                struct entry *entry = &to->statements.entries[i];
                struct zl_statement *statement = NULL;

                REQUIRE_OK(zl_bytes_copy(from->statements.entries[i].bytes,
                    entry->size, &entry->bytes));
                REQUIRE_OK(zl_statement_parse(
                    entry->bytes, entry->size, &to->organisation, &statement));
                REQUIRE_OK(zl_directory_add(to->directory, statement,
                    (struct zl_point){i, entry->proof.time}));
        }
}

struct loop *loop_copy(const struct loop *loop)
{
        struct loop *copy = calloc(1, sizeof(*copy));
        uint8_t seed[ZL_SEED_SIZE];

        REQUIRE(copy != NULL && loop->records.size == 0);
        *copy = *loop;
        zl_signer_seed(&loop->log_key, seed);
        REQUIRE_OK(zl_signer_of_seed(seed, &copy->log_key));
        zl_wipe(seed, sizeof(seed));
        copy_statements(loop, copy);
        for (size_t i = 0; i < loop->document_count; i++)
                REQUIRE_OK(zl_bytes_copy(loop->documents[i].bytes,
                    loop->documents[i].size, &copy->documents[i].bytes));
        return copy;
}

static void entry_free(struct entry *entry)
{
        free(entry->bytes);
        free(entry->record);
        *entry = (struct entry){.bytes = NULL};
}

void loop_free(struct loop *loop)
{
        if (loop == NULL)
                return;
        for (size_t i = 0; i < ENTRIES_MAX; i++) {
                entry_free(&loop->statements.entries[i]);
                entry_free(&loop->records.entries[i]);
        }
        for (size_t i = 0; i < loop->document_count; i++)
                free(loop->documents[i].bytes);
        zl_directory_free(loop->directory);
        zl_signer_free(&loop->log_key);
        free(loop);
}

struct zl_sign_key loop_log_key(const struct loop *loop)
{
        return loop->log_key.key;
}

void loop_start(struct loop *loop, const struct zl_sign_key *root)
{
        loop->root = *root;
        loop->organisation = zl_organisation_of(root);
        REQUIRE_OK(zl_directory_new(root, &loop->directory));
}

void loop_time(struct loop *loop, struct zl_time now)
{
        loop->now = now;
}

void loop_lies(struct loop *loop, enum loop_lie lie)
{
        loop->lie = lie;
}

void loop_rewrite(struct loop *loop, uint64_t index)
{
        loop->statements.entries[index].proof.salt[0] ^= 1;
}

void loop_change_key(struct loop *loop)
{
        zl_signer_free(&loop->log_key);
        REQUIRE_OK(zl_signer_new(&loop->log_key));
}

void loop_lose(struct loop *loop, const char *path)
{
        for (size_t i = 0; i < loop->document_count; i++) {
                struct document *document = &loop->documents[i];

                if (strncmp(document->path, path, strlen(path)) == 0)
                        document->path[0] = '\0';
        }
}

uint64_t loop_statements(const struct loop *loop)
{
        return loop->statements.size;
}

uint64_t loop_records(const struct loop *loop)
{
        return loop->records.size;
}

const struct zl_directory *loop_directory(const struct loop *loop)
{
        return loop->directory;
}

/* ---- Logs ---- */

static int fetch(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret)
{
        struct log *log = context;
        struct zl_hash left;
        struct zl_hash right;

        if (level == 0) {
                *ret = zl_log_leaf(log->id, &log->entries[index].proof,
                    &log->entries[index].hash);
                return ZL_OK;
        }
        (void)fetch(log, level - 1, 2 * index, &left);
        (void)fetch(log, level - 1, 2 * index + 1, &right);
        *ret = zl_merkle_node(&left, &right);
        return ZL_OK;
}

static struct zl_head head_of(struct loop *loop)
{
        struct zl_head head = {.time = loop->now,
            .statements = loop->statements.size,
            .records = loop->records.size};

        REQUIRE_OK(zl_merkle_root(
            fetch, &loop->statements, head.statements, &head.statement_root));
        REQUIRE_OK(zl_merkle_root(
            fetch, &loop->records, head.records, &head.record_root));
        if (loop->lie == LOOP_OTHER_ROOT) {
                head.statement_root.bytes[0] ^= 1;
                head.record_root.bytes[0] ^= 1;
        }
        if (loop->lie == LOOP_FUTURE)
                head.time.ms += ZL_MS_HOUR;
        zl_head_sign(&loop->log_key, &loop->organisation, &head);
        return head;
}

static struct zl_proof proof_of(struct log *log, uint64_t index, uint64_t size)
{
        struct zl_proof proof = log->entries[index].proof;

        REQUIRE_OK(zl_merkle_path(fetch, log, index, size, &proof.path));
        return proof;
}

struct entry *loop__append(
    struct loop *loop, struct log *log, struct zl_bytes bytes)
{
        struct entry *entry = &log->entries[log->size];

        REQUIRE(log->size < ENTRIES_MAX);
        REQUIRE_OK(zl_bytes_copy(bytes.data, bytes.size, &entry->bytes));
        entry->size = bytes.size;
        entry->proof.index = log->size;
        entry->proof.time = loop->now;
        entry->proof.statements = loop->statements.size;
        zl_random(entry->proof.salt, ZL_SALT_SIZE);
        log->size++;
        return entry;
}

void loop_roll_back(struct loop *loop, uint64_t statements, uint64_t records)
{
        struct zl_directory *directory = NULL;

        while (loop->records.size > records)
                entry_free(&loop->records.entries[--loop->records.size]);
        while (loop->statements.size > statements)
                entry_free(&loop->statements.entries[--loop->statements.size]);
        REQUIRE_OK(zl_directory_new(&loop->root, &directory));
        for (uint64_t i = 0; i < statements; i++) {
                const struct entry *e = &loop->statements.entries[i];
                struct zl_statement *statement = NULL;
                struct zl_point at = {i, e->proof.time};

                REQUIRE_OK(zl_statement_parse(
                    e->bytes, e->size, &loop->organisation, &statement));
                REQUIRE_OK(zl_directory_add(directory, statement, at));
        }
        zl_directory_free(loop->directory);
        loop->directory = directory;
}

/* ---- Answers ---- */

int loop__problem(struct loop *loop, int status, struct zl_buf *answer)
{
        return loop_problem(status, loop->now, answer);
}

int loop__give_receipt(struct loop *loop, struct log *log, struct entry *entry,
    bool fresh, struct zl_buf *answer)
{
        struct zl_receipt *receipt = calloc(1, sizeof(*receipt));

        REQUIRE(receipt != NULL);
        if (fresh)
                entry->first = head_of(loop);
        receipt->log = log->id;
        receipt->head = entry->first;
        receipt->proof = proof_of(log, entry->proof.index,
            log->id == ZL_LOG_STATEMENTS ? entry->first.statements
                                         : entry->first.records);
        if (loop->lie == LOOP_LOSE_RECEIPT)
                receipt->proof.salt[0] ^= 1;
        zl_receipt_write(receipt, answer);
        free(receipt);
        return fresh ? 201 : 200;
}

/* ---- Statements ---- */

static int root_of_scopes(const struct zl_directory *directory,
    uint64_t statements, struct zl_scope_leaf **ret, size_t *ret_count)
{
        return zl_directory_scopes(directory, statements, ret, ret_count);
}

struct leaves {
        struct zl_scope_leaf *all;
        size_t count;
};

static int fetch_leaf(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret)
{
        const struct leaves *leaves = context;
        uint8_t data[ZL_ID_SIZE + ZL_HASH_SIZE];
        struct zl_hash left;
        struct zl_hash right;

        if (level == 0) {
                memcpy(data, leaves->all[index].scope.bytes, ZL_ID_SIZE);
                memcpy(data + ZL_ID_SIZE, leaves->all[index].hash.bytes,
                    ZL_HASH_SIZE);
                *ret = zl_merkle_leaf(data, sizeof(data));
                return ZL_OK;
        }
        (void)fetch_leaf(context, level - 1, 2 * index, &left);
        (void)fetch_leaf(context, level - 1, 2 * index + 1, &right);
        *ret = zl_merkle_node(&left, &right);
        return ZL_OK;
}

static int check_claim(
    struct loop *loop, const struct zl_directory_claim *claim)
{
        struct leaves leaves = {.all = NULL};
        struct zl_hash root;
        int status = ZL_OK;

        if (claim->statements != loop->statements.size)
                return ZL_E_ROLLBACK;
        REQUIRE_OK(root_of_scopes(
            loop->directory, claim->statements, &leaves.all, &leaves.count));
        REQUIRE_OK(zl_merkle_root(fetch_leaf, &leaves, leaves.count, &root));
        if (claim->scopes != leaves.count ||
            !zl_hash_equal(&root, &claim->root))
                status = ZL_E_CONFLICT;
        free(leaves.all);
        return status;
}

static int add_statement(
    struct loop *loop, struct zl_statement *statement, struct entry **ret_entry)
{
        struct zl_point at = {loop->statements.size, loop->now};
        struct zl_bytes bytes = statement->bytes;
        struct zl_hash hash = statement->hash;
        int status = ZL_OK;

        if (statement->type == ZL_DIRECTORY)
                status = check_claim(loop, &statement->is.directory);
        if (status == ZL_OK)
                status = zl_directory_add(loop->directory, statement, at);
        if (status != ZL_OK) {
                zl_statement_free(statement);
                return status;
        }
        *ret_entry = loop__append(loop, &loop->statements, bytes);
        (*ret_entry)->hash = hash;
        (*ret_entry)->proof.statements = (*ret_entry)->proof.index;
        return ZL_OK;
}

int loop_say(struct loop *loop, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of)
{
        struct zl_statement *statement = NULL;
        struct entry *entry = NULL;
        int status = zl_statement_make(
            signer, &loop->organisation, type, of, &statement);

        if (status == ZL_OK)
                status = add_statement(loop, statement, &entry);
        if (status == ZL_OK)
                entry->first = head_of(loop);
        return status;
}

struct entry *loop__find(struct log *log, const struct zl_hash *hash)
{
        for (uint64_t i = 0; i < log->size; i++) {
                if (zl_hash_equal(&log->entries[i].hash, hash))
                        return &log->entries[i];
        }
        return NULL;
}

static int put_statement(
    struct loop *loop, struct zl_bytes body, struct zl_buf *answer)
{
        struct zl_statement *statement = NULL;
        struct entry *entry = NULL;
        int status = zl_statement_parse(
            body.data, body.size, &loop->organisation, &statement);

        if (status != ZL_OK)
                return loop__problem(loop, status, answer);
        entry = loop__find(&loop->statements, &statement->hash);
        if (entry != NULL) {
                zl_statement_free(statement);
                return loop__give_receipt(
                    loop, &loop->statements, entry, false, answer);
        }
        status = add_statement(loop, statement, &entry);
        if (status != ZL_OK)
                return loop__problem(loop, status, answer);
        return loop__give_receipt(loop, &loop->statements, entry, true, answer);
}

/* Is it of the club that was made last? */
static bool is_of_newest_club(
    const struct loop *loop, const struct zl_statement *statement)
{
        size_t count = zl_directory_club_count(loop->directory);
        const struct zl_club_entry *newest =
            zl_directory_club_at(loop->directory, count - 1);

        if (statement->type == ZL_CLUB)
                return zl_id_equal(
                    &statement->is.club.club, &newest->club.club);
        return statement->type == ZL_ASSIGNMENT &&
            zl_id_equal(&statement->is.assignment.club, &newest->club.club);
}

static bool is_withheld(
    const struct loop *loop, const struct zl_statement *statement)
{
        if (loop->lie == LOOP_WITHHOLD)
                return statement->type == ZL_DEVICE;
        if (loop->lie == LOOP_WITHHOLD_CLUB)
                return is_of_newest_club(loop, statement);
        return loop->lie == LOOP_WITHHOLD_OLD &&
            statement->type == ZL_ASSIGNMENT;
}

/* Somebody who runs the server puts a key in the place of another. */
static void swap_key(
    const struct zl_statement *statement, uint8_t *bytes, size_t size)
{
        char text[ZL_HASH_TEXT];

        if (statement->type != ZL_SEALING_KEY)
                return;
        zl_hex_of(statement->is.sealing.key.bytes, 32, text);
        for (size_t i = 0; i + 64 <= size; i++) {
                if (memcmp(bytes + i, text, 64) == 0)
                        bytes[i] = bytes[i] == 'a' ? 'b' : 'a';
        }
}

void loop__put_item(struct loop *loop, struct log *log, uint64_t index,
    struct zl_bytes item, struct zl_buf *items)
{
        struct zl_proof proof = proof_of(log, index, log->size);

        if (loop->lie == LOOP_OTHER_PROOF)
                proof.salt[0] ^= 1;
        zl_proof_write(&proof, items);
        zl_put_var(items, item.data, item.size);
}

int loop__give_bundle(struct loop *loop, struct log *log, uint64_t next,
    uint16_t count, struct zl_buf *items, struct zl_buf *answer)
{
        struct zl_head head = head_of(loop);
        size_t size = items->size;

        if (loop->lie == LOOP_TRUNCATE && size > 40)
                size -= 40;
        zl_bundle_write(log->id, &head, next, count, answer);
        zl_put_bytes(answer, items->data, size);
        zl_buf_free(items);
        return 200;
}

/* Up to `until`: whom it ended is shown what was, and that. */
static int get_statements(struct loop *loop, const struct zl_id *viewer,
    uint64_t after, uint64_t until, struct zl_buf *answer)
{
        struct log *log = &loop->statements;
        struct sight seen = loop__sight(loop, viewer);
        uint64_t next = after;
        struct zl_buf items;
        uint16_t count = 0;

        zl_buf_init(&items, ZL_BUNDLE_MAX);
        for (; next < log->size && count < PAGE; next++) {
                const struct zl_statement *statement =
                    zl_directory_statement(loop->directory, (size_t)next, NULL);
                uint8_t *copy = NULL;

                if (!zl_directory_visible(
                        loop->directory, &seen.sight, statement) ||
                    next > until || is_withheld(loop, statement))
                        continue;
                REQUIRE_OK(zl_bytes_copy(
                    log->entries[next].bytes, log->entries[next].size, &copy));
                if (loop->lie == LOOP_SWAP_KEY)
                        swap_key(statement, copy, log->entries[next].size);
                loop__put_item(loop, log, next,
                    (struct zl_bytes){copy, log->entries[next].size}, &items);
                free(copy);
                count++;
        }
        free(seen.ids);
        return loop__give_bundle(loop, log, next, count, &items, answer);
}

/* Sizes in the query, in the order of docs/protocol.md, 7.14. */
static int get_consistency(
    struct loop *loop, const char *path, struct zl_buf *answer)
{
        static const char *const names[] = {
            "fromStatements=", "fromRecords=", "toStatements=", "toRecords="};
        struct zl_log_consistency of;
        uint64_t sizes[4];

        for (size_t i = 0; i < 4; i++) {
                const char *at = strstr(path, names[i]);

                REQUIRE(at != NULL);
                sizes[i] = strtoull(at + strlen(names[i]), NULL, 10);
        }
        if (sizes[0] > sizes[2] || sizes[2] > loop->statements.size ||
            sizes[1] > sizes[3] || sizes[3] > loop->records.size)
                return loop__problem(loop, ZL_E_MALFORMED, answer);
        REQUIRE_OK(zl_merkle_consistency(
            fetch, &loop->statements, sizes[0], sizes[2], &of.statements));
        REQUIRE_OK(zl_merkle_consistency(
            fetch, &loop->records, sizes[1], sizes[3], &of.records));
        zl_log_consistency_write(&of, answer);
        return 200;
}

static int get_charters(
    struct loop *loop, uint64_t after, struct zl_buf *answer)
{
        struct log *log = &loop->statements;
        struct zl_buf items;
        uint16_t count = 0;

        zl_buf_init(&items, ZL_BUNDLE_MAX);
        for (uint64_t i = 0; i < log->size; i++) {
                const struct zl_statement *statement =
                    zl_directory_statement(loop->directory, (size_t)i, NULL);

                if (statement->type != ZL_CHARTER ||
                    statement->is.charter.number <= after)
                        continue;
                loop__put_item(loop, log, i,
                    (struct zl_bytes){
                        log->entries[i].bytes, log->entries[i].size},
                    &items);
                count++;
                after = statement->is.charter.number;
        }
        return loop__give_bundle(loop, log, after, count, &items, answer);
}

static int get_directory(
    struct loop *loop, const struct zl_id *viewer, struct zl_buf *answer)
{
        struct zl_claim_view claim = zl_directory_claim(loop->directory);
        struct leaves leaves = {.all = NULL};
        struct sight seen = loop__sight(loop, viewer);
        struct zl_id *scopes = NULL;
        size_t count = 0;
        uint16_t written = 0;
        struct zl_buf paths;

        if (claim.claim == NULL)
                return loop__problem(loop, ZL_E_NOT_FOUND, answer);
        zl_buf_init(&paths, ZL_BUNDLE_MAX);
        REQUIRE_OK(zl_directory_scopes_of(
            loop->directory, &seen.sight, &scopes, &count));
        REQUIRE_OK(zl_directory_scopes(loop->directory, claim.claim->statements,
            &leaves.all, &leaves.count));
        for (size_t i = 0; i < leaves.count; i++) {
                struct zl_path path;
                bool own = false;

                for (size_t s = 0; s < count; s++)
                        own = own ||
                            zl_id_equal(&scopes[s], &leaves.all[i].scope);
                if (!own)
                        continue;
                REQUIRE_OK(zl_merkle_path(
                    fetch_leaf, &leaves, i, leaves.count, &path));
                zl_put_bytes(&paths, leaves.all[i].scope.bytes, ZL_ID_SIZE);
                zl_put_u32(&paths, (uint32_t)i);
                zl_put_u8(&paths, path.count);
                for (uint8_t p = 0; p < path.count; p++)
                        zl_put_bytes(
                            &paths, path.hashes[p].bytes, ZL_HASH_SIZE);
                written++;
        }
        zl_put_u8(answer, 1);
        zl_put_bytes(answer, claim.hash.bytes, ZL_HASH_SIZE);
        zl_put_u16(answer, written);
        zl_put_bytes(answer, paths.data, paths.size);
        zl_buf_free(&paths);
        free(leaves.all);
        free(scopes);
        free(seen.ids);
        return 200;
}

/* ---- Documents ---- */

static struct document *find_document(struct loop *loop, const char *path)
{
        for (size_t i = 0; i < loop->document_count; i++) {
                if (strcmp(loop->documents[i].path, path) == 0)
                        return &loop->documents[i];
        }
        return NULL;
}

static int put_document(struct loop *loop, const struct zl_request *request)
{
        struct document *document = find_document(loop, request->path);

        if (document != NULL)
                return 200;
        REQUIRE(loop->document_count < DOCUMENTS_MAX);
        document = &loop->documents[loop->document_count++];
        (void)snprintf(
            document->path, sizeof(document->path), "%s", request->path);
        REQUIRE_OK(zl_bytes_copy(
            request->body.data, request->body.size, &document->bytes));
        document->size = request->body.size;
        return 201;
}

static int get_document(
    struct loop *loop, const char *path, struct zl_buf *answer)
{
        const struct document *document = find_document(loop, path);

        if (document == NULL)
                return loop__problem(loop, ZL_E_NOT_FOUND, answer);
        zl_put_bytes(answer, document->bytes, document->size);
        return 200;
}

/* ---- Requests ---- */

/* Who signed it: the member, or what is wrong. */
static int find_sender(struct loop *loop, const struct zl_request *request,
    struct zl_id *ret_member)
{
        struct zl_request_parts parts = {
            .method = request->method, .digest = request->content_digest};
        struct zl_point at = {ZL_POSITION_END, loop->now};
        const struct zl_device_entry *device = NULL;
        struct zl_sign_key key;
        char uri[512];
        int status = ZL_OK;

        if (request->signature == NULL)
                return ZL_E_SIGNATURE;
        (void)snprintf(
            uri, sizeof(uri), "%s%s", request->origin, request->path);
        parts.target_uri = uri;
        status = zl_request_verify(&loop->organisation, &parts,
            request->signature_input, request->signature,
            loop->now.ms / ZL_MS_SECOND, &key);
        if (status == ZL_OK)
                status = zl_directory_device_in_force(
                    loop->directory, &key, at, &device);
        if (status == ZL_E_CHAIN)
                status = ZL_E_SIGNATURE;
        if (status == ZL_E_REVOKED)
                device = zl_directory_device(loop->directory, &key);
        if (device != NULL)
                *ret_member = device->member;
        return status;
}

/* Where the log ended this device, or its membership. */
static uint64_t ended_at(
    const struct loop *loop, const struct zl_request *request)
{
        struct zl_request_parts parts = {.method = request->method};
        const struct zl_device_entry *device = NULL;
        const struct zl_member *member = NULL;
        struct zl_sign_key key;
        char uri[512];

        (void)snprintf(
            uri, sizeof(uri), "%s%s", request->origin, request->path);
        parts.target_uri = uri;
        REQUIRE_OK(zl_request_verify(&loop->organisation, &parts,
            request->signature_input, request->signature,
            loop->now.ms / ZL_MS_SECOND, &key));
        device = zl_directory_device(loop->directory, &key);
        member = zl_directory_member(loop->directory, &device->member);
        return device->ended < member->ended ? device->ended : member->ended;
}

static int put_seal(
    struct loop *loop, const struct zl_request *request, struct zl_buf *answer)
{
        struct zl_id sender;
        int status = find_sender(loop, request, &sender);

        return status == ZL_OK ? loop__put_seal(loop, &sender,
                                     request->path + 12, request->body, answer)
                               : loop__problem(loop, status, answer);
}

static int put(
    struct loop *loop, const struct zl_request *request, struct zl_buf *answer)
{
        struct zl_id sender;
        int status = ZL_OK;

        if (strncmp(request->path, "/v1/statements/", 15) == 0)
                return put_statement(loop, request->body, answer);
        if (strncmp(request->path, "/v1/records/", 12) == 0)
                return strstr(request->path, "/seals/") == NULL
                    ? loop__put_record(loop, request->body, answer)
                    : put_seal(loop, request, answer);
        if (strncmp(request->path, "/v1/invitations/", 16) == 0)
                status = find_sender(loop, request, &sender);
        return status == ZL_OK ? put_document(loop, request)
                               : loop__problem(loop, status, answer);
}

static int get(
    struct loop *loop, const struct zl_request *request, struct zl_buf *answer)
{
        const char *path = request->path;
        const char *after = strstr(path, "?after=");
        uint64_t number = after == NULL ? 0 : strtoull(after + 7, NULL, 10);
        bool shows_end = strncmp(path, "/v1/statements?", 15) == 0 ||
            strncmp(path, "/v1/consistency?", 16) == 0;
        uint64_t until = ZL_POSITION_END;
        struct zl_id sender;
        int status = ZL_OK;

        if (strncmp(path, "/v1/invitations/", 16) == 0)
                return get_document(loop, path, answer);
        if (strncmp(path, "/v1/charters?", 13) == 0)
                return get_charters(loop, number, answer);
        status = find_sender(loop, request, &sender);
        if (status == ZL_E_REVOKED && shows_end && loop->lie != LOOP_REVOKED) {
                until = ended_at(loop, request);
                status = ZL_OK;
        }
        if (loop->lie == LOOP_REVOKED)
                status = ZL_E_REVOKED;
        if (status != ZL_OK)
                return loop__problem(loop, status, answer);
        if (strncmp(path, "/v1/statements?", 15) == 0)
                return get_statements(loop, &sender, number, until, answer);
        if (strncmp(path, "/v1/records?", 12) == 0)
                return loop__get_records(loop, &sender, number, answer);
        if (strncmp(path, "/v1/signals/", 12) == 0)
                return loop__get_signal(
                    loop, &sender, path + 12, number, answer);
        if (strcmp(path, "/v1/directory") == 0)
                return get_directory(loop, &sender, answer);
        if (strncmp(path, "/v1/consistency?", 16) == 0)
                return get_consistency(loop, path, answer);
        if (strncmp(path, "/v1/cards/", 10) == 0)
                return get_document(loop, path, answer);
        return loop__get_body(loop, &sender, path + 12, answer);
}

int loop_ask(
    struct loop *loop, const struct zl_request *request, struct zl_buf *answer)
{
        if (loop->lie == LOOP_BUSY)
                return loop__problem(loop, ZL_E_BUSY, answer);
        if (loop->lie == LOOP_TOO_MANY) {
                (void)loop__problem(loop, ZL_E_BUSY, answer);
                return 429; /* what counts of it is the status */
        }
        if (loop->lie == LOOP_HTML) {
                zl_put_text(answer, "<html>Bad Gateway</html>");
                return 502;
        }
        if (loop->lie == LOOP_GARBAGE) {
                zl_put_text(answer, "\x01\x02 nothing of the kind");
                return 200;
        }
        return strcmp(request->method, "PUT") == 0 ? put(loop, request, answer)
                                                   : get(loop, request, answer);
}
