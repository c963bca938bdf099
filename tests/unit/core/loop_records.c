/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Records in the server in memory: taken by the judgement everybody shares,
 * listed and given to whom docs/protocol.md, 7.9 to 7.13, says. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "loop_internal.h"
#include "signals.h"

/* ---- What is known ---- */

static bool among(const struct zl_id *ids, size_t count, const struct zl_id *id)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&ids[i], id))
                        return true;
        }
        return false;
}

static struct entry *find_record(struct loop *loop, const struct zl_id *id)
{
        for (uint64_t i = 0; i < loop->records.size; i++) {
                struct entry *entry = &loop->records.entries[i];

                if (zl_id_equal(&entry->record->context.id, id))
                        return entry;
        }
        return NULL;
}

/* The record that an acknowledgement follows. */
static struct zl_followed followed_by(
    struct loop *loop, const struct zl_record *record)
{
        const struct entry *entry = record->context.previous_count == 1
            ? loop__find(&loop->records, &record->context.previous[0])
            : NULL;

        if (entry == NULL || entry->bad)
                return (struct zl_followed){.known = false};
        return (struct zl_followed){.known = true,
            .signal = entry->record->context.signal,
            .author = entry->author,
            .record = entry->record};
}

static struct zl_signal_facts facts_of(
    struct loop *loop, const struct zl_id *signal)
{
        struct zl_signal_facts facts = {.state = ZL_STATE_NONE};

        for (uint64_t i = 0; i < loop->records.size; i++) {
                const struct entry *entry = &loop->records.entries[i];
                struct zl_followed followed;

                if (entry->bad ||
                    !zl_id_equal(&entry->record->context.signal, signal))
                        continue;
                followed = followed_by(loop, entry->record);
                REQUIRE_OK(zl_signal_advance(loop->directory, entry->record,
                    zl_directory_member(loop->directory, &entry->author),
                    &followed, &facts));
        }
        return facts;
}

static struct zl_point now_of(const struct loop *loop)
{
        return (struct zl_point){loop->statements.size, loop->now};
}

static bool holds(const struct loop *loop, const struct zl_signal_facts *facts,
    const struct zl_id *member)
{
        struct zl_id ids[ZL_PERSONS_MAX];
        size_t count = 0;

        if (facts->state == ZL_STATE_NONE)
                return false;
        zl_signal_holders(loop->directory, facts, now_of(loop), ids, &count);
        return among(ids, count, member);
}

/* Only the server knows that a body was given out. */
static void see_opened(struct loop *loop, const struct zl_id *signal,
    struct zl_signal_facts *facts)
{
        for (uint64_t i = 0; i < loop->records.size; i++) {
                const struct entry *entry = &loop->records.entries[i];

                if (entry->given && facts->state == ZL_STATE_WAITING &&
                    zl_id_equal(&entry->record->context.signal, signal))
                        facts->state = ZL_STATE_OPENED;
        }
}

static bool is_gone(const struct zl_signal_facts *facts)
{
        return facts->state == ZL_STATE_RETRACTED ||
            facts->state == ZL_STATE_ERASED;
}

static bool answers(enum zl_kind kind)
{
        return kind == ZL_ACKNOWLEDGEMENT || kind == ZL_UNREADABLE;
}

static bool receives(const struct entry *entry, const struct zl_id *member)
{
        for (uint8_t i = 0; i < entry->record->context.recipient_count; i++) {
                if (zl_id_equal(
                        &entry->record->context.recipients[i].member, member))
                        return true;
        }
        return false;
}

static struct zl_id id_of_text(const char *text)
{
        char hex[ZL_ID_TEXT];
        struct zl_id id;

        memcpy(hex, text, ZL_ID_TEXT - 1);
        hex[ZL_ID_TEXT - 1] = '\0';
        REQUIRE_OK(zl_hex_parse(hex, id.bytes, ZL_ID_SIZE));
        return id;
}

static struct entry *record_of_text(struct loop *loop, const char *text)
{
        struct zl_id id = id_of_text(text);

        return find_record(loop, &id);
}

static void show(struct sight *seen, const struct zl_id *scope)
{
        size_t count = seen->sight.extra_count;

        if (among(seen->ids, count, scope))
                return;
        seen->ids = realloc(seen->ids, (count + 1) * sizeof(*seen->ids));
        REQUIRE(seen->ids != NULL);
        seen->ids[count] = *scope;
        seen->sight.extra = seen->ids;
        seen->sight.extra_count = count + 1;
}

static void show_district(
    struct loop *loop, struct sight *seen, const struct zl_id *member)
{
        const struct zl_id *district =
            zl_directory_district_of(loop->directory, member);

        if (district != NULL)
                show(seen, district);
}

static void show_districts(
    struct loop *loop, struct sight *seen, const struct zl_id *signal)
{
        for (uint64_t i = 0; i < loop->records.size; i++) {
                const struct entry *entry = &loop->records.entries[i];
                const struct zl_context *context = &entry->record->context;

                if (!zl_id_equal(&context->signal, signal) ||
                    zl_kind_is_inner(context->kind))
                        continue;
                show_district(loop, seen, &entry->author);
                for (uint8_t r = 0; r < context->recipient_count; r++)
                        show_district(
                            loop, seen, &context->recipients[r].member);
        }
}

/* By docs/protocol.md, 7.4: the club of what is held; the districts of whom
 * the records of an own signal name. */
struct sight loop__sight(struct loop *loop, const struct zl_id *viewer)
{
        const struct zl_member *member =
            zl_directory_member(loop->directory, viewer);
        struct sight seen = {.sight = {.viewer = *viewer}};

        REQUIRE(member != NULL);
        if (loop->lie == LOOP_HIDE_ELSEWHERE)
                return seen;
        for (uint64_t i = 0; i < loop->records.size; i++) {
                const struct entry *entry = &loop->records.entries[i];
                struct zl_signal_facts facts;

                if (entry->record->context.kind != ZL_NOTE)
                        continue;
                facts = facts_of(loop, &entry->record->context.id);
                if (member->role == ZL_ROLE_PROFESSIONAL &&
                    holds(loop, &facts, viewer))
                        show(&seen, &facts.club);
                if (member->role == ZL_ROLE_CONTACT &&
                    zl_id_equal(&facts.author, viewer))
                        show_districts(loop, &seen, &entry->record->context.id);
        }
        return seen;
}

/* ---- Taking ---- */

static void list_to(struct entry *entry, const struct zl_id *id)
{
        if (among(entry->listed, entry->listed_count, id))
                return;
        REQUIRE(entry->listed_count < LISTED_MAX);
        entry->listed[entry->listed_count++] = *id;
}

static void list_holders(
    struct loop *loop, struct entry *entry, const struct zl_signal_facts *facts)
{
        struct zl_id ids[ZL_PERSONS_MAX];
        size_t count = 0;

        zl_signal_holders(loop->directory, facts, now_of(loop), ids, &count);
        for (size_t i = 0; i < count; i++)
                list_to(entry, &ids[i]);
        list_to(entry, &facts->author);
}

/* Whom it is listed to is settled when it is taken. */
static void list_entry(struct loop *loop, struct entry *entry,
    const struct zl_signal_facts *before)
{
        const struct zl_context *context = &entry->record->context;
        const struct entry *followed = NULL;

        list_to(entry, &entry->author);
        for (uint8_t i = 0; i < context->recipient_count; i++)
                list_to(entry, &context->recipients[i].member);
        if (answers(context->kind)) {
                followed = loop__find(&loop->records, &context->previous[0]);
                for (size_t i = 0; i < followed->listed_count; i++)
                        list_to(entry, &followed->listed[i]);
        } else if (zl_kind_is_status(context->kind) ||
            context->kind == ZL_HANDOVER || context->kind == ZL_STEP_OUT ||
            context->kind == ZL_RESEAL) {
                list_holders(loop, entry, before);
        }
}

static void wipe_if_gone(struct loop *loop, const struct zl_id *signal)
{
        struct zl_signal_facts facts = facts_of(loop, signal);

        for (uint64_t i = 0; i < loop->records.size && is_gone(&facts); i++) {
                struct entry *entry = &loop->records.entries[i];

                if (zl_id_equal(&entry->record->context.signal, signal))
                        entry->wiped = true;
        }
}

static int judge(struct loop *loop, const struct zl_record *record,
    struct zl_signal_facts *ret_facts, const struct zl_member **ret_author)
{
        struct zl_followed followed = followed_by(loop, record);

        *ret_facts = facts_of(loop, &record->context.signal);
        see_opened(loop, &record->context.signal, ret_facts);
        return zl_signal_judge(loop->directory, record, now_of(loop), ret_facts,
            &followed, ret_author);
}

/* By docs/protocol.md, 3.3: nothing came that its author did not know of. */
static bool is_outrun(const struct loop *loop, const struct zl_record *record)
{
        const struct zl_context *context = &record->context;

        if (context->kind != ZL_HANDOVER && context->kind != ZL_STEP_OUT)
                return false;
        for (uint64_t i = context->seen.records; i < loop->records.size; i++) {
                const struct entry *entry = &loop->records.entries[i];

                if (!entry->bad &&
                    zl_id_equal(
                        &entry->record->context.signal, &context->signal) &&
                    !zl_kind_is_status(entry->record->context.kind))
                        return true;
        }
        return false;
}

static int put_known(struct loop *loop, struct entry *entry,
    struct zl_bytes body, struct zl_buf *answer)
{
        return entry->size == body.size &&
                memcmp(entry->bytes, body.data, body.size) == 0
            ? loop__give_receipt(loop, &loop->records, entry, false, answer)
            : loop__problem(loop, ZL_E_CONFLICT, answer);
}

int loop__put_record(
    struct loop *loop, struct zl_bytes body, struct zl_buf *answer)
{
        struct zl_record *record = calloc(1, sizeof(*record));
        const struct zl_member *author = NULL;
        struct zl_signal_facts before;
        struct entry *entry = NULL;
        int status = ZL_OK;

        REQUIRE(record != NULL);
        status = zl_record_parse(
            body.data, body.size, true, &loop->organisation, record);
        if (status == ZL_OK)
                entry = find_record(loop, &record->context.id);
        if (entry != NULL) {
                free(record);
                return put_known(loop, entry, body, answer);
        }
        if (status == ZL_OK)
                status = judge(loop, record, &before, &author);
        if (status == ZL_OK &&
            (loop->lie == LOOP_OUTRUN || is_outrun(loop, record)))
                status = ZL_E_OUTRUN;
        if (status == ZL_OK && loop->lie == LOOP_OTHER_PERSONS)
                status = ZL_E_RECIPIENTS;
        if (status != ZL_OK) {
                free(record);
                return loop__problem(loop, status, answer);
        }
        entry = loop__append(loop, &loop->records, body);
        REQUIRE_OK(zl_record_parse(
            entry->bytes, entry->size, true, &loop->organisation, record));
        entry->record = record;
        entry->hash = record->hash;
        entry->author = author->id;
        entry->author_role = author->role;
        list_entry(loop, entry, &before);
        wipe_if_gone(loop, &record->context.signal);
        return loop__give_receipt(loop, &loop->records, entry, true, answer);
}

/* ---- Taking what nobody should ---- */

static struct zl_id organisation_of(struct zl_bytes bytes)
{
        struct zl_id id;

        REQUIRE(bytes.size > 2 + ZL_ID_SIZE);
        memcpy(id.bytes, bytes.data + 2, ZL_ID_SIZE); /* version, kind */
        return id;
}

int loop_take(struct loop *loop, struct zl_bytes record, const struct zl_id *to,
    size_t count, struct zl_hash *ret_hash)
{
        struct zl_id organisation = organisation_of(record);
        struct entry *entry = loop__append(loop, &loop->records, record);
        struct zl_record *parsed = calloc(1, sizeof(*parsed));
        const struct zl_member *author = NULL;
        struct zl_signal_facts before;
        int status = ZL_OK;

        REQUIRE(parsed != NULL);
        loop->records.size--; /* it is judged by what stands before it */
        REQUIRE_OK(zl_record_parse(
            entry->bytes, entry->size, true, &organisation, parsed));
        status = judge(loop, parsed, &before, &author);
        loop->records.size++;
        entry->record = parsed;
        entry->hash = parsed->hash;
        entry->bad = status != ZL_OK;
        if (ret_hash != NULL)
                *ret_hash = parsed->hash;
        if (!entry->bad) {
                entry->author = author->id;
                entry->author_role = author->role;
                wipe_if_gone(loop, &parsed->context.signal);
        }
        for (size_t i = 0; i < count; i++)
                list_to(entry, &to[i]);
        return status;
}

bool loop_was_used(struct loop *loop, const struct zl_hash *hash)
{
        const struct entry *used = loop__find(&loop->records, hash);

        REQUIRE(used != NULL);
        for (uint64_t i = 0; i < loop->records.size; i++) {
                const struct entry *entry = &loop->records.entries[i];
                const struct zl_context *context = &entry->record->context;

                if (!entry->bad && answers(context->kind) &&
                    zl_hash_equal(&context->previous[0], hash))
                        return true;
        }
        return used->given;
}

/* ---- Seals ---- */

static bool is_in_force(const struct loop *loop, const struct zl_id *member,
    const struct zl_sealing_key *key)
{
        struct zl_sealing_entry keys[ZL_RECIPIENTS_MAX];
        size_t count = zl_directory_sealing_keys(
            loop->directory, member, now_of(loop), keys, ZL_RECIPIENTS_MAX);

        for (size_t i = 0; i < count; i++) {
                if (zl_sealing_key_equal(&keys[i].key, key))
                        return true;
        }
        return false;
}

/* This member's seals for keys not in force any more are dropped. */
static void drop_seals(
    struct loop *loop, struct entry *entry, const struct zl_id *member)
{
        const struct zl_context *context = &entry->record->context;

        for (uint8_t i = 0; i < context->recipient_count; i++) {
                if (zl_id_equal(&context->recipients[i].member, member) &&
                    !is_in_force(loop, member, &context->recipients[i].key))
                        entry->record->seals[i].present = false;
        }
        for (size_t i = 0; i < entry->added_count;) {
                if (zl_id_equal(&entry->added[i].member, member) &&
                    !is_in_force(loop, member, &entry->added[i].key))
                        entry->added[i] = entry->added[--entry->added_count];
                else
                        i++;
        }
}

int loop__put_seal(struct loop *loop, const struct zl_id *sender,
    const char *text, struct zl_bytes body, struct zl_buf *answer)
{
        struct entry *entry = record_of_text(loop, text);
        const struct zl_member *member =
            zl_directory_member(loop->directory, sender);
        struct added_seal added = {.member = *sender};
        struct zl_signal_facts facts;
        unsigned relations = 0;

        REQUIRE_OK(
            zl_hex_parse(text + 32 + strlen("/seals/"), added.key.bytes, 32));
        if (entry == NULL || loop->lie == LOOP_NO_SEALS)
                return loop__problem(loop, ZL_E_NOT_FOUND, answer);
        facts = facts_of(loop, &entry->record->context.signal);
        if (holds(loop, &facts, sender))
                relations |= ZL_REL_HOLDER;
        if (receives(entry, sender))
                relations |= ZL_REL_RECIPIENT;
        if (!zl_policy_allows(ZL_ACT_PUT_SEAL, zl_actor_of(member->role),
                relations, facts.state) ||
            body.size != ZL_SEAL_SIZE || !is_in_force(loop, sender, &added.key))
                return loop__problem(loop, ZL_E_POLICY, answer);
        memcpy(added.seal.bytes, body.data, ZL_SEAL_SIZE);
        for (size_t i = 0; i < entry->added_count; i++) {
                if (zl_sealing_key_equal(&entry->added[i].key, &added.key))
                        entry->added[i] = entry->added[--entry->added_count];
        }
        REQUIRE(entry->added_count < ADDED_MAX);
        entry->added[entry->added_count++] = added;
        drop_seals(loop, entry, sender);
        return 201;
}

/* ---- Lists ---- */

static int compare_added(const void *a, const void *b)
{
        const struct added_seal *const *x = a;
        const struct added_seal *const *y = b;

        return memcmp((*x)->key.bytes, (*y)->key.bytes, ZL_SEALING_KEY_SIZE);
}

static void put_added(
    const struct entry *entry, const struct zl_id *viewer, struct zl_buf *item)
{
        const struct added_seal *own[ADDED_MAX];
        uint8_t count = 0;

        for (size_t i = 0; i < entry->added_count && !entry->wiped; i++) {
                if (zl_id_equal(&entry->added[i].member, viewer))
                        own[count++] = &entry->added[i];
        }
        if (count > 1)
                qsort(own, count, sizeof(own[0]), compare_added);
        zl_put_u8(item, count);
        for (uint8_t i = 0; i < count; i++) {
                zl_put_bytes(item, own[i]->key.bytes, ZL_SEALING_KEY_SIZE);
                zl_put_bytes(item, own[i]->seal.bytes, ZL_SEAL_SIZE);
        }
}

static void put_listed(
    const struct entry *entry, const struct zl_id *viewer, struct zl_buf *item)
{
        const struct zl_record *record = entry->record;

        zl_put_bytes(item, record->head_bytes.data, record->head_bytes.size);
        for (uint8_t i = 0; i < record->context.recipient_count; i++) {
                const struct zl_record_seal *seal = &record->seals[i];
                bool there = seal->present && !entry->wiped;

                zl_put_u8(item, there);
                if (there)
                        zl_put_bytes(item, seal->seal.bytes, ZL_SEAL_SIZE);
                else
                        zl_put_bytes(item, seal->hash.bytes, ZL_HASH_SIZE);
        }
        put_added(entry, viewer, item);
}

/* Which records a list has. */
struct chosen {
        const struct zl_id *viewer;
        const struct zl_id *signal; /* NULL: all that are listed */
        bool outer; /* without what is hidden from the club */
};

static bool is_in(
    struct loop *loop, const struct entry *entry, const struct chosen *chosen)
{
        const struct zl_context *context = &entry->record->context;
        const struct entry *followed = NULL;

        if (chosen->signal == NULL || loop->lie == LOOP_CARELESS)
                return among(entry->listed, entry->listed_count,
                           chosen->viewer) &&
                    (chosen->signal == NULL ||
                        zl_id_equal(&context->signal, chosen->signal));
        if (!zl_id_equal(&context->signal, chosen->signal))
                return false;
        if (!chosen->outer)
                return true;
        if (answers(context->kind))
                followed = loop__find(&loop->records, &context->previous[0]);
        return !zl_kind_is_inner(context->kind) &&
            (followed == NULL ||
                !zl_kind_is_inner(followed->record->context.kind));
}

/* The items of a list, the lies about its order included. */
static void put_items(struct loop *loop, const struct chosen *chosen,
    const uint64_t *indexes, uint16_t count, struct zl_buf *items)
{
        struct log *log = &loop->records;
        struct zl_buf item;

        zl_buf_init(&item, ZL_RECORD_MAX);
        for (uint16_t i = 0; i < count; i++) {
                uint64_t at = loop->lie == LOOP_BACKWARDS
                    ? indexes[count - 1 - i]
                    : indexes[i];

                zl_buf_reset(&item);
                put_listed(&log->entries[at], chosen->viewer, &item);
                loop__put_item(loop, log, at, zl_buf_bytes(&item), items);
        }
        zl_buf_free(&item);
}

static int give_list(struct loop *loop, const struct chosen *chosen,
    uint64_t after, struct zl_buf *answer)
{
        struct log *log = &loop->records;
        uint64_t next = after;
        uint64_t indexes[PAGE + 1];
        struct zl_buf items;
        uint16_t count = 0;

        for (; next < log->size && count < PAGE; next++) {
                if (!is_in(loop, &log->entries[next], chosen) ||
                    (loop->lie == LOOP_HIDE_NOTES &&
                        log->entries[next].record->context.kind == ZL_NOTE))
                        continue;
                indexes[count++] = next;
        }
        if (loop->lie == LOOP_TWICE && count > 0) {
                memmove(indexes + 1, indexes, count * sizeof(*indexes));
                count++;
        }
        zl_buf_init(&items, ZL_BUNDLE_MAX);
        put_items(loop, chosen, indexes, count, &items);
        /* The last byte but one of the last item is of its last seal. */
        if (loop->lie == LOOP_OTHER_RECORD && items.size > 0)
                items.data[items.size - 2] ^= 1;
        return loop__give_bundle(loop, log, next, count, &items, answer);
}

int loop__get_records(struct loop *loop, const struct zl_id *viewer,
    uint64_t after, struct zl_buf *answer)
{
        struct chosen chosen = {.viewer = viewer};

        return give_list(loop, &chosen, after, answer);
}

int loop__get_signal(struct loop *loop, const struct zl_id *viewer,
    const char *text, uint64_t after, struct zl_buf *answer)
{
        struct entry *note = record_of_text(loop, text);
        struct chosen chosen = {.viewer = viewer};
        struct zl_id signal = id_of_text(text);
        struct zl_signal_facts facts;

        chosen.signal = &signal;
        if (loop->lie == LOOP_CARELESS)
                return give_list(loop, &chosen, after, answer);
        if (note == NULL)
                return loop__problem(loop, ZL_E_NOT_FOUND, answer);
        facts = facts_of(loop, chosen.signal);
        chosen.outer = !holds(loop, &facts, viewer);
        if (chosen.outer && !zl_id_equal(&facts.author, viewer))
                return loop__problem(loop, ZL_E_NOT_FOUND, answer);
        return give_list(loop, &chosen, after, answer);
}

/* ---- Bodies ---- */

/* A contact reads what the author wrote or received, and nothing else. */
static bool may_read(struct loop *loop, const struct entry *entry,
    const struct zl_signal_facts *facts, const struct zl_id *viewer)
{
        const struct zl_member *member =
            zl_directory_member(loop->directory, viewer);
        enum zl_kind kind = entry->record->context.kind;

        if (member->role == ZL_ROLE_PROFESSIONAL)
                return holds(loop, facts, viewer);
        return receives(entry, viewer) ||
            (zl_id_equal(&facts->author, viewer) &&
                (kind == ZL_NOTE || kind == ZL_ADDENDUM ||
                    kind == ZL_FEEDBACK));
}

int loop__get_body(struct loop *loop, const struct zl_id *viewer,
    const char *text, struct zl_buf *answer)
{
        struct entry *entry = record_of_text(loop, text);
        struct zl_signal_facts facts;

        if (entry == NULL)
                return loop__problem(loop, ZL_E_NOT_FOUND, answer);
        facts = facts_of(loop, &entry->record->context.signal);
        if (loop->lie != LOOP_CARELESS &&
            !may_read(loop, entry, &facts, viewer))
                return loop__problem(loop, ZL_E_NOT_FOUND, answer);
        if (entry->wiped)
                return loop__problem(loop, ZL_E_ERASED, answer);
        if (!zl_id_equal(&entry->author, viewer))
                entry->given = true;
        zl_put_bytes(
            answer, entry->record->body.data, entry->record->body.size);
        if (loop->lie == LOOP_OTHER_BODY)
                answer->data[30] ^= 1;
        return 200;
}
