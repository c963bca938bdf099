/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: no word of the protocol reaches a person as it is. */
#include <string.h>

#include "body.h"
#include "check.h"
#include "label.h"
#include "policy.h"
#include "record.h"
#include "statement.h"

static void all_have_one(const char *const *words)
{
        for (; *words != NULL; words++) {
                check_true(
                    label__of(*words) != *words, CHECK_HERE(*words, false));
        }
}

static void the_words_of_bodies_have_labels(void)
{
        all_have_one(zl_day_parts);
        all_have_one(zl_places);
        all_have_one(zl_parents_know);
        all_have_one(zl_name_me);
        all_have_one(zl_came);
        all_have_one(zl_yes_no);
        all_have_one(zl_feedback_states);
}

/* Numbers between them may be free. */
static void has_one(const char *word)
{
        const char *const words[] = {word, NULL};

        if (strcmp(word, "unknown") != 0)
                all_have_one(words);
}

static void records_statements_and_roles_have_labels(void)
{
        CHECK_STR(label__of(zl_kind_str(ZL_FEEDBACK)), "answer");
        for (int kind = 0; kind < 256; kind++)
                has_one(zl_kind_str((enum zl_kind)kind));
        for (int type = 0; type < 256; type++)
                has_one(zl_statement_type_str((enum zl_statement_type)type));
        for (int role = ZL_ROLE_COORDINATOR; role <= ZL_ROLE_CONTACT; role++)
                has_one(zl_role_str((enum zl_role)role));
}

static void another_word_stays(void)
{
        CHECK_STR(label__of("zijlijn"), "zijlijn");
        CHECK_STR(label__of(""), "");
}

static const struct check_case cases[] = {
    CHECK_CASE(the_words_of_bodies_have_labels),
    CHECK_CASE(records_statements_and_roles_have_labels),
    CHECK_CASE(another_word_stays),
};
CHECK_MAIN("cli_label", cases)
