/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to opening a spreadsheet's file: what can be wrong with one, in
 * words that say where to look. */
#include "csv_open.h"

#include "files.h"
#include "fold.h"
#include "out.h"

static const char *trouble_text(enum csv_trouble trouble)
{
        switch (trouble) {
        case CSV_NO_TEXT:
                return _("this is no text: save the sheet as CSV");
        case CSV_UTF16:
                return _("this is Unicode text in another form: save the sheet "
                         "as CSV (UTF-8)");
        case CSV_LETTER:
                return _("a letter cannot be read: save the sheet as CSV "
                         "(UTF-8)");
        case CSV_STRAY_QUOTE:
                return _("a quote stands where none can be");
        case CSV_OPEN_QUOTE:
                return _("a quote is opened and never closed");
        case CSV_TOO_WIDE:
                return _("there are more cells than the first line has");
        case CSV_COLUMNS:
                return _("there are too many columns");
        case CSV_ROWS:
                return _("there are too many lines");
        case CSV_LONG_CELL:
                return _("this cell is too long");
        case CSV_NO_HEADER:
        case CSV_FINE:
                break;
        }
        return _("the first line names no columns");
}

static int malformed(
    struct cli *cli, const char *path, const struct csv_place *place)
{
        const char *text = trouble_text(place->trouble);

        if (place->line == 0)
                return out__fail_with(
                    cli, ZL_E_MALFORMED, "%s: %s.", path, text);
        if (place->column == 0)
                return out__fail_with(cli, ZL_E_MALFORMED,
                    _("%s, line %zu: %s."), path, place->line, text);
        return out__fail_with(cli, ZL_E_MALFORMED,
            _("%s, line %zu, column %zu: %s."), path, place->line,
            place->column, text);
}

int csv_open__table(
    struct cli *cli, const char *path, struct csv_table **ret_table)
{
        struct csv_place place = {.trouble = CSV_FINE};
        struct zl_buf bytes = {0};
        int status = files__bytes(path, CSV_FILE_MAX, &bytes);
        bool is_read = status == ZL_OK;

        if (is_read)
                status =
                    csv_read__table(zl_buf_bytes(&bytes), ret_table, &place);
        zl_buf_free(&bytes);
        switch (status) {
        case ZL_OK:
                return EXIT_DONE;
        case ZL_E_NOT_FOUND:
                return out__fail_with(
                    cli, status, _("There is no file %s."), path);
        case ZL_E_STORAGE:
                return out__fail_with(
                    cli, status, _("%s cannot be read."), path);
        case ZL_E_TOO_LARGE:
                return out__fail_with(cli, status,
                    _("%s is larger than %d MiB, and not read."), path,
                    CSV_FILE_MAX / 1024 / 1024);
        case ZL_E_MALFORMED:
                return malformed(cli, path, &place);
        default:
                return out__fail(cli, status);
        }
}

int csv_open__key(const char *text, struct zl_buf *buf)
{
        struct zl_folded folded = {.from = NULL};
        int status = zl_fold(text, &folded);

        zl_buf_init(buf, ZL_FOLD_MAX);
        for (size_t i = 0; status == ZL_OK && i < folded.text.size; i++) {
                uint8_t byte = folded.text.data[i];

                if ((byte >= 'a' && byte <= 'z') ||
                    (byte >= '0' && byte <= '9') || byte >= 0x80)
                        zl_put_u8(buf, byte);
        }
        zl_put_u8(buf, 0);
        zl_folded_free(&folded);
        return status != ZL_OK ? status : buf->status;
}
