/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_READ_H
#define ZL_REGISTER_READ_H

#include "json.h"
#include "register.h"

/*
 * How what is put into the register is read (docs/protocol.md, 10.1 to 10.4):
 * the fields of one object, without `v` and ids. A failure sticks in the
 * reader.
 */

/** Read a club's details. @param r the reader. @param ret receives them; its
 *  id stays. */
void zl_register_read_club(
    struct zl_json_reader *r, struct zl_register_club *ret);

/** Read a person. @param r the reader. @param ret receives it; its ids stay. */
void zl_register_read_person(
    struct zl_json_reader *r, struct zl_register_person *ret);

/** Read a visit. @param r the reader. @param ret receives it; its ids stay. */
void zl_register_read_visit(
    struct zl_json_reader *r, struct zl_register_visit *ret);

/** Read a need. @param r the reader. @param ret receives it; its ids stay. */
void zl_register_read_need(
    struct zl_json_reader *r, struct zl_register_need *ret);

#endif
