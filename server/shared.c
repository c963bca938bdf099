/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what all threads share: one directory behind one lock. Writers
 * go first, or a busy server would never take a revocation. */
#include "shared.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

struct zl_shared {
        struct zl_sign_key root;
        struct zl_id organisation;
        pthread_rwlock_t lock;
        struct zl_directory *directory;
};

int zl_shared_new(const struct zl_sign_key *root, struct zl_shared **ret_shared)
{
        struct zl_shared *shared = calloc(1, sizeof(*shared));
        pthread_rwlockattr_t attributes;

        if (shared == NULL)
                return ZL_E_MEMORY;
        shared->root = *root;
        shared->organisation = zl_organisation_of(root);
        if (pthread_rwlockattr_init(&attributes) != 0) {
                free(shared);
                return ZL_E_MEMORY;
        }
        (void)pthread_rwlockattr_setkind_np(
            &attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
        if (pthread_rwlock_init(&shared->lock, &attributes) != 0) {
                (void)pthread_rwlockattr_destroy(&attributes);
                free(shared);
                return ZL_E_MEMORY;
        }
        (void)pthread_rwlockattr_destroy(&attributes);
        *ret_shared = shared;
        return ZL_OK;
}

void zl_shared_free(struct zl_shared *shared)
{
        if (shared == NULL)
                return;
        zl_directory_free(shared->directory);
        (void)pthread_rwlock_destroy(&shared->lock);
        free(shared);
}

static int load_one(void *context, const struct zl_stored_statement *stored)
{
        struct zl_shared *shared = context;
        struct zl_statement *statement = NULL;
        struct zl_point at = {stored->proof.index, stored->proof.time};
        int status = zl_statement_parse(stored->bytes.data, stored->bytes.size,
            &shared->organisation, &statement);

        if (status == ZL_E_MEMORY)
                return status;
        if (status != ZL_OK)
                return ZL_E_DAMAGED;
        status = zl_directory_add(shared->directory, statement, at);
        if (status == ZL_OK)
                return ZL_OK;
        zl_statement_free(statement);
        return status == ZL_E_MEMORY ? status : ZL_E_DAMAGED;
}

int zl_shared_load(struct zl_shared *shared, struct zl_store *store)
{
        int status = ZL_OK;

        zl_directory_free(shared->directory);
        shared->directory = NULL;
        status = zl_directory_new(&shared->root, &shared->directory);
        if (status == ZL_OK)
                status = zl_store_each_statement(store, 0, load_one, shared);
        if (status != ZL_OK) {
                zl_directory_free(shared->directory);
                shared->directory = NULL;
        }
        return status;
}

const struct zl_directory *zl_shared_read(struct zl_shared *shared)
{
        int failed = pthread_rwlock_rdlock(&shared->lock);

        assert(failed == 0);
        (void)failed;
        return shared->directory;
}

void zl_shared_read_end(struct zl_shared *shared)
{
        (void)pthread_rwlock_unlock(&shared->lock);
}

void zl_shared_write(struct zl_shared *shared)
{
        int failed = pthread_rwlock_wrlock(&shared->lock);

        assert(failed == 0);
        (void)failed;
}

void zl_shared_write_end(struct zl_shared *shared)
{
        (void)pthread_rwlock_unlock(&shared->lock);
}

struct zl_directory *zl_shared_own(struct zl_shared *shared)
{
        return shared->directory;
}

const struct zl_id *zl_shared_organisation(const struct zl_shared *shared)
{
        return &shared->organisation;
}
