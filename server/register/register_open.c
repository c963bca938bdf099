/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the register's front door: its own database, its own
 * connection, and what its tables share. */
#include <stdlib.h>
#include <string.h>

#include "order.h"
#include "register_internal.h"

/* What the register's database is; made by the build. */
extern const struct zl_db_kind register__kind;

const char *const zl_posts[] = {
    "contact", "chair", "secretary", "trainer", "other", NULL};
const char *const zl_visit_hows[] = {"visit", "phone", "other", NULL};
const char *const zl_visit_abouts[] = {
    "acquaintance", "rhythm", "need", "training", "other", NULL};
const char *const zl_need_whats[] = {"contact", "training", "code-of-conduct",
    "vog", "volunteers", "talk", "other", NULL};
const char *const zl_need_statuses[] = {"open", "in-hand", "done", NULL};

#define TABLE(name, columns) \
        "SELECT count(*) FROM " name " WHERE NOT " ZL_DB_INTACT(name, columns)

/* How many rows do not fit their hash. */
static const char *const damaged[] = {
    TABLE("store", ZL_DB_STORE),
    TABLE("club", REGISTER__CLUB),
    TABLE("person", REGISTER__PERSON),
    TABLE("visit", REGISTER__VISIT),
    TABLE("need", REGISTER__NEED),
    TABLE("import_part", REGISTER__IMPORT_PART),
};

/* The PRAGMA puts what it could not read among what is damaged. Only what is
 * damaged stays so when it is read again. */
static int check_structure(struct zl_register *reg)
{
        static const char quick_check[] = "PRAGMA quick_check";
        int status = zl_db_pragma(reg->db, quick_check);

        if (status == ZL_E_DAMAGED &&
            zl_db_pragma(reg->db, quick_check) == ZL_OK)
                return ZL_E_STORAGE;
        return status;
}

int zl_register_open(const char *path, bool writes,
    const struct zl_id *organisation, struct zl_register **ret_register)
{
        struct zl_register *reg = calloc(1, sizeof(*reg));
        int status;

        if (reg == NULL)
                return ZL_E_MEMORY;
        status =
            zl_db_open(path, writes, &register__kind, organisation, &reg->db);
        if (status == ZL_OK && writes)
                status = check_structure(reg);
        if (status == ZL_OK && writes)
                status = zl_db_accept(reg->db);
        if (status != ZL_OK) {
                zl_register_close(reg);
                return status;
        }
        *ret_register = reg;
        return ZL_OK;
}

void zl_register_close(struct zl_register *reg)
{
        if (reg == NULL)
                return;
        zl_db_close(reg->db);
        zl_order_free(reg->order);
        free(reg);
}

int zl_register_order(
    struct zl_register *reg, const struct zl_order **ret_order)
{
        int status = ZL_OK;

        if (reg->order == NULL)
                status = zl_order_new(&reg->order);
        if (status == ZL_OK)
                *ret_order = reg->order;
        return status;
}

int zl_register_check(struct zl_register *reg)
{
        int64_t count = 0;
        int status = zl_db_pragma(reg->db, "PRAGMA integrity_check");

        for (size_t i = 0;
             status == ZL_OK && i < sizeof(damaged) / sizeof(damaged[0]); i++) {
                status = zl_db_one_int(reg->db, damaged[i], &count);
                if (status == ZL_OK && count != 0)
                        status = ZL_E_DAMAGED;
        }
        return status;
}

int zl_register_begin(struct zl_register *reg)
{
        return zl_db_begin(reg->db);
}

int zl_register_commit(struct zl_register *reg)
{
        int status = zl_db_commit(reg->db);

        register__touched(reg, status == ZL_E_STATE ? ZL_E_STORAGE : status);
        return status;
}

void zl_register_rollback(struct zl_register *reg)
{
        zl_db_rollback(reg->db);
        register__touched(reg, ZL_E_STATE);
}

void register__text(struct zl_db_query *q, const char *text)
{
        zl_db_blob(q, text, strlen(text));
}

void register__get_text(
    struct zl_db_query *q, int column, char *ret, size_t room)
{
        struct zl_bytes bytes = zl_db_get_bytes(q, column);

        if (bytes.size >= room) {
                q->status = ZL_E_DAMAGED;
                bytes.size = 0;
        }
        if (bytes.size > 0)
                memcpy(ret, bytes.data, bytes.size);
        ret[bytes.size] = '\0';
}

unsigned register__get_choice(
    struct zl_db_query *q, int column, const char *const *words)
{
        uint64_t number = zl_db_get_int(q, column);

        for (uint64_t i = 0; words[i] != NULL; i++) {
                if (i == number)
                        return (unsigned)number;
        }
        q->status = ZL_E_DAMAGED;
        return 0;
}

int register__walked(struct zl_db_query *q, int status)
{
        if (zl_db_end(q) != ZL_OK)
                return q->status;
        return status == ZL_E_NOT_FOUND ? ZL_OK : status;
}
