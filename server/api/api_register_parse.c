/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The bodies of what is put into the register, taken apart. */
#include "api_register.h"
#include "register/read.h"
#include "register/register_import.h"

static void read_club(struct zl_json_reader *r, struct api_register *ret)
{
        zl_register_read_club(r, &ret->is.club);
}

static void read_person(struct zl_json_reader *r, struct api_register *ret)
{
        zl_register_read_person(r, &ret->is.person);
}

static void read_visit(struct zl_json_reader *r, struct api_register *ret)
{
        zl_register_read_visit(r, &ret->is.visit);
}

static void read_need(struct zl_json_reader *r, struct api_register *ret)
{
        zl_register_read_need(r, &ret->is.need);
}

static void read_import(struct zl_json_reader *r, struct api_register *ret)
{
        struct api_import *import = &ret->is.import;

        import->parts =
            (unsigned)zl_json_u64(r, "parts", 1, ZL_IMPORT_PARTS_MAX);
        import->dry_run = zl_json_bool(r, "dry_run");
        import->after = zl_json_has(r, "after")
            ? zl_json_u64(r, "after", 0, UINT32_MAX)
            : 0;
}

static int parse(struct zl_bytes body,
    void (*read)(struct zl_json_reader *r, struct api_register *ret),
    struct api_register *ret)
{
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        int status = zl_json_parse(body.data, body.size, &json);

        if (status != ZL_OK)
                return status;
        r = zl_json_read(json);
        (void)zl_json_u64(&r, "v", 1, 1);
        read(&r, ret);
        status = zl_json_end(&r);
        zl_json_free(json);
        return status;
}

int api__parse_club(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret)
{
        (void)item;
        ret->is.club.id = *club;
        return parse(body, read_club, ret);
}

int api__parse_person(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret)
{
        ret->is.person.club = *club;
        ret->is.person.id = *item;
        return parse(body, read_person, ret);
}

int api__parse_visit(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret)
{
        ret->is.visit.club = *club;
        ret->is.visit.id = *item;
        return parse(body, read_visit, ret);
}

int api__parse_need(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret)
{
        ret->is.need.club = *club;
        ret->is.need.id = *item;
        return parse(body, read_need, ret);
}

int api__parse_import(struct zl_bytes body, const struct zl_id *club,
    const struct zl_id *item, struct api_register *ret)
{
        (void)club;
        (void)item;
        return parse(body, read_import, ret);
}
