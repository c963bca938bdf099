/* SPDX-License-Identifier: EUPL-1.2 */
#include "judge_scene.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "samples.h"

static size_t count_of(const enum person *to)
{
        size_t count = 0;

        while (to[count] != PERSONS)
                count++;
        return count;
}

static struct zl_followed followed_of(const struct scene *s)
{
        return (struct zl_followed){.known = true,
            .signal = sample_id(1),
            .author = s->facts.author,
            .record = s->note};
}

static void advance(
    struct scene *s, const struct zl_record *record, enum person author)
{
        struct zl_followed followed = followed_of(s);
        struct zl_id id = world_id(author);

        REQUIRE_OK(zl_signal_advance(s->w.directory, record,
            zl_directory_member(s->w.directory, &id), &followed, &s->facts));
}

static void start(struct scene *s, enum person author, const enum person *to)
{
        memset(s, 0, sizeof(*s));
        world_start(&s->w);
        s->note = world_record(&s->w, author, ZL_NOTE, to, count_of(to));
}

void scene_start(struct scene *s, enum zl_state state)
{
        struct zl_context *c = NULL;

        start(s, CONTACT, TO(HOLDER, DEPUTY, CONTACT));
        c = &s->note->context;
        c->left_out[c->left_out_count++] = world_id(OTHER_DEPUTY);
        advance(s, s->note, CONTACT);
        s->facts.state = state;
}

void scene_start_by_holder(struct scene *s)
{
        start(s, HOLDER, TO(HOLDER, DEPUTY, OTHER_DEPUTY));
        advance(s, s->note, HOLDER);
}

void scene_end(struct scene *s)
{
        free(s->note);
        world_end(&s->w);
}

static int judge(
    const struct scene *s, const struct zl_record *record, enum person author)
{
        struct zl_followed followed = followed_of(s);
        struct zl_id id = world_id(author);
        const struct zl_member *found = NULL;
        int status = zl_signal_judge(s->w.directory, record, world_now(&s->w),
            &s->facts, &followed, &found);

        CHECK((found != NULL) == (status == ZL_OK));
        if (found != NULL)
                CHECK(zl_id_equal(&found->id, &id));
        return status;
}

int scene_try(const struct scene *s, enum person author, enum zl_kind kind,
    const enum person *to)
{
        struct zl_record *record =
            world_record(&s->w, author, kind, to, count_of(to));
        int status = judge(s, record, author);

        free(record);
        return status;
}

void scene_play(struct scene *s, enum person author, enum zl_kind kind,
    const enum person *to)
{
        struct zl_record *record =
            world_record(&s->w, author, kind, to, count_of(to));

        REQUIRE_OK(judge(s, record, author));
        advance(s, record, author);
        free(record);
}

void scene_holders(const struct scene *s, const enum person *wanted)
{
        struct zl_id holders[ZL_PERSONS_MAX];
        size_t count = 0;

        zl_signal_holders(
            s->w.directory, &s->facts, world_now(&s->w), holders, &count);
        REQUIRE_UINT(count, count_of(wanted));
        /* Persons and their ids are in the same order. */
        for (size_t i = 0; i < count; i++) {
                struct zl_id id = world_id(wanted[i]);

                CHECK(zl_id_equal(&holders[i], &id));
        }
}
