/* SPDX-License-Identifier: EUPL-1.2 */
/*~ A record that the log has: the judgement that the server made is made
 * again, at the same point and after the same records.  What cannot be judged
 * because something before it is missing is put aside and judged again once
 * that is there; what fails is told and never shown. */
#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

void core__say_refused(struct zl_core *core, const struct zl_id *id, int reason)
{
        char text[ZL_ID_TEXT];

        zl_hex_of(id->bytes, ZL_ID_SIZE, text);
        core__say(core, ZL_MSG_RECORD_REFUSED, text, zl_status_str(reason),
            NULL, NULL);
}

/* ---- Judging ---- */

/* Could somebody be this contact in what we cannot see: the author that the
 * signal had, or who took that place once its author was gone? */
static bool is_author_then(const struct zl_core *core,
    const struct zl_record *record, struct zl_point at,
    const struct zl_signal_facts *facts, const struct zl_id *contact)
{
        const struct zl_device_entry *device =
            zl_directory_device(core->directory, &record->context.author);

        if (record->context.kind == ZL_NOTE)
                return zl_id_equal(contact, &device->member);
        if (record->context.kind == ZL_RESEAL)
                return record->context.recipient_count == 1 &&
                    zl_directory_member_in_force(
                        core->directory, &facts->author, at) != ZL_OK;
        return zl_id_equal(contact, &facts->author);
}

/* Contacts are not shown each other's sealing keys, so who takes the place of
 * another cannot hold what was sealed to that one against the table; but that
 * it was one contact and the right one is seen all the same. */
static bool hides_keys(const struct zl_core *core,
    const struct zl_record *record, struct zl_point at,
    const struct zl_signal_facts *facts)
{
        const struct zl_context *context = &record->context;
        const struct zl_id *contact = NULL;

        if (core->profile.role != ZL_ROLE_CONTACT)
                return false;
        for (uint8_t i = 0; i < context->recipient_count; i++) {
                const struct zl_id *id = &context->recipients[i].member;
                const struct zl_member *member =
                    zl_directory_member(core->directory, id);

                if (member == NULL || member->role != ZL_ROLE_CONTACT)
                        continue;
                if (contact != NULL && !zl_id_equal(contact, id))
                        return false;
                contact = id;
        }
        return contact != NULL &&
            !zl_id_equal(contact, &core->profile.member) &&
            is_author_then(core, record, at, facts, contact);
}

/* Recipients are judged last: all else was right. */
static int judge_hidden(const struct zl_core *core,
    const struct zl_record *record, struct zl_point at,
    const struct zl_signal_facts *facts, int status,
    const struct zl_member **ret_author)
{
        const struct zl_device_entry *device = NULL;

        if (status != ZL_E_RECIPIENTS || !hides_keys(core, record, at, facts))
                return status;
        device = zl_directory_device(core->directory, &record->context.author);
        *ret_author = zl_directory_member(core->directory, &device->member);
        return ZL_OK;
}

/* What was judged by statements that may be old was not judged. */
static int judge_seen(
    const struct zl_core *core, const struct zl_record *record, int status)
{
        return core__in_sight(core, &record->context, status) ? status
                                                              : ZL_E_NOT_FOUND;
}

static int judge(const struct zl_core *core, const struct zl_record *record,
    const struct zl_proof *proof, bool whole,
    const struct zl_member **ret_author)
{
        const struct zl_context *context = &record->context;
        struct zl_point at = {proof->statements, proof->time};
        struct zl_followed followed = {.known = false};
        struct zl_signal_facts facts;
        int status = ZL_OK;

        core__facts(core, &context->signal, true, proof->index, &facts);
        if (context->kind != ZL_NOTE && facts.state == ZL_STATE_NONE)
                return ZL_E_NOT_FOUND;
        if (core__answers(context->kind) && context->previous_count == 1)
                followed = core__followed(core, &context->previous[0]);
        status = judge_hidden(core, record, at, &facts,
            zl_signal_judge(
                core->directory, record, at, &facts, &followed, ret_author),
            ret_author);
        status = judge_seen(core, record, status);
        return status == ZL_OK
            ? core__check_ours(core, record, at, &facts, &followed, whole)
            : status;
}

/* Does it name us as one who receives the signal from somebody else?  Then
 * what came before decides, and we may not have been shown that. */
static bool passes_to_us(
    const struct zl_core *core, const struct zl_record *record)
{
        const struct zl_context *context = &record->context;
        bool names = false;

        for (uint8_t i = 0; i < context->recipient_count; i++)
                names = names ||
                    zl_id_equal(
                        &context->recipients[i].member, &core->profile.member);
        return names && core__passes_on(context->kind) &&
            !zl_sign_key_equal(&context->author, &core->device.key);
}

/* Does it follow something that we do not have? */
static bool follows_unknown(
    const struct zl_core *core, const struct zl_record *record)
{
        for (uint8_t i = 0; i < record->context.previous_count; i++) {
                if (core__record_of_hash(core, &record->context.previous[i]) ==
                    NULL)
                        return true;
        }
        return false;
}

static bool is_missing(int reason)
{
        return reason == ZL_E_NOT_FOUND || reason == ZL_E_CHAIN ||
            reason == ZL_E_INCOMPLETE;
}

/* Who handed a signal over is still shown some of what happens to it, and
 * not enough to judge it all. */
static bool was_holder(const struct zl_core *core, const struct zl_id *signal)
{
        struct zl_signal_facts facts;

        core__facts(core, signal, true, ZL_POSITION_END, &facts);
        return core->profile.role == ZL_ROLE_PROFESSIONAL &&
            facts.state != ZL_STATE_NONE &&
            !core__holds(core, &facts, &core->profile.member);
}

/* ---- Putting aside ---- */

static struct core__pending *pending_at(
    const struct zl_core *core, uint64_t index)
{
        for (size_t i = 0; i < core->pending_count; i++) {
                if (core->pending[i].index == index)
                        return &core->pending[i];
        }
        return NULL;
}

static int drop_pending(struct zl_core *core, struct core__pending *pending)
{
        size_t at = (size_t)(pending - core->pending);
        uint8_t key[8];

        core__number_key(pending->index, key);
        free(pending->bytes);
        core->pending_count--;
        memmove(pending, pending + 1,
            (core->pending_count - at) * sizeof(*pending));
        return core__delete(core, CORE__PENDING, key, sizeof(key));
}

/* Does something before it in its signal wait to be judged?  Judged without
 * that, who stepped out would still count as a holder, and what was rightly
 * sealed to those who are left would be refused. */
static bool waits_before(const struct zl_core *core,
    const struct zl_record *record, const struct zl_proof *proof)
{
        for (size_t i = 0; i < core->pending_count; i++) {
                const struct core__pending *pending = &core->pending[i];

                if (pending->index < proof->index && !pending->told &&
                    zl_id_equal(&pending->signal, &record->context.signal))
                        return true;
        }
        return false;
}

static int put_aside(struct zl_core *core, const struct zl_record *record,
    const struct zl_proof *proof, struct zl_bytes item, bool whole)
{
        struct core__pending pending = {.id = record->context.id,
            .signal = record->context.signal,
            .index = proof->index,
            .statements = proof->statements,
            .time = proof->time,
            .news = !whole,
            .size = item.size};
        size_t at = core->pending_count;
        int status = ZL_OK;

        core->sync.aside = true;
        if (pending_at(core, proof->index) != NULL)
                return ZL_OK;
        if (core->pending_count == CORE__PENDING_MAX) {
                core__say_refused(core, &pending.id, ZL_E_TOO_LARGE);
                return ZL_OK;
        }
        status = core__grow(
            &core->pending, core->pending_count, sizeof(*core->pending));
        if (status == ZL_OK)
                status = zl_bytes_copy(item.data, item.size, &pending.bytes);
        if (status == ZL_OK)
                status = core__put_pending(core, &pending);
        if (status != ZL_OK) {
                free(pending.bytes);
                return status;
        }
        while (at > 0 && core->pending[at - 1].index > pending.index)
                at--;
        memmove(&core->pending[at + 1], &core->pending[at],
            (core->pending_count - at) * sizeof(*core->pending));
        core->pending[at] = pending;
        core->pending_count++;
        return ZL_OK;
}

/* ---- Telling ---- */

static void say_handed_over(
    struct zl_core *core, const struct core__record *record, const char *signal)
{
        struct core__names names;

        if (core__among(
                record->persons, record->person_count, &core->profile.member)) {
                core__say(core, ZL_MSG_HANDED_TO_US, signal,
                    zl_kind_str(record->kind),
                    core__name_of(core, &record->author), NULL);
                return;
        }
        core__names(core, record->persons, record->person_count, &names);
        core__say_all(core, ZL_MSG_HANDED_OVER,
            (const char *const[ZL_MSG_ARGS]){signal, zl_kind_str(record->kind),
                names.names, core__name_of(core, &record->author),
                names.others});
}

/* Only the author of what does not open can mend it. */
static void say_unreadable(
    struct zl_core *core, const struct core__record *record, const char *signal)
{
        const struct core__record *followed =
            core__record_of_hash(core, &record->follows);

        if (followed != NULL &&
            zl_id_equal(&followed->author, &core->profile.member))
                core__say(core, ZL_MSG_UNREADABLE, signal,
                    zl_kind_str(followed->kind),
                    core__name_of(core, &record->author), NULL);
}

/* It is on the server, whatever was said of it before. */
static void say_sent(
    struct zl_core *core, const struct core__record *record, bool denied)
{
        char id[ZL_ID_TEXT];
        char signal[ZL_ID_TEXT];

        if (core__answers(record->kind))
                return; /* goes by itself */
        zl_hex_of(record->id.bytes, ZL_ID_SIZE, id);
        zl_hex_of(record->signal.bytes, ZL_ID_SIZE, signal);
        core__say(core, denied ? ZL_MSG_SENT_AFTER_ALL : ZL_MSG_SENT,
            zl_kind_str(record->kind), id, denied ? signal : NULL, NULL);
}

static void say_new(
    struct zl_core *core, const struct core__record *record, bool whole)
{
        const struct zl_club_entry *club =
            zl_directory_club(core->directory, &record->club);
        const char *name = core__name_of(core, &record->author);
        char signal[ZL_ID_TEXT];

        zl_hex_of(record->signal.bytes, ZL_ID_SIZE, signal);
        if (zl_id_equal(&record->author, &core->profile.member))
                return;
        if (record->kind == ZL_NOTE)
                core__say(core, ZL_MSG_NEW_SIGNAL, signal,
                    club == NULL ? "" : club->club.name, name, NULL);
        else if (record->kind == ZL_HANDOVER || record->kind == ZL_STEP_OUT)
                say_handed_over(core, record, signal);
        else if (whole)
                return; /* what was long ago is no news */
        else if (record->kind == ZL_ACKNOWLEDGEMENT)
                core__say(core, ZL_MSG_ACKNOWLEDGED, signal, name, NULL, NULL);
        else if (record->kind == ZL_UNREADABLE)
                say_unreadable(core, record, signal);
        else
                core__say(core, ZL_MSG_NEW_RECORD, zl_kind_str(record->kind),
                    signal, name, NULL);
}

/* ---- Keeping ---- */

/* With the key of this device, which its parsing has verified. */
static bool is_signed_here(
    const struct zl_core *core, const struct zl_record *record)
{
        return zl_sign_key_equal(&record->context.author, &core->device.key);
}

static bool is_earlier(const struct zl_core *core,
    const struct core__record *known, const struct zl_record *record)
{
        return !known->logged && is_signed_here(core, record) &&
            !zl_hash_equal(&known->hash, &record->hash);
}

/* Does our seal hold?  What does not open is said, here and to the author. */
static int check_seal(struct zl_core *core, const struct zl_record *record,
    struct core__record *kept)
{
        struct zl_secret *content_key = NULL;
        char id[ZL_ID_TEXT];
        int status = ZL_OK;

        core__take_seals(core, record, kept);
        if (zl_kind_is_status(kept->kind) || !core__can_open(core, kept))
                return ZL_OK; /* not sealed to this device, or not yet */
        status = core__content_key(core, kept, record, &content_key);
        zl_secret_free(content_key);
        if (status == ZL_OK || status == ZL_E_MEMORY)
                return status;
        kept->closed = true;
        zl_hex_of(kept->id.bytes, ZL_ID_SIZE, id);
        core__say(
            core, ZL_MSG_SEAL_REFUSED, id, zl_status_str(status), NULL, NULL);
        return ZL_OK;
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
    struct zl_bytes item, bool whole)
{
        struct core__record *kept = calloc(1, sizeof(*kept));
        const struct core__pending *aside = NULL;
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
        kept->statements = proof->statements;
        kept->time = proof->time;
        kept->progress = zl_id_equal(&author->id, &core->profile.member)
            ? ZL_STORED
            : ZL_LISTED;
        kept->behind = !whole && follows_unknown(core, record);
        core__take_context(&record->context, kept);
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
        aside = pending_at(core, proof->index);
        say_new(core, kept, whole && (aside == NULL || !aside->news));
        if (is_signed_here(core, record))
                say_sent(core, kept, true);
        if (kept->closed)
                status = core__answer(core, ZL_UNREADABLE, kept);
        return status == ZL_OK ? let_go(core, kept) : status;
}

/* The log has it, at this place. */
static int place(struct zl_core *core, struct core__record *known,
    const struct zl_record *record, const struct zl_proof *proof,
    struct zl_bytes bytes)
{
        uint8_t *copy = NULL;
        int status = zl_bytes_copy(bytes.data, bytes.size, &copy);

        if (status != ZL_OK)
                return status;
        free(known->bytes);
        known->bytes = copy;
        known->size = bytes.size;
        known->logged = true;
        known->index = proof->index;
        known->statements = proof->statements;
        known->time = proof->time;
        core__take_seals(core, record, known);
        if (known->progress != ZL_OPENED && known->progress != ZL_LISTED)
                known->progress = ZL_STORED;
        core__sort_records(core);
        return core__put_record(core, known);
}

/* One that we know: ours, whether or not its receipt reached us, or listed
 * again with seals that were made since. */
static int keep_known(struct zl_core *core, struct core__record *known,
    const struct zl_record *record, const struct zl_proof *proof,
    struct zl_bytes bytes)
{
        struct core__item *item = core__item_of(core, &known->id);
        int status = ZL_OK;

        /* Other bytes under its id, or the same a second time. */
        if (!zl_hash_equal(&known->hash, &record->hash) ||
            (known->logged && known->index != proof->index)) {
                core__say_refused(core, &record->context.id, ZL_E_CONFLICT);
                return ZL_OK;
        }
        status = place(core, known, record, proof, bytes);
        if (status == ZL_OK && item != NULL && item->state != CORE__KEPT) {
                item->state = CORE__KEPT;
                status = core__put_item(core, item);
        }
        return status;
}

/* An earlier sealing of what we have sealed anew, or given up.  Nobody else
 * can have signed it, so it is what we sent, for the persons of then: what we
 * have here of another sealing will never be taken. */
static int keep_earlier(struct zl_core *core, struct core__record *known,
    const struct zl_record *record, const struct zl_proof *proof,
    struct zl_bytes bytes)
{
        struct core__item *item = core__item_of(core, &known->id);
        bool denied = known->progress == ZL_FAILED ||
            known->progress == ZL_ASKING || (item != NULL && item->rung);
        int status = item == NULL ? ZL_OK : core__item_drop(core, item);

        if (status != ZL_OK)
                return status;
        known->hash = record->hash;
        core__take_context(&record->context, known);
        status = place(core, known, record, proof, bytes);
        if (status == ZL_OK)
                say_sent(core, known, denied);
        return status;
}

static int keep(struct zl_core *core, const struct zl_record *record,
    const struct zl_proof *proof, const struct zl_member *author,
    struct zl_bytes item, bool whole)
{
        struct core__record *known = core__record(core, &record->context.id);

        if (known != NULL)
                return keep_earlier(core, known, record, proof, item);
        return keep_new(core, record, proof, author, item, whole);
}

/* It was refused, or something before it is missing. */
static int not_kept(struct zl_core *core, const struct zl_record *record,
    const struct zl_proof *proof, struct zl_bytes item, bool whole, int reason)
{
        struct core__pending *aside = NULL;

        if (is_missing(reason) || (!whole && follows_unknown(core, record)))
                return put_aside(core, record, proof, item, whole);
        if (!was_holder(core, &record->context.signal))
                core__say_refused(core, &record->context.id, reason);
        aside = pending_at(core, proof->index);
        return aside == NULL ? ZL_OK : drop_pending(core, aside);
}

int core__take_record(struct zl_core *core, const struct zl_record *record,
    const struct zl_proof *proof, struct zl_bytes item, bool whole)
{
        struct core__record *known = core__record(core, &record->context.id);
        struct core__pending *aside = NULL;
        const struct zl_member *author = NULL;
        int status = ZL_OK;

        if (known != NULL && !is_earlier(core, known, record))
                return keep_known(core, known, record, proof, item);
        if (!whole &&
            (passes_to_us(core, record) || waits_before(core, record, proof)))
                return put_aside(core, record, proof, item, whole);
        status = judge(core, record, proof, whole, &author);
        if (status == ZL_E_MEMORY)
                return status;
        if (status != ZL_OK)
                return not_kept(core, record, proof, item, whole, status);
        status = core__note_seen_head(core, &record->context.seen, &author->id);
        if (status == ZL_OK)
                status = keep(core, record, proof, author, item, whole);
        aside = pending_at(core, proof->index);
        if (status == ZL_OK && aside != NULL)
                status = drop_pending(core, aside);
        return status;
}

/* ---- Judging again ---- */

static int tell_once(struct zl_core *core, struct core__pending *pending)
{
        char id[ZL_ID_TEXT];

        if (pending->told || was_holder(core, &pending->signal))
                return ZL_OK;
        /* What came in this sync may speak of whom we see only since. */
        if (core->sync.aside && !core->sync.looked_again) {
                core->sync.look_again = true;
                return ZL_OK;
        }
        zl_hex_of(pending->id.bytes, ZL_ID_SIZE, id);
        core__say(core, ZL_MSG_RECORD_WAITS, id, zl_status_str(ZL_E_NOT_FOUND),
            NULL, NULL);
        pending->told = true;
        return core__put_pending(core, pending);
}

/* Everything before it has been fetched, as far as we may have it. */
static int judge_again(
    struct zl_core *core, size_t at, struct zl_record *record)
{
        struct core__pending *pending = &core->pending[at];
        struct zl_proof proof = {.index = pending->index,
            .statements = pending->statements,
            .time = pending->time};
        const struct zl_member *author = NULL;
        int status = zl_record_parse(pending->bytes, pending->size, false,
            &core->profile.organisation, record);

        if (status == ZL_OK)
                status = judge(core, record, &proof, true, &author);
        if (status == ZL_E_MEMORY)
                return status;
        if (is_missing(status))
                return tell_once(core, pending);
        if (status == ZL_OK)
                status = keep(core, record, &proof, author,
                    (struct zl_bytes){pending->bytes, pending->size}, true);
        else if (!was_holder(core, &pending->signal))
                core__say_refused(core, &pending->id, status);
        if (status == ZL_E_MEMORY)
                return status;
        return drop_pending(core, &core->pending[at]);
}

int core__take_pending(struct zl_core *core)
{
        struct zl_record *record = NULL;
        int status = ZL_OK;

        if (core->pending_count == 0)
                return ZL_OK;
        record = calloc(1, sizeof(*record));
        if (record == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < core->pending_count && status == ZL_OK;) {
                size_t before = core->pending_count;

                status = judge_again(core, i, record);
                if (core->pending_count == before)
                        i++;
        }
        free(record);
        return status;
}
