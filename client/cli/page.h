/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PAGE_H
#define ZL_CLI_PAGE_H

#include "bytes.h"

/*
 * A page to print, from a template of client/paper/: an SVG with `{keys}`.
 *
 * A key as the whole content of a <text> that has data-width and data-height
 * is set in lines that fit into so much room, in smaller letters if it must be.
 * `<!-- if KEY -->` up to `<!-- end -->` is there if that key has a value.
 * Values are escaped; a key without a value is a failure, and failures stick.
 */

enum { PAGE_VALUES = 96, PAGE_MAX = 1024 * 1024 };

/* For a text of others, at its longest. */
enum { PAGE_QUOTE = 2048 };

struct page {
        struct {
                const char *key;
                size_t at; /* in texts, with its NUL */
        } values[PAGE_VALUES];
        size_t count;
        struct zl_buf texts;
        int status;
};

/** Begin. @param page to initialise; page__free() it. */
void page__begin(struct page *page);

/** Wipe and free. @param page begun, or all zero. */
void page__free(struct page *page);

/**
 * Make a text of others fit to stand in a sentence of ours: nothing in it acts
 * on what it is shown with, and it turns no direction but its own, so that a
 * telephone number behind a name in Arabic keeps its order.
 *
 * @param text  theirs, on one line; longer than PAGE_QUOTE it is cut.
 * @param ret   receives it.
 */
void page__quote(const char *text, char ret[static PAGE_QUOTE]);

/** As page__quote(), of a telephone number: it stays on one line.
 *  @param phone  theirs. @param ret receives it. */
void page__quote_phone(const char *phone, char ret[static PAGE_QUOTE]);

/**
 * Give a key its value.
 *
 * @param page    the page.
 * @param key     a constant string.
 * @param format  as printf(); texts of others go through page__quote() first.
 */
void page__say(struct page *page, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/** As page__say(), with a text as it is. @param page the page. @param key a
 *  constant string. @param text its value. */
void page__put(struct page *page, const char *key, const char *text);

/**
 * Fill in a template.
 *
 * @param page      with all its values.
 * @param template  the SVG.
 * @param svg       receives the page; initialised here, free it either way.
 * @return ZL_OK, ZL_E_NOT_FOUND (a key has no value), ZL_E_MALFORMED (the
 *         template), ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int page__write(const struct page *page, const char *template,
    struct zl_buf *svg) ZL_CHECKED;

#endif
