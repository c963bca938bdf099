/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! See import_scene.h. */
#include "import_scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "calendar.h"
#include "check.h"
#include "json.h"

static const struct zl_id organisation = {{1}};

struct zl_id import_id(uint8_t first, uint8_t rest)
{
        struct zl_id id;

        memset(id.bytes, rest, sizeof(id.bytes));
        id.bytes[0] = first;
        return id;
}

static int judge_club(void *context, const struct zl_id *club, bool *ret_stated)
{
        const struct import_scene *s = context;

        *ret_stated = club->bytes[0] != 0;
        if (!*ret_stated)
                return s->asking.dry_run ? ZL_OK : ZL_E_SCOPE;
        return club->bytes[0] == 9 ? ZL_E_SCOPE : ZL_OK;
}

/* A membership is that of the club of the same first byte. */
static int judge_person(void *context, const struct zl_register_person *person)
{
        (void)context;
        return person->member.bytes[0] == 0 ||
                person->member.bytes[0] == person->club.bytes[0]
            ? ZL_OK
            : ZL_E_MALFORMED;
}

int import_scene_open(struct import_scene *s)
{
        return zl_register_open(s->path, true, &organisation, &s->reg);
}

void import_scene_close(struct import_scene *s)
{
        zl_register_close(s->reg);
        s->reg = NULL;
}

struct import_scene *import_scene_new(void)
{
        struct import_scene *s = calloc(1, sizeof(*s));

        REQUIRE(s != NULL);
        REQUIRE_OK(zl_json_start());
        (void)snprintf(s->folder, sizeof(s->folder), "/tmp/import.XXXXXX");
        REQUIRE(mkdtemp(s->folder) != NULL);
        (void)snprintf(s->path, sizeof(s->path), "%s/register.db", s->folder);
        s->asking.part = (struct zl_import_part){
            .sender = import_id(1, 7), .import = import_id(2, 7)};
        s->asking.now.ms = 20000 * ZL_MS_DAY;
        s->judge = (struct zl_import_judge){
            .context = s, .club = judge_club, .person = judge_person};
        zl_buf_init(&s->answer, ZL_IMPORT_ANSWER_MAX);
        return s;
}

void import_scene_free(struct import_scene *s)
{
        static const char *const ends[] = {"", "-writer", "-wal", "-shm"};
        char name[128];

        import_scene_close(s);
        for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
                (void)snprintf(name, sizeof(name), "%s%s", s->path, ends[i]);
                (void)unlink(name);
        }
        CHECK_INT(rmdir(s->folder), 0);
        zl_buf_free(&s->answer);
        free(s);
}

int import_scene_part(
    struct import_scene *s, unsigned number, const char *clubs)
{
        struct zl_import_part part = s->asking.part;
        struct zl_buf bytes;
        int status = zl_register_begin(s->reg);

        if (status != ZL_OK)
                return status;
        part.number = number;
        zl_buf_init(&bytes, ZL_IMPORT_PART_MAX);
        zl_put_text(&bytes, "{\"v\":1,\"clubs\":[");
        zl_put_text(&bytes, clubs);
        zl_put_text(&bytes, "]}");
        status = bytes.status;
        if (status == ZL_OK)
                status = zl_import_put_part(
                    s->reg, &part, s->asking.now, zl_buf_bytes(&bytes));
        zl_buf_free(&bytes);
        if (status == ZL_OK)
                return zl_register_commit(s->reg);
        zl_register_rollback(s->reg);
        return status;
}

int import_scene_take(struct import_scene *s, unsigned parts, bool dry_run)
{
        int status = ZL_OK;

        s->asking.parts = parts;
        s->asking.dry_run = dry_run;
        zl_buf_reset(&s->answer);
        status = zl_register_begin(s->reg);
        return status == ZL_OK ? zl_import_take(s->reg, &s->asking, &s->judge,
                                     &s->answer, &s->refusal)
                               : status;
}

const char *import_scene_answer(const struct import_scene *s)
{
        static char text[4096];

        (void)snprintf(text, sizeof(text), "%.*s", (int)s->answer.size,
            (const char *)s->answer.data);
        return text;
}
