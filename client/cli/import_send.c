/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the sending of an import: in parts, tried first, and then taken
 * all at once. The server keeps the parts for a day and for us alone. */
#include <stdio.h>
#include <stdlib.h>

#include "crypto.h"
#include "import.h"
#include "out.h"
#include "register.h"

enum { PATH_MAX_BYTES = 96, COMMAND_MAX = 128 };

static int ask(struct cli *cli, const char *path, struct zl_bytes body,
    struct zl_register_answer *ret_answer)
{
        const struct zl_register_ask asked = {
            .method = "PUT", .path = path, .body = body};
        int code = register__ask(cli, &asked, ret_answer);

        if (code == EXIT_DONE && ret_answer->status != ZL_OK)
                code = register__refused(cli, ret_answer);
        return code;
}

static int send_part(
    struct cli *cli, struct import_answer *to, struct zl_buf *part)
{
        struct zl_register_answer answer;
        char path[PATH_MAX_BYTES];

        if (to->parts == ZL_CLUB_PARTS_MAX)
                return out__fail(cli, ZL_E_TOO_LARGE);
        if (zl_club_part_end(part) != ZL_OK)
                return out__fail(cli, ZL_E_MEMORY);
        (void)snprintf(path, sizeof(path), "/v1/register/imports/%s/%zu",
            to->id, to->parts);
        to->parts++;
        return ask(cli, path, zl_buf_bytes(part), &answer);
}

/* One club; the part that is full goes. */
static int add(struct cli *cli, struct import_answer *to, struct zl_buf *part,
    const struct zl_club_import *import)
{
        int status = zl_club_part_add(part, import);
        int code = EXIT_DONE;

        if (status == ZL_E_TOO_LARGE) {
                code = send_part(cli, to, part);
                zl_buf_free(part);
                zl_club_part_begin(part);
                if (code == EXIT_DONE)
                        status = zl_club_part_add(part, import);
        }
        return code == EXIT_DONE && status != ZL_OK ? out__fail(cli, status)
                                                    : code;
}

static int send_parts(
    const struct import *import, struct cli *cli, struct import_answer *to)
{
        struct zl_buf part = {0};
        bool filled = false;
        int code = EXIT_DONE;

        zl_club_part_begin(&part);
        for (size_t i = 0; i < import->count && code == EXIT_DONE; i++) {
                struct zl_club_import told;

                if (import->rows[i].stated == IMPORT_MORE)
                        continue;
                import__told(import, i, &told);
                if (!zl_club_import_says(&told))
                        continue;
                filled = true;
                code = add(cli, to, &part, &told);
        }
        if (code == EXIT_DONE && filled)
                code = send_part(cli, to, &part);
        zl_buf_free(&part);
        return code;
}

static int keep(struct import_answer *to, const struct zl_club_changes *piece)
{
        struct zl_club_changed *grown = realloc(
            to->changes, (to->count + piece->count + 1) * sizeof(*grown));

        if (grown == NULL)
                return ZL_E_MEMORY;
        to->changes = grown;
        for (size_t i = 0; i < piece->count; i++)
                grown[to->count++] = piece->changes[i];
        to->people = piece->people;
        return ZL_OK;
}

/* One piece of what it would change, or did. */
static int take(struct cli *cli, const struct import_answer *of, bool dry_run,
    uint64_t after, struct zl_club_changes *ret)
{
        struct zl_register_answer answer;
        struct zl_buf command = {0};
        char path[PATH_MAX_BYTES];
        int code = EXIT_DONE;
        int status = ZL_OK;

        zl_buf_init(&command, COMMAND_MAX);
        (void)snprintf(path, sizeof(path), "/v1/register/imports/%s", of->id);
        status = zl_club_import_write(of->parts, dry_run, after, &command);
        if (status == ZL_OK)
                code = ask(cli, path, zl_buf_bytes(&command), &answer);
        if (status == ZL_OK && code == EXIT_DONE)
                status = zl_club_changes_read(answer.body, ret);
        zl_buf_free(&command);
        if (status == ZL_OK)
                return code;
        return out__fail(cli, status == ZL_E_MEMORY ? status : ZL_E_SERVER);
}

int import__try(
    const struct import *import, struct cli *cli, struct import_answer *ret)
{
        struct zl_id id = zl_random_id();
        uint64_t after = 0;
        int code = EXIT_DONE;

        *ret = (struct import_answer){.parts = 0};
        zl_hex_of(id.bytes, ZL_ID_SIZE, ret->id);
        code = send_parts(import, cli, ret);
        while (code == EXIT_DONE && ret->parts > 0) {
                struct zl_club_changes piece = {.changes = NULL};

                code = take(cli, ret, true, after, &piece);
                if (code == EXIT_DONE && keep(ret, &piece) != ZL_OK)
                        code = out__fail(cli, ZL_E_MEMORY);
                free(piece.changes);
                /* Each piece goes further, or it is the last. */
                if (piece.next <= after)
                        break;
                after = piece.next;
        }
        return code;
}

int import__take(struct cli *cli, const struct import_answer *answer)
{
        struct zl_club_changes piece = {.changes = NULL};
        int code = EXIT_DONE;

        if (answer->parts > 0)
                code = take(cli, answer, false, 0, &piece);
        free(piece.changes);
        return code;
}
