/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Records as the server lists them: signature, place in the log, and the
 * judgement that the server made, made again at the same point.  Our seal is
 * held against the commitment before a body is asked for.  What fails is
 * told and never shown. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

static int note_refused(
    struct zl_core *core, const struct zl_record *record, int reason)
{
        char id[ZL_ID_TEXT];

        zl_hex_of(record->context.id.bytes, ZL_ID_SIZE, id);
        core__say(
            core, ZL_MSG_RECORD_REFUSED, id, zl_status_str(reason), NULL, NULL);
        return ZL_OK;
}

/* What an acknowledgement follows, from what we hold of it. */
static int judge_acknowledgement(struct zl_core *core,
    const struct zl_record *record, struct zl_point at,
    const struct zl_signal_facts *facts, const struct zl_member **ret_author)
{
        struct zl_followed followed = {.known = false};
        struct zl_record *parsed = NULL;
        const struct core__record *known = record->context.previous_count != 1
            ? NULL
            : core__record_of_hash(core, &record->context.previous[0]);
        const struct core__item *item =
            known == NULL ? NULL : core__item_of(core, &known->id);
        int status = ZL_OK;

        if (known != NULL) {
                bool whole = known->bytes == NULL && item != NULL;

                parsed = calloc(1, sizeof(*parsed));
                if (parsed == NULL)
                        return ZL_E_MEMORY;
                followed.known =
                    zl_record_parse(whole ? item->bytes : known->bytes,
                        whole ? item->size : known->size, whole,
                        &core->profile.organisation, parsed) == ZL_OK;
                followed.signal = known->signal;
                followed.author = known->author;
                followed.record = parsed;
        }
        status = zl_signal_judge(
            core->directory, record, at, facts, &followed, ret_author);
        free(parsed);
        return status;
}

static int judge(struct zl_core *core, const struct zl_record *record,
    const struct zl_proof *proof, const struct zl_member **ret_author)
{
        struct zl_point at = {proof->statements, proof->time};
        struct zl_signal_facts facts;

        core__facts(core, &record->context.signal, proof->index, &facts);
        if (record->context.kind == ZL_ACKNOWLEDGEMENT)
                return judge_acknowledgement(
                    core, record, at, &facts, ret_author);
        return zl_signal_judge(
            core->directory, record, at, &facts, NULL, ret_author);
}

/* The pair that one of the recipients' keys is of, or NULL. */
static const struct zl_sealing_pair *pair_for(
    const struct zl_core *core, const struct zl_record *record)
{
        for (uint8_t r = 0; r < record->context.recipient_count; r++) {
                for (size_t p = 0; p < core->pair_count; p++) {
                        if (record->seals[r].present &&
                            zl_sealing_key_equal(
                                &record->context.recipients[r].key,
                                &core->pairs[p].pair.key))
                                return &core->pairs[p].pair;
                }
        }
        return NULL;
}

/* Does our seal hold?  What cannot be opened is said, and stays closed. */
static int check_seal(struct zl_core *core, const struct zl_record *record,
    struct core__record *kept)
{
        const struct zl_sealing_pair *pair = pair_for(core, record);
        struct zl_secret *content_key = NULL;
        char id[ZL_ID_TEXT];
        int status = ZL_E_NOT_FOR_US;

        if (zl_kind_is_status(record->context.kind))
                return ZL_OK;
        if (pair != NULL)
                status = zl_envelope_unseal(record, pair, &content_key);
        zl_secret_free(content_key);
        if (status == ZL_OK || status == ZL_E_MEMORY)
                return status;
        kept->closed = true;
        zl_hex_of(kept->id.bytes, ZL_ID_SIZE, id);
        core__say(
            core, ZL_MSG_SEAL_REFUSED, id, zl_status_str(status), NULL, NULL);
        return ZL_OK;
}

static void say_new(struct zl_core *core, const struct core__record *record)
{
        const struct zl_club_entry *club =
            zl_directory_club(core->directory, &record->club);
        char signal[ZL_ID_TEXT];

        zl_hex_of(record->signal.bytes, ZL_ID_SIZE, signal);
        if (zl_id_equal(&record->author, &core->profile.member))
                return;
        if (record->kind == ZL_NOTE)
                core__say(core, ZL_MSG_NEW_SIGNAL, signal,
                    club == NULL ? "" : club->club.name,
                    core__name_of(core, &record->author), NULL);
        else if (record->kind == ZL_ACKNOWLEDGEMENT)
                core__say(core, ZL_MSG_ACKNOWLEDGED, signal,
                    core__name_of(core, &record->author), NULL, NULL);
        else
                core__say(core, ZL_MSG_NEW_RECORD, zl_kind_str(record->kind),
                    signal, core__name_of(core, &record->author), NULL);
}

/* Somebody else has it: our sealed bytes may go, what the log lists stays. */
static int let_go(struct zl_core *core, const struct core__record *record)
{
        struct core__record *followed =
            core__record_of_hash(core, &record->follows);
        struct core__item *item =
            followed == NULL ? NULL : core__item_of(core, &followed->id);

        if (record->kind != ZL_ACKNOWLEDGEMENT || item == NULL ||
            item->state != CORE__KEPT || followed->bytes == NULL ||
            zl_id_equal(&record->author, &core->profile.member))
                return ZL_OK;
        return core__item_drop(core, item);
}

static int keep_new(struct zl_core *core, const struct zl_record *record,
    const struct zl_proof *proof, const struct zl_member *author,
    struct zl_bytes item)
{
        struct core__record *kept = calloc(1, sizeof(*kept));
        struct zl_signal_facts facts = {.holder_count = 0};
        int status = ZL_OK;

        if (kept == NULL)
                return ZL_E_MEMORY;
        kept->id = record->context.id;
        kept->kind = record->context.kind;
        kept->signal = record->context.signal;
        kept->club = record->context.club;
        kept->device = record->context.author;
        kept->author = author->id;
        kept->author_role = author->role;
        kept->hash = record->hash;
        kept->logged = true;
        kept->index = proof->index;
        kept->time = proof->time;
        kept->progress = zl_id_equal(&author->id, &core->profile.member)
            ? ZL_STORED
            : ZL_LISTED;
        core__take_context(&record->context, kept);
        if (kept->kind == ZL_NOTE)
                status = zl_signal_advance(
                    core->directory, record, author, NULL, &facts);
        kept->holder_count = (uint8_t)facts.holder_count;
        memcpy(kept->holders, facts.holders,
            facts.holder_count * sizeof(*facts.holders));
        if (status == ZL_OK)
                status = zl_bytes_copy(item.data, item.size, &kept->bytes);
        kept->size = item.size;
        if (status == ZL_OK)
                status = check_seal(core, record, kept);
        if (status == ZL_OK)
                status = core__add_record(core, kept);
        if (status != ZL_OK) {
                core__record_free(kept);
                return status;
        }
        say_new(core, kept);
        return let_go(core, kept);
}

/* One of ours that we know: now the log has it, whether or not its receipt
 * reached us. */
static int keep_own(struct zl_core *core, struct core__record *known,
    const struct zl_record *record, const struct zl_proof *proof,
    struct zl_bytes bytes)
{
        struct core__item *item = core__item_of(core, &known->id);
        uint8_t *copy = NULL;
        int status = ZL_OK;

        /* Other bytes under its id, or the same a second time. */
        if (!zl_hash_equal(&known->hash, &record->hash) ||
            (known->logged && known->index != proof->index))
                return note_refused(core, record, ZL_E_CONFLICT);
        status = zl_bytes_copy(bytes.data, bytes.size, &copy);
        if (status != ZL_OK)
                return status;
        free(known->bytes);
        known->bytes = copy;
        known->size = bytes.size;
        known->logged = true;
        known->index = proof->index;
        known->time = proof->time;
        if (known->progress != ZL_OPENED && known->progress != ZL_LISTED)
                known->progress = ZL_STORED;
        core__sort_records(core);
        if (item != NULL && item->state != CORE__KEPT) {
                item->state = CORE__KEPT;
                status = core__put_item(core, item);
        }
        return status == ZL_OK ? core__put_record(core, known) : status;
}

/* Bytes that no honest server would have taken: it altered them, so nothing
 * is passed over and the same is asked again.  A kind that is not in use yet
 * is no lie: this program is too old for it. */
static int not_a_record(struct zl_core *core, int reason)
{
        if (reason == ZL_E_VERSION)
                return reason;
        core__say(
            core, ZL_MSG_RECORD_REFUSED, "", zl_status_str(reason), NULL, NULL);
        return reason == ZL_E_POLICY ? ZL_OK : ZL_E_SERVER;
}

/* The log has it: whether it may be is judged again. */
static int take_logged(struct zl_core *core, const struct zl_record *record,
    const struct zl_proof *proof, struct zl_bytes item)
{
        struct core__record *known = core__record(core, &record->context.id);
        const struct zl_member *author = NULL;
        int status = ZL_OK;

        if (known != NULL)
                return keep_own(core, known, record, proof, item);
        status = judge(core, record, proof, &author);
        if (status == ZL_E_MEMORY)
                return status;
        return status == ZL_OK ? keep_new(core, record, proof, author, item)
                               : note_refused(core, record, status);
}

/* One item of the list.  `record` is room for parsing. */
static int take_record(struct zl_core *core, const struct zl_bundle *bundle,
    const struct zl_proof *proof, struct zl_bytes item,
    struct zl_record *record)
{
        int status = ZL_OK;

        if (proof->index < core->state.next_record ||
            proof->index >= bundle->next ||
            proof->time.ms < core->state.record_time.ms)
                return ZL_E_SERVER;
        status = zl_record_parse(
            item.data, item.size, false, &core->profile.organisation, record);
        if (status != ZL_OK) {
                status = not_a_record(core, status);
        } else if (zl_proof_verify(ZL_LOG_RECORDS, &bundle->head, proof,
                       &record->hash) != ZL_OK) {
                core__say(
                    core, ZL_MSG_LOG_CONTRADICTS, "proof", NULL, NULL, NULL);
                status = ZL_E_LOG;
        } else {
                status = take_logged(core, record, proof, item);
        }
        if (status == ZL_OK) {
                core->state.next_record = proof->index + 1;
                core->state.record_time = proof->time;
                core->dirty = true;
        }
        return status;
}

/* Is there a record that rests on statements we have not seen? */
static bool is_ahead(const struct zl_core *core, struct zl_bundle bundle)
{
        for (uint16_t i = 0; i < bundle.count; i++) {
                struct zl_proof proof;
                struct zl_bytes item;

                if (zl_bundle_next(&bundle, &proof, &item) != ZL_OK)
                        return false;
                if (proof.statements > core->state.next_statement)
                        return true;
        }
        return false;
}

static int take_all(struct zl_core *core, struct zl_bundle *bundle)
{
        struct zl_record *record = calloc(1, sizeof(*record));
        int status = record == NULL ? ZL_E_MEMORY : ZL_OK;

        for (uint16_t i = 0; i < bundle->count && status == ZL_OK; i++) {
                struct zl_proof proof;
                struct zl_bytes item;

                status = zl_bundle_next(bundle, &proof, &item) == ZL_OK
                    ? take_record(core, bundle, &proof, item, record)
                    : ZL_E_SERVER;
        }
        if (status == ZL_OK && zl_reader_end(&bundle->items) != ZL_OK)
                status = ZL_E_SERVER;
        free(record);
        return status;
}

int core__records_answer(struct zl_core *core, struct zl_bytes body)
{
        struct zl_bundle bundle;
        uint64_t after = core->state.next_record;
        int status = zl_bundle_read(body.data, body.size, &bundle);

        if (status != ZL_OK)
                return status == ZL_E_VERSION ? status : ZL_E_SERVER;
        if (bundle.log != ZL_LOG_RECORDS)
                return ZL_E_SERVER;
        status = core__take_head(core, core__log_key(core), &bundle.head, true);
        if (status != ZL_OK)
                return status;
        if (bundle.next > bundle.head.records || bundle.next < after ||
            (bundle.next == after && bundle.next < bundle.head.records))
                return ZL_E_SERVER;
        /* There is news: now it is fetched, and not waited for. */
        if (is_ahead(core, bundle)) {
                core->sync.news_s = 0;
                core__sync_again(core);
                return ZL_OK;
        }
        status = take_all(core, &bundle);
        if (status != ZL_OK)
                return status;
        core->state.next_record = bundle.next;
        core->dirty = true;
        core->sync.news_s = 0;
        core->sync.records = bundle.next == bundle.head.records;
        return ZL_OK;
}

/* A body has exactly the fields of its kind, whoever signed it. */
static int check_body(
    const struct core__record *record, const struct zl_buf *body)
{
        struct zl_note note = {.document = NULL};
        struct zl_assessment assessment = {.document = NULL};
        struct zl_feedback feedback = {.document = NULL};
        struct zl_family_statement family = {.document = NULL};
        struct zl_passing passing = {.document = NULL};
        int status = ZL_E_MALFORMED;

        switch (record->kind) {
        case ZL_NOTE:
        case ZL_ADDENDUM:
                status = zl_note_parse(
                    body->data, body->size, record->author_role, &note, NULL);
                zl_note_done(&note);
                break;
        case ZL_ASSESSMENT:
                status = zl_assessment_parse(
                    body->data, body->size, &assessment, NULL);
                zl_assessment_done(&assessment);
                break;
        case ZL_FEEDBACK:
                status =
                    zl_feedback_parse(body->data, body->size, &feedback, NULL);
                zl_feedback_done(&feedback);
                break;
        case ZL_FAMILY_STATEMENT:
                status = zl_family_statement_parse(
                    body->data, body->size, &family, NULL);
                zl_family_statement_done(&family);
                break;
        case ZL_HANDOVER:
        case ZL_STEP_OUT:
        case ZL_RESEAL:
                status = zl_passing_parse(body->data, body->size,
                    record->kind != ZL_RESEAL, &passing, NULL);
                zl_passing_done(&passing);
                break;
        case ZL_RETRACTION:
        case ZL_ACKNOWLEDGEMENT:
        case ZL_UNREADABLE:
        case ZL_CLOSING:
        case ZL_REOPENING:
        case ZL_HOLD:
        case ZL_ERASURE:
                break;
        }
        return status;
}

static int decrypt(struct zl_core *core, const struct core__record *known,
    struct zl_bytes body, struct zl_buf *buf)
{
        struct zl_record *record = calloc(1, sizeof(*record));
        const struct zl_sealing_pair *pair = NULL;
        struct zl_secret *content_key = NULL;
        struct zl_hash hash = zl_hash_of(body.data, body.size);
        int status = ZL_E_MEMORY;

        if (record == NULL)
                return status;
        status = zl_record_parse(known->bytes, known->size, false,
            &core->profile.organisation, record);
        /* These are not the author's bytes: the server's fault, not theirs. */
        if (status == ZL_OK &&
            (body.size != record->body_size ||
                !zl_hash_equal(&hash, &record->body_hash)))
                status = ZL_E_SERVER;
        if (status == ZL_OK) {
                pair = pair_for(core, record);
                status = pair == NULL
                    ? ZL_E_NOT_FOR_US
                    : zl_envelope_unseal(record, pair, &content_key);
        }
        if (status == ZL_OK)
                status = zl_envelope_open(record, content_key, body, buf);
        if (status == ZL_OK)
                status = check_body(known, buf);
        zl_secret_free(content_key);
        free(record);
        return status;
}

static int opened(
    struct zl_core *core, struct core__record *known, const struct zl_buf *body)
{
        bool ours = zl_id_equal(&known->author, &core->profile.member);
        int status = core__add_body(core, known, body);

        known->wanted = false;
        if (!ours)
                known->progress = ZL_OPENED;
        if (status == ZL_OK)
                status = core__put_record(core, known);
        if (status == ZL_OK && !ours)
                status = core__acknowledge(core, known);
        return status;
}

/* It cannot be read, and asking again would not help. */
static int closed(struct zl_core *core, struct core__record *known, int reason)
{
        char id[ZL_ID_TEXT];

        zl_hex_of(known->id.bytes, ZL_ID_SIZE, id);
        core__say(
            core, ZL_MSG_RECORD_REFUSED, id, zl_status_str(reason), NULL, NULL);
        known->wanted = false;
        known->closed = reason != ZL_E_NOT_FOUND;
        return core__put_record(core, known);
}

int core__body_answer(struct zl_core *core, int status, struct zl_bytes body)
{
        struct core__record *known = core__record(core, &core->sync.record);
        struct core__problem problem;
        struct zl_buf buf;

        if (known == NULL)
                return ZL_OK;
        if (status != 200) {
                core__problem_read(body, &problem);
                if (strcmp(problem.name, "not-found") == 0)
                        return closed(core, known, ZL_E_NOT_FOUND);
                return core__refused(core, status, body);
        }
        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        status = decrypt(core, known, body, &buf);
        if (status == ZL_OK)
                status = opened(core, known, &buf);
        else if (status != ZL_E_MEMORY && status != ZL_E_SERVER)
                status = closed(core, known, status);
        zl_buf_free(&buf);
        return status;
}
