/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PAPER_HTML_H
#define ZL_CLI_PAPER_HTML_H

/*
 * The HTML around a print, for paper.c alone.  It loads and runs nothing, and
 * says so to the browser.
 */

static const char html_open[] = "<!DOCTYPE html>\n<html lang=\"";

static const char html_head[] =
    "<meta charset=\"utf-8\">\n"
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src "
    "'none'; style-src 'unsafe-inline'\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<style>\n"
    "body{font:11pt/1.45 sans-serif;color:#000;background:#fff;"
    "max-width:42em;margin:2em auto;padding:0 1em}\n"
    "h2,h3{break-after:avoid;margin:1.6em 0 .4em}\n"
    "p{margin:.3em 0}\n"
    "bdi{overflow-wrap:anywhere}\n"
    ".t{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;"
    "border-left:2pt solid #999;padding-left:.8em;margin:.3em 0 .8em}\n"
    "@page{margin:20mm}\n"
    "@media print{body{margin:0;padding:0}.page{break-before:page}}\n"
    "</style>\n";

/* A text as it was written, whichever way it runs. */
static const char html_text[] = "<div class=\"t\" dir=\"auto\">";

static const char html_page[] = "<div class=\"page\"></div>\n";

#endif
