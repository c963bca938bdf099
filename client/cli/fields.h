/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_FIELDS_H
#define ZL_CLI_FIELDS_H

#include "cli.h"
#include "core.h"

/*
 * What a record says, field by field.
 */

enum field_kind {
        FIELD_LINE, /* a text on one line */
        FIELD_LINES, /* a text that may have several */
        FIELD_WORD, /* a word of the protocol: label__of() */
        FIELD_DIGIT /* a number from 0 to 9 */
};

struct field {
        enum field_kind kind;
        const char *name; /* in JSON */
        const char *label; /* in the person's language */
        const char *text;
};

/** Is given each field in turn. @param context as it was given. @param field
 *  borrowed until it returns. */
typedef void field_taker(void *context, const struct field *field);

/**
 * What a record says; a mark says nothing.
 *
 * @param cli      the run.
 * @param record   one whose body is here.
 * @param take     is given each field.
 * @param context  for it.
 * @return ZL_OK, or what is wrong with the body.
 */
int fields__of(struct cli *cli, const struct zl_record_view *record,
    field_taker *take, void *context) ZL_CHECKED;

/** What a note says. @param note the note. @param take is given each field.
 *  @param context for it. */
void fields__note(const struct zl_note *note, field_taker *take, void *context);

#endif
