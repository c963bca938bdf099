/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: the policy table says what the design says, and docs/protocol.md
 * prints exactly the table. When they differ, the test prints the table as
 * the document should have it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "common/policy.h"

static const enum zl_actor actors[] = {ZL_ACTOR_ROOT, ZL_ACTOR_INVITATION,
    ZL_ACTOR_COORDINATOR, ZL_ACTOR_SUPPORTER, ZL_ACTOR_PROFESSIONAL,
    ZL_ACTOR_CONTACT};

static const enum zl_state states[] = {ZL_STATE_NONE, ZL_STATE_WAITING,
    ZL_STATE_OPENED, ZL_STATE_ACKNOWLEDGED, ZL_STATE_CLOSED, ZL_STATE_RETRACTED,
    ZL_STATE_ERASED};

enum {
        ACTORS = sizeof(actors) / sizeof(actors[0]),
        STATES = sizeof(states) / sizeof(states[0]),
        RELATIONS = 9,
        ALL_RELATIONS = (1 << RELATIONS) - 1,
        TEXT_MAX = 100000
};

/* Who may do it in some relation and state, as bits. */
static unsigned who(enum zl_act act)
{
        unsigned bits = 0;

        for (size_t i = 0; i < ACTORS; i++) {
                for (size_t j = 0; j < STATES; j++) {
                        if (zl_policy_allows(
                                act, actors[i], ALL_RELATIONS, states[j]))
                                bits |= (unsigned)actors[i];
                }
        }
        return bits;
}

static void only_professionals_assess(void)
{
        CHECK_UINT(who(ZL_ACT_ASSESS), ZL_ACTOR_PROFESSIONAL);
        CHECK_UINT(who(ZL_ACT_FEEDBACK), ZL_ACTOR_PROFESSIONAL);
        CHECK(zl_policy_allows(ZL_ACT_ASSESS, ZL_ACTOR_PROFESSIONAL,
            ZL_REL_HOLDER, ZL_STATE_ACKNOWLEDGED));
        CHECK(!zl_policy_allows(ZL_ACT_ASSESS, ZL_ACTOR_PROFESSIONAL,
            ZL_REL_HOLDER, ZL_STATE_WAITING));
        CHECK(!zl_policy_allows(ZL_ACT_ASSESS, ZL_ACTOR_PROFESSIONAL,
            ALL_RELATIONS & ~(unsigned)ZL_REL_HOLDER, ZL_STATE_ACKNOWLEDGED));
        CHECK(zl_policy_allows(ZL_ACT_FEEDBACK, ZL_ACTOR_PROFESSIONAL,
            ZL_REL_HOLDER, ZL_STATE_WAITING));
}

static void only_contacts_and_professionals_touch_signals(void)
{
        const enum zl_act acts[] = {ZL_ACT_NOTE, ZL_ACT_ACKNOWLEDGE,
            ZL_ACT_READ_RECORDS, ZL_ACT_READ_BODY, ZL_ACT_SEALING_KEY};

        for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++)
                CHECK_UINT(
                    who(acts[i]), ZL_ACTOR_PROFESSIONAL | ZL_ACTOR_CONTACT);
        CHECK(!zl_policy_allows(ZL_ACT_NOTE, ZL_ACTOR_CONTACT,
            ALL_RELATIONS & ~(unsigned)ZL_REL_OF_CLUB, ZL_STATE_NONE));
        CHECK(!zl_policy_allows(
            ZL_ACT_NOTE, ZL_ACTOR_CONTACT, ZL_REL_OF_CLUB, ZL_STATE_WAITING));
        CHECK(zl_policy_allows(ZL_ACT_NOTE, ZL_ACTOR_PROFESSIONAL,
            ZL_REL_ASSIGNED, ZL_STATE_NONE));
        CHECK(zl_policy_allows(ZL_ACT_READ_BODY, ZL_ACTOR_PROFESSIONAL,
            ZL_REL_HOLDER, ZL_STATE_ACKNOWLEDGED));
        CHECK(!zl_policy_allows(ZL_ACT_READ_BODY, ZL_ACTOR_PROFESSIONAL,
            ALL_RELATIONS & ~(unsigned)ZL_REL_HOLDER, ZL_STATE_CLOSED));
        CHECK(zl_policy_allows(ZL_ACT_READ_BODY, ZL_ACTOR_CONTACT,
            ZL_REL_AUTHOR, ZL_STATE_ACKNOWLEDGED));
}

static void each_level_appoints_the_next(void)
{
        CHECK_UINT(who(ZL_ACT_CHARTER), ZL_ACTOR_ROOT);
        CHECK_UINT(who(ZL_ACT_APPOINT_COORDINATOR), ZL_ACTOR_ROOT);
        CHECK_UINT(who(ZL_ACT_APPOINT_SUPPORTER), ZL_ACTOR_COORDINATOR);
        CHECK_UINT(who(ZL_ACT_APPOINT_PROFESSIONAL), ZL_ACTOR_COORDINATOR);
        CHECK_UINT(who(ZL_ACT_APPOINT_CONTACT), ZL_ACTOR_SUPPORTER);
        CHECK_UINT(who(ZL_ACT_ASSIGN), ZL_ACTOR_COORDINATOR);
        CHECK(!zl_policy_allows(ZL_ACT_APPOINT_CONTACT, ZL_ACTOR_SUPPORTER,
            ALL_RELATIONS & ~(unsigned)ZL_REL_SCOPE, ZL_STATE_NONE));
        CHECK_INT(zl_act_appoint(ZL_ROLE_CONTACT), ZL_ACT_APPOINT_CONTACT);
        CHECK_INT(zl_act_appoint(ZL_ROLE_SUPPORTER), ZL_ACT_APPOINT_SUPPORTER);
        CHECK_INT(
            zl_act_appoint(ZL_ROLE_PROFESSIONAL), ZL_ACT_APPOINT_PROFESSIONAL);
        CHECK_INT(
            zl_act_appoint(ZL_ROLE_COORDINATOR), ZL_ACT_APPOINT_COORDINATOR);
        CHECK_UINT(who(zl_act_appoint(ZL_ROLE_NONE)), 0);
}

static void an_invitation_makes_a_device_and_nothing_else(void)
{
        for (int act = 0; act < ZL_ACT_COUNT; act++)
                CHECK_INT((who((enum zl_act)act) & ZL_ACTOR_INVITATION) != 0,
                    act == ZL_ACT_DEVICE);
        CHECK(!zl_policy_allows(ZL_ACT_DEVICE, ZL_ACTOR_INVITATION,
            ALL_RELATIONS & ~(unsigned)ZL_REL_SELF, ZL_STATE_NONE));
}

static void every_role_is_its_actor(void)
{
        CHECK_INT(zl_actor_of(ZL_ROLE_COORDINATOR), ZL_ACTOR_COORDINATOR);
        CHECK_INT(zl_actor_of(ZL_ROLE_SUPPORTER), ZL_ACTOR_SUPPORTER);
        CHECK_INT(zl_actor_of(ZL_ROLE_PROFESSIONAL), ZL_ACTOR_PROFESSIONAL);
        CHECK_INT(zl_actor_of(ZL_ROLE_CONTACT), ZL_ACTOR_CONTACT);
        CHECK_INT(zl_actor_of(ZL_ROLE_NONE), 0);
        CHECK(!zl_policy_allows(ZL_ACT_READ_STATEMENTS,
            zl_actor_of(ZL_ROLE_NONE), ALL_RELATIONS, ZL_STATE_NONE));
}

static void no_row_stands_twice_and_every_word_is_known(void)
{
        size_t count = 0;
        const struct zl_policy_row *rows = zl_policy_rows(&count);

        for (size_t i = 0; i < count; i++) {
                for (size_t j = 0; j < i; j++)
                        CHECK(rows[i].act != rows[j].act ||
                            rows[i].actor != rows[j].actor ||
                            rows[i].relation != rows[j].relation);
                CHECK(strcmp(zl_act_str(rows[i].act), "unknown") != 0);
                CHECK(strcmp(zl_actor_str(rows[i].actor), "unknown") != 0);
                CHECK(
                    strcmp(zl_relation_str(rows[i].relation), "unknown") != 0);
                CHECK(rows[i].states != 0);
        }
        for (int act = 0; act < ZL_ACT_COUNT; act++)
                CHECK(who((enum zl_act)act) != 0);
        CHECK_STR(zl_act_str(ZL_ACT_COUNT), "unknown");
        CHECK_STR(zl_state_str((enum zl_state)3), "unknown");
        CHECK_STR(zl_relation_str(ZL_REL_AUTHOR), "author");
}

static void states_of(unsigned bits, char *ret, size_t size)
{
        size_t used = 0;

        ret[0] = '\0';
        for (size_t i = 0; i < STATES; i++) {
                if ((bits & states[i]) == 0)
                        continue;
                used += (size_t)snprintf(ret + used, size - used, "%s%s",
                    used == 0 ? "" : ", ", zl_state_str(states[i]));
                REQUIRE(used < size);
        }
}

/* The table as Markdown. */
static void table(char *ret, size_t size)
{
        size_t count = 0;
        const struct zl_policy_row *rows = zl_policy_rows(&count);
        size_t used = (size_t)snprintf(ret, size,
            "| act | who | in which relation | state of the signal |\n"
            "| --- | --- | --- | --- |\n");

        for (size_t i = 0; i < count; i++) {
                char words[100];

                states_of(rows[i].states, words, sizeof(words));
                used += (size_t)snprintf(ret + used, size - used,
                    "| %s | %s | %s | %s |\n", zl_act_str(rows[i].act),
                    zl_actor_str(rows[i].actor),
                    zl_relation_str(rows[i].relation), words);
                REQUIRE(used < size);
        }
}

static void the_document_prints_the_table(void)
{
        static char text[TEXT_MAX];
        static char want[TEXT_MAX];
        const char *source = getenv("ZL_SOURCE");
        const char *begin = "<!-- policy:begin -->\n";
        char path[1000];
        char *at = NULL;
        char *end = NULL;
        size_t size = 0;
        FILE *file = NULL;

        REQUIRE(source != NULL);
        (void)snprintf(path, sizeof(path), "%s/docs/protocol.md", source);
        file = fopen(path, "r");
        REQUIRE(file != NULL);
        size = fread(text, 1, sizeof(text) - 1, file);
        text[size] = '\0';
        (void)fclose(file);
        at = strstr(text, begin);
        REQUIRE(at != NULL);
        at += strlen(begin);
        end = strstr(at, "<!-- policy:end -->");
        REQUIRE(end != NULL);
        *end = '\0';
        table(want, sizeof(want));
        if (!CHECK(strcmp(at, want) == 0))
                (void)printf("the table is\n%s", want);
}

static const struct check_case cases[] = {
    CHECK_CASE(only_professionals_assess),
    CHECK_CASE(only_contacts_and_professionals_touch_signals),
    CHECK_CASE(each_level_appoints_the_next),
    CHECK_CASE(an_invitation_makes_a_device_and_nothing_else),
    CHECK_CASE(every_role_is_its_actor),
    CHECK_CASE(no_row_stands_twice_and_every_word_is_known),
    CHECK_CASE(the_document_prints_the_table),
};

CHECK_MAIN("policy", cases)
