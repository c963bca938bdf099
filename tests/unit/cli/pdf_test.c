/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: the program that makes a PDF gets the pages and nothing else of ours,
 * and whatever it does, we get a PDF or an answer. The programs here stand in
 * for it: small scripts that are called rsvg-convert. */
#include "pdf.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static char folder[] = "/tmp/zl-pdf-XXXXXX";
static char program[64];
static struct zl_buf pages[2];

static void prepare(void)
{
        if (program[0] != '\0')
                return;
        REQUIRE(mkdtemp(folder) != NULL);
        (void)snprintf(program, sizeof(program), "%s/rsvg-convert", folder);
        REQUIRE_INT(setenv("PATH", folder, 1), 0);
        REQUIRE_INT(setenv("ZL_SECRET", "abracadabra", 1), 0);
        zl_buf_init(&pages[0], 64);
        zl_buf_init(&pages[1], 64);
        zl_put_text(&pages[0], "the first page");
        zl_put_text(&pages[1], "the second page");
}

/* What it says in place of rsvg-convert; NULL: there is none. */
static int made_by(const char *script, struct zl_buf *pdf)
{
        FILE *file = NULL;

        prepare();
        (void)unlink(program);
        if (script != NULL) {
                file = fopen(program, "wx");
                REQUIRE(file != NULL);
                (void)fprintf(file, "#!/bin/sh\n%s\n", script);
                REQUIRE_INT(fclose(file), 0);
                REQUIRE_INT(chmod(program, 0700), 0);
        }
        return pdf__make(pages, 2, 2, pdf);
}

static bool has(const struct zl_buf *pdf, const char *text)
{
        return memmem(pdf->data, pdf->size, text, strlen(text)) != NULL;
}

static void it_gets_the_pages_and_nothing_else(void)
{
        struct zl_buf pdf = {0};
        int open_here = -1;

        prepare();
        /* Not closed at exec, as somebody may forget one day. */
        open_here = open("/dev/null", O_RDONLY);
        REQUIRE(open_here >= 0);
        REQUIRE_OK(made_by("echo %PDF-\n"
                           "echo \"($*)\"\n"
                           "tr '\\0' ';' </proc/$$/environ; echo\n"
                           "cat /dev/fd/3 /dev/fd/4\n"
                           "echo; ls /proc/$$/fd | tr '\\n' ' '\n"
                           "echo not shown >&2",
            &pdf));
        CHECK(has(&pdf, "(--format=pdf /dev/fd/3 /dev/fd/4)\n"));
        CHECK(has(&pdf, "\nPATH=/usr/bin:/bin;LC_ALL=C.UTF-8;\n"));
        CHECK(has(&pdf, "the first pagethe second page"));
        CHECK(has(&pdf, "\n0 1 10 2 3 4 ")); /* 10: the script itself */
        CHECK(!has(&pdf, "abracadabra"));
        CHECK(!has(&pdf, "not shown"));
        zl_buf_free(&pdf);
        (void)close(open_here);
}

static void there_need_not_be_one(void)
{
        struct zl_buf pdf = {0};

        CHECK_STATUS(made_by(NULL, &pdf), ZL_E_NOT_FOUND);
        zl_buf_free(&pdf);
}

static void what_is_no_pdf_is_not_taken(void)
{
        struct zl_buf pdf = {0};

        CHECK_STATUS(made_by("echo %PDF-1.5; exit 1", &pdf), ZL_E_SYSTEM);
        zl_buf_free(&pdf);
        CHECK_STATUS(made_by("echo sorry", &pdf), ZL_E_SYSTEM);
        zl_buf_free(&pdf);
        CHECK_STATUS(made_by("", &pdf), ZL_E_SYSTEM);
        zl_buf_free(&pdf);
        CHECK_STATUS(made_by("echo %PDF-1.5; kill -9 $$", &pdf), ZL_E_SYSTEM);
        zl_buf_free(&pdf);
        CHECK_STATUS(
            made_by("echo %PDF-1.5; cat /dev/zero", &pdf), ZL_E_TOO_LARGE);
        zl_buf_free(&pdf);
}

static void it_may_not_take_for_ever(void)
{
        struct zl_buf pdf = {0};
        time_t begin = time(NULL);

        CHECK_STATUS(
            made_by("echo %PDF-1.5; exec sleep 60", &pdf), ZL_E_SYSTEM);
        zl_buf_free(&pdf);
        /* Nor when it has said all it says. */
        CHECK_STATUS(made_by("echo %PDF-1.5; exec >&-; exec sleep 60", &pdf),
            ZL_E_SYSTEM);
        zl_buf_free(&pdf);
        CHECK(time(NULL) - begin < 50);
}

static void nothing_is_left_behind(void)
{
        prepare();
        (void)unlink(program);
        CHECK_INT(rmdir(folder), 0);
        zl_buf_free(&pages[0]);
        zl_buf_free(&pages[1]);
}

static const struct check_case cases[] = {
    CHECK_CASE(it_gets_the_pages_and_nothing_else),
    CHECK_CASE(there_need_not_be_one),
    CHECK_CASE(what_is_no_pdf_is_not_taken),
    CHECK_CASE(it_may_not_take_for_ever),
    CHECK_CASE(nothing_is_left_behind),
};
CHECK_MAIN("pdf", cases)
