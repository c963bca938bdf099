/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Welcome to the directory: who is who, verified to the pinned root.  It is
 * built from statements in log order; server and clients use the same code,
 * so that nobody has to believe the server (docs/protocol.md, 2).
 * directory_internal.h says how it is laid out.
 */
#include <stdlib.h>

#include "directory_internal.h"

int zl_directory_new(
    const struct zl_sign_key *root, struct zl_directory **ret_directory)
{
        struct zl_directory *d = calloc(1, sizeof(*d));
        int status = ZL_OK;

        if (d == NULL)
                return ZL_E_MEMORY;
        status = directory__state_new(&d->state);
        if (status != ZL_OK) {
                free(d);
                return status;
        }
        d->root = *root;
        d->organisation = zl_organisation_of(root);
        directory__list_init(&d->entries, sizeof(struct directory__entry));
        directory__list_init(&d->marks, sizeof(struct directory__mark));
        directory__table_init(&d->entry_of);
        directory__table_init(&d->signing);
        directory__table_init(&d->sealing);
        directory__table_init(&d->appointed);
        directory__table_init(&d->clubs);
        *ret_directory = d;
        return ZL_OK;
}

void zl_directory_free(struct zl_directory *directory)
{
        if (directory == NULL)
                return;
        for (size_t i = 0; i < directory->entries.count; i++)
                zl_statement_free(directory__entry_at(directory, i)->statement);
        directory__list_free(&directory->entries);
        directory__list_free(&directory->marks);
        directory__table_free(&directory->entry_of);
        directory__table_free(&directory->signing);
        directory__table_free(&directory->sealing);
        directory__table_free(&directory->appointed);
        directory__table_free(&directory->clubs);
        directory__state_free(directory->state);
        free(directory);
}

const struct zl_id *zl_directory_organisation(
    const struct zl_directory *directory)
{
        return &directory->organisation;
}

int zl_directory_check(const struct zl_directory *directory,
    const struct zl_statement *statement, struct zl_point at)
{
        return directory__judge(directory, directory->state, statement, at,
            directory->entries.count);
}

/* Room for one more of everything that is taken. */
static int reserve(struct zl_directory *d, const struct zl_statement *statement)
{
        struct directory__table *tables[] = {
            &d->entry_of, &d->signing, &d->sealing, &d->appointed, &d->clubs};
        int status = directory__list_reserve(&d->entries, 1);

        if (status == ZL_OK)
                status = directory__list_reserve(&d->marks, 1);
        for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
                if (status == ZL_OK)
                        status = directory__table_reserve(tables[i], 1);
        }
        if (status == ZL_OK)
                status = directory__reserve(d->state, statement);
        return status;
}

/* A key keeps the entry it first came from, even if that becomes void. */
static void take_key(struct directory__table *table, const uint8_t *key,
    size_t size, size_t entry)
{
        if (directory__table_get(table, key, size) == DIRECTORY__NONE)
                directory__table_set(table, key, size, entry);
}

/* The newest of something, with the one before it noted. */
static void take_newest(struct directory__table *table, const struct zl_id *id,
    struct directory__entry *entry, size_t index)
{
        entry->older = directory__table_get(table, id->bytes, ZL_ID_SIZE);
        directory__table_set(table, id->bytes, ZL_ID_SIZE, index);
}

static void take(struct zl_directory *d, size_t index)
{
        struct directory__entry *entry = directory__entry_at(d, index);
        const struct zl_statement *s = entry->statement;

        take_key(&d->entry_of, s->hash.bytes, ZL_HASH_SIZE, index);
        if (s->type == ZL_DEVICE)
                take_key(&d->signing, s->is.device.key.bytes, ZL_SIGN_KEY_SIZE,
                    index);
        if (s->type == ZL_SEALING_KEY)
                take_key(&d->sealing, s->is.sealing.key.bytes,
                    ZL_SEALING_KEY_SIZE, index);
        if (s->type == ZL_CLUB)
                take_newest(&d->clubs, &s->is.club.club, entry, index);
        if (s->type != ZL_APPOINTMENT)
                return;
        take_key(&d->signing, s->is.appointment.invitation.bytes,
            ZL_SIGN_KEY_SIZE, index);
        take_newest(&d->appointed, &s->is.appointment.member, entry, index);
}

static int judge_again(const struct zl_directory *d, struct directory__state *s,
    size_t index, bool *ret_void)
{
        const struct directory__entry *entry = directory__entry_at(d, index);
        const struct zl_statement *statement = entry->statement;
        const struct directory__mark *mark = NULL;
        int status = directory__reserve(s, statement);

        if (status != ZL_OK)
                return status;
        if (statement->type == ZL_REVOCATION &&
            statement->is.revocation.compromised)
                mark = directory__mark_of(d, index);
        /* A directory gives no power, and its versions must never go down: what
         * was right when it was taken stays, whoever signed it. */
        if (statement->type == ZL_DIRECTORY)
                *ret_void = false;
        else if (mark != NULL)
                *ret_void = !mark->live;
        else
                *ret_void = directory__judge(
                                d, s, statement, entry->at, index) != ZL_OK;
        return ZL_OK;
}

/* The state made of all entries, with the marks as they are now. */
static int build(
    const struct zl_directory *d, struct directory__state **ret_state)
{
        struct directory__state *s = NULL;
        int status = directory__state_new(&s);

        for (size_t i = 0; i < d->entries.count && status == ZL_OK; i++) {
                bool is_void = false;

                status = judge_again(d, s, i, &is_void);
                if (status != ZL_OK)
                        break;
                (void)directory__list_add(&s->voids, &is_void);
                if (!is_void)
                        directory__apply(d, s, i);
        }
        if (status != ZL_OK) {
                directory__state_free(s);
                return status;
        }
        *ret_state = s;
        return ZL_OK;
}

/* The last entry is a revocation as compromised: judge everything again. */
static int replay(struct zl_directory *d, size_t index)
{
        const struct zl_revocation *r =
            &directory__entry_at(d, index)->statement->is.revocation;
        struct directory__mark mark = {.entry = index,
            .subject = directory__table_get(
                &d->entry_of, r->subject.bytes, ZL_HASH_SIZE)};
        struct directory__state *state = NULL;
        int status = ZL_OK;

        (void)directory__list_add(&d->marks, &mark);
        directory__marks_judge(d);
        status = build(d, &state);
        if (status != ZL_OK) {
                d->marks.count--;
                directory__marks_judge(d);
                return status;
        }
        directory__state_free(d->state);
        d->state = state;
        return ZL_OK;
}

int zl_directory_add(struct zl_directory *directory,
    struct zl_statement *statement, struct zl_point at)
{
        struct zl_directory *d = directory;
        size_t index = d->entries.count;
        struct directory__entry entry = {.statement = statement,
            .at = at,
            .by = directory__table_get(
                &d->signing, statement->signer.bytes, ZL_SIGN_KEY_SIZE),
            .older = DIRECTORY__NONE};
        bool is_void = false;
        int status = ZL_OK;

        if (at.position == ZL_POSITION_END ||
            (index > 0 &&
                at.position <= directory__entry_at(d, index - 1)->at.position))
                return ZL_E_USAGE;
        status = zl_directory_check(d, statement, at);
        if (status == ZL_OK)
                status = reserve(d, statement);
        if (status != ZL_OK)
                return status;
        (void)directory__list_add(&d->entries, &entry);
        if (statement->type == ZL_REVOCATION &&
            statement->is.revocation.compromised) {
                status = replay(d, index);
                if (status != ZL_OK) {
                        d->entries.count--;
                        return status;
                }
        } else {
                (void)directory__list_add(&d->state->voids, &is_void);
                directory__apply(d, d->state, index);
        }
        take(d, index);
        return ZL_OK;
}
