/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Who has read a signal's note is not kept beside the signal: only the
 * sealing anew by its author asks for it, which is rare, and the records say
 * it (docs/protocol.md, 3.3). */
#include <stdlib.h>

#include "committer_internal.h"

/* A walk over the records of a signal. */
struct reading {
        struct zl_committer *committer;
        struct zl_signal_facts *facts;
        struct zl_hash note;
        struct zl_record *room;
};

static int parse(struct reading *reading, const struct zl_stored_record *stored)
{
        return zl_record_parse(stored->bytes.data, stored->bytes.size, false,
                   zl_shared_organisation(reading->committer->shared),
                   reading->room) == ZL_OK
            ? ZL_OK
            : ZL_E_DAMAGED;
}

static int look_at(void *context, const struct zl_stored_record *stored)
{
        struct reading *reading = context;
        const struct zl_context *said = &reading->room->context;
        int status = ZL_OK;

        if (stored->kind == ZL_NOTE)
                reading->note = stored->hash;
        if (stored->kind != ZL_ACKNOWLEDGEMENT)
                return ZL_OK;
        status = parse(reading, stored);
        /* A contact writes no acknowledgement of its note, nor receives one
         * of somebody else. */
        if (status == ZL_OK && said->previous_count == 1 &&
            zl_hash_equal(&said->previous[0], &reading->note))
                zl_signal_read(reading->facts, &stored->author);
        return status;
}

int committer__find_readers(struct zl_committer *committer,
    const struct zl_record *record, struct zl_signal_facts *facts)
{
        const struct zl_signal_walk walk = {.signal = record->context.signal};
        struct reading reading = {.committer = committer, .facts = facts};
        int status = ZL_OK;

        if (record->context.kind != ZL_RESEAL ||
            facts->state != ZL_STATE_ACKNOWLEDGED)
                return ZL_OK;
        reading.room = calloc(1, sizeof(*reading.room));
        if (reading.room == NULL)
                return ZL_E_MEMORY;
        status =
            zl_store_each_of_signal(committer->store, &walk, look_at, &reading);
        free(reading.room);
        return status;
}
