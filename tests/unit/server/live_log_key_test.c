/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a log gets another key without a moment in which nobody could sign,
 * or two could: the charter that names it decides, whatever is stopped or
 * killed in between (docs/protocol.md, 2.1 and 5.2). */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "common/log.h"
#include "data.h"
#include "live_world.h"

static const struct zl_bytes nothing = {NULL, 0};

static void name_of(
    const struct live *live, const char *name, char ret[static 128])
{
        (void)snprintf(ret, 128, "%s/%s", live->data, name);
}

static bool there_is(const struct live *live, const char *name)
{
        char path[128];

        name_of(live, name, path);
        return access(path, F_OK) == 0;
}

static void copy_file(const struct live *live, const char *from, const char *to)
{
        char path[128];
        uint8_t bytes[64];
        size_t size = 0;
        FILE *file = NULL;

        name_of(live, from, path);
        file = fopen(path, "rb");
        REQUIRE(file != NULL);
        size = fread(bytes, 1, sizeof(bytes), file);
        REQUIRE(fclose(file) == 0);
        name_of(live, to, path);
        file = fopen(path, "wb");
        REQUIRE(file != NULL);
        REQUIRE_UINT(fwrite(bytes, 1, size, file), size);
        REQUIRE(fclose(file) == 0);
        REQUIRE(chmod(path, 0600) == 0);
}

static struct zl_sign_key prepare(const struct live *live)
{
        struct zl_sign_key key;
        const char *detail = "";

        REQUIRE_OK(zl_data_next_key(live->data, &key, &detail));
        return key;
}

/* The newest charter, once more, with another log key.  Its bytes, for the
 * same again, in ret. */
static int say_next(const struct live *live, const struct zl_sign_key *log_key,
    struct zl_statement **ret)
{
        struct live_answer answer;
        struct zl_statement *last = NULL;
        struct zl_bundle bundle;
        struct zl_charter charter;
        int status = 0;

        live_ask(live, "GET", "/v1/charters", NULL, nothing, &answer);
        REQUIRE_INT(answer.status, 200);
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        for (unsigned i = 0; i < bundle.count; i++) {
                struct zl_proof proof;
                struct zl_bytes item;

                zl_statement_free(last);
                REQUIRE_OK(zl_bundle_next(&bundle, &proof, &item));
                REQUIRE_OK(zl_statement_parse(
                    item.data, item.size, &live->organisation, &last));
        }
        REQUIRE(last != NULL);
        charter = last->is.charter;
        charter.number++;
        charter.has_previous = true;
        charter.previous = last->hash;
        charter.log_key = *log_key;
        REQUIRE_OK(zl_statement_make(
            &live->root, &live->organisation, ZL_CHARTER, &charter, ret));
        status = live_say(live, &live->root, ZL_CHARTER, &charter, NULL);
        zl_statement_free(last);
        live_done(&answer);
        return status;
}

static struct zl_head newest_head(const struct live *live)
{
        struct live_answer answer;
        struct zl_bundle bundle;

        live_ask(live, "GET", "/v1/charters", NULL, nothing, &answer);
        REQUIRE_INT(answer.status, 200);
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        live_done(&answer);
        return bundle.head;
}

static void check_signed_by(
    const struct live *live, const struct zl_sign_key *key)
{
        struct zl_head head = newest_head(live);

        CHECK_OK(zl_head_verify(&head, key, &live->organisation));
}

static int say_club(const struct live *live)
{
        struct zl_club club = {.written = {1},
            .club = zl_random_id(),
            .kind = "music",
            .district = live->district,
            .name = "Fanfare"};

        return live_say(
            live, &live->devices[LIVE_SUPPORTER], ZL_CLUB, &club, NULL);
}

static struct zl_head receipt_head(
    const struct live *live, const struct zl_statement *statement)
{
        char target[128] = "/v1/statements/";
        struct live_answer answer;
        struct zl_receipt receipt;

        zl_hex_of(statement->hash.bytes, ZL_HASH_SIZE, target + strlen(target));
        live_ask(live, "PUT", target, NULL, statement->bytes, &answer);
        REQUIRE_INT(answer.status, 200);
        REQUIRE_OK(
            zl_receipt_read(answer.body.data, answer.body.size, &receipt));
        CHECK_OK(zl_proof_verify(ZL_LOG_STATEMENTS, &receipt.head,
            &receipt.proof, &statement->hash));
        live_done(&answer);
        return receipt.head;
}

static void the_next_key_signs_from_its_charter_on(void)
{
        struct live *live = live_founded();
        struct zl_sign_key next = prepare(live);
        struct zl_sign_key again = prepare(live);
        struct zl_statement *before = NULL;
        struct zl_statement *charter = NULL;
        struct zl_statement *refused = NULL;
        struct zl_head head;

        CHECK(zl_sign_key_equal(&next, &again));
        CHECK(!zl_sign_key_equal(&next, &live->log_key));
        again.bytes[5] ^= 1;
        CHECK_INT(say_next(live, &again, &refused), 403);
        zl_statement_free(refused);
        REQUIRE_INT(say_next(live, &live->log_key, &before), 201);
        head = receipt_head(live, before);
        CHECK_OK(zl_head_verify(&head, &live->log_key, &live->organisation));
        CHECK_INT(say_club(live), 201);
        check_signed_by(live, &live->log_key);
        REQUIRE_INT(say_next(live, &next, &charter), 201);
        check_signed_by(live, &next);
        CHECK(!there_is(live, "log.next.key"));
        /* Receipts, those of before too, are such as are taken now. */
        head = receipt_head(live, charter);
        CHECK_OK(zl_head_verify(&head, &next, &live->organisation));
        head = receipt_head(live, before);
        CHECK_OK(zl_head_verify(&head, &next, &live->organisation));
        CHECK_INT(say_next(live, &live->log_key, &refused), 403);
        zl_statement_free(refused);
        CHECK_INT(say_club(live), 201);
        check_signed_by(live, &next);
        live_stop(live);
        live_start(live);
        check_signed_by(live, &next);
        CHECK_INT(say_club(live), 201);
        check_signed_by(live, &next);
        zl_statement_free(before);
        zl_statement_free(charter);
        live_free(live);
}

/* Between preparing and the charter the server is stopped; and after the
 * charter it is killed before the files are put right. */
static void it_may_end_at_any_moment(void)
{
        struct live *live = live_founded();
        struct zl_sign_key next = prepare(live);
        struct zl_statement *charter = NULL;

        live_stop(live);
        live_start(live);
        check_signed_by(live, &live->log_key);
        CHECK(there_is(live, "log.next.key"));
        copy_file(live, "log.key", "old");
        copy_file(live, "log.next.key", "new");
        REQUIRE_INT(say_next(live, &next, &charter), 201);
        live_stop(live);
        copy_file(live, "old", "log.key");
        copy_file(live, "new", "log.next.key");
        live_start(live);
        CHECK(!there_is(live, "log.next.key"));
        check_signed_by(live, &next);
        CHECK_INT(say_club(live), 201);
        check_signed_by(live, &next);
        zl_statement_free(charter);
        live_free(live);
}

static void without_the_key_it_does_not_start(void)
{
        struct live *live = live_founded();
        struct zl_sign_key next = prepare(live);
        struct zl_failure failure = {.detail = ""};
        struct zl_statement *charter = NULL;

        copy_file(live, "log.key", "old");
        REQUIRE_INT(say_next(live, &next, &charter), 201);
        live_stop(live);
        copy_file(live, "log.key", "new");
        copy_file(live, "old", "log.key");
        CHECK_STATUS(
            zl_server_start(&live->config, &live->server, &failure), ZL_E_LOG);
        CHECK_INT(failure.stage, ZL_STAGE_DATABASE);
        CHECK(strstr(failure.detail, "names another key") != NULL);
        copy_file(live, "new", "log.key");
        live_start(live);
        check_signed_by(live, &next);
        zl_statement_free(charter);
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(the_next_key_signs_from_its_charter_on),
    CHECK_CASE(it_may_end_at_any_moment),
    CHECK_CASE(without_the_key_it_does_not_start),
};
CHECK_MAIN("live_log_key", cases)
