/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: whoever has seen two heads of this server can see that one is the
 * other with more behind it; and whoever meets an unknown log key can ask who
 * the organisation is now (docs/protocol.md, 7.14 and 7.15). */
#include <stdio.h>
#include <string.h>

#include "check.h"
#include "common/log.h"
#include "common/log_consistency.h"
#include "live_world.h"

static const struct zl_bytes nothing = {NULL, 0};

static struct zl_head newest_head(const struct live *live)
{
        struct live_answer answer;
        struct zl_bundle bundle;

        live_ask_signed(live, &live->devices[LIVE_COORDINATOR], "GET",
            "/v1/statements?after=0", nothing, &answer);
        REQUIRE_INT(answer.status, 200);
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        live_done(&answer);
        return bundle.head;
}

static void ask_consistency(const struct live *live, enum live_person who,
    const struct zl_head *from, const struct zl_head *to,
    struct live_answer *ret)
{
        char target[200];

        (void)snprintf(target, sizeof(target),
            "/v1/consistency?fromStatements=%llu&fromRecords=%llu"
            "&toStatements=%llu&toRecords=%llu",
            (unsigned long long)from->statements,
            (unsigned long long)from->records,
            (unsigned long long)to->statements,
            (unsigned long long)to->records);
        live_ask_signed(live, &live->devices[who], "GET", target, nothing, ret);
}

static void check_consistent(const struct live *live, enum live_person who,
    const struct zl_head *from, const struct zl_head *to)
{
        struct zl_log_consistency both;
        struct live_answer answer;

        ask_consistency(live, who, from, to, &answer);
        REQUIRE_INT(answer.status, 200);
        REQUIRE_OK(
            zl_log_consistency_read(answer.body.data, answer.body.size, &both));
        CHECK_OK(zl_merkle_consistent(from->statements, &from->statement_root,
            to->statements, &to->statement_root, &both.statements));
        CHECK_OK(zl_merkle_consistent(from->records, &from->record_root,
            to->records, &to->record_root, &both.records));
        live_done(&answer);
}

static void two_heads_are_of_the_same_logs(void)
{
        struct live *live = live_founded();
        struct zl_head heads[4];
        struct live_answer answer;
        struct zl_head beyond;

        for (size_t i = 0; i < 4; i++) {
                struct zl_sealing sealing = {
                    .member = live->members[LIVE_CONTACT]};
                struct zl_id id;
                struct zl_buf note;

                heads[i] = newest_head(live);
                CHECK_UINT(heads[i].records, i);
                zl_random(sealing.key.bytes, sizeof(sealing.key.bytes));
                live_note(live, &id, &note);
                live_put_record(live, &id, &note, &answer);
                REQUIRE_INT(answer.status, 201);
                live_done(&answer);
                zl_buf_free(&note);
                live->sealing[LIVE_CONTACT] = sealing.key;
                REQUIRE_INT(live_say(live, &live->devices[LIVE_CONTACT],
                                ZL_SEALING_KEY, &sealing, NULL),
                    201);
        }
        for (size_t i = 0; i < 4; i++) {
                for (size_t j = i; j < 4; j++)
                        check_consistent(live,
                            j % 2 == 0 ? LIVE_CONTACT : LIVE_HOLDER, &heads[i],
                            &heads[j]);
        }
        ask_consistency(live, LIVE_CONTACT, &heads[1], &heads[0], &answer);
        live_check_problem(&answer, 400, "malformed");
        live_done(&answer);
        beyond = heads[3];
        beyond.records += 2;
        ask_consistency(live, LIVE_CONTACT, &heads[0], &beyond, &answer);
        live_check_problem(&answer, 400, "malformed");
        live_done(&answer);
        live_ask(live, "GET",
            "/v1/consistency?fromStatements=0&fromRecords=0&toStatements=1"
            "&toRecords=0",
            NULL, nothing, &answer);
        live_check_problem(&answer, 401, "signature-missing");
        live_done(&answer);
        live_free(live);
}

/* How many come, all verified. */
static unsigned read_charters(
    const struct live *live, const char *target, uint64_t *ret_next)
{
        struct live_answer answer;
        struct zl_bundle bundle;

        live_ask(live, "GET", target, NULL, nothing, &answer);
        REQUIRE_INT(answer.status, 200);
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        CHECK_OK(
            zl_head_verify(&bundle.head, &live->log_key, &live->organisation));
        for (unsigned i = 0; i < bundle.count; i++) {
                struct zl_statement *statement = NULL;
                struct zl_proof proof;
                struct zl_bytes item;

                REQUIRE_OK(zl_bundle_next(&bundle, &proof, &item));
                REQUIRE_OK(zl_statement_parse(
                    item.data, item.size, &live->organisation, &statement));
                CHECK_OK(zl_proof_verify(
                    ZL_LOG_STATEMENTS, &bundle.head, &proof, &statement->hash));
                CHECK_INT(statement->type, ZL_CHARTER);
                zl_statement_free(statement);
        }
        CHECK_OK(zl_reader_end(&bundle.items));
        *ret_next = bundle.next;
        live_done(&answer);
        return bundle.count;
}

static void charters_are_for_everybody(void)
{
        struct live *live = live_new();
        struct live_answer answer;
        uint64_t next = 0;

        live_start(live);
        live_ask(live, "GET", "/v1/charters", NULL, nothing, &answer);
        live_check_problem(&answer, 404, "not-found");
        live_done(&answer);
        live_found(live);
        CHECK_UINT(read_charters(live, "/v1/charters", &next), 1);
        CHECK_UINT(next, 1);
        CHECK_UINT(read_charters(live, "/v1/charters?after=0", &next), 1);
        CHECK_UINT(next, 1);
        CHECK_UINT(read_charters(live, "/v1/charters?after=1", &next), 0);
        CHECK_UINT(next, 1);
        CHECK_UINT(read_charters(live, "/v1/charters?after=7", &next), 0);
        CHECK_UINT(next, 7);
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(two_heads_are_of_the_same_logs),
    CHECK_CASE(charters_are_for_everybody),
};
CHECK_MAIN("live_consistency", cases)
