/* SPDX-License-Identifier: EUPL-1.2 */
/* What a record makes of its signal: state, holders, and who stands for its
 * author (docs/protocol.md, 3.3).  One function for each kind that changes
 * anything. */
#include <string.h>

#include "signal_internal.h"

/* What the change of one signal goes by. */
struct advance {
        const struct zl_directory *directory;
        const struct zl_context *context;
        const struct zl_member *author;
        const struct zl_followed *followed;
        struct zl_signal_facts *facts;
};

/* One place is kept: records are sealed to the author of the note besides. */
static struct signal__set holders_of(const struct advance *a)
{
        return (struct signal__set){.ids = a->facts->holders,
            .count = a->facts->holder_count,
            .max = ZL_PERSONS_MAX - 1};
}

/* The professionals among the recipients, besides those who are in the set. */
static int add_holders(const struct advance *a, struct signal__set set)
{
        for (uint8_t i = 0; i < a->context->recipient_count; i++) {
                const struct zl_id *id = &a->context->recipients[i].member;
                const struct zl_member *member =
                    zl_directory_member(a->directory, id);

                if (member != NULL && member->role == ZL_ROLE_PROFESSIONAL)
                        signal__set_add(&set, id);
        }
        a->facts->holder_count = set.count;
        return set.full ? ZL_E_TOO_LARGE : ZL_OK;
}

static int replace_holders(const struct advance *a)
{
        struct signal__set set = holders_of(a);

        set.count = 0;
        return add_holders(a, set);
}

static int note(const struct advance *a)
{
        const struct zl_context *context = a->context;

        *a->facts = (struct zl_signal_facts){
            /* Nobody has to acknowledge what a professional wrote. */
            .state = a->author->role == ZL_ROLE_PROFESSIONAL
                ? ZL_STATE_ACKNOWLEDGED
                : ZL_STATE_WAITING,
            .club = context->club,
            .author = a->author->id,
            .author_role = a->author->role,
            .left_out_count = context->left_out_count};
        memcpy(a->facts->left_out, context->left_out,
            context->left_out_count * sizeof(*context->left_out));
        return replace_holders(a);
}

static struct signal__set readers_of(struct zl_signal_facts *facts)
{
        return (struct signal__set){.ids = facts->readers,
            .count = facts->reader_count,
            .max = ZL_READERS_MAX};
}

/* Only those who hold the signal are asked about. */
static void forget_former_readers(struct zl_signal_facts *facts)
{
        size_t count = 0;

        for (size_t i = 0; i < facts->reader_count; i++) {
                if (signal__among(facts->holders, facts->holder_count,
                        &facts->readers[i]))
                        facts->readers[count++] = facts->readers[i];
        }
        facts->reader_count = count;
}

void zl_signal_read(struct zl_signal_facts *facts, const struct zl_id *member)
{
        struct signal__set set = readers_of(facts);

        signal__set_add(&set, member);
        if (set.full) {
                forget_former_readers(facts);
                set = readers_of(facts);
                signal__set_add(&set, member);
        }
        facts->reader_count = set.count;
}

/* That of the note counts, and that of a professional. */
static int acknowledgement(const struct advance *a)
{
        struct zl_signal_facts *facts = a->facts;
        bool waits =
            facts->state == ZL_STATE_WAITING || facts->state == ZL_STATE_OPENED;

        if (a->author->role != ZL_ROLE_PROFESSIONAL ||
            a->followed->record->context.kind != ZL_NOTE)
                return ZL_OK;
        zl_signal_read(facts, &a->author->id);
        if (waits)
                facts->state = ZL_STATE_ACKNOWLEDGED;
        return ZL_OK;
}

static int step_out(const struct advance *a)
{
        struct signal__set set = {.ids = a->facts->stepped_out,
            .count = a->facts->stepped_out_count,
            .max = ZL_STEPPED_OUT_MAX};

        signal__set_add(&set, &a->author->id);
        a->facts->stepped_out_count = set.count;
        return set.full ? ZL_E_TOO_LARGE : replace_holders(a);
}

/* By the note's author: more holders.  By a holder to a contact: that one
 * stands in the author's place.  To other holders: nothing changes. */
static int reseal(const struct advance *a)
{
        const struct zl_member *first = zl_directory_member(
            a->directory, &a->context->recipients[0].member);

        if (a->author->role == ZL_ROLE_CONTACT)
                return add_holders(a, holders_of(a));
        if (first != NULL && first->role == ZL_ROLE_CONTACT)
                a->facts->author = first->id;
        return ZL_OK;
}

static int retraction(const struct advance *a)
{
        a->facts->state = ZL_STATE_RETRACTED;
        return ZL_OK;
}

static int closing(const struct advance *a)
{
        a->facts->state = ZL_STATE_CLOSED;
        a->facts->held = false;
        return ZL_OK;
}

static int reopening(const struct advance *a)
{
        a->facts->state = ZL_STATE_ACKNOWLEDGED;
        a->facts->held = false;
        return ZL_OK;
}

static int hold(const struct advance *a)
{
        a->facts->held = true;
        return ZL_OK;
}

static int erasure(const struct advance *a)
{
        a->facts->state = ZL_STATE_ERASED;
        return ZL_OK;
}

int zl_signal_advance(const struct zl_directory *directory,
    const struct zl_record *record, const struct zl_member *author,
    const struct zl_followed *followed, struct zl_signal_facts *facts)
{
        static int (*const changes[])(const struct advance *) = {
            [ZL_NOTE] = note,
            [ZL_RETRACTION] = retraction,
            [ZL_ACKNOWLEDGEMENT] = acknowledgement,
            [ZL_HANDOVER] = replace_holders,
            [ZL_STEP_OUT] = step_out,
            [ZL_RESEAL] = reseal,
            [ZL_CLOSING] = closing,
            [ZL_REOPENING] = reopening,
            [ZL_HOLD] = hold,
            [ZL_ERASURE] = erasure,
        };
        enum zl_kind kind = record->context.kind;
        struct zl_signal_facts after = *facts;
        const struct advance a = {
            directory, &record->context, author, followed, &after};
        int status = changes[kind] != NULL ? changes[kind](&a) : ZL_OK;

        if (status != ZL_OK)
                return status;
        if (!zl_kind_is_status(kind)) {
                after.bodies++;
                if (author->role == ZL_ROLE_CONTACT)
                        after.from_club++;
        }
        *facts = after;
        return ZL_OK;
}
