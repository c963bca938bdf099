/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the sheets: what was drawn becomes a file that can be printed. */
#include "sheet.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "out.h"
#include "page.h"
#include "pdf.h"
#include "share.h"

enum { NUMBER = 24, FILE_NAME = 64 };

static const char pdf_end[] = ".pdf";
static const char svg_end[] = ".svg";

static bool ends_in(const char *path, const char *end)
{
        size_t size = strlen(path);

        return size > strlen(end) &&
            strcmp(path + size - strlen(end), end) == 0;
}

int sheet__check(struct cli *cli, const char *path)
{
        if (!ends_in(path, pdf_end) && !ends_in(path, svg_end))
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Give the file a name that ends in .pdf or .svg: "
                      "\"%s\"."),
                    path);
        if (strlen(path) >= CLI_PATH - NUMBER)
                return out__fail_file(cli, path, ZL_E_STORAGE);
        if (access(path, F_OK) == 0)
                return out__fail_file(cli, path, ZL_E_CONFLICT);
        return EXIT_DONE;
}

int sheet__template(struct cli *cli, const char *name, struct zl_buf *buf)
{
        char path[PATH_MAX];
        char rest[FILE_NAME];
        int status = ZL_OK;

        (void)snprintf(rest, sizeof(rest), "zijlijn/%s", name);
        if (!share__beside(rest, path))
                (void)snprintf(path, sizeof(path), "%s/%s", ZL_PAGES_DIR, name);
        status = files__text(path, PAGE_MAX, buf);
        if (status == ZL_OK)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_SYSTEM,
            _("The page to fill in cannot be read: %s. It is installed with "
              "the program."),
            path);
}

static int write_file(
    struct cli *cli, const char *path, const struct zl_buf *buf)
{
        int status = files__write_new(path, zl_buf_bytes(buf));

        if (status != ZL_OK)
                return out__fail_file(cli, path, status);
        out__say(cli, _("Written: %s\n"), path);
        zl_json_put_text(cli->json, NULL, path);
        return EXIT_DONE;
}

/* "poster.svg"; of several pages "invitation-1.svg" and so on. */
static int write_svg(
    struct cli *cli, const char *path, const struct zl_buf *pages, size_t count)
{
        int stem = (int)(strlen(path) - strlen(svg_end));
        int code = EXIT_DONE;

        for (size_t i = 0; i < count && code == EXIT_DONE; i++) {
                char number[NUMBER] = "";
                char name[CLI_PATH];

                if (count > 1)
                        (void)snprintf(number, sizeof(number), "-%zu", i + 1);
                (void)snprintf(name, sizeof(name), "%.*s%s%s", stem, path,
                    number, svg_end);
                code = write_file(cli, name, &pages[i]);
        }
        return code;
}

int sheet__write(
    struct cli *cli, const char *path, const struct zl_buf *pages, size_t count)
{
        struct zl_buf pdf = {0};
        bool as_pdf = ends_in(path, pdf_end);
        int status = ZL_OK;
        int code = EXIT_DONE;

        if (as_pdf)
                status = pdf__make(pages, count, PDF_SECONDS, &pdf);
        zl_json_open_array(cli->json, "files");
        if (as_pdf && status == ZL_OK)
                code = write_file(cli, path, &pdf);
        else
                code = write_svg(cli, path, pages, count);
        zl_json_close(cli->json);
        zl_buf_free(&pdf);
        if (code != EXIT_DONE || status == ZL_OK)
                return code;
        if (status == ZL_E_NOT_FOUND) {
                out__say(cli,
                    _("A browser prints it. To get a PDF, install "
                      "rsvg-convert (on Debian: apt install "
                      "librsvg2-bin).\n"));
                return EXIT_DONE;
        }
        return out__fail_with(cli, status,
            _("rsvg-convert could not make a PDF of it. A browser prints the "
              "SVG that is there instead."));
}
