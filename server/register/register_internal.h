/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_INTERNAL_H
#define ZL_REGISTER_INTERNAL_H

#include "db/db.h"
#include "register.h"

/* Between the files of the register.  Every table's columns stand here once,
 * in the order its row hash has them. */

#define REGISTER__CLUB \
        "id, address, website, youth_members, extra_support, visit_days, " \
        "code_of_conduct, trainers_trained"
#define REGISTER__PERSON \
        "club, id, given, prefix, family, post, member, phone, mail, " \
        "vog_seen, trained_until"
#define REGISTER__VISIT "club, id, day, done, by, how, about, note"
#define REGISTER__IMPORT_PART "sender, import, number, time, bytes"
#define REGISTER__NEED "club, id, what, asked, status, since, helper, note"

struct zl_register {
        struct zl_db *db;
        struct zl_order *order; /* NULL: nobody asked for it yet */
        struct zl_register_news *news; /* NULL: nobody wants to know */
};

/** Whatever changes a row of a club says so, in its group. @param reg the
 *  writer. @param club which. */
void register__touch(struct zl_register *reg, const struct zl_id *club);

/** How the group ended. @param reg the writer. @param status ZL_OK: it is
 *  durable; ZL_E_STATE: it was undone; else nobody can say. */
void register__touched(struct zl_register *reg, int status);

/** Bind a text. @param q the query. @param text NUL-terminated; must stay
 *  until the query ended. */
void register__text(struct zl_db_query *q, const char *text);

/** Copy a text. @param q on a row. @param column which. @param ret receives
 *  it, with a NUL. @param room bytes there; more is damage (status). */
void register__get_text(
    struct zl_db_query *q, int column, char *ret, size_t room);

/** A number of a list of words; another is damage (status). @param q on a
 *  row. @param column which. @param words ends with NULL. */
unsigned register__get_choice(
    struct zl_db_query *q, int column, const char *const *words);

/** How a walk went. @param q its query, which is ended. @param status what the
 *  last step, or a visit, said. */
int register__walked(struct zl_db_query *q, int status) ZL_CHECKED;

#endif
