/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the paper. Whatever stands in a note, here it is only letters:
 * the file loads nothing, runs nothing, and says so to the browser. */
#include "paper.h"

#include <string.h>

#include "lang.h"
#include "markup.h"
#include "out.h"
#include "paper_html.h"

enum { WIDTH = 76 };

/* ---- Letters ---- */

static void put(struct paper *paper, const char *text)
{
        zl_put_text(&paper->buf, text);
}

/* Letters that mean nothing but themselves. */
static void put_plain(struct paper *paper, const char *text)
{
        if (paper->html)
                markup__put(text, &paper->buf);
        else
                put(paper, text);
}

static void fail(struct paper *paper, int status)
{
        if (paper->status == ZL_OK)
                paper->status = status;
}

/* What others wrote, blacked out before anything in it is spelled out. */
static void clean(
    struct paper *paper, const char *text, bool keep_lines, struct zl_buf *buf)
{
        struct zl_buf left = {0};
        int status = ZL_OK;

        zl_buf_init(&left, PAPER_MAX);
        zl_buf_init(buf, PAPER_MAX);
        status = zl_blackout_apply(paper->blackout, text, &left);
        zl_put_u8(&left, 0);
        if (status == ZL_OK)
                status = left.status;
        if (status == ZL_OK)
                out__clean((const char *)left.data, keep_lines, buf);
        zl_put_u8(buf, 0);
        if (status == ZL_OK)
                status = buf->status;
        if (status != ZL_OK)
                fail(paper, status);
        zl_buf_free(&left);
}

/* Plain text, in lines that fit on a page. */
static void put_wrapped(struct paper *paper, const char *text)
{
        struct wrap wrap = {.width = WIDTH};

        wrap__put(&wrap, text, &paper->buf);
        put(paper, "\n");
}

/* ---- The document ---- */

void paper__begin(struct paper *paper, const char *title)
{
        zl_buf_init(&paper->buf, PAPER_MAX);
        paper->status = ZL_OK;
        if (!paper->html) {
                put_wrapped(paper, title);
                return;
        }
        put(paper, html_open);
        put(paper, lang__spoken());
        put(paper, "\">\n<head>\n");
        put(paper, html_head);
        put(paper, "<title>");
        put_plain(paper, title);
        put(paper, "</title>\n</head>\n<body>\n<h1>");
        put_plain(paper, title);
        put(paper, "</h1>\n");
}

int paper__end(struct paper *paper)
{
        if (paper->html)
                put(paper, "</body>\n</html>\n");
        if (paper->buf.status != ZL_OK)
                fail(paper, paper->buf.status);
        return paper->status;
}

void paper__free(struct paper *paper)
{
        zl_buf_free(&paper->buf);
}

/* ---- What stands on it ---- */

static void put_tag(
    struct paper *paper, const char *open, const char *text, const char *close)
{
        put(paper, open);
        put_plain(paper, text);
        put(paper, close);
}

void paper__heading(struct paper *paper, int level, const char *text)
{
        if (paper->html) {
                put_tag(paper, level == 2 ? "<h2>" : "<h3>", text,
                    level == 2 ? "</h2>\n" : "</h3>\n");
                return;
        }
        put(paper, level == 2 ? "\n== " : "\n-- ");
        put(paper, text);
        put(paper, level == 2 ? " ==\n\n" : " --\n\n");
}

void paper__say(struct paper *paper, const char *text)
{
        if (paper->html)
                put_tag(paper, "<p>", text, "</p>\n");
        else
                put_wrapped(paper, text);
}

void paper__line(struct paper *paper, const char *label, const char *text)
{
        struct zl_buf left = {0};
        struct zl_buf line = {0};

        clean(paper, text, false, &left);
        if (paper->status == ZL_OK && paper->html) {
                put_tag(paper, "<p><b>", label, ":</b> ");
                put_tag(
                    paper, "<bdi>", (const char *)left.data, "</bdi></p>\n");
        } else if (paper->status == ZL_OK) {
                zl_buf_init(&line, PAPER_MAX);
                zl_put_text(&line, label);
                zl_put_text(&line, ": ");
                zl_put_bytes(&line, left.data, left.size);
                if (line.status == ZL_OK)
                        put_wrapped(paper, (const char *)line.data);
                else
                        fail(paper, line.status);
        }
        zl_buf_free(&line);
        zl_buf_free(&left);
}

/* Each line behind a margin, so that none can pass for one of ours. */
static void put_margin(struct paper *paper, const char *text)
{
        do {
                size_t size = wrap__fits(text, strcspn(text, "\n"), WIDTH - 4);

                put(paper, "  | ");
                zl_put_bytes(&paper->buf, text, size);
                put(paper, "\n");
                text += size;
                if (*text == '\n' || *text == ' ')
                        text++;
        } while (*text != '\0');
}

void paper__lines(struct paper *paper, const char *label, const char *text)
{
        struct zl_buf left = {0};

        clean(paper, text, true, &left);
        if (paper->status == ZL_OK && paper->html) {
                put_tag(paper, "<p><b>", label, ":</b></p>\n");
                put_tag(paper, html_text, (const char *)left.data, "</div>\n");
        } else if (paper->status == ZL_OK) {
                put_tag(paper, "", label, ":\n");
                put_margin(paper, (const char *)left.data);
        }
        zl_buf_free(&left);
}

void paper__page(struct paper *paper)
{
        put(paper, paper->html ? html_page : "\f");
}
