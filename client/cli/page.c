/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the pages. The template says where things stand and how large
 * they may be, the values what there is to say; so a page can be looked at and
 * changed without a compiler. */
#include "page.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "crypto.h"
#include "markup.h"
#include "measure.h"
#include "out.h"

enum { KEY = 32, NUMBER = 64, LINES_MAX = 40 };

/* Millimetres. Smaller letters than this are not tried, and more between two
 * lines is not needed. */
static const double smallest = 2.2;
static const double smaller = 0.1;
static const double leading = 1.3;

/* ---- Values ---- */

void page__begin(struct page *page)
{
        *page = (struct page){.status = ZL_OK};
        zl_buf_init(&page->texts, PAGE_MAX);
}

void page__free(struct page *page)
{
        zl_buf_free(&page->texts);
}

static void fail(struct page *page, int status)
{
        if (page->status == ZL_OK)
                page->status = status;
}

void page__quote(const char *text, char ret[static PAGE_QUOTE])
{
        struct zl_buf left = {0};

        zl_buf_init(&left, 4 * PAGE_QUOTE);
        out__clean(text, false, &left);
        zl_put_u8(&left, 0);
        /* U+2068 and U+2069: first strong isolate, and its end. */
        (void)snprintf(ret, PAGE_QUOTE, "\xe2\x81\xa8%.*s\xe2\x81\xa9",
            PAGE_QUOTE - 8,
            left.status == ZL_OK ? (const char *)left.data : "?");
        zl_buf_free(&left);
}

void page__quote_phone(const char *phone, char ret[static PAGE_QUOTE])
{
        struct zl_buf joined = {0};

        zl_buf_init(&joined, PAGE_QUOTE);
        for (; *phone != '\0'; phone++) {
                if (*phone == ' ')
                        zl_put_text(&joined, "\xc2\xa0"); /* U+00A0 */
                else
                        zl_put_u8(&joined, (uint8_t)*phone);
        }
        zl_put_u8(&joined, 0);
        page__quote(
            joined.status == ZL_OK ? (const char *)joined.data : "?", ret);
        zl_buf_free(&joined);
}

void page__put(struct page *page, const char *key, const char *text)
{
        if (page->count == PAGE_VALUES) {
                fail(page, ZL_E_TOO_LARGE);
                return;
        }
        page->values[page->count].key = key;
        page->values[page->count].at = page->texts.size;
        page->count++;
        zl_put_text(&page->texts, text);
        zl_put_u8(&page->texts, 0);
        if (page->texts.status != ZL_OK)
                fail(page, page->texts.status);
}

void page__say(struct page *page, const char *key, const char *format, ...)
{
        char text[6 * PAGE_QUOTE];
        va_list args;
        int size = 0;

        va_start(args, format);
        size = vsnprintf(text, sizeof(text), format, args);
        va_end(args);
        if (size < 0 || (size_t)size >= sizeof(text))
                fail(page, ZL_E_TOO_LARGE);
        else
                page__put(page, key, text);
        zl_wipe(text, sizeof(text));
}

static const char *value_of(
    const struct page *page, const char *key, size_t size)
{
        for (size_t i = 0; i < page->count; i++) {
                if (strlen(page->values[i].key) == size &&
                    strncmp(page->values[i].key, key, size) == 0)
                        return (const char *)page->texts.data +
                            page->values[i].at;
        }
        return NULL;
}

/* ---- Lines that fit ---- */

/* A <text> of the template. */
struct place {
        double x;
        double y; /* of its first line, at its full size */
        double size;
        double width;
        double height;
        bool bold;
};

/* A number of a tag; 0 for none. */
static double number_of(const char *tag, size_t size, const char *name)
{
        char value[NUMBER];
        const char *at = memmem(tag, size, name, strlen(name));

        if (at == NULL)
                return 0;
        at += strlen(name);
        (void)snprintf(
            value, sizeof(value), "%.*s", (int)(size - (size_t)(at - tag)), at);
        return strtod(value, NULL);
}

static bool place_of(const char *tag, size_t size, struct place *ret)
{
        static const char bold[] = " font-weight=\"bold\"";

        ret->x = number_of(tag, size, " x=\"");
        ret->y = number_of(tag, size, " y=\"");
        ret->size = number_of(tag, size, " font-size=\"");
        ret->width = number_of(tag, size, " data-width=\"");
        ret->height = number_of(tag, size, " data-height=\"");
        ret->bold = memmem(tag, size, bold, sizeof(bold) - 1) != NULL;
        return ret->size > 0 && ret->width > 0 && ret->height > 0;
}

/* The lines of a text at a size of letters. */
struct lines {
        const char *of[LINES_MAX];
        size_t size[LINES_MAX];
        size_t count;
        bool broken; /* a word did not fit on a line */
        bool cut; /* there were more than there is room for */
};

static void break_lines(
    const struct place *place, const char *text, double size, struct lines *ret)
{
        /* What fits is not lost to a rounding. */
        size_t most = (size_t)(place->height / (size * leading) + 0.001);
        size_t width = (size_t)(place->width / size * 100);

        *ret = (struct lines){.count = 0};
        if (most > LINES_MAX)
                most = LINES_MAX;
        while (*text != '\0' && ret->count < most) {
                size_t taken =
                    measure__line(text, width, place->bold, &ret->broken);

                ret->of[ret->count] = text;
                ret->size[ret->count++] = taken;
                text += taken;
                text += strspn(text, " ");
        }
        ret->cut = *text != '\0';
}

/* The largest letters, up to those of the template, with which it fits. */
static double settle(
    const struct place *place, const char *text, struct lines *ret)
{
        double size = place->size;

        break_lines(place, text, size, ret);
        while ((ret->broken || ret->cut) && size - smaller >= smallest) {
                size -= smaller;
                break_lines(place, text, size, ret);
        }
        return size;
}

static void put_lines(
    const struct place *place, const char *text, struct zl_buf *svg)
{
        struct lines lines;
        double size = settle(place, text, &lines);
        char tag[4 * NUMBER];
        char line[PAGE_QUOTE];

        for (size_t i = 0; i < lines.count; i++) {
                /* The top of the letters stays where it is. */
                double y = place->y - 0.75 * (place->size - size) +
                    (double)i * size * leading;

                (void)snprintf(tag, sizeof(tag),
                    "<tspan x=\"%.2f\" y=\"%.2f\" font-size=\"%.2f\">",
                    place->x, y, size);
                (void)snprintf(line, sizeof(line), "%.*s%s", (int)lines.size[i],
                    lines.of[i],
                    lines.cut && i + 1 == lines.count ? "\xe2\x80\xa6" : "");
                zl_put_text(svg, tag);
                markup__put(line, svg);
                zl_put_text(svg, "</tspan>");
                zl_wipe(line, sizeof(line));
        }
}

/* ---- The template ---- */

struct filling {
        const struct page *page;
        struct zl_buf *svg;
        const char *tag; /* the last one, from its '<' */
        bool in_tag;
        bool left_out; /* of what stands between if and end */
        int status;
};

static void put(struct filling *f, const char *text, size_t size)
{
        if (!f->left_out)
                zl_put_bytes(f->svg, text, size);
}

/* Comments are for who reads the template, and say what is left out. */
static const char *comment(struct filling *f, const char *at)
{
        static const char open[] = "<!-- if ";
        static const char end[] = "<!-- end -->";
        const char *close = strstr(at, "-->");

        if (close == NULL) {
                f->status = ZL_E_MALFORMED;
                return at + strlen(at);
        }
        if (strncmp(at, open, sizeof(open) - 1) == 0) {
                const char *key = at + sizeof(open) - 1;

                if (f->left_out)
                        f->status = ZL_E_MALFORMED; /* one in the other */
                f->left_out = value_of(f->page, key, strcspn(key, " ")) == NULL;
        } else if (strncmp(at, end, sizeof(end) - 1) == 0) {
                f->left_out = false;
        }
        return close + 3;
}

static const char *fill(struct filling *f, const char *at, size_t size)
{
        const char *value = value_of(f->page, at + 1, size);
        struct place place;

        if (f->left_out)
                return at + size + 2;
        if (value == NULL) {
                f->status = ZL_E_NOT_FOUND;
                return at + size + 2;
        }
        if (!f->in_tag && f->tag != NULL &&
            place_of(f->tag, (size_t)(at - f->tag), &place))
                put_lines(&place, value, f->svg);
        else
                markup__put(value, f->svg);
        return at + size + 2;
}

/* How long the key is that begins here; 0 for what is none. */
static size_t key_at(const char *at)
{
        size_t size = strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789_");

        return at[0] == '{' && at[1 + size] == '}' ? size : 0;
}

static const char *step(struct filling *f, const char *at)
{
        size_t size = key_at(at);

        if (size > 0)
                return fill(f, at, size);
        if (strncmp(at, "<!--", 4) == 0)
                return comment(f, at);
        if (*at == '<') {
                f->tag = at;
                f->in_tag = true;
        } else if (*at == '>') {
                f->in_tag = false;
        }
        put(f, at, 1);
        return at + 1;
}

int page__write(
    const struct page *page, const char *template, struct zl_buf *svg)
{
        struct filling f = {.page = page, .svg = svg, .status = page->status};

        zl_buf_init(svg, PAGE_MAX);
        while (*template != '\0' && f.status == ZL_OK)
                template = step(&f, template);
        if (f.status == ZL_OK && f.left_out)
                f.status = ZL_E_MALFORMED;
        return f.status == ZL_OK ? svg->status : f.status;
}
