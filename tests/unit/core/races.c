/* SPDX-License-Identifier: EUPL-1.2 */
#include "races.h"

#include <string.h>

#include "check.h"

struct person *races_professional(struct town *town, const char *name)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(town->coordinator->core));
        struct zl_id team = charter->teams[0].id;

        return town_join(
            town, town->coordinator, ZL_ROLE_PROFESSIONAL, &team, name);
}

void races_assign(
    struct town *town, const struct person *holder, const struct person *deputy)
{
        REQUIRE_OK(person_sync(town->coordinator, town->loop));
        REQUIRE_OK(town_assign(town, holder, deputy));
        REQUIRE_OK(person_run(town->coordinator, town->loop));
}

void races_revoke(struct town *town, struct person *by, const struct person *p,
    const uint64_t *since)
{
        struct zl_revocation revocation = {.compromised = since != NULL};
        const struct zl_member *member = NULL;

        REQUIRE_OK(person_sync(by, town->loop));
        member = zl_directory_member(zl_core_directory(by->core), &p->member);
        REQUIRE(member != NULL);
        revocation.subject = member->appointment;
        revocation.since = since == NULL ? 0 : *since;
        REQUIRE_OK(zl_core_revoke(by->core, people_now, &revocation));
        REQUIRE_OK(person_run(by, town->loop));
}

struct town *races_with_note(void)
{
        struct town *town = town_new();

        town_confirm(town, town->contact);
        REQUIRE_OK(town_note(town, town->contact, "Vaak heel laat opgehaald."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        return town;
}

void races_open(struct town *town, struct person *p)
{
        REQUIRE_OK(person_sync(p, town->loop));
        REQUIRE_OK(zl_core_open(p->core, people_now, &town->signal));
        REQUIRE_OK(person_run(p, town->loop));
}

bool races_reads(
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

void races_answer(struct town *town, struct person *p, const char *text)
{
        struct zl_feedback feedback = {.state = 1, .text = text};
        const char *field = NULL;
        struct zl_id id;

        REQUIRE_OK(zl_core_feedback(
            p->core, people_now, &town->signal, &feedback, &id, &field));
        REQUIRE_OK(person_run(p, town->loop));
}

int races_add(struct town *town, struct person *p, const char *text)
{
        struct zl_note note = zl_note_empty();
        const char *field = NULL;
        struct zl_id id;

        note.text = text;
        return zl_core_addendum(
            p->core, people_now, &town->signal, &note, &id, &field);
}

const char *races_say_yes(struct town *town, struct person *p)
{
        const struct zl_message *m = person_heard(p, ZL_MSG_ASK_NEW_RECIPIENTS);
        struct zl_id id;

        if (m == NULL)
                return "";
        REQUIRE_OK(zl_hex_parse(m->args[0], id.bytes, ZL_ID_SIZE));
        REQUIRE_OK(zl_core_send_anyway(p->core, people_now, &id));
        REQUIRE_OK(person_run(p, town->loop));
        return m->args[1];
}
