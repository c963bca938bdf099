/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_PARTS_H
#define ZL_REGISTER_PARTS_H

#include "json.h"
#include "lights.h"

/*
 * What pages and lists have in common (docs/protocol.md, 10.1 and 10.6): who
 * is shown which part of what is known of a club, and how lights are written.
 */

/* What is not for everybody. */
enum zl_part {
        ZL_PART_SUPPORT = 1 << 0, /* details: the supporter's own words */
        ZL_PART_PEOPLE = 1 << 1,
        ZL_PART_DONE = 1 << 2, /* visits that were, and notes of any */
        ZL_PART_NOTICED = 1 << 3, /* needs the club did not ask for */
        ZL_PART_LIGHTS = 1 << 4, /* and to-dos; of these, besides: */
        ZL_PART_PAPERS = 1 << 5, /* about papers and the club's rules */
        ZL_PART_CLUB = 1 << 6, /* all others but the account holder's */
        ZL_PART_VISITS = 1 << 7, /* planned ones */
        ZL_PART_CONTACTS = 1 << 8
};

/** What somebody is shown: bits of enum zl_part. @param role as what. */
unsigned zl_parts_of(enum zl_role role);

/** Is a light, or what is to be done about it, among these parts? @param parts
 *  bits of zl_part. @param what its word. */
bool zl_parts_light(unsigned parts, const char *what);

/** Put the lights that are shown, as an array. @param w the writer. @param
 *  lights by requirement. @param parts shown. */
void parts__put_lights(struct zl_json_writer *w,
    const struct zl_light lights[static ZL_REQUIREMENTS], unsigned parts);

/** Put a to-do's fields. @param w in its object. @param to_do which. */
void parts__put_to_do(struct zl_json_writer *w, const struct zl_to_do *to_do);

#endif
