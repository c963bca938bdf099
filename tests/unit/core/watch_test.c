/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a server that changes the past, or shows different pasts to
 * different people, is found out; and a new log key is believed when, and only
 * when, a charter names it (docs/protocol.md, 5.2). */
#include <string.h>

#include "check.h"
#include "core_internal.h"
#include "loop_server.h"
#include "people.h"

/* Something more in the statement log. */
static void say_something(struct town *town)
{
        struct zl_club club = {
            .kind = "hockey", .name = "Nieuw", .district = {{0}}};
        struct zl_id id;

        club.district =
            zl_directory_charter(loop_directory(town->loop))->districts[0].id;
        REQUIRE_OK(
            zl_core_put_club(town->coordinator->core, people_now, &club, &id));
        REQUIRE_OK(person_run(town->coordinator, town->loop));
}

static bool heard(struct person *p, enum zl_message_id id, const char *what)
{
        const struct zl_message *m = person_heard(p, id);

        return m != NULL && (what == NULL || strcmp(m->args[0], what) == 0);
}

static void an_honest_log_proves_itself(void)
{
        struct town *town = town_new();
        uint64_t before = town->contact->core->state.head.statements;

        say_something(town);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(town->contact->core->state.head.statements > before);
        CHECK(!heard(town->contact, ZL_MSG_LOG_CONTRADICTS, NULL));
        town_free(town);
}

static void a_past_that_changed_is_noticed(void)
{
        struct town *town = town_new();
        struct zl_head last = town->contact->core->state.head;

        say_something(town);
        loop_rewrite(town->loop, 0);
        CHECK_STATUS(person_sync(town->contact, town->loop), ZL_E_LOG);
        CHECK(heard(town->contact, ZL_MSG_LOG_CONTRADICTS, "consistency"));
        /* Nothing under that head was taken, and it stays so. */
        CHECK_UINT(town->contact->core->state.head.statements, last.statements);
        person_reload(town->contact);
        CHECK_STATUS(person_sync(town->contact, town->loop), ZL_E_LOG);
        loop_rewrite(town->loop, 0);
        CHECK_OK(person_sync(town->contact, town->loop));
        town_free(town);
}

/* The contact is shown one past, the account holder another one. */
static void two_pasts_are_noticed_by_who_reads_the_record(void)
{
        struct town *town = town_new();
        uint64_t index = loop_statements(town->loop);

        town_confirm(town, town->contact);
        say_something(town);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        loop_rewrite(town->loop, index);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        loop_rewrite(town->loop, index);
        person_forget(town->holder);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK(heard(town->holder, ZL_MSG_LOG_FORKED, NULL));
        CHECK(town->holder->core->state.forked);
        /* And it goes on being said. */
        person_reload(town->holder);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK(heard(town->holder, ZL_MSG_LOG_FORKED, NULL));
        town_free(town);
}

static void one_past_for_all_is_no_alarm(void)
{
        struct town *town = town_new();

        town_confirm(town, town->contact);
        say_something(town);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        REQUIRE_OK(town_note(town, town->contact, "Iets gezien."));
        REQUIRE_OK(person_run(town->contact, town->loop));
        say_something(town);
        REQUIRE_OK(person_sync(town->holder, town->loop));
        CHECK(!heard(town->holder, ZL_MSG_LOG_FORKED, NULL));
        CHECK(!town->holder->core->state.forked);
        town_free(town);
}

/* The next charter, by the root, with the key that the log has now. */
static void name_the_key(struct town *town)
{
        const struct zl_directory *directory = loop_directory(town->loop);
        struct zl_charter next = *zl_directory_charter(directory);

        next.number++;
        next.has_previous = true;
        next.previous = zl_directory_statement(directory, 0, NULL)->hash;
        next.log_key = loop_log_key(town->loop);
        REQUIRE_OK(loop_say(
            town->loop, &town->coordinator->core->root, ZL_CHARTER, &next));
}

static void a_key_that_a_charter_names_is_believed(void)
{
        struct town *town = town_new();

        loop_change_key(town->loop);
        name_the_key(town);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(heard(town->contact, ZL_MSG_LOG_KEY_NEW, NULL));
        person_forget(town->contact);
        person_reload(town->contact);
        say_something(town);
        REQUIRE_OK(person_sync(town->contact, town->loop));
        CHECK(!heard(town->contact, ZL_MSG_LOG_KEY_NEW, NULL));
        /* Any other key, the old one too, is not. */
        loop_change_key(town->loop);
        CHECK_STATUS(person_sync(town->contact, town->loop), ZL_E_LOG);
        CHECK(heard(town->contact, ZL_MSG_LOG_CONTRADICTS, "signature"));
        town_free(town);
}

static void a_key_that_nobody_named_is_not(void)
{
        struct town *town = town_new();

        loop_change_key(town->loop);
        CHECK_STATUS(person_sync(town->contact, town->loop), ZL_E_LOG);
        CHECK(heard(town->contact, ZL_MSG_LOG_CONTRADICTS, "signature"));
        town_free(town);
}

static const struct check_case cases[] = {
    CHECK_CASE(an_honest_log_proves_itself),
    CHECK_CASE(a_past_that_changed_is_noticed),
    CHECK_CASE(two_pasts_are_noticed_by_who_reads_the_record),
    CHECK_CASE(one_past_for_all_is_no_alarm),
    CHECK_CASE(a_key_that_a_charter_names_is_believed),
    CHECK_CASE(a_key_that_nobody_named_is_not),
};
CHECK_MAIN("core watch", cases)
