/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Bodies: fetched when somebody wants to read, opened with the key from our
 * seal or with one that was passed on, and acknowledged.  A body that is not
 * what its kind allows is refused, whoever signed it. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

/* ---- Keys ---- */

/* A pair of this device that a record is sealed to, or NULL. */
static const struct zl_sealing_pair *pair_for(
    const struct zl_core *core, const struct core__record *record)
{
        for (uint8_t s = 0; s < record->sealed_count; s++) {
                for (size_t p = 0; p < core->pair_count; p++) {
                        if (zl_sealing_key_equal(
                                &record->sealed[s], &core->pairs[p].pair.key))
                                return &core->pairs[p].pair;
                }
        }
        return NULL;
}

bool core__can_open(
    const struct zl_core *core, const struct core__record *record)
{
        return record->has_key || pair_for(core, record) != NULL;
}

int core__parse(const struct zl_core *core, const struct core__record *record,
    struct zl_record *ret)
{
        const struct core__item *item = core__item_of(core, &record->id);

        if (record->bytes != NULL)
                return zl_record_parse(record->bytes, record->size, false,
                    &core->profile.organisation, ret);
        if (item == NULL || item->size == 0)
                return ZL_E_NOT_FOUND;
        return zl_record_parse(
            item->bytes, item->size, true, &core->profile.organisation, ret);
}

static int kept_key(const struct zl_core *core,
    const struct core__record *record, const struct zl_record *parsed,
    struct zl_secret **ret_key)
{
        struct zl_buf buf;
        int status = ZL_OK;

        zl_buf_init(&buf, 64);
        status = core__read_kept(core, CORE__KEY, &record->id, &buf);
        if (status == ZL_OK && buf.size != 32)
                status = ZL_E_COMMITMENT;
        if (status == ZL_OK)
                status = zl_envelope_take_key(parsed, buf.data, ret_key);
        zl_buf_free(&buf);
        return status;
}

int core__content_key(const struct zl_core *core,
    const struct core__record *record, const struct zl_record *parsed,
    struct zl_secret **ret_key)
{
        const struct zl_sealing_pair *pair = NULL;

        if (record->has_key)
                return kept_key(core, record, parsed, ret_key);
        pair = pair_for(core, record);
        return pair == NULL ? ZL_E_NOT_FOR_US
                            : zl_envelope_unseal(parsed, pair, ret_key);
}

/* ---- What is in it ---- */

/* A body has exactly the fields of its kind, whoever signed it. */
static int check_body(
    const struct core__record *record, const struct zl_buf *body)
{
        struct zl_note note = {.document = NULL};
        struct zl_assessment assessment = {.document = NULL};
        struct zl_feedback feedback = {.document = NULL};
        struct zl_family_statement family = {.document = NULL};
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
        case ZL_RESEAL: /* core__take_passing() */
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
        struct zl_secret *content_key = NULL;
        struct zl_hash hash = zl_hash_of(body.data, body.size);
        int status = ZL_E_MEMORY;

        if (record == NULL)
                return status;
        status = core__parse(core, known, record);
        /* These are not the author's bytes: the server's fault, not theirs. */
        if (status == ZL_OK &&
            (body.size != record->body_size ||
                !zl_hash_equal(&hash, &record->body_hash)))
                status = ZL_E_SERVER;
        if (status == ZL_OK)
                status = core__content_key(core, known, record, &content_key);
        if (status == ZL_OK)
                status = zl_envelope_open(record, content_key, body, buf);
        zl_secret_free(content_key);
        free(record);
        return status;
}

/* One acknowledgement of each is enough. */
static bool is_acknowledged(
    const struct zl_core *core, const struct core__record *followed)
{
        for (size_t i = 0; i < core->record_count; i++) {
                const struct core__record *record = core->records[i];

                if (record->kind == ZL_ACKNOWLEDGEMENT &&
                    zl_id_equal(&record->author, &core->profile.member) &&
                    zl_hash_equal(&record->follows, &followed->hash))
                        return true;
        }
        return false;
}

int core__is_read(struct zl_core *core, struct core__record *known)
{
        bool ours = zl_id_equal(&known->author, &core->profile.member);
        int status = ZL_OK;

        known->wanted = false;
        if (!ours)
                known->progress = ZL_OPENED;
        status = core__put_record(core, known);
        if (status == ZL_OK && !ours && !is_acknowledged(core, known))
                status = core__answer(core, ZL_ACKNOWLEDGEMENT, known);
        return status;
}

static int opened(
    struct zl_core *core, struct core__record *known, const struct zl_buf *body)
{
        int status = core__add_body(core, known, body);

        if (status != ZL_OK || !core->sync.unread)
                return status == ZL_OK ? core__is_read(core, known) : status;
        core->sync.done = false; /* what it goes along with waits */
        return core__put_record(core, known);
}

/* It cannot be read, and asking again would not help: the author must know. */
static int closed(struct zl_core *core, struct core__record *known, int reason)
{
        int status = ZL_OK;

        core__say_refused(core, &known->id, reason);
        if (core->sync.unread)
                core->sync.done = false; /* it does not go along, then */
        known->wanted = false;
        known->closed = reason != ZL_E_NOT_FOUND;
        status = core__put_record(core, known);
        if (status == ZL_OK && known->closed &&
            !zl_id_equal(&known->author, &core->profile.member))
                status = core__answer(core, ZL_UNREADABLE, known);
        return status;
}

static int take_body(
    struct zl_core *core, struct core__record *known, struct zl_bytes body)
{
        struct zl_buf json;
        struct zl_buf kept;
        int status = ZL_OK;

        zl_buf_init(&json, ZL_BODY_JSON_MAX);
        zl_buf_init(&kept, ZL_BODY_JSON_MAX);
        status = decrypt(core, known, body, &json);
        if (status == ZL_OK && core__passes_on(known->kind))
                status = core__take_passing(core, known, &json, &kept);
        else if (status == ZL_OK)
                status = check_body(known, &json);
        if (status == ZL_OK)
                status = opened(
                    core, known, core__passes_on(known->kind) ? &kept : &json);
        else if (status != ZL_E_MEMORY && status != ZL_E_SERVER)
                status = closed(core, known, status);
        zl_buf_free(&kept);
        zl_buf_free(&json);
        return status;
}

int core__body_answer(struct zl_core *core, int status, struct zl_bytes body)
{
        struct core__record *known = core__record(core, &core->sync.record);
        struct core__problem problem;

        if (known == NULL)
                return ZL_OK;
        if (status == 200)
                return take_body(core, known, body);
        core__problem_read(body, &problem);
        core->sync.not_given = core->sync.unread;
        if (strcmp(problem.name, "not-found") == 0)
                return closed(core, known, ZL_E_NOT_FOUND);
        if (strcmp(problem.name, "erased") == 0) {
                known->wanted = false; /* its mark is on the way */
                return core__put_record(core, known);
        }
        return core__refused(core, status, body);
}
