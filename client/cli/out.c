/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the output. People read sentences, programs read one JSON
 * object; what others wrote never reaches a terminal as it came. */
#include "out.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core.h"
#include "wrap.h"

enum {
        OUT_MAX = 256 * 1024,
        LINE_MAX_BYTES = 64 * 1024,
        WIDTH = 72,
        MARGIN = 6
};

/* Standard output's own, so that it can be wiped: codes go through it. */
static char buffer[BUFSIZ];
/* Where its line is. */
static struct wrap line_out;

int out__begin(struct cli *cli, bool json)
{
        (void)setvbuf(stdout, buffer, _IOFBF, sizeof(buffer));
        line_out.width = wrap__width(STDOUT_FILENO);
        if (!json)
                return ZL_OK;
        cli->json = zl_json_write();
        return cli->json != NULL ? ZL_OK : ZL_E_MEMORY;
}

void out__wipe(void)
{
        (void)fflush(stdout);
        zl_wipe(buffer, sizeof(buffer));
}

static void print_clean(FILE *stream, struct wrap *wrap, const char *text)
{
        struct zl_buf clean = {0};
        struct zl_buf wrapped = {0};

        zl_buf_init(&clean, OUT_MAX);
        zl_buf_init(&wrapped, 2 * OUT_MAX);
        out__clean(text, true, &clean);
        zl_put_u8(&clean, 0);
        if (clean.status == ZL_OK)
                wrap__put(wrap, (const char *)clean.data, &wrapped);
        if (wrapped.size > 0)
                (void)fwrite(wrapped.data, 1, wrapped.size, stream);
        zl_buf_free(&clean);
        zl_buf_free(&wrapped);
}

static char *format_text(const char *format, va_list list)
    __attribute__((format(printf, 1, 0)));

static char *format_text(const char *format, va_list list)
{
        char *text = malloc(LINE_MAX_BYTES);

        if (text != NULL)
                (void)vsnprintf(text, LINE_MAX_BYTES, format, list);
        return text;
}

static void forget_text(char *text)
{
        if (text != NULL)
                zl_wipe(text, strlen(text));
        free(text);
}

void out__say(struct cli *cli, const char *format, ...)
{
        char *text = NULL;
        va_list list;

        if (cli->json != NULL)
                return;
        va_start(list, format);
        text = format_text(format, list);
        va_end(list);
        if (text != NULL)
                print_clean(stdout, &line_out, text);
        forget_text(text);
}

void out__text(struct cli *cli, const char *text)
{
        struct zl_buf line = {0};
        size_t letters = WIDTH;

        if (cli->json != NULL || text == NULL)
                return;
        if (line_out.width > 0 && line_out.width < WIDTH + MARGIN)
                letters = line_out.width - MARGIN;
        zl_buf_init(&line, OUT_MAX);
        while (*text != '\0') {
                size_t size = wrap__fits(text, strcspn(text, "\n"), letters);

                zl_buf_reset(&line);
                zl_put_text(&line, "    | ");
                zl_put_bytes(&line, text, size);
                zl_put_text(&line, "\n");
                zl_put_u8(&line, 0);
                if (line.status == ZL_OK)
                        print_clean(stdout, &line_out, (const char *)line.data);
                text += size;
                if (*text == '\n' || *text == ' ')
                        text++;
        }
        zl_buf_free(&line);
}

/* Who opened four records of a signal is said to have opened it once. */
static bool was_said(const struct cli *cli, size_t at)
{
        const struct zl_message *message = &cli->messages[at];

        for (size_t i = 0; i < at; i++) {
                const struct zl_message *other = &cli->messages[i];
                bool same = other->id == message->id;

                for (size_t k = 0; same && k < ZL_MSG_ARGS; k++)
                        same = strcmp(other->args[k], message->args[k]) == 0;
                if (same)
                        return true;
        }
        return false;
}

static int show_messages(struct cli *cli, enum zl_message_id skip)
{
        char *text = NULL;

        text = malloc(TEXT_ROOM);
        if (text == NULL)
                return ZL_E_MEMORY;
        for (; cli->message_shown < cli->message_count; cli->message_shown++) {
                if (skip != ZL_MSG_NONE &&
                    cli->messages[cli->message_shown].id == skip)
                        continue;
                if (was_said(cli, cli->message_shown))
                        continue;
                text__message(&cli->messages[cli->message_shown], text);
                out__say(cli, "%s\n", text);
        }
        free(text);
        return ZL_OK;
}

int out__messages(struct cli *cli)
{
        struct zl_message *grown = NULL;

        for (;;) {
                grown = realloc(cli->messages,
                    (cli->message_count + 1) * sizeof(*cli->messages));
                if (grown == NULL)
                        return ZL_E_MEMORY;
                cli->messages = grown;
                if (!zl_core_next_message(
                        cli->core, &cli->messages[cli->message_count]))
                        break;
                cli->code = text__worse(cli->code,
                    text__message_exit(&cli->messages[cli->message_count]));
                cli->message_count++;
        }
        return cli->message_hold ? ZL_OK : show_messages(cli, ZL_MSG_NONE);
}

int out__messages_held(struct cli *cli, enum zl_message_id skip)
{
        cli->message_hold = false;
        cli->code = EXIT_DONE;
        for (size_t i = 0; i < cli->message_count; i++) {
                if (skip == ZL_MSG_NONE || cli->messages[i].id != skip)
                        cli->code = text__worse(
                            cli->code, text__message_exit(&cli->messages[i]));
        }
        return show_messages(cli, skip);
}

/* What the object held so far is not what happened: it starts anew. */
static int fail_text(struct cli *cli, int status, const char *text)
{
        if (cli->json == NULL) {
                struct wrap wrap = {.width = wrap__width(STDERR_FILENO)};

                (void)fflush(stdout);
                print_clean(stderr, &wrap, "zijlijn: ");
                print_clean(stderr, &wrap, text);
                (void)fputc('\n', stderr);
        } else {
                struct zl_buf gone = {0};

                zl_buf_init(&gone, OUT_MAX);
                (void)!zl_json_write_end(cli->json, &gone);
                zl_buf_free(&gone);
                cli->json = zl_json_write();
                zl_json_open_object(cli->json, "error");
                zl_json_put_text(cli->json, "status", zl_status_str(status));
                zl_json_put_text(cli->json, "message", text);
                zl_json_close(cli->json);
        }
        return text__exit(status);
}

int out__fail(struct cli *cli, int status)
{
        return fail_text(cli, status, text__status(status));
}

int out__fail_with(struct cli *cli, int status, const char *format, ...)
{
        char *text = NULL;
        int code = 0;
        va_list list;

        va_start(list, format);
        text = format_text(format, list);
        va_end(list);
        code =
            fail_text(cli, status, text != NULL ? text : text__status(status));
        forget_text(text);
        return code;
}

int out__fail_file(struct cli *cli, const char *path, int status)
{
        switch (status) {
        case ZL_E_CONFLICT:
                return out__fail_with(cli, status,
                    _("%s is there already and is not written over."), path);
        case ZL_E_STORAGE:
                return out__fail_with(cli, status,
                    _("%s cannot be written. Look at the folder and its "
                      "permissions."),
                    path);
        default:
                return out__fail(cli, status);
        }
}

static void put_messages(struct cli *cli)
{
        static char text[TEXT_ROOM];

        zl_json_open_array(cli->json, "messages");
        for (size_t i = 0; i < cli->message_count; i++) {
                const struct zl_message *message = &cli->messages[i];

                text__message(message, text);
                zl_json_open_object(cli->json, NULL);
                zl_json_put_text(cli->json, "id", zl_message_str(message->id));
                zl_json_open_array(cli->json, "arguments");
                for (size_t k = 0; k < ZL_MSG_ARGS; k++)
                        zl_json_put_text(cli->json, NULL,
                            message->args[k][0] != '\0' ? message->args[k]
                                                        : NULL);
                zl_json_close(cli->json);
                zl_json_put_text(cli->json, "text", text);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}

static bool print_json(struct cli *cli, int code)
{
        struct zl_buf document = {0};
        bool printed = false;

        if (cli->message_count > 0)
                put_messages(cli);
        zl_json_put_u64(cli->json, "exit", (uint64_t)code);
        zl_buf_init(&document, 16 * OUT_MAX);
        if (zl_json_write_end(cli->json, &document) == ZL_OK)
                printed = fwrite(document.data, 1, document.size, stdout) ==
                        document.size &&
                    fputc('\n', stdout) != EOF;
        cli->json = NULL;
        zl_buf_free(&document);
        return printed;
}

int out__end(struct cli *cli, int code)
{
        bool printed = true;

        if (code != EXIT_USAGE || cli->json != NULL)
                code = (int)text__worse((enum exit_code)code, cli->code);
        if (cli->json != NULL)
                printed = print_json(cli, code);
        if (fflush(stdout) != 0)
                printed = false;
        if (!printed && code == EXIT_DONE) {
                (void)fputs(
                    _("zijlijn: the output could not be written\n"), stderr);
                code = EXIT_SYSTEM;
        }
        free(cli->messages);
        cli->messages = NULL;
        cli->message_count = 0;
        out__wipe();
        return code;
}
