/* SPDX-License-Identifier: EUPL-1.2 */
#include "acts.h"

#include <string.h>

#include "check.h"

struct town *town_with_note(void)
{
        struct town *town = town_new();

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Vaak heel laat opgehaald."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        return town;
}

void town_open(struct town *town, struct person *p)
{
        REQUIRE_OK(person_sync(p, town->loop));
        REQUIRE_OK(zl_core_open(p->core, people_now, &town->signal));
        REQUIRE_OK(person_run(p, town->loop));
}

struct town *town_with_opened_note(void)
{
        struct town *town = town_with_note();

        town_open(town, town->holder);
        return town;
}

/* Does this person read that text in a record of this kind? */
bool town_reads(
    struct town *town, struct person *p, enum zl_kind kind, const char *text)
{
        struct zl_record_view record;
        struct zl_buf buf;
        bool found = false;

        zl_buf_init(&buf, ZL_BODY_JSON_MAX);
        if (town_record(town, p, kind, &record) &&
            zl_core_body(p->core, &record.id, &buf) == ZL_OK) {
                zl_put_u8(&buf, 0);
                found = strstr((const char *)buf.data, text) != NULL;
        }
        zl_buf_free(&buf);
        return found;
}

int town_assess(struct town *town, struct person *p, const char *text)
{
        struct zl_assessment assessment = {
            .text = text, .step = -1, .report_needed = -1, .help_possible = -1};
        const char *field = NULL;
        struct zl_id id;

        return zl_core_assess(
            p->core, people_now, &town->signal, &assessment, &id, &field);
}

int town_answer(struct town *town, struct person *p, const char *text)
{
        struct zl_feedback feedback = {.state = 1, .text = text};
        const char *field = NULL;
        struct zl_id id;

        return zl_core_feedback(
            p->core, people_now, &town->signal, &feedback, &id, &field);
}

int town_add(struct town *town, struct person *p, const char *text)
{
        struct zl_note note = zl_note_empty();
        const char *field = NULL;
        struct zl_id id;

        note.text = text;
        return zl_core_addendum(
            p->core, people_now, &town->signal, &note, &id, &field);
}

int town_hand_over(struct town *town, struct person *from,
    const struct person *to, bool with_me)
{
        const char *field = NULL;
        struct zl_id id;

        return zl_core_handover(from->core, people_now, &town->signal,
            &to->member, 1, with_me, "Voor jouw wijk.", &id, &field);
}

void person_check_quiet(struct person *p)
{
        CHECK(person_heard(p, ZL_MSG_RECORD_REFUSED) == NULL);
        CHECK(person_heard(p, ZL_MSG_RECORD_WAITS) == NULL);
        CHECK(person_heard(p, ZL_MSG_REFUSED) == NULL);
        CHECK(person_heard(p, ZL_MSG_KEY_REFUSED) == NULL);
}
