/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! What the core makes of answers. A town of tests/unit/core is founded
 * once; each input says who syncs (contact with a note to send, account
 * holder with a note to open) and what is done to each answer on its way:
 * four bytes for one, what, where (u16), with what; then nothing more.
 * Whatever comes, what was stored can be loaded again.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "people.h"

enum { TURNS_MAX = 300 };

/* What is done to an answer. */
enum { HONEST, FLIP, CUT, STATUS, OTHER, GROW, LOSE, WAYS };

static struct town *town;
static uint64_t statements;
static uint64_t records;

/* A person as stored when the town was ready. */
struct stored {
        struct person *person;
        struct person_row *rows;
        size_t count;
};

static struct stored who[2];

static uint8_t *copy_of(const struct person_row *row)
{
        return fuzz_copy(row->value, row->size);
}

static void keep(struct stored *stored, struct person *person)
{
        person_store(person);
        stored->person = person;
        stored->count = person->row_count;
        stored->rows = calloc(person->row_count + 1, sizeof(*stored->rows));
        INSIST(stored->rows != NULL);
        for (size_t i = 0; i < stored->count; i++) {
                stored->rows[i] = person->rows[i];
                stored->rows[i].value = copy_of(&person->rows[i]);
        }
}

static void put_back(const struct stored *stored)
{
        struct person *person = stored->person;

        for (size_t i = 0; i < person->row_count; i++)
                free(person->rows[i].value);
        person->row_count = stored->count;
        for (size_t i = 0; i < stored->count; i++) {
                person->rows[i] = stored->rows[i];
                person->rows[i].value = copy_of(&stored->rows[i]);
        }
        person_reload(person);
        person_forget(person);
}

/* Here the account holder has not heard of the first note, and the contact
 * has not sent the second. */
static void found(void)
{
        town = town_new();
        town_confirm(town, town->contact);
        INSIST(town_note(town, town->contact, "the first") == ZL_OK);
        INSIST(person_sync(town->contact, town->loop) == ZL_OK);
        INSIST(town_note(town, town->contact, "the second") == ZL_OK);
        keep(&who[0], town->contact);
        keep(&who[1], town->holder);
        statements = loop_statements(town->loop);
        records = loop_records(town->loop);
}

static void spoil(struct zl_buf *answer, int *http, struct zl_reader *r)
{
        uint8_t what = zl_read_u8(r);
        uint16_t where = zl_read_u16(r);
        uint8_t with = zl_read_u8(r);
        struct zl_bytes other;

        if (r->status != ZL_OK)
                return;
        switch (what % WAYS) {
        case FLIP:
                if (answer->size > 0)
                        answer->data[where % answer->size] ^= with;
                break;
        case CUT:
                answer->size = answer->size > 0 ? where % answer->size : 0;
                break;
        case STATUS:
                *http = where;
                break;
        case OTHER:
                other = zl_read_view(
                    r, where < zl_reader_left(r) ? where : zl_reader_left(r));
                zl_buf_reset(answer);
                zl_put_bytes(answer, other.data, other.size);
                *http = with % 2 == 0 ? 200 : 409;
                break;
        case GROW:
                for (unsigned i = 0; i < where % 1024; i++)
                        zl_put_u8(answer, with);
                break;
        default:
                break;
        }
}

static void look(const struct person *p)
{
        struct zl_signal_view signal;
        struct zl_record_view record;
        struct zl_self self;

        zl_core_self(p->core, &self);
        INSIST(self.joined);
        for (size_t i = 0; i < zl_core_signal_count(p->core); i++) {
                zl_core_signal_at(p->core, i, &signal);
                for (size_t j = 0; j < signal.record_count; j++)
                        zl_core_record_at(p->core, &signal.id, j, &record);
        }
}

static void sync_spoiled(struct person *p, struct zl_reader *r)
{
        struct zl_request request;
        unsigned turns = 0;

        INSIST(zl_core_sync(p->core, people_now) == ZL_OK);
        (void)!zl_core_open(p->core, people_now, &town->signal);
        for (;;) {
                struct zl_buf answer;
                uint8_t *copy = NULL;
                int http = 0;
                bool lost = false;

                person_store(p);
                if (zl_core_next_request(p->core, people_now, &request) !=
                    ZL_OK)
                        break;
                INSIST(turns++ < TURNS_MAX);
                zl_buf_init(&answer, ZL_BUNDLE_MAX);
                http = loop_ask(town->loop, &request, &answer);
                lost = zl_reader_left(r) > 0 && r->status == ZL_OK &&
                    *r->at % WAYS == LOSE;
                spoil(&answer, &http, r);
                copy = fuzz_copy(answer.data, answer.size);
                if (lost)
                        zl_core_no_answer(p->core);
                else
                        (void)!zl_core_answer(p->core, people_now, http,
                            (struct zl_bytes){copy, answer.size});
                free(copy);
                zl_buf_free(&answer);
                look(p);
                person_forget(p);
        }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct zl_reader r = zl_reader_of(data, size);
        const struct stored *stored = NULL;

        /* The people start the libraries. */
        if (town == NULL)
                found();
        stored = &who[zl_read_u8(&r) % 2];
        put_back(stored);
        loop_time(town->loop, people_now);
        sync_spoiled(stored->person, &r);
        INSIST(person_load(stored->person) == ZL_OK);
        if (loop_statements(town->loop) != statements ||
            loop_records(town->loop) != records)
                loop_roll_back(town->loop, statements, records);
        return 0;
}
