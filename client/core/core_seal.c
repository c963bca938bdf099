/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Sealing: for whom is never chosen by a person or a server, it follows from
 * the directory we verified.  What comes out was judged by the rules that
 * server and readers will judge it by. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

struct zl_point core__point(const struct zl_core *core)
{
        return (struct zl_point){ZL_POSITION_END, core->state.now};
}

int core__may_seal(const struct zl_core *core)
{
        return core->state.good ? ZL_OK : ZL_E_INCOMPLETE;
}

/* So long after its expiry nothing is sealed by this directory; nor before
 * there is one, or a server could keep revocations back from who is new. */
bool core__too_old(const struct zl_core *core)
{
        struct zl_claim_view claim = zl_directory_claim(core->directory);

        return claim.claim == NULL ||
            core->state.now.ms >
            claim.claim->expires.ms + CORE__DRAFT_DAYS * ZL_MS_DAY;
}

/* Whom the writer chose: each must be one who may be. */
static int chosen_persons(const struct zl_core *core,
    const struct core__record *record, const struct zl_signal_facts *facts,
    const struct core__item *choice, struct zl_id ret[static ZL_PERSONS_MAX],
    size_t *ret_count)
{
        int status = choice->chosen_count > 0 ? ZL_OK : ZL_E_RECIPIENTS;

        for (uint8_t i = 0; i < choice->chosen_count && status == ZL_OK; i++) {
                status = zl_signal_may_receive(core->directory, record->kind,
                    &record->author, facts, &choice->chosen[i],
                    core__point(core));
                ret[i] = choice->chosen[i];
        }
        if (status == ZL_OK)
                *ret_count = choice->chosen_count;
        return status;
}

static bool is_chosen(const struct zl_core *core, enum zl_kind kind)
{
        return core__passes_on(kind) &&
            core->profile.role == ZL_ROLE_PROFESSIONAL;
}

int core__persons(const struct zl_core *core, const struct core__record *record,
    const struct core__item *choice, struct zl_id ret[static ZL_PERSONS_MAX],
    size_t *ret_count)
{
        struct zl_signal_facts facts;

        core__facts(core, &record->signal, false, record->index, &facts);
        if (is_chosen(core, record->kind))
                return chosen_persons(
                    core, record, &facts, choice, ret, ret_count);
        return zl_signal_persons(core->directory, record->kind, &record->author,
            &record->club, core__point(core), &facts, choice->left_out,
            choice->left_out_count, ret, ret_count);
}

int core__check_shown(const struct zl_core *core,
    const struct core__record *record, const struct core__item *choice)
{
        struct zl_id persons[ZL_PERSONS_MAX];
        size_t count = 0;
        int status = core__persons(core, record, choice, persons, &count);

        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                if (!core__is_shown(core, &persons[i]))
                        status = ZL_E_STATE;
        }
        return status;
}

/* Every sealing key in force of every person. */
static int add_recipients(const struct zl_core *core,
    const struct zl_id *persons, size_t count, struct zl_context *context)
{
        struct zl_sealing_entry keys[ZL_RECIPIENTS_MAX];

        for (size_t i = 0; i < count; i++) {
                size_t found = zl_directory_sealing_keys(core->directory,
                    &persons[i], core__point(core), keys, ZL_RECIPIENTS_MAX);

                if (!core__may_seal_to(core, &context->club, &persons[i]))
                        return ZL_E_INCOMPLETE;
                if (found == 0)
                        return ZL_E_RECIPIENTS;
                if (context->recipient_count + found > ZL_RECIPIENTS_MAX)
                        return ZL_E_TOO_LARGE;
                for (size_t k = 0; k < found; k++)
                        context->recipients[context->recipient_count++] =
                            (struct zl_recipient){persons[i], keys[k].key};
        }
        return ZL_OK;
}

/* Everybody who will be shown a record: its recipients; of what concerns the
 * whole signal also its holders and the note's author. */
struct audience {
        struct zl_id persons[2 * ZL_PERSONS_MAX + 1];
        size_t count;
};

static void audience_of(const struct zl_core *core,
    const struct core__record *record, const struct zl_id *persons,
    size_t count, struct audience *ret)
{
        struct zl_signal_facts facts;
        size_t holders = 0;

        ret->count = count;
        memcpy(ret->persons, persons, count * sizeof(*persons));
        if (zl_kind_is_inner(record->kind))
                return;
        core__facts(core, &record->signal, false, record->index, &facts);
        /* Or who takes the author's place later (docs/protocol.md, 7.12). */
        ret->persons[ret->count++] = facts.author;
        if (!zl_kind_is_status(record->kind) && !core__passes_on(record->kind))
                return;
        zl_signal_holders(core->directory, &facts, core__point(core),
            &ret->persons[ret->count], &holders);
        ret->count += holders;
}

/* Did all these persons receive that record? */
static bool all_may_see(
    const struct core__record *record, const struct audience *audience)
{
        for (size_t i = 0; i < audience->count; i++) {
                if (!core__among(record->persons, record->person_count,
                        &audience->persons[i]))
                        return false;
        }
        return true;
}

/* The note, and the newest that everybody who is shown this one has seen. */
static int add_previous(const struct zl_core *core,
    const struct core__record *record, const struct audience *audience,
    struct zl_context *context)
{
        const struct core__record *note = core__record(core, &record->signal);

        if (record->kind == ZL_NOTE)
                return ZL_OK;
        if (note == NULL || !note->logged)
                return ZL_E_STATE;
        context->previous[context->previous_count++] = note->hash;
        for (size_t i = core->record_count;
             i-- > 0 && context->previous_count < ZL_PREVIOUS_MAX;) {
                const struct core__record *other = core->records[i];

                if (other->logged && !other->closed && other != note &&
                    zl_id_equal(&other->signal, &record->signal) &&
                    !zl_kind_is_status(other->kind) &&
                    all_may_see(other, audience))
                        context->previous[context->previous_count++] =
                            other->hash;
        }
        return ZL_OK;
}

static void begin_context(const struct zl_core *core,
    const struct core__record *record, struct zl_context *context)
{
        const struct zl_head *head = &core->state.head;

        *context = (struct zl_context){.kind = record->kind,
            .organisation = core->profile.organisation,
            .id = record->id,
            .signal = record->signal,
            .club = record->club,
            .author = core->device.key,
            .directory = core->state.claim};
        if (core->state.has_head)
                context->seen = (struct zl_seen_head){head->statements,
                    head->statement_root, head->records, head->record_root};
}

/* As the server will: what comes back is why it would be refused. */
static int judge(const struct zl_core *core, struct zl_bytes bytes,
    const struct core__record *followed, struct core__record *record)
{
        struct zl_record *parsed = &core->scratch[CORE__SCRATCH_JUDGED];
        struct zl_followed of = {.known = false};
        struct zl_signal_facts facts;
        int status = zl_record_parse(
            bytes.data, bytes.size, true, &core->profile.organisation, parsed);

        core__facts(core, &record->signal, false, record->index, &facts);
        if (followed != NULL)
                of = core__followed(core, &followed->hash);
        if (status == ZL_OK)
                status = zl_signal_judge(core->directory, parsed,
                    core__point(core), &facts, &of, NULL);
        if (status == ZL_OK) {
                record->hash = parsed->hash;
                core__take_context(&parsed->context, record);
        }
        return status;
}

static int fill_context(const struct zl_core *core,
    const struct core__record *record, const struct core__item *choice,
    const struct core__record *followed, struct zl_context *context)
{
        struct zl_id persons[ZL_PERSONS_MAX];
        struct audience audience;
        size_t count = 0;
        int status = ZL_OK;

        begin_context(core, record, context);
        if (followed != NULL) {
                context->previous_count = 1;
                context->previous[0] = followed->hash;
                return ZL_OK;
        }
        if (!zl_kind_is_status(record->kind))
                status = core__persons(core, record, choice, persons, &count);
        if (status == ZL_OK)
                status = add_recipients(core, persons, count, context);
        if (status != ZL_OK)
                return status;
        audience_of(core, record, persons, count, &audience);
        status = add_previous(core, record, &audience, context);
        /* Also who does not receive the club's notes at this moment. */
        context->left_out_count = choice->left_out_count;
        memcpy(context->left_out, choice->left_out,
            choice->left_out_count * sizeof(*choice->left_out));
        return status == ZL_OK ? zl_context_sort(context) : status;
}

int core__seal(struct zl_core *core, struct core__record *record,
    const struct core__item *choice, struct zl_bytes body,
    const struct core__record *followed, struct zl_buf *buf)
{
        struct zl_context *context = calloc(1, sizeof(*context));
        struct zl_hash none = {{0}};
        int status = ZL_E_MEMORY;

        if (context == NULL)
                return status;
        status = fill_context(core, record, choice, followed, context);
        if (status == ZL_OK)
                status = zl_kind_is_status(record->kind)
                    ? zl_record_write(&core->device, context, &none, NULL,
                          (struct zl_bytes){NULL, 0}, buf)
                    : zl_envelope_seal(&core->device, context, body, buf);
        if (status == ZL_OK)
                status = judge(core, zl_buf_bytes(buf), followed, record);
        free(context);
        return status;
}

int core__new_record(struct zl_core *core, enum zl_kind kind,
    const struct zl_id *signal, const struct zl_id *club,
    struct core__record **ret)
{
        struct core__record *record = calloc(1, sizeof(*record));

        if (record == NULL)
                return ZL_E_MEMORY;
        record->kind = kind;
        record->id = zl_record_id(core->state.now);
        record->signal = signal == NULL ? record->id : *signal;
        record->club = *club;
        record->device = core->device.key;
        record->author = core->profile.member;
        record->author_role = core->profile.role;
        record->progress = ZL_QUEUED;
        record->time = core->state.now;
        record->index = core->state.next_item;
        *ret = record;
        return ZL_OK;
}

int core__queue_record(struct zl_core *core, struct core__record *record,
    const struct zl_buf *body, struct zl_bytes sealed,
    const struct core__item *proto)
{
        struct core__item item = *proto;
        int status = ZL_OK;

        item.type = CORE__ITEM_RECORD;
        item.state = sealed.size > 0 ? CORE__WAITING : CORE__STALE;
        item.id = record->id;
        item.hash = record->hash;
        item.quiet = core__answers(record->kind);
        record->index = core->state.next_item;
        if (body != NULL)
                status = core__add_body(core, record, body);
        if (status == ZL_OK)
                status = core__queue(core, &item, sealed, NULL);
        if (status == ZL_OK)
                status = core__add_record(core, record);
        if (status != ZL_OK)
                core__record_free(record);
        return status;
}

/* What would be refused is not sent: it says nothing that somebody else's has
 * not said. */
int core__answer(struct zl_core *core, enum zl_kind kind,
    const struct core__record *followed)
{
        struct core__item proto = {.quiet = true};
        struct core__record *record = NULL;
        struct zl_buf buf;
        int status = core__new_record(
            core, kind, &followed->signal, &followed->club, &record);

        if (status != ZL_OK)
                return status;
        zl_buf_init(&buf, ZL_RECORD_MAX);
        status = core__seal(
            core, record, &proto, (struct zl_bytes){NULL, 0}, followed, &buf);
        if (status == ZL_OK) {
                status = core__queue_record(
                    core, record, NULL, zl_buf_bytes(&buf), &proto);
                record = NULL;
        }
        core__record_free(record);
        zl_buf_free(&buf);
        return status == ZL_E_MEMORY ? status : ZL_OK;
}
