/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the sync.  What is to be asked next follows from what is there:
 * first what waits in the outbox, in order; then statements to the end of
 * the log, the proof that none is missing, names; then whatever rests on a
 * directory known to be whole (core_settle.c); then records, and bodies that
 * were asked for.  Nothing of this is stored: a sync that broke off begins
 * again and finds less to do. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_codes.h"
#include "core_restoring.h"

void core__sync_end(struct zl_core *core)
{
        zl_directory_free(core->sync.fresh);
        core__watch_free(&core->sync.watch);
        free(core->sync.lost_cards);
        free(core->sync.fetches);
        core__scopes_free(&core->sync.extra);
        core->sync = (struct core__sync){.active = false};
}

void core__sync_begin(struct zl_core *core)
{
        if (core->sync.active)
                return;
        core__sync_end(core);
        core__say_forked(core);
        core->sync.active = true;
}

void core__sync_again(struct zl_core *core)
{
        core->sync.statements = false;
        core->sync.directory = false;
        core->sync.settled = false;
}

int zl_core_sync(struct zl_core *core, struct zl_time now)
{
        int status = core__begin(core, now);

        if (status == ZL_OK && !core->profile.joined)
                status = ZL_E_STATE;
        if (status == ZL_OK)
                core__sync_begin(core);
        return status;
}

static bool reads_records(const struct zl_core *core)
{
        return core->profile.role == ZL_ROLE_CONTACT ||
            core->profile.role == ZL_ROLE_PROFESSIONAL;
}

int zl_core_wait(struct zl_core *core, struct zl_time now, unsigned seconds)
{
        int status = zl_core_sync(core, now);

        assert(seconds >= 1 && seconds <= ZL_CORE_WAIT_MAX);
        if (status != ZL_OK)
                return status;
        if (!reads_records(core)) {
                core__sync_end(core);
                return ZL_E_POLICY;
        }
        core->sync.news_s = seconds;
        return ZL_OK;
}

static bool is_lost(const struct zl_core *core, const struct zl_hash *hash)
{
        for (size_t i = 0; i < core->sync.lost_count; i++) {
                if (zl_hash_equal(&core->sync.lost_cards[i], hash))
                        return true;
        }
        return false;
}

static bool has_card(const struct zl_core *core, const struct zl_hash *hash)
{
        for (size_t i = 0; i < core->card_count; i++) {
                if (zl_hash_equal(&core->cards[i].hash, hash))
                        return true;
        }
        return false;
}

/* A card that a statement names and we have not. */
static bool find_missing_card(const struct zl_core *core, struct zl_hash *ret)
{
        size_t count = zl_directory_member_count(core->directory);

        for (size_t i = 0; i < count; i++) {
                const struct zl_member *member =
                    zl_directory_member_at(core->directory, i);

                if (member->has_card && !has_card(core, &member->card) &&
                    !is_lost(core, &member->card)) {
                        *ret = member->card;
                        return true;
                }
        }
        return false;
}

static const struct core__record *find_wanted(const struct zl_core *core)
{
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (record->wanted && record->logged && !record->closed &&
                    core__can_open(core, record))
                        return record;
        }
        return NULL;
}

static enum core__ask next_ask(struct zl_core *core)
{
        struct core__sync *sync = &core->sync;
        const struct core__item *item = core__item_first(core);
        const struct core__record *wanted = NULL;
        const struct core__fetch *fetch = NULL;
        struct zl_seen_head from;
        struct zl_seen_head to;
        uint64_t after = 0;

        if (sync->at_once)
                return core->question.answered ? CORE__ASK_NOTHING
                                               : CORE__ASK_QUESTION;
        if (core__wants_charters(core, &after))
                return CORE__ASK_CHARTERS;
        if (core__wants_proof(core, &from, &to))
                return CORE__ASK_PROOF;
        if (item != NULL) {
                sync->item = item->number;
                return CORE__ASK_ITEM;
        }
        if (!sync->statements)
                return CORE__ASK_STATEMENTS;
        if (!sync->directory)
                return CORE__ASK_DIRECTORY;
        if (find_missing_card(core, &sync->card))
                return CORE__ASK_CARD;
        if (reads_records(core) && !sync->records)
                return CORE__ASK_RECORDS;
        fetch = core__fetch(core);
        if (fetch != NULL) {
                sync->record = fetch->signal;
                return CORE__ASK_SIGNAL;
        }
        wanted = find_wanted(core);
        sync->unread = wanted == NULL;
        if (wanted == NULL)
                wanted = core__to_open(core);
        if (wanted != NULL) {
                sync->record = wanted->id;
                return CORE__ASK_BODY;
        }
        if (core->question.kind != CORE__QUESTION_NONE &&
            !core->question.answered)
                return CORE__ASK_QUESTION;
        return CORE__ASK_NOTHING;
}

/* What is to be requested; the path is written. */
struct plan {
        const char *method;
        const char *origin;
        bool is_signed;
        const struct zl_signer *signer; /* of which organisation: */
        struct zl_id organisation;
        struct zl_bytes body;
        bool is_json;
        const char *match;
        bool is_new;
};

static void put_hex(struct zl_buf *buf, const void *data, size_t size)
{
        char text[ZL_HASH_TEXT];

        zl_hex_of(data, size, text);
        zl_put_text(buf, text);
}

static void put_after(struct zl_buf *path, const char *what, uint64_t after)
{
        char number[24];

        core__number(after, number);
        zl_put_text(path, what);
        zl_put_text(path, "?after=");
        zl_put_text(path, number);
}

static void put_size(struct zl_buf *path, const char *name, uint64_t size)
{
        char number[24];

        core__number(size, number);
        zl_put_text(path, name);
        zl_put_text(path, number);
}

static void put_proof(struct zl_core *core, struct zl_buf *path)
{
        struct zl_seen_head from = {.statements = 0};
        struct zl_seen_head to = {.statements = 0};

        (void)core__wants_proof(core, &from, &to);
        put_size(path, "/v1/consistency?fromStatements=", from.statements);
        put_size(path, "&fromRecords=", from.records);
        put_size(path, "&toStatements=", to.statements);
        put_size(path, "&toRecords=", to.records);
}

static void plan_item(
    struct zl_core *core, struct zl_buf *path, struct plan *plan)
{
        const struct core__item *item = core__item(core, core->sync.item);

        plan->method = "PUT";
        plan->body = (struct zl_bytes){item->bytes, item->size};
        plan->is_signed =
            item->type == CORE__ITEM_PACKET || item->type == CORE__ITEM_SEAL;
        switch (item->type) {
        case CORE__ITEM_STATEMENT:
                zl_put_text(path, "/v1/statements/");
                put_hex(path, item->hash.bytes, ZL_HASH_SIZE);
                break;
        case CORE__ITEM_CARD:
                zl_put_text(path, "/v1/cards/");
                put_hex(path, item->hash.bytes, ZL_HASH_SIZE);
                break;
        case CORE__ITEM_PACKET:
                zl_put_text(path, "/v1/invitations/");
                put_hex(path, item->id.bytes, ZL_ID_SIZE);
                break;
        case CORE__ITEM_RECORD:
        case CORE__ITEM_SEAL:
                zl_put_text(path, "/v1/records/");
                put_hex(path, item->id.bytes, ZL_ID_SIZE);
                break;
        }
        if (item->type == CORE__ITEM_SEAL) {
                zl_put_text(path, "/seals/");
                put_hex(path, item->hash.bytes, ZL_HASH_SIZE);
        }
}

static void plan_question(
    struct zl_core *core, struct zl_buf *path, struct plan *plan)
{
        const struct core__question *question = &core->question;

        if (question->kind == CORE__QUESTION_ATTENTION) {
                zl_put_text(path, "/v1/attention");
                return;
        }
        plan->body = zl_buf_bytes(&question->body);
        plan->is_json = true;
        if (question->kind == CORE__QUESTION_REGISTER) {
                zl_put_text(path, (const char *)question->path.data);
                plan->method = question->method;
                plan->match =
                    question->match[0] != '\0' ? question->match : NULL;
                plan->is_new = question->is_new;
                return;
        }
        zl_put_text(path, "/v1/mail-address");
        if (plan->body.size > 0)
                plan->method = "PUT";
}

static void plan_request(
    struct zl_core *core, struct zl_buf *path, struct plan *plan)
{
        const struct core__sync *sync = &core->sync;
        const struct zl_id *lookup = NULL;
        uint64_t after = 0;

        *plan = (struct plan){.method = "GET",
            .origin = core->profile.origin,
            .is_signed = true,
            .signer = &core->device,
            .organisation = core->profile.organisation};
        switch (sync->ask) {
        case CORE__ASK_INVITATION:
                lookup = core__join_lookup(core, &plan->origin);
                plan->is_signed = false;
                zl_put_text(path, "/v1/invitations/");
                put_hex(path, lookup->bytes, ZL_ID_SIZE);
                break;
        case CORE__ASK_ITEM:
                plan_item(core, path, plan);
                break;
        case CORE__ASK_STATEMENTS:
                put_after(path, "/v1/statements",
                    sync->fresh != NULL ? sync->next
                                        : core->state.next_statement);
                break;
        case CORE__ASK_DIRECTORY:
                zl_put_text(path, "/v1/directory");
                break;
        case CORE__ASK_CARD:
                zl_put_text(path, "/v1/cards/");
                put_hex(path, sync->card.bytes, ZL_HASH_SIZE);
                break;
        case CORE__ASK_RECORDS:
                put_after(path, "/v1/records", core->state.next_record);
                if (sync->news_s > 0) {
                        char seconds[24];

                        core__number(sync->news_s, seconds);
                        zl_put_text(path, "&wait=");
                        zl_put_text(path, seconds);
                }
                break;
        case CORE__ASK_SIGNAL:
                zl_put_text(path, "/v1/signals/");
                put_hex(path, sync->record.bytes, ZL_ID_SIZE);
                put_after(path, "/records", core__fetch(core)->after);
                break;
        case CORE__ASK_BODY:
                zl_put_text(path, "/v1/records/");
                put_hex(path, sync->record.bytes, ZL_ID_SIZE);
                zl_put_text(path, "/body");
                break;
        case CORE__ASK_PROOF:
                put_proof(core, path);
                break;
        case CORE__ASK_CHARTERS:
                plan->is_signed = false;
                (void)core__wants_charters(core, &after);
                put_after(path, "/v1/charters", after);
                break;
        case CORE__ASK_RESTORE:
                (void)core__restore_wants(core, &plan->origin, &after);
                plan->is_signed = false;
                put_after(path, "/v1/charters", after);
                break;
        case CORE__ASK_RECOVER:
                plan->signer = core__recover_wants(
                    core, &plan->origin, &plan->organisation, &after);
                put_after(path, "/v1/statements", after);
                break;
        case CORE__ASK_QUESTION:
                plan_question(core, path, plan);
                break;
        case CORE__ASK_NOTHING:
                break;
        }
        zl_put_u8(path, 0);
}

static int sign(
    struct zl_core *core, const struct plan *plan, struct zl_request *request)
{
        struct core__request *r = &core->request;
        struct zl_request_parts parts = {.method = plan->method};
        int status = ZL_OK;

        zl_buf_reset(&r->target);
        zl_put_text(&r->target, plan->origin);
        zl_put_text(&r->target, request->path);
        zl_put_u8(&r->target, 0);
        if (r->target.status != ZL_OK)
                return r->target.status;
        parts.target_uri = (const char *)r->target.data;
        parts.digest = request->content_digest;
        status = zl_request_sign(plan->signer, &plan->organisation, &parts,
            core->state.now.ms / ZL_MS_SECOND, r->input, r->signature);
        if (status != ZL_OK)
                return status;
        request->signature_input = r->input;
        request->signature = r->signature;
        return ZL_OK;
}

static int make_request(struct zl_core *core, struct zl_request *ret_request)
{
        struct core__request *r = &core->request;
        struct zl_request request = {.wait_s = core->sync.wait_s};
        struct plan plan;
        int status = ZL_OK;

        zl_buf_reset(&r->path);
        plan_request(core, &r->path, &plan);
        if (r->path.status != ZL_OK)
                return r->path.status;
        request.method = plan.method;
        request.origin = plan.origin;
        request.path = (const char *)r->path.data;
        request.body = plan.body;
        request.is_json = plan.is_json;
        request.if_match = plan.match;
        request.if_none_match = plan.is_new ? "*" : NULL;
        if (plan.is_signed && plan.body.size > 0) {
                zl_content_digest(plan.body, r->digest);
                request.content_digest = r->digest;
        }
        if (plan.is_signed)
                status = sign(core, &plan, &request);
        if (status == ZL_OK)
                *ret_request = request;
        return status;
}

/* There are only so many of these, whatever the server says: what is ours to
 * send, with one proof for each, and what was listed. */
static bool is_bounded(const struct zl_core *core)
{
        switch (core->sync.ask) {
        case CORE__ASK_ITEM:
        case CORE__ASK_CARD:
        case CORE__ASK_SIGNAL:
        case CORE__ASK_BODY:
                return true;
        case CORE__ASK_PROOF:
                return core->sync.watch.held.ask == CORE__ASK_ITEM;
        default:
                return false;
        }
}

int zl_core_next_request(
    struct zl_core *core, struct zl_time now, struct zl_request *ret_request)
{
        const char *origin = NULL;
        struct zl_id organisation;
        uint64_t after = 0;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        if (core->rows.change_count > 0)
                return ZL_E_STATE;
        core->sync.ask = CORE__ASK_NOTHING;
        if (core->joining != NULL && core__join_lookup(core, &origin) != NULL)
                core->sync.ask = CORE__ASK_INVITATION;
        else if (core__restore_wants(core, &origin, &after))
                core->sync.ask = CORE__ASK_RESTORE;
        else if (core__recover_wants(core, &origin, &organisation, &after) !=
            NULL)
                core->sync.ask = CORE__ASK_RECOVER;
        else if (core->profile.joined && core->sync.active)
                core->sync.ask = next_ask(core);
        if (core->sync.ask == CORE__ASK_NOTHING) {
                core__sync_end(core);
                return ZL_E_NOT_FOUND;
        }
        /* A server that never comes to an end is not waited for. */
        if (!is_bounded(core) && ++core->sync.rounds > CORE__ROUNDS_MAX) {
                core__sync_end(core);
                return ZL_E_SERVER;
        }
        status = make_request(core, ret_request);
        core->sync.wait_s = 0;
        return status;
}

/* Not every card can be had: its document may have been erased. */
static int card_answer(struct zl_core *core, int status, struct zl_bytes body)
{
        struct zl_hash hash = zl_hash_of(body.data, body.size);
        struct core__problem problem;

        if (status == 200) {
                if (!zl_hash_equal(&hash, &core->sync.card))
                        return ZL_E_SERVER;
                status = core__add_card(core, body);
                if (status == ZL_OK || status == ZL_E_MEMORY)
                        return status;
        } else {
                core__problem_read(body, &problem);
                if (status != 404 || strcmp(problem.name, "not-found") != 0)
                        return core__refused(core, status, body);
        }
        if (core__grow(&core->sync.lost_cards, core->sync.lost_count,
                sizeof(*core->sync.lost_cards)) != ZL_OK)
                return ZL_E_MEMORY;
        core->sync.lost_cards[core->sync.lost_count++] = core->sync.card;
        return ZL_OK;
}

/* Is the answer a receipt or a bundle, under a signed head? */
static bool has_head(const struct zl_core *core, int status)
{
        const struct core__item *item = NULL;

        if (status != 200 && status != 201)
                return false;
        switch (core->sync.ask) {
        case CORE__ASK_ITEM:
                item = core__item(core, core->sync.item);
                return item != NULL &&
                    (item->type == CORE__ITEM_STATEMENT ||
                        item->type == CORE__ITEM_RECORD);
        case CORE__ASK_STATEMENTS:
        case CORE__ASK_RECORDS:
        case CORE__ASK_SIGNAL:
                return true;
        default:
                return false;
        }
}

static int take_answer(struct zl_core *core, int status, struct zl_bytes body)
{
        switch (core->sync.ask) {
        case CORE__ASK_INVITATION:
                return core__join_answer(core, status, body);
        case CORE__ASK_RESTORE:
                return core__restore_answer(core, status, body);
        case CORE__ASK_RECOVER:
                return core__recover_answer(core, status, body);
        case CORE__ASK_ITEM:
                return core__item_answer(core, status, body);
        case CORE__ASK_DIRECTORY:
                return core__directory_answer(core, status, body);
        case CORE__ASK_CARD:
                return card_answer(core, status, body);
        case CORE__ASK_BODY:
                return core__body_answer(core, status, body);
        case CORE__ASK_STATEMENTS:
                return status == 200 ? core__statements_answer(core, body)
                                     : core__refused(core, status, body);
        case CORE__ASK_RECORDS:
                return status == 200 ? core__records_answer(core, body)
                                     : core__refused(core, status, body);
        case CORE__ASK_SIGNAL:
                return status == 200 ? core__records_answer(core, body)
                                     : core__signal_refused(core, status, body);
        case CORE__ASK_QUESTION:
                return core__question_answer(core, status, body);
        case CORE__ASK_PROOF:
        case CORE__ASK_CHARTERS:
        case CORE__ASK_NOTHING:
                break;
        }
        return ZL_E_STATE;
}

/* Everything that was listed is judged before anything rests on it. */
static int settle_records(struct zl_core *core)
{
        int status = core->sync.looked ? ZL_OK : core__look_behind(core);

        if (status != ZL_OK || core->sync.done || core__fetch(core) != NULL)
                return status;
        core->sync.done = true;
        return core__settle_records(core);
}

/* Takes an answer, or holds it until the log has proven itself. */
static int take_or_hold(struct zl_core *core, int status, struct zl_bytes body)
{
        bool held = false;
        int result = ZL_OK;

        if (has_head(core, status))
                result = core__hold(core, core->sync.ask, status, body, &held);
        if (result != ZL_OK || held)
                return result;
        return take_answer(core, status, body);
}

/* What was held goes on where it stood. */
static int take_watch(struct zl_core *core, int status, struct zl_bytes body)
{
        struct core__held held = {.ask = 0};
        int result = core->sync.ask == CORE__ASK_PROOF
            ? core__proof_answer(core, status, body, &held)
            : core__charters_answer(core, status, body, &held);

        if (result == ZL_OK && held.ask != 0) {
                core->sync.ask = held.ask;
                result = take_or_hold(core, held.status,
                    (struct zl_bytes){held.bytes, held.size});
        }
        free(held.bytes);
        return result;
}

int zl_core_answer(
    struct zl_core *core, struct zl_time now, int status, struct zl_bytes body)
{
        struct zl_hash card;
        int result = core__begin(core, now);

        if (result != ZL_OK)
                return result;
        if (status == 200 || status == 201)
                core->sync.busy = false;
        result = core->sync.ask == CORE__ASK_PROOF ||
                core->sync.ask == CORE__ASK_CHARTERS
            ? take_watch(core, status, body)
            : take_or_hold(core, status, body);
        core->sync.ask = CORE__ASK_NOTHING;
        if (result == ZL_OK && core->sync.statements && core->sync.directory &&
            !core->sync.settled && !find_missing_card(core, &card)) {
                core->sync.settled = true;
                result = core__settle(core);
        }
        if (result == ZL_OK && core->sync.settled && core->sync.records)
                result = settle_records(core);
        if (result == ZL_OK && core->sync.settled &&
            (core->sync.done || !reads_records(core)))
                result = core__settle_codes(core);
        if (result != ZL_OK)
                core__sync_end(core);
        return core__finish(core, result);
}

void zl_core_no_answer(struct zl_core *core)
{
        /* Who asked the register hears that it failed, and asks again. */
        if (core->question.kind == CORE__QUESTION_REGISTER &&
            !core->question.answered)
                core__question_free(&core->question);
        core__sync_end(core);
}
