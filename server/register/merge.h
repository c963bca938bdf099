/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_MERGE_H
#define ZL_REGISTER_MERGE_H

#include "register.h"

/*
 * What an import says of a club or a person, put over what is kept
 * (docs/protocol.md, 10.8): what it does not say stays.
 */

enum { ZL_MERGE_CLUB_FIELDS = 7, ZL_MERGE_PERSON_FIELDS = 9 };

/* The fields, by the number of their bit; as on the wire. */
extern const char *const zl_merge_club_fields[ZL_MERGE_CLUB_FIELDS];
extern const char *const zl_merge_person_fields[ZL_MERGE_PERSON_FIELDS];

/**
 * Put a club's details over those that are kept.
 *
 * @param said  by the import.
 * @param kept  is changed to what is to be kept.
 * @return the fields that changed, as bits; 0: it is the same.
 */
unsigned zl_merge_club(
    const struct zl_register_club *said, struct zl_register_club *kept);

/**
 * Put a person over the one that is kept.
 *
 * @param said    by the import.
 * @param is_new  whether nobody is kept: then every field that is said counts
 *                as changed.
 * @param kept    is changed to what is to be kept; all zero if is_new.
 * @return the fields that changed, as bits; 0: it is the same.
 */
unsigned zl_merge_person(const struct zl_register_person *said, bool is_new,
    struct zl_register_person *kept);

#endif
