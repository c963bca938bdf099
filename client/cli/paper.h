/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PAPER_H
#define ZL_CLI_PAPER_H

#include "blackout.h"
#include "wrap.h"

/*
 * A document to print: one file of HTML that needs nothing else, or plain
 * text.  What others wrote is cleaned (out__clean()), blacked out and escaped
 * on its way in, so that it is shown and never acted on.
 *
 * A failure sticks, and paper__end() says it.
 */

enum { PAPER_MAX = 64 * 1024 * 1024 };

struct paper {
        bool html;
        struct zl_blackout *blackout; /* borrowed */
        struct zl_buf buf; /* what there is so far */
        int status;
};

/** Begin. @param paper all but html and blackout is set here. @param title
 *  our own words. */
void paper__begin(struct paper *paper, const char *title);

/** End. @param paper whose buf has it all. @return ZL_OK, ZL_E_TOO_LARGE or
 *  ZL_E_MEMORY. */
int paper__end(struct paper *paper) ZL_CHECKED;

/** Wipe and free. @param paper all zero is allowed. */
void paper__free(struct paper *paper);

/** A heading. @param paper it. @param level 2 or 3. @param text our own
 *  words. */
void paper__heading(struct paper *paper, int level, const char *text);

/** A paragraph of our own. @param paper it. @param text our own words. */
void paper__say(struct paper *paper, const char *text);

/** A line of others. @param paper it. @param label our own words. @param
 *  text theirs. */
void paper__line(struct paper *paper, const char *label, const char *text);

/** A text of others, which may have several lines. @param paper it. @param
 *  label our own words. @param text theirs. */
void paper__lines(struct paper *paper, const char *label, const char *text);

/** A new page. @param paper it. */
void paper__page(struct paper *paper);

#endif
