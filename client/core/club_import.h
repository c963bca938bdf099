/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLUB_IMPORT_H
#define ZL_CLUB_IMPORT_H

#include "club_item.h"

/*
 * Many clubs at once, as the register takes them (docs/protocol.md, 10.8), and
 * what it says would change, or did.
 */

enum {
        ZL_CLUB_PART_MAX = 256 * 1024, /* bytes of a part */
        ZL_CLUB_PARTS_MAX = 64,
        ZL_CLUB_IMPORT_PEOPLE = 8 /* of one club, at once */
};

struct zl_club_import {
        struct zl_id club;
        struct zl_club_details details; /* what is not said stays */
        struct zl_club_person people[ZL_CLUB_IMPORT_PEOPLE];
        size_t person_count;
};

/** Does it say anything?  @param import of a club. */
bool zl_club_import_says(const struct zl_club_import *import);

/** Begin a part. @param buf receives it; initialised here, zl_buf_free() it. */
void zl_club_part_begin(struct zl_buf *buf);

/**
 * Add a club to a part.
 *
 * @param buf     the part.
 * @param import  what it says of the club.
 * @return ZL_OK; ZL_E_TOO_LARGE: it belongs into the next part, and this one
 *         is as it was; ZL_E_MALFORMED or ZL_E_MEMORY.
 */
int zl_club_part_add(
    struct zl_buf *buf, const struct zl_club_import *import) ZL_CHECKED;

/** End a part. @param buf the part. @return ZL_OK or ZL_E_MEMORY. */
int zl_club_part_end(struct zl_buf *buf) ZL_CHECKED;

/** What asks to take them. @param parts how many. @param dry_run change
 *  nothing. @param after so many changes are known. @param buf receives it.
 *  @return ZL_OK or ZL_E_MEMORY. */
int zl_club_import_write(
    size_t parts, bool dry_run, uint64_t after, struct zl_buf *buf) ZL_CHECKED;

/* What can differ, by the words of the register: bit n of `fields` below is
 * for the n-th.  NULL ends it. */
extern const char *const zl_club_fields[];

struct zl_club_changed_person {
        struct zl_id id;
        bool is_new;
        unsigned fields;
};

struct zl_club_changed {
        struct zl_id club;
        bool is_new; /* nothing was kept of it */
        unsigned fields;
        struct zl_club_changed_person people[ZL_CLUB_IMPORT_PEOPLE];
        size_t person_count;
};

struct zl_club_counts_of {
        uint32_t added;
        uint32_t changed;
        uint32_t same;
};

/* One piece of the answer. */
struct zl_club_changes {
        struct zl_club_counts_of clubs;
        struct zl_club_counts_of people;
        struct zl_club_changed *changes;
        size_t count;
        uint64_t next; /* 0: this was the last piece */
};

/**
 * Read the answer.
 *
 * @param body  of it; not needed afterwards.
 * @param ret   receives it; free its changes.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_club_changes_read(
    struct zl_bytes body, struct zl_club_changes *ret) ZL_CHECKED;

#endif
