/* SPDX-License-Identifier: EUPL-1.2 */
/* Vectors of an organisation that changes, and of logs that grow. */
#include <stdlib.h>
#include <string.h>

#include "common/directory.h"
#include "common/log.h"
#include "common/log_consistency.h"
#include "vectors_internal.h"

enum { MANY = 100, NUMBER_MAX = INT32_MAX };

static void add_statement(struct vector *v, struct zl_directory *directory,
    struct zl_json_reader *r, size_t position)
{
        struct zl_point at = {position, {zl_json_u64(r, "time", 0, INT64_MAX)}};
        struct vector one = {.r = *r};
        struct zl_bytes bytes = vector__bytes(&one, "bytes");
        struct zl_statement *statement = NULL;
        int status = zl_statement_parse(bytes.data, bytes.size,
            zl_directory_organisation(directory), &statement);

        if (status == ZL_OK)
                status = zl_directory_add(directory, statement, at);
        if (!vector__ok(v, "a statement is refused", status))
                zl_statement_free(statement);
        vector__ok(v, "a statement's fields", zl_json_end(&one.r));
        while (one.owned_count > 0)
                free(one.owned[--one.owned_count]);
}

/* Signed by the key of the newest charter below its size. */
static void check_head(struct vector *v, const struct zl_directory *directory,
    struct zl_json_reader *r)
{
        struct vector one = {.r = *r};
        struct zl_bytes bytes = vector__bytes(&one, "bytes");
        struct zl_reader reader = zl_reader_of(bytes.data, bytes.size);
        uint64_t size = zl_json_u64(&one.r, "statements", 1, MANY);
        const struct zl_sign_key *key = NULL;
        struct zl_head head = {.statements = 0};
        struct zl_sign_key told;

        zl_json_hex(&one.r, "log_key", told.bytes, sizeof(told.bytes));
        vector__ok(v, "a head's fields", zl_json_end(&one.r));
        zl_head_read(&reader, &head);
        vector__ok(v, "a head's bytes", zl_reader_end(&reader));
        vector__must(v, "a head's size",
            head.statements == size && size <= zl_directory_count(directory));
        for (size_t i = 0; v->wrong == NULL && i < size; i++) {
                const struct zl_statement *s =
                    zl_directory_statement(directory, i, NULL);

                if (s->type == ZL_CHARTER)
                        key = &s->is.charter.log_key;
        }
        vector__must(
            v, "a head's key", key != NULL && zl_sign_key_equal(key, &told));
        if (v->wrong == NULL)
                vector__ok(v, "a head's signature",
                    zl_head_verify(
                        &head, key, zl_directory_organisation(directory)));
        while (one.owned_count > 0)
                free(one.owned[--one.owned_count]);
}

static void check_leaf(struct vector *v, const struct zl_scope_leaf *leaf,
    struct zl_json_reader *r)
{
        struct zl_id scope;
        struct zl_hash hash;

        zl_json_hex(r, "scope", scope.bytes, ZL_ID_SIZE);
        zl_json_hex(r, "hash", hash.bytes, ZL_HASH_SIZE);
        vector__ok(v, "a leaf's fields", zl_json_end(r));
        vector__must(v, "a scope",
            zl_id_equal(&scope, &leaf->scope) &&
                zl_hash_equal(&hash, &leaf->hash));
}

static bool receives(const struct zl_routing *routing, const struct zl_id *id)
{
        for (size_t i = 0; i < routing->deputy_count; i++) {
                if (zl_id_equal(&routing->deputies[i], id))
                        return true;
        }
        return routing->has_account_holder &&
            zl_id_equal(&routing->account_holder, id);
}

static void check_routing(struct vector *v,
    const struct zl_directory *directory, struct zl_json_reader *r)
{
        struct zl_point at = {zl_json_u64(r, "statements", 0, MANY),
            {zl_json_u64(r, "time", 0, INT64_MAX)}};
        struct zl_routing routing = {.deputy_count = 0};
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(r, "recipients", MANY, &array);
        struct zl_id club;

        zl_json_hex(r, "club", club.bytes, ZL_ID_SIZE);
        vector__ok(v, "no routing",
            zl_directory_routing(directory, &club, at, &routing));
        vector__must(v, "how many receive",
            count ==
                routing.deputy_count + (routing.has_account_holder ? 1 : 0));
        for (size_t i = 0; i < count; i++) {
                struct zl_id id = {{0}};

                zl_json_array_hex(r, array, i, id.bytes, ZL_ID_SIZE);
                vector__must(v, "who receives", receives(&routing, &id));
        }
        vector__ok(v, "a routing's fields", zl_json_end(r));
}

/* Each of an array's objects: gives its reader. */
static struct zl_json_reader item_of(
    struct vector *v, const struct zl_json *array, size_t i)
{
        return zl_json_read(zl_json_array_object(&v->r, array, i));
}

static void check_world(struct vector *v, struct zl_directory *directory)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(&v->r, "statements", MANY, &array);
        struct zl_scope_leaf *leaves = NULL;
        size_t leaf_count = 0;

        for (size_t i = 0; v->wrong == NULL && i < count; i++) {
                struct zl_json_reader r = item_of(v, array, i);

                add_statement(v, directory, &r, i);
        }
        count = zl_json_array(&v->r, "heads", MANY, &array);
        for (size_t i = 0; v->wrong == NULL && i < count; i++) {
                struct zl_json_reader r = item_of(v, array, i);

                check_head(v, directory, &r);
        }
        count = zl_json_array(&v->r, "routing", MANY, &array);
        for (size_t i = 0; v->wrong == NULL && i < count; i++) {
                struct zl_json_reader r = item_of(v, array, i);

                check_routing(v, directory, &r);
        }
        count = zl_json_array(&v->r, "leaves", MANY, &array);
        if (vector__ok(v, "scopes",
                zl_directory_scopes(
                    directory, ZL_POSITION_END, &leaves, &leaf_count)))
                vector__must(v, "how many scopes", count == leaf_count);
        for (size_t i = 0; v->wrong == NULL && i < count; i++) {
                struct zl_json_reader r = item_of(v, array, i);

                check_leaf(v, &leaves[i], &r);
        }
        free(leaves);
}

void vector__change(struct vector *v)
{
        struct zl_directory *directory = NULL;
        struct zl_sign_key root;

        zl_json_hex(&v->r, "root", root.bytes, sizeof(root.bytes));
        if (vector__ok(v, "root", zl_directory_new(&root, &directory)))
                check_world(v, directory);
        zl_directory_free(directory);
}

void vector__consistency(struct vector *v)
{
        uint64_t first = zl_json_u64(&v->r, "first", 0, MANY);
        uint64_t second = zl_json_u64(&v->r, "second", first, MANY);
        struct zl_bytes answer = vector__bytes(v, "answer");
        struct zl_hash leaves[MANY];
        struct zl_hash roots[2];
        struct zl_log_consistency read = {.statements = {.count = 0}};
        struct zl_consistency path = {.count = 0};
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(&v->r, "leaves", MANY, &array);

        vector__must(v, "leaves", count == second);
        for (size_t i = 0; i < count; i++)
                zl_json_array_hex(
                    &v->r, array, i, leaves[i].bytes, ZL_HASH_SIZE);
        count = zl_json_array(&v->r, "path", MANY, &array);
        zl_json_hex(&v->r, "first_root", roots[0].bytes, ZL_HASH_SIZE);
        zl_json_hex(&v->r, "second_root", roots[1].bytes, ZL_HASH_SIZE);
        if (v->wrong != NULL || v->r.status != ZL_OK)
                return;
        vector__ok(v, "no path",
            zl_merkle_consistency(vector__fetch, leaves, first, second, &path));
        vector__must(v, "how long the path is", path.count == count);
        for (size_t i = 0; v->wrong == NULL && i < count; i++) {
                struct zl_hash hash = {{0}};

                zl_json_array_hex(&v->r, array, i, hash.bytes, ZL_HASH_SIZE);
                vector__must(v, "path", zl_hash_equal(&hash, &path.hashes[i]));
        }
        vector__ok(v, "answer",
            zl_log_consistency_read(answer.data, answer.size, &read));
        vector__ok(v, "not consistent",
            zl_merkle_consistent(
                first, &roots[0], second, &roots[1], &read.statements));
        vector__ok(v, "not consistent",
            zl_merkle_consistent(
                first, &roots[0], second, &roots[1], &read.records));
}
