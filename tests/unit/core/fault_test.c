/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a core that finds no memory says so, gives no rows of what it had
 * begun, and starts again from those it stored as if nothing had been. */
#include <string.h>

#include "calendar.h"
#include "check.h"
#include "fault_alloc.h"
#include "people.h"

typedef int act(struct town *town, struct person *p);

/* Lets every allocation of a command fail in turn. */
static void starve(struct town *town, struct person *p, act *command)
{
        bool failed = true;

        person_store(p);
        for (size_t n = 1; failed; n += n < 80 ? 1 : 7) {
                int status = ZL_OK;
                size_t count = 0;

                person_reload(p);
                fault_alloc_fail_at(n);
                status = command(town, p);
                failed = fault_alloc_stop();
                if (!failed) {
                        CHECK_OK(status);
                        break;
                }
                CHECK_STATUS(status, ZL_E_MEMORY);
                (void)zl_core_changes(p->core, &count);
                CHECK_UINT(count, 0);
                CHECK_STATUS(zl_core_sync(p->core, people_now), ZL_E_MEMORY);
        }
}

/* The same in all answers of a sync, taken together, up to where something
 * would be sent.  There are many allocations: not every one is tried. */
static void starve_sync(struct town *town, struct person *p)
{
        bool failed = true;

        loop_time(town->loop, people_now);
        for (size_t n = 1; failed; n += n < 80 ? 1 : 41) {
                size_t left = n;
                struct zl_request request;

                failed = false;
                person_reload(p);
                REQUIRE_OK(zl_core_sync(p->core, people_now));
                while (!failed &&
                    zl_core_next_request(p->core, people_now, &request) ==
                        ZL_OK) {
                        struct zl_buf answer;
                        int http = 0;
                        int status = ZL_OK;

                        if (strcmp(request.method, "PUT") == 0)
                                break;
                        zl_buf_init(&answer, ZL_BUNDLE_MAX);
                        http = loop_ask(town->loop, &request, &answer);
                        fault_alloc_fail_at(left);
                        status = zl_core_answer(
                            p->core, people_now, http, zl_buf_bytes(&answer));
                        failed = fault_alloc_stop();
                        CHECK_STATUS(status, failed ? ZL_E_MEMORY : ZL_OK);
                        left -= failed ? 0 : fault_alloc_count();
                        zl_buf_free(&answer);
                        if (!failed)
                                zl_core_saved(p->core); /* not kept */
                }
        }
        person_reload(p);
        CHECK_OK(person_sync(p, town->loop));
}

static int note(struct town *town, struct person *p)
{
        return town_note(town, p, "Iets gezien.");
}

static int put_club(struct town *town, struct person *p)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(p->core));
        struct zl_club club = {.kind = "scouting",
            .district = charter->districts[0].id,
            .name = "Scouting Noord"};
        struct zl_id id;

        (void)town;
        return zl_core_put_club(p->core, people_now, &club, &id);
}

static int open_signal(struct town *town, struct person *p)
{
        return zl_core_open(p->core, people_now, &town->signal);
}

static int assess(struct town *town, struct person *p)
{
        struct zl_assessment assessment = {.text = "Besproken.",
            .step = 1,
            .report_needed = -1,
            .help_possible = -1};
        const char *field = NULL;
        struct zl_id id;

        return zl_core_assess(
            p->core, people_now, &town->signal, &assessment, &id, &field);
}

static int feed_back(struct town *town, struct person *p)
{
        struct zl_feedback feedback = {.state = 0, .text = "Dank je."};
        const char *field = NULL;
        struct zl_id id;

        return zl_core_feedback(
            p->core, people_now, &town->signal, &feedback, &id, &field);
}

static void the_way_of_a_signal_without_memory(void)
{
        struct town *town = town_new();

        town_confirm(town, town->contact);
        starve(town, town->contact, note);
        REQUIRE_OK(person_run(town->contact, town->loop));
        starve_sync(town, town->holder);
        starve(town, town->holder, open_signal);
        person_store(town->holder);
        starve_sync(town, town->holder);
        starve(town, town->holder, assess);
        REQUIRE_OK(person_run(town->holder, town->loop));
        starve(town, town->holder, feed_back);
        REQUIRE_OK(person_run(town->holder, town->loop));
        starve_sync(town, town->contact);
        /* Note, acknowledgement, assessment, feedback: each once. */
        CHECK_UINT(loop_records(town->loop), 4);
        town_free(town);
}

static int hand_over(struct town *town, struct person *p)
{
        const char *field = NULL;
        struct zl_id id;

        return zl_core_handover(p->core, people_now, &town->signal,
            &town->deputy->member, 1, false, NULL, &id, &field);
}

/* Handing over, the keys that come along, and seals for newer keys. */
static void passing_on_without_memory(void)
{
        struct town *town = town_new();

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        REQUIRE_OK(open_signal(town, town->holder));
        REQUIRE_OK(person_run(town->holder, town->loop));
        people_now.ms += 31 * ZL_MS_DAY;
        REQUIRE_OK(person_sync(town->supporter, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        starve_sync(town, town->holder);
        REQUIRE_OK(person_sync(town->deputy, town->loop));
        REQUIRE_OK(person_sync(town->holder, town->loop));
        starve(town, town->holder, hand_over);
        REQUIRE_OK(person_run(town->holder, town->loop));
        starve_sync(town, town->deputy);
        starve(town, town->deputy, open_signal);
        person_store(town->deputy);
        starve_sync(town, town->deputy);
        starve_sync(town, town->holder);
        starve_sync(town, town->contact);
        CHECK(person_heard(town->contact, ZL_MSG_HANDED_OVER) != NULL);
        town_free(town);
}

static void organising_without_memory(void)
{
        struct town *town = town_new();
        uint64_t before = loop_statements(town->loop);

        starve(town, town->supporter, put_club);
        person_store(town->supporter);
        REQUIRE_OK(person_run(town->supporter, town->loop));
        starve_sync(town, town->coordinator);
        CHECK(loop_statements(town->loop) > before);
        town_free(town);
}

static void loading_without_memory(void)
{
        struct town *town = town_new();
        struct person *p = town->contact;
        bool failed = true;

        for (size_t n = 1; failed; n += n < 80 ? 1 : 41) {
                struct zl_vault *vault = NULL;
                int status = ZL_OK;

                zl_core_free(p->core);
                p->core = NULL;
                REQUIRE_OK(zl_vault_unlock(zl_buf_bytes(&p->header),
                    ZL_LOCK_KEY_FILE, p->key, &vault));
                REQUIRE_OK(zl_core_new(vault, &p->core));
                fault_alloc_fail_at(n);
                for (size_t i = 0; i < p->row_count && status == ZL_OK; i++) {
                        struct zl_row row = {
                            .value = {p->rows[i].value, p->rows[i].size}};

                        memcpy(row.name, p->rows[i].name, sizeof(row.name));
                        status = zl_core_load(p->core, &row);
                }
                if (status == ZL_OK)
                        status = zl_core_loaded(p->core);
                failed = fault_alloc_stop();
                CHECK_STATUS(status, failed ? ZL_E_MEMORY : ZL_OK);
        }
        CHECK_OK(person_sync(p, town->loop));
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(the_way_of_a_signal_without_memory),
    CHECK_CASE(passing_on_without_memory),
    CHECK_CASE(organising_without_memory),
    CHECK_CASE(loading_without_memory),
};
CHECK_MAIN("core fault", cases)
