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

/* The newest of a member's devices that came by an invitation: whoever made
 * the invitation could have used it. */
static struct zl_sign_key invited_device(
    const struct zl_core *core, const struct zl_id *member)
{
        size_t count = zl_directory_device_count(core->directory);
        struct zl_sign_key key = {{0}};

        for (size_t i = 0; i < count; i++) {
                const struct zl_device_entry *device =
                    zl_directory_device_at(core->directory, i);

                if (device->by_invitation && !device->voided &&
                    zl_id_equal(&device->member, member))
                        key = device->key;
        }
        return key;
}

static struct core__seen *find_seen(
    const struct zl_core *core, const struct zl_id *member)
{
        struct zl_sign_key device = invited_device(core, member);

        for (size_t i = 0; i < core->seen_count; i++) {
                if (zl_id_equal(&core->seen[i].member, member) &&
                    zl_sign_key_equal(&core->seen[i].device, &device))
                        return &core->seen[i];
        }
        return NULL;
}

bool core__is_told(const struct zl_core *core, const struct zl_id *member)
{
        return find_seen(core, member) != NULL;
}

bool core__is_shown(const struct zl_core *core, const struct zl_id *member)
{
        const struct core__seen *seen = find_seen(core, member);

        return zl_id_equal(member, &core->profile.member) ||
            (seen != NULL && seen->shown);
}

int core__mark_seen(
    struct zl_core *core, const struct zl_id *member, bool shown)
{
        struct core__seen *seen = find_seen(core, member);

        if (seen == NULL) {
                int status = core__grow(
                    &core->seen, core->seen_count, sizeof(*core->seen));

                if (status != ZL_OK)
                        return status;
                seen = &core->seen[core->seen_count++];
                *seen = (struct core__seen){
                    .member = *member, .device = invited_device(core, member)};
        }
        seen->shown = seen->shown || shown;
        return core__put_seen(core);
}

static bool is_among(
    const struct zl_id *ids, size_t count, const struct zl_id *id)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&ids[i], id))
                        return true;
        }
        return false;
}

/* Of those left out, the ones who would receive it. */
static size_t effective(const struct zl_core *core, const struct zl_id *club,
    const struct zl_id *left_out, size_t count,
    struct zl_id ret[static ZL_LEFT_OUT_MAX])
{
        struct zl_routing routing;
        size_t kept = 0;

        if (zl_directory_routing(
                core->directory, club, core__point(core), &routing) != ZL_OK)
                return 0;
        for (size_t i = 0; i < count; i++) {
                bool receives =
                    (routing.has_account_holder &&
                        zl_id_equal(&routing.account_holder, &left_out[i])) ||
                    is_among(
                        routing.deputies, routing.deputy_count, &left_out[i]);

                if (receives && kept < ZL_LEFT_OUT_MAX)
                        ret[kept++] = left_out[i];
        }
        return kept;
}

int core__persons(const struct zl_core *core, const struct core__record *record,
    const struct zl_id *left_out, size_t left_count,
    struct zl_id ret[static ZL_PERSONS_MAX], size_t *ret_count)
{
        struct zl_id out[ZL_LEFT_OUT_MAX];
        size_t out_count =
            effective(core, &record->club, left_out, left_count, out);
        struct zl_signal_facts facts = {.state = ZL_STATE_NONE};

        if (record->kind != ZL_NOTE)
                core__facts(core, &record->signal, ZL_POSITION_END, &facts);
        return zl_signal_persons(core->directory, record->kind, &record->author,
            &record->club, core__point(core), &facts, out, out_count, ret,
            ret_count);
}

/* Every sealing key in force of every person. */
static int add_recipients(const struct zl_core *core,
    const struct zl_id *persons, size_t count, struct zl_context *context)
{
        struct zl_sealing_entry keys[ZL_RECIPIENTS_MAX];

        for (size_t i = 0; i < count; i++) {
                size_t found = zl_directory_sealing_keys(core->directory,
                    &persons[i], core__point(core), keys, ZL_RECIPIENTS_MAX);

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

/* Did all these persons receive that record? */
static bool all_may_see(const struct core__record *record,
    const struct zl_id *persons, size_t count)
{
        for (size_t i = 0; i < count; i++) {
                if (!is_among(
                        record->persons, record->person_count, &persons[i]))
                        return false;
        }
        return true;
}

/* The note, and the newest that everybody who receives this one has seen. */
static int add_previous(const struct zl_core *core,
    const struct core__record *record, const struct zl_id *persons,
    size_t count, struct zl_context *context)
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
                    all_may_see(other, persons, count))
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
    const struct zl_followed *followed, struct core__record *record)
{
        struct zl_record *parsed = calloc(1, sizeof(*parsed));
        const struct zl_member *author = NULL;
        struct zl_signal_facts facts;
        int status = ZL_E_MEMORY;

        if (parsed == NULL)
                return status;
        core__facts(core, &record->signal, ZL_POSITION_END, &facts);
        /* A note that is sealed anew is among what we know already. */
        if (record->kind == ZL_NOTE)
                facts = (struct zl_signal_facts){.state = ZL_STATE_NONE};
        status = zl_record_parse(
            bytes.data, bytes.size, true, &core->profile.organisation, parsed);
        if (status == ZL_OK)
                status = zl_signal_judge(core->directory, parsed,
                    core__point(core), &facts, followed, &author);
        if (status == ZL_OK && record->kind == ZL_NOTE)
                status = zl_signal_advance(
                    core->directory, parsed, author, NULL, &facts);
        if (status == ZL_OK) {
                record->hash = parsed->hash;
                core__take_context(&parsed->context, record);
                record->holder_count =
                    record->kind == ZL_NOTE ? (uint8_t)facts.holder_count : 0;
                memcpy(record->holders, facts.holders,
                    record->holder_count * sizeof(*facts.holders));
        }
        free(parsed);
        return status;
}

int core__seal(struct zl_core *core, struct core__record *record,
    const struct zl_id *left_out, size_t left_count, struct zl_bytes body,
    struct zl_buf *buf)
{
        struct zl_context *context = calloc(1, sizeof(*context));
        struct zl_id persons[ZL_PERSONS_MAX];
        size_t count = 0;
        int status = ZL_E_MEMORY;

        if (context == NULL)
                return status;
        begin_context(core, record, context);
        status =
            core__persons(core, record, left_out, left_count, persons, &count);
        if (status == ZL_OK)
                status = add_recipients(core, persons, count, context);
        if (status == ZL_OK)
                status = add_previous(core, record, persons, count, context);
        context->left_out_count = (uint8_t)effective(
            core, &record->club, left_out, left_count, context->left_out);
        if (status == ZL_OK)
                status = zl_context_sort(context);
        if (status == ZL_OK)
                status = zl_envelope_seal(&core->device, context, body, buf);
        if (status == ZL_OK)
                status = judge(core, zl_buf_bytes(buf), NULL, record);
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
        item.quiet = zl_kind_is_status(record->kind);
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

/* An acknowledgement that would be refused is not sent: it says nothing that
 * somebody else's has not said. */
int core__acknowledge(struct zl_core *core, const struct core__record *followed)
{
        struct zl_followed facts = {.known = true};
        struct zl_record *opened = calloc(1, sizeof(*opened));
        struct zl_context *context = calloc(1, sizeof(*context));
        struct core__item proto = {.quiet = true};
        struct core__record *record = NULL;
        struct zl_hash none = {{0}};
        struct zl_buf buf;
        int status = ZL_E_MEMORY;

        zl_buf_init(&buf, ZL_RECORD_MAX);
        if (opened == NULL || context == NULL)
                goto out;
        facts.signal = followed->signal;
        facts.author = followed->author;
        facts.record = opened;
        status = zl_record_parse(followed->bytes, followed->size, false,
            &core->profile.organisation, opened);
        if (status == ZL_OK)
                status = core__new_record(core, ZL_ACKNOWLEDGEMENT,
                    &followed->signal, &followed->club, &record);
        if (status != ZL_OK)
                goto out;
        begin_context(core, record, context);
        context->previous_count = 1;
        context->previous[0] = followed->hash;
        status = zl_record_write(&core->device, context, &none, NULL,
            (struct zl_bytes){NULL, 0}, &buf);
        if (status == ZL_OK)
                status = judge(core, zl_buf_bytes(&buf), &facts, record);
        if (status == ZL_OK) {
                status = core__queue_record(
                    core, record, NULL, zl_buf_bytes(&buf), &proto);
                record = NULL;
        }
out:
        core__record_free(record);
        zl_buf_free(&buf);
        free(context);
        free(opened);
        return status == ZL_E_MEMORY ? status : ZL_OK;
}
