/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! One answer to two questions about an import: what is to be kept,
 * and what of it is different. */
#include "merge.h"

#include <string.h>

const char *const zl_merge_club_fields[ZL_MERGE_CLUB_FIELDS] = {"address",
    "website", "youth_members", "extra_support", "visit_days",
    "code_of_conduct", "trainers_trained"};
const char *const zl_merge_person_fields[ZL_MERGE_PERSON_FIELDS] = {"given",
    "prefix", "family", "post", "member", "phone", "mail", "vog_seen",
    "trained_until"};

/* Each gives the bit when what was kept is another now.  An empty text and a
 * day 0 stand for what was not said. */

static unsigned merge_text(unsigned bit, const char *said, char *kept)
{
        if (said[0] == '\0' || strcmp(said, kept) == 0)
                return 0;
        memcpy(kept, said, strlen(said) + 1);
        return 1u << bit;
}

static unsigned merge_number(unsigned bit, uint32_t said, uint32_t *kept)
{
        if (said == 0 || said == *kept)
                return 0;
        *kept = said;
        return 1u << bit;
}

static unsigned merge_id(
    unsigned bit, const struct zl_id *said, struct zl_id *kept)
{
        static const struct zl_id nobody;

        if (zl_id_equal(said, &nobody) || zl_id_equal(said, kept))
                return 0;
        *kept = *said;
        return 1u << bit;
}

/* None at all is a number, too. */
static unsigned merge_youth(unsigned bit, const struct zl_register_club *said,
    struct zl_register_club *kept)
{
        if (!said->has_youth_members ||
            (kept->has_youth_members &&
                kept->youth_members == said->youth_members))
                return 0;
        kept->has_youth_members = true;
        kept->youth_members = said->youth_members;
        return 1u << bit;
}

unsigned zl_merge_club(
    const struct zl_register_club *said, struct zl_register_club *kept)
{
        unsigned changed = 0;

        changed |= merge_text(0, said->address, kept->address);
        changed |= merge_text(1, said->website, kept->website);
        changed |= merge_youth(2, said, kept);
        changed |= merge_text(3, said->extra_support, kept->extra_support);
        changed |= merge_number(4, said->visit_days, &kept->visit_days);
        changed |=
            merge_number(5, said->code_of_conduct, &kept->code_of_conduct);
        changed |=
            merge_number(6, said->trainers_trained, &kept->trainers_trained);
        return changed;
}

unsigned zl_merge_person(const struct zl_register_person *said, bool is_new,
    struct zl_register_person *kept)
{
        enum { POST = 3 };
        unsigned changed = 0;

        kept->club = said->club;
        kept->id = said->id;
        changed |= merge_text(0, said->given, kept->given);
        changed |= merge_text(1, said->prefix, kept->prefix);
        changed |= merge_text(2, said->family, kept->family);
        if (is_new || said->post != kept->post)
                changed |= 1u << POST;
        kept->post = said->post;
        changed |= merge_id(4, &said->member, &kept->member);
        changed |= merge_text(5, said->phone, kept->phone);
        changed |= merge_text(6, said->mail, kept->mail);
        changed |= merge_number(7, said->vog_seen, &kept->vog_seen);
        changed |= merge_number(8, said->trained_until, &kept->trained_until);
        return changed;
}
