/* SPDX-License-Identifier: EUPL-1.2 */
/* The directory that our own commands act on: what was verified, with what
 * we have queued behind it, at the positions it will probably get.  Nothing
 * of others is judged by it, and nothing is sealed by it. */
#include <assert.h>
#include <stdlib.h>

#include "core_internal.h"

void core__working_drop(struct zl_core *core)
{
        zl_directory_free(core->working);
        core->working = NULL;
}

const struct zl_directory *core__shown(const struct zl_core *core)
{
        return core->working != NULL ? core->working : core->directory;
}

struct zl_point core__next_point(
    const struct zl_core *core, const struct zl_directory *directory)
{
        size_t count = zl_directory_count(directory);
        struct zl_point at = {.position = core->state.next_statement};
        struct zl_point last;

        at.time = core->state.now;
        if (count == 0)
                return at;
        (void)zl_directory_statement(directory, count - 1, &last);
        if (at.position <= last.position)
                at.position = last.position + 1;
        return at;
}

static int add_copy(const struct zl_core *core, struct zl_directory *directory,
    struct zl_bytes bytes, struct zl_point at)
{
        struct zl_statement *statement = NULL;
        int status = zl_statement_parse(
            bytes.data, bytes.size, &core->profile.organisation, &statement);

        if (status == ZL_OK)
                status = zl_directory_add(directory, statement, at);
        if (status != ZL_OK)
                zl_statement_free(statement);
        return status;
}

/* What is queued and no longer fits is left to the server to refuse. */
static int add_queued(struct zl_core *core, struct zl_directory *directory)
{
        for (size_t i = 0; i < core->item_count; i++) {
                const struct core__item *item = core->items[i];
                int status = ZL_OK;

                if (item->type != CORE__ITEM_STATEMENT)
                        continue;
                status = add_copy(core, directory,
                    (struct zl_bytes){item->bytes, item->size},
                    core__next_point(core, directory));
                if (status == ZL_E_MEMORY)
                        return status;
        }
        return ZL_OK;
}

int core__copy_directory(const struct zl_core *core,
    const struct zl_directory *from, struct zl_directory **ret)
{
        struct zl_directory *copy = NULL;
        int status = zl_directory_new(&core->profile.root, &copy);

        for (size_t i = 0; i < zl_directory_count(from) && status == ZL_OK;
             i++) {
                struct zl_point at;
                const struct zl_statement *statement =
                    zl_directory_statement(from, i, &at);

                status = add_copy(core, copy, statement->bytes, at);
        }
        if (status != ZL_OK) {
                zl_directory_free(copy);
                return status;
        }
        *ret = copy;
        return ZL_OK;
}

int core__working(struct zl_core *core, struct zl_directory **ret)
{
        struct zl_directory *working = NULL;
        int status = ZL_OK;

        if (core->working != NULL) {
                *ret = core->working;
                return ZL_OK;
        }
        status = core__copy_directory(core, core->directory, &working);
        if (status == ZL_OK)
                status = add_queued(core, working);
        if (status != ZL_OK) {
                zl_directory_free(working);
                return status;
        }
        core->working = working;
        *ret = working;
        return ZL_OK;
}

int core__say_statement(struct zl_core *core, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of, const struct core__item *proto,
    struct zl_hash *ret_hash, uint64_t *ret_number)
{
        struct zl_directory *working = NULL;
        struct zl_statement *statement = NULL;
        struct core__item *item = NULL;
        struct core__item kept = *proto;
        struct zl_point at;
        int status = core__working(core, &working);

        if (status != ZL_OK)
                return status;
        status = zl_statement_make(
            signer, &core->profile.organisation, type, of, &statement);
        if (status != ZL_OK)
                return status;
        at = core__next_point(core, working);
        status = zl_directory_check(working, statement, at);
        if (status != ZL_OK)
                goto out;
        kept.type = CORE__ITEM_STATEMENT;
        kept.state = CORE__WAITING;
        kept.what = type;
        kept.hash = statement->hash;
        status = core__queue(core, &kept, statement->bytes, &item);
        if (status == ZL_OK)
                status = zl_directory_add(working, statement, at);
        if (status != ZL_OK)
                goto out;
        statement = NULL; /* the directory has it now */
        if (ret_hash != NULL)
                *ret_hash = kept.hash;
        if (ret_number != NULL)
                *ret_number = item->number;
out:
        zl_statement_free(statement);
        return status;
}
