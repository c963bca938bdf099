/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CLUB_TEXT_H
#define ZL_CLI_CLUB_TEXT_H

#include "bytes.h"
#include "cli.h"
#include "club_page.h"

/*
 * What stands in the club register, as people read it.
 */

/** What a requirement, or the invitation, is called. @param what of
 *  zl_club_requirements. */
const char *club_text__requirement(unsigned what);
/** A light's colour as a sign, so that nobody must tell colours apart.
 *  @param colour of zl_club_colours. */
const char *club_text__sign(unsigned colour);
/** ... and as a word, of six letters at most. @param colour of
 *  zl_club_colours. */
const char *club_text__colour(unsigned colour);
/** What somebody at a club does there. @param post of zl_club_posts. */
const char *club_text__post(unsigned post);
/** What a need is about. @param what of zl_club_whats. */
const char *club_text__need(unsigned what);
/** How urgent a to-do is. @param urgency of zl_club_urgencies. */
const char *club_text__urgency(unsigned urgency);

/** Why a light burns. @param reason of zl_club_reasons. @param on its day, or
 *  0. @param buf is appended to. */
void club_text__reason(unsigned reason, uint32_t on, struct zl_buf *buf);

/** The command that comes next, or who can help. @param role whose to-do it
 *  is. @param club its name. @param to_do what is to be done. @param buf is
 *  appended to. */
void club_text__next(enum zl_role role, const char *club,
    const struct zl_club_to_do *to_do, struct zl_buf *buf);

/** A person's whole name. @param person who. @param buf is appended to. */
void club_text__name(const struct zl_club_person *person, struct zl_buf *buf);

/** A person in a line. @param person who. @param buf is appended to. */
void club_text__person(const struct zl_club_person *person, struct zl_buf *buf);
/** A visit in a line. @param cli the run. @param visit which. @param buf is
 *  appended to. */
void club_text__visit(
    struct cli *cli, const struct zl_club_visit *visit, struct zl_buf *buf);
/** A need in a line. @param cli the run. @param need which. @param buf is
 *  appended to. */
void club_text__need_line(
    struct cli *cli, const struct zl_club_need *need, struct zl_buf *buf);
/** A light in a line. @param light which. @param buf is appended to. */
void club_text__light(const struct zl_club_light *light, struct zl_buf *buf);
/** A contact's membership in a line. @param cli the run. @param contact
 *  which. @param buf is appended to. */
void club_text__contact(
    struct cli *cli, const struct zl_club_contact *contact, struct zl_buf *buf);

enum { CLUB_DETAILS = 7 };

/** What a detail is called. @param index below CLUB_DETAILS. */
const char *club_text__detail_name(unsigned index);
/** A detail's value; nothing when it is not there. @param details them all.
 *  @param index below CLUB_DETAILS. @param buf is appended to. */
void club_text__detail(
    const struct zl_club_details *details, unsigned index, struct zl_buf *buf);

/** Append as printf() does. @param buf it. @param format what. */
void club_text__put(struct zl_buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The text so far. @param buf appended a NUL that is no part of it. @return
 *  "" when there was no memory. */
const char *club_text__of(struct zl_buf *buf);

#endif
