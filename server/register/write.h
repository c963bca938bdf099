/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_WRITE_H
#define ZL_REGISTER_WRITE_H

#include "json.h"
#include "register.h"

/* How what the register keeps is written (docs/protocol.md, 10): what nobody
 * said is left out. */

/** Write a day. @param w the writer. @param name the field. @param day 0:
 *  left out. */
void register__write_day(
    struct zl_json_writer *w, const char *name, uint32_t day);

/** Write a text. @param w the writer. @param name the field. @param text "":
 *  left out. */
void register__write_text(
    struct zl_json_writer *w, const char *name, const char *text);

/** Write an id. @param w the writer. @param name the field; NULL inside an
 *  array. @param id zeros are written, too. */
void register__write_id(
    struct zl_json_writer *w, const char *name, const struct zl_id *id);

/** Write the fields of a person, without its club. @param w the writer, with
 *  an object open. @param person whom. */
void register__write_person(
    struct zl_json_writer *w, const struct zl_register_person *person);

/** Write the fields of a visit, without its club. @param w the writer, with
 *  an object open. @param visit which. @param with_note whether its note is
 *  told. */
void register__write_visit(struct zl_json_writer *w,
    const struct zl_register_visit *visit, bool with_note);

/** Write the fields of a need, without its club. @param w the writer, with
 *  an object open. @param need which. */
void register__write_need(
    struct zl_json_writer *w, const struct zl_register_need *need);

#endif
