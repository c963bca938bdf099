/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a server that passes on everything makes no reader believe anything.
 * Each kind of record by each person in each state of a signal is in the log,
 * rightly signed and sealed; readers show what the policy table and the rules
 * of docs/protocol.md, 3.3, allow and what is theirs to read, and of all the
 * rest they say so, open nothing, and change nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cast.h"
#include "check.h"

enum { KINDS = ZL_ERASURE };

/* One record that is in the log, and by whom. */
struct cell {
        enum zl_kind kind;
        enum role_played by;
        struct scene scene; /* what it is about, before it */
        struct zl_id signal;
        struct zl_id id;
        struct zl_hash hash;
};

/* As the readers know it before the cells are passed on. */
struct before {
        struct zl_signal_view views[READERS];
};

/* Made once: joining takes long. */
static struct cast *cast;

static struct cast *everybody(void)
{
        if (cast == NULL)
                cast = cast_new();
        cast_rewind(cast);
        return cast;
}

/* ---- What should be ---- */

static bool answers(enum zl_kind kind)
{
        return kind == ZL_ACKNOWLEDGEMENT || kind == ZL_UNREADABLE;
}

/* Every relation to a scene, which is held by the account holder and the
 * deputy; acknowledged is its note. */
static unsigned relations_of(
    enum zl_kind kind, enum role_played by, const struct scene *scene)
{
        unsigned relations = cast->actors[by].relations;

        if (scene->state == ZL_STATE_NONE)
                return relations;
        if (by == AUTHOR)
                return answers(kind) ? ZL_REL_AUTHOR
                                     : relations | ZL_REL_AUTHOR;
        if (by == HOLDER || by == DEPUTY)
                relations |= ZL_REL_HOLDER;
        if (answers(kind) &&
            (by == HOLDER || by == DEPUTY || by == STEPPED_OUT))
                relations |= ZL_REL_RECIPIENT;
        return relations;
}

static bool may_write(
    enum zl_kind kind, enum role_played by, const struct scene *scene)
{
        const struct actor *actor = &cast->actors[by];

        /* While one of its holders is in force, who wrote the note of a
         * signal that was taken up brings in nobody else. */
        if (kind == ZL_RESEAL && actor->role == ZL_ROLE_CONTACT &&
            scene->state == ZL_STATE_ACKNOWLEDGED)
                return false;
        return actor->in_force &&
            zl_policy_allows(zl_kind_act(kind), zl_actor_of(actor->role),
                relations_of(kind, by, scene), scene->state);
}

/* A contact who is neither author nor recipient is shown nothing; what is
 * hidden from the club no contact. */
static bool may_read(const struct reader *reader, const struct cell *cell)
{
        bool note = cell->kind == ZL_NOTE;
        unsigned relations = 0;

        if (reader->who == (note ? cell->by : AUTHOR))
                relations |= ZL_REL_AUTHOR;
        if (reader->who == HOLDER || reader->who == DEPUTY)
                relations |= ZL_REL_HOLDER;
        if (zl_kind_is_inner(cell->kind) && reader->who != HOLDER &&
            reader->who != DEPUTY)
                return false;
        return zl_policy_allows(ZL_ACT_READ_RECORDS,
            zl_actor_of(cast->actors[reader->who].role), relations,
            note ? ZL_STATE_WAITING : cell->scene.state);
}

static enum zl_state state_after(const struct cell *cell)
{
        enum zl_state before = cell->scene.state;

        switch (cell->kind) {
        case ZL_NOTE:
                return cast->actors[cell->by].role == ZL_ROLE_PROFESSIONAL
                    ? ZL_STATE_ACKNOWLEDGED
                    : ZL_STATE_WAITING;
        case ZL_ACKNOWLEDGEMENT:
                return before == ZL_STATE_WAITING ? ZL_STATE_ACKNOWLEDGED
                                                  : before;
        case ZL_RETRACTION:
                return ZL_STATE_RETRACTED;
        case ZL_CLOSING:
                return ZL_STATE_CLOSED;
        case ZL_REOPENING:
                return ZL_STATE_ACKNOWLEDGED;
        case ZL_ERASURE:
                return ZL_STATE_ERASED;
        default:
                return before;
        }
}

/* ---- What is done ---- */

/* To who was never shown the signal, a note of its own under that id is
 * nothing wrong: nobody else is ever listed two. */
static bool is_own_affair(const struct cell *cell)
{
        return cell->kind == ZL_NOTE && cell->by == CONTACT &&
            cell->scene.state != ZL_STATE_NONE;
}

static void write_cell(enum zl_kind kind, enum role_played by,
    const struct scene *scene, struct cell *ret)
{
        struct zl_context *context = calloc(1, sizeof(*context));

        REQUIRE(context != NULL);
        cast_context(cast, kind, by, scene, context);
        *ret = (struct cell){.kind = kind,
            .by = by,
            .scene = *scene,
            .signal = context->signal,
            .id = context->id};
        cast->unlisted = is_own_affair(ret) ? 1u << CONTACT : 0;
        (void)cast_say(cast, by, context, NULL, &ret->hash);
        cast->unlisted = 0;
        free(context);
}

static void sync_all(void)
{
        for (size_t i = 0; i < READERS; i++)
                CHECK_OK(
                    person_sync(cast->readers[i].person, cast->town->loop));
}

static void say_which(const struct cell *cell, const struct reader *reader)
{
        (void)fprintf(stderr, "  %s by %s, %s, to %s\n",
            zl_kind_str(cell->kind), cast->actors[cell->by].name,
            zl_state_str(cell->scene.state), cast->actors[reader->who].name);
}

/* Everything anybody can read is opened: nothing refused is among it. */
static void open_all(void)
{
        for (size_t r = 0; r < READERS; r++) {
                struct person *p = cast->readers[r].person;

                for (size_t i = 0; i < zl_core_signal_count(p->core); i++) {
                        struct zl_signal_view view;
                        int status = ZL_OK;

                        zl_core_signal_at(p->core, i, &view);
                        status = zl_core_open(p->core, people_now, &view.id);
                        CHECK(status == ZL_OK || status == ZL_E_ERASED);
                }
                CHECK_OK(person_run(p, cast->town->loop));
        }
}

static bool same_view(
    const struct zl_signal_view *a, const struct zl_signal_view *b)
{
        return a->state == b->state && a->held == b->held &&
            a->record_count == b->record_count &&
            a->is_holder == b->is_holder &&
            a->holder_count == b->holder_count &&
            memcmp(a->holders, b->holders,
                a->holder_count * sizeof(*a->holders)) == 0 &&
            zl_id_equal(&a->author, &b->author) && a->answered == b->answered &&
            zl_id_equal(&a->acknowledged_by, &b->acknowledged_by);
}

static struct before look_at(const struct scene *scene)
{
        struct before before;

        for (size_t i = 0; i < READERS; i++)
                before.views[i] = reader_view(&cast->readers[i], scene);
        return before;
}

static void check_scene(const struct scene *scene, const struct before *before)
{
        for (size_t i = 0; i < READERS; i++) {
                struct zl_signal_view view =
                    reader_view(&cast->readers[i], scene);

                if (!CHECK(same_view(&view, &before->views[i])))
                        (void)fprintf(stderr, "  %s, to %s\n",
                            zl_state_str(scene->state),
                            cast->actors[cast->readers[i].who].name);
        }
}

/* What was never allowed is said, and not shown. */
static void check_refused(const struct cell *cell)
{
        for (size_t i = 0; i < READERS; i++) {
                struct reader *reader = &cast->readers[i];
                bool held = true;

                if (is_own_affair(cell) && reader->who == CONTACT)
                        continue;
                held = CHECK(reader_said(reader, &cell->id));
                /* A note under a known id is one that is shown. */
                if (cell->kind != ZL_NOTE || cell->scene.state == ZL_STATE_NONE)
                        held = CHECK(!reader_shows(
                                   reader, &cell->signal, &cell->id)) &&
                            held;
                if (!held)
                        say_which(cell, reader);
        }
}

static void check_allowed(const struct cell *cell)
{
        struct scene scene = {.id = cell->signal};

        for (size_t i = 0; i < READERS; i++) {
                struct reader *reader = &cast->readers[i];
                bool wanted = may_read(reader, cell);
                struct zl_signal_view view = reader_view(reader, &scene);
                bool held = CHECK(
                    reader_shows(reader, &cell->signal, &cell->id) == wanted);

                held = CHECK(reader_said(reader, &cell->id) != wanted) && held;
                if (wanted)
                        held = CHECK_INT(view.state, state_after(cell)) && held;
                if (!held)
                        say_which(cell, reader);
        }
}

/* ---- The table ---- */

/* All that is not allowed, about one signal, at once. */
static size_t try_refused(enum zl_state state, struct cell *cells)
{
        struct before before;
        struct scene scene;
        size_t count = 0;

        cast_scene(cast, state, &scene);
        sync_all();
        before = look_at(&scene);
        for (unsigned kind = ZL_NOTE; kind <= KINDS; kind++) {
                for (unsigned by = 0; by < ACTORS; by++) {
                        if (!may_write((enum zl_kind)kind, (enum role_played)by,
                                &scene))
                                write_cell((enum zl_kind)kind,
                                    (enum role_played)by, &scene,
                                    &cells[count++]);
                }
        }
        sync_all();
        check_scene(&scene, &before);
        for (size_t i = 0; i < count; i++)
                check_refused(&cells[i]);
        return count;
}

/* All that is allowed, each about a signal of its own. */
static size_t try_allowed(enum zl_state state, struct cell *cells)
{
        const struct scene like = {.state = state};
        size_t count = 0;

        for (unsigned kind = ZL_NOTE; kind <= KINDS; kind++) {
                for (unsigned by = 0; by < ACTORS; by++) {
                        struct scene scene;

                        if (!may_write((enum zl_kind)kind, (enum role_played)by,
                                &like))
                                continue;
                        cast_scene(cast, state, &scene);
                        write_cell((enum zl_kind)kind, (enum role_played)by,
                            &scene, &cells[count++]);
                }
        }
        sync_all();
        for (size_t i = 0; i < count; i++)
                check_allowed(&cells[i]);
        return count;
}

static void try_state(enum zl_state state)
{
        struct cell *cells = calloc(KINDS * ACTORS, sizeof(*cells));
        size_t refused = 0;
        size_t allowed = 0;

        REQUIRE(cells != NULL);
        (void)everybody();
        refused = try_refused(state, cells);
        open_all();
        for (size_t i = 0; i < refused; i++) {
                if (!CHECK(!loop_was_used(cast->town->loop, &cells[i].hash)))
                        say_which(&cells[i], &cast->readers[0]);
        }
        cast_rewind(cast);
        allowed = try_allowed(state, cells);
        CHECK_UINT(refused + allowed, KINDS * ACTORS);
        free(cells);
}

static void nothing_is_there(void)
{
        try_state(ZL_STATE_NONE);
}

static void a_note_waits(void)
{
        try_state(ZL_STATE_WAITING);
}

static void a_signal_was_taken_up(void)
{
        try_state(ZL_STATE_ACKNOWLEDGED);
}

static void a_signal_was_closed(void)
{
        try_state(ZL_STATE_CLOSED);
}

static void a_note_was_taken_back(void)
{
        try_state(ZL_STATE_RETRACTED);
}

static void a_signal_was_erased(void)
{
        try_state(ZL_STATE_ERASED);
}

static const struct check_case cases[] = {
    CHECK_CASE(nothing_is_there),
    CHECK_CASE(a_note_waits),
    CHECK_CASE(a_signal_was_taken_up),
    CHECK_CASE(a_signal_was_closed),
    CHECK_CASE(a_note_was_taken_back),
    CHECK_CASE(a_signal_was_erased),
};
CHECK_MAIN("core readers", cases)
