/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A person's own data: who carries that membership, and what it did
 * for clubs. */
#include "own.h"

#include "write.h"

static int write_person(void *context, const struct zl_register_person *person)
{
        struct zl_json_writer *w = context;

        zl_json_open_object(w, NULL);
        register__write_id(w, "club", &person->club);
        register__write_person(w, person);
        zl_json_close(w);
        return ZL_OK;
}

static int write_visit(void *context, const struct zl_register_visit *visit)
{
        struct zl_json_writer *w = context;

        zl_json_open_object(w, NULL);
        register__write_id(w, "club", &visit->club);
        register__write_visit(w, visit, true);
        zl_json_close(w);
        return ZL_OK;
}

static int write_need(void *context, const struct zl_register_need *need)
{
        struct zl_json_writer *w = context;

        zl_json_open_object(w, NULL);
        register__write_id(w, "club", &need->club);
        register__write_need(w, need);
        zl_json_close(w);
        return ZL_OK;
}

int zl_register_own(
    struct zl_register *reg, const struct zl_id *member, struct zl_buf *buf)
{
        struct zl_json_writer *w = zl_json_write();
        int status;
        int written;

        zl_json_put_u64(w, "v", 1);
        zl_json_open_array(w, "people");
        status = zl_register_each_person_of(reg, member, write_person, w);
        zl_json_close(w);
        zl_json_open_array(w, "visits");
        if (status == ZL_OK)
                status = zl_register_each_visit_of(reg, member, write_visit, w);
        zl_json_close(w);
        zl_json_open_array(w, "needs");
        if (status == ZL_OK)
                status = zl_register_each_need_of(reg, member, write_need, w);
        zl_json_close(w);
        written = zl_json_write_end(w, buf);
        return status == ZL_OK ? written : status;
}
