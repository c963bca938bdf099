/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Scopes: which statements belong together, and who sees which
 * (docs/protocol.md, 2.9 and 7.4).  The hash of a scope depends on nothing
 * but the statements before a position, void ones included, so that a later
 * revocation cannot change what a directory statement has said.
 */
#include <stdlib.h>
#include <string.h>

#include "directory_internal.h"

/* A scope while it is reckoned. */
struct scope {
        struct zl_id id;
        struct zl_hasher hasher;
};

struct zl_id directory__clubs_of(const struct zl_id *district)
{
        static const char prefix[] = "zijlijn/1 clubs";
        struct zl_hasher h;
        struct zl_hash hash;
        struct zl_id id;

        zl_hasher_init(&h);
        zl_hasher_add(&h, prefix, sizeof(prefix) - 1);
        zl_hasher_add(&h, district->bytes, sizeof(district->bytes));
        hash = zl_hasher_end(&h);
        memcpy(id.bytes, hash.bytes, sizeof(id.bytes));
        return id;
}

bool directory__clubs_in(
    const struct zl_charter *charter, const struct zl_id *id)
{
        for (size_t i = 0; charter != NULL && i < charter->district_count;
             i++) {
                struct zl_id clubs =
                    directory__clubs_of(&charter->districts[i].id);

                if (zl_id_equal(&clubs, id))
                        return true;
        }
        return false;
}

const struct zl_id *directory__district_before(
    const struct zl_directory *d, const struct directory__entry *entry)
{
        if (entry->older == DIRECTORY__NONE)
                return NULL;
        return &directory__entry_at(d, entry->older)
                    ->statement->is.club.district;
}

struct scopes {
        const struct zl_directory *d;
        uint64_t statements;
        const struct zl_charter *charter; /* the newest before statements */
        struct directory__list list; /* struct scope */
        struct directory__table number_of;
};

static int add_scope(struct scopes *all, const struct zl_id *id)
{
        struct scope scope = {.id = *id};
        int status = ZL_OK;

        if (directory__table_get(&all->number_of, id->bytes, ZL_ID_SIZE) !=
            DIRECTORY__NONE)
                return ZL_OK;
        status = directory__list_reserve(&all->list, 1);
        if (status == ZL_OK)
                status = directory__table_reserve(&all->number_of, 1);
        if (status != ZL_OK)
                return status;
        zl_hasher_init(&scope.hasher);
        directory__table_set(&all->number_of, id->bytes, ZL_ID_SIZE,
            directory__list_add(&all->list, &scope));
        return ZL_OK;
}

static void count_in(struct scopes *all, const struct zl_id *id,
    const struct zl_statement *statement)
{
        size_t i = directory__table_get(&all->number_of, id->bytes, ZL_ID_SIZE);
        struct scope *scope = NULL;

        if (i == DIRECTORY__NONE)
                return;
        scope = directory__list_at(&all->list, i);
        zl_hasher_add(
            &scope->hasher, statement->hash.bytes, sizeof(statement->hash));
}

/* A member's newest appointment before a position, void or not, or NULL. */
static const struct zl_appointment *appointment_at(
    const struct zl_directory *d, const struct zl_id *member, uint64_t position)
{
        size_t i = member == NULL
            ? DIRECTORY__NONE
            : directory__table_get(&d->appointed, member->bytes, ZL_ID_SIZE);

        while (i != DIRECTORY__NONE) {
                const struct directory__entry *entry =
                    directory__entry_at(d, i);

                if (entry->at.position < position)
                        return &entry->statement->is.appointment;
                i = entry->older;
        }
        return NULL;
}

static void count_member(
    struct scopes *all, const struct zl_statement *statement)
{
        const struct zl_appointment *a = appointment_at(
            all->d, directory__member_of(all->d, statement), all->statements);
        const struct zl_team *team = NULL;

        if (a == NULL)
                return;
        switch (a->role) {
        case ZL_ROLE_COORDINATOR:
        case ZL_ROLE_SUPPORTER:
                count_in(all, &all->d->organisation, statement);
                break;
        case ZL_ROLE_PROFESSIONAL:
                team = directory__team_in(all->charter, &a->scope[0]);
                if (team != NULL)
                        count_in(all, &team->district, statement);
                break;
        case ZL_ROLE_CONTACT:
                /* Their dates would tell supporters of activity. */
                if (statement->type == ZL_SEALING_KEY)
                        break;
                for (size_t i = 0; i < a->scope_count; i++)
                        count_in(all, &a->scope[i], statement);
                break;
        case ZL_ROLE_NONE:
                break;
        }
}

/* A move stands with the clubs of both districts: those of the old one must
 * see that it is gone. */
static void count_club(struct scopes *all, const struct directory__entry *entry)
{
        const struct zl_club *club = &entry->statement->is.club;
        const struct zl_id *before = directory__district_before(all->d, entry);
        struct zl_id clubs = directory__clubs_of(&club->district);

        count_in(all, &club->club, entry->statement);
        count_in(all, &clubs, entry->statement);
        if (before == NULL || zl_id_equal(before, &club->district))
                return;
        clubs = directory__clubs_of(before);
        count_in(all, &clubs, entry->statement);
}

static void count_statement(
    struct scopes *all, const struct directory__entry *entry)
{
        const struct zl_statement *statement = entry->statement;

        switch (statement->type) {
        case ZL_CHARTER:
                count_in(all, &all->d->organisation, statement);
                break;
        case ZL_CLUB:
                count_club(all, entry);
                break;
        case ZL_ASSIGNMENT:
                count_in(all, &statement->is.assignment.club, statement);
                break;
        case ZL_APPOINTMENT:
        case ZL_CARD:
        case ZL_DEVICE:
        case ZL_SEALING_KEY:
        case ZL_ABSENCE:
        case ZL_REVOCATION:
                count_member(all, statement);
                break;
        case ZL_DIRECTORY:
                break;
        }
}

/* Organisation, districts of the newest charter and the clubs of each, clubs.
 */
static int find_scopes(struct scopes *all)
{
        int status = add_scope(all, &all->d->organisation);

        for (size_t i = 0; i < all->d->entries.count && status == ZL_OK; i++) {
                const struct directory__entry *entry =
                    directory__entry_at(all->d, i);

                if (entry->at.position >= all->statements)
                        break;
                if (entry->statement->type == ZL_CHARTER)
                        all->charter = &entry->statement->is.charter;
                if (entry->statement->type == ZL_CLUB)
                        status =
                            add_scope(all, &entry->statement->is.club.club);
        }
        for (size_t i = 0; status == ZL_OK && all->charter != NULL &&
             i < all->charter->district_count;
             i++) {
                const struct zl_id *id = &all->charter->districts[i].id;
                struct zl_id of_district = directory__clubs_of(id);

                status = add_scope(all, id);
                if (status == ZL_OK)
                        status = add_scope(all, &of_district);
        }
        return status;
}

static int compare_leaves(const void *a, const void *b)
{
        const struct zl_scope_leaf *left = a;
        const struct zl_scope_leaf *right = b;

        return memcmp(left->scope.bytes, right->scope.bytes, ZL_ID_SIZE);
}

int zl_directory_scopes(const struct zl_directory *directory,
    uint64_t statements, struct zl_scope_leaf **ret_leaves, size_t *ret_count)
{
        struct scopes all = {.d = directory, .statements = statements};
        struct zl_scope_leaf *leaves = NULL;
        int status = ZL_OK;

        directory__list_init(&all.list, sizeof(struct scope));
        directory__table_init(&all.number_of);
        status = find_scopes(&all);
        if (status != ZL_OK)
                goto out;
        leaves = calloc(all.list.count, sizeof(*leaves));
        if (leaves == NULL) {
                status = ZL_E_MEMORY;
                goto out;
        }
        for (size_t i = 0; i < directory->entries.count; i++) {
                const struct directory__entry *entry =
                    directory__entry_at(directory, i);

                if (entry->at.position >= statements)
                        break;
                count_statement(&all, entry);
        }
        for (size_t i = 0; i < all.list.count; i++) {
                struct scope *scope = directory__list_at(&all.list, i);

                leaves[i].scope = scope->id;
                leaves[i].hash = zl_hasher_end(&scope->hasher);
        }
        qsort(leaves, all.list.count, sizeof(*leaves), compare_leaves);
        *ret_leaves = leaves;
        *ret_count = all.list.count;
out:
        directory__list_free(&all.list);
        directory__table_free(&all.number_of);
        return status;
}
