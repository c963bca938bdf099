/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Who has read a signal's note, and who handles it, is not kept beside
 * the signal: it is seldom asked, and the records say it (docs/protocol.md, 3.3
 * and 9.2). */
#include <stdlib.h>

#include "committer_internal.h"

enum { WORDS_MAX = 512 }; /* records of a signal that have a body */

/* A walk over the records of a signal. */
struct reading {
        struct zl_committer *committer;
        struct zl_record *room;
        struct zl_hash words[WORDS_MAX]; /* its note, and what was added */
        size_t word_count;
        /* What is asked: one of these. */
        struct zl_signal_facts *facts; /* gets who acknowledged the note */
        const struct committer__holding *holding; /* does one handle it? */
        struct zl_id found;
};

static int parse(struct reading *reading, const struct zl_stored_record *stored)
{
        return zl_record_parse(stored->bytes.data, stored->bytes.size, false,
                   zl_shared_organisation(reading->committer->shared),
                   reading->room) == ZL_OK
            ? ZL_OK
            : ZL_E_DAMAGED;
}

/* Which of the words does an acknowledgement follow?  WORDS_MAX: none. */
static size_t word_of(const struct reading *reading)
{
        const struct zl_context *said = &reading->room->context;

        for (size_t i = 0; i < reading->word_count; i++) {
                if (said->previous_count == 1 &&
                    zl_hash_equal(&said->previous[0], &reading->words[i]))
                        return i;
        }
        return WORDS_MAX;
}

/* Of an acknowledgement by whoever may count. */
static int look_at_acknowledgement(
    struct reading *reading, const struct zl_stored_record *stored)
{
        int status = parse(reading, stored);
        size_t word = status == ZL_OK ? word_of(reading) : WORDS_MAX;

        /* A contact writes no acknowledgement of its note, nor receives one
         * of somebody else. */
        if (reading->facts != NULL && word == 0)
                zl_signal_read(reading->facts, &stored->author);
        if (reading->holding != NULL && word != WORDS_MAX)
                reading->found = stored->author;
        return status;
}

static int look_at(void *context, const struct zl_stored_record *stored)
{
        struct reading *reading = context;
        bool holds = reading->holding != NULL &&
            committer__among(reading->holding, &stored->author);

        if ((stored->kind == ZL_NOTE || stored->kind == ZL_ADDENDUM) &&
            reading->word_count < WORDS_MAX)
                reading->words[reading->word_count++] = stored->hash;
        if (stored->kind == ZL_ACKNOWLEDGEMENT)
                return reading->holding == NULL || holds
                    ? look_at_acknowledgement(reading, stored)
                    : ZL_OK;
        if (holds && zl_kind_handles(stored->kind, ZL_NOTE))
                reading->found = stored->author;
        return ZL_OK;
}

static int walk(struct reading *reading, const struct zl_id *signal)
{
        const struct zl_signal_walk walk = {.signal = *signal, .hidden = true};
        int status = ZL_E_MEMORY;

        reading->room = calloc(1, sizeof(*reading->room));
        if (reading->room != NULL)
                status = zl_store_each_of_signal(
                    reading->committer->store, &walk, look_at, reading);
        free(reading->room);
        return status;
}

int committer__find_readers(struct zl_committer *committer,
    const struct zl_record *record, struct zl_signal_facts *facts)
{
        struct reading *reading = NULL;
        int status = ZL_OK;

        if (record->context.kind != ZL_RESEAL ||
            facts->state != ZL_STATE_ACKNOWLEDGED)
                return ZL_OK;
        reading = calloc(1, sizeof(*reading));
        if (reading == NULL)
                return ZL_E_MEMORY;
        reading->committer = committer;
        reading->facts = facts;
        status = walk(reading, &record->context.signal);
        free(reading);
        return status;
}

int committer__find_handler(struct zl_committer *committer,
    const struct zl_id *signal, const struct committer__holding *holding,
    struct zl_id *ret_member)
{
        struct reading *reading = calloc(1, sizeof(*reading));
        int status = ZL_OK;

        if (reading == NULL)
                return ZL_E_MEMORY;
        reading->committer = committer;
        reading->holding = holding;
        status = walk(reading, signal);
        if (status == ZL_OK)
                *ret_member = reading->found;
        free(reading);
        return status;
}
