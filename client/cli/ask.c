/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the questions. No text of a person is ever an argument: others
 * on the machine could read it there. */
#include "ask.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "files.h"
#include "label.h"
#include "out.h"
#include "prompt.h"

enum { QUESTION_MAX = 16 * 1024 };

static int ended(struct cli *cli, int status)
{
        if (status == ZL_E_USAGE)
                return out__fail_with(
                    cli, ZL_E_STATE, _("The input ended. Nothing was sent."));
        if (status == ZL_E_MALFORMED)
                return out__fail_with(
                    cli, status, _("That holds a character that is no text."));
        return out__fail(cli, status);
}

static int confirm(struct cli *cli, const char *question)
{
        int status = prompt__yes(question);

        if (status == ZL_OK)
                return EXIT_DONE;
        if (status == ZL_E_POLICY)
                return out__fail_with(
                    cli, ZL_E_STATE, _("Then nothing was done."));
        if (status == ZL_E_STATE)
                return out__fail_with(cli, status,
                    _("This is asked first, and there is no terminal to ask "
                      "at: \"%s\" --yes says yes."),
                    question);
        return ended(cli, status);
}

int ask__confirm(struct cli *cli, const char *format, ...)
{
        char question[QUESTION_MAX];
        va_list list;

        if (cli->yes)
                return EXIT_DONE;
        va_start(list, format);
        (void)vsnprintf(question, sizeof(question), format, list);
        va_end(list);
        return confirm(cli, question);
}

int ask__send(struct cli *cli)
{
        int status = ZL_OK;

        while (!cli->yes) {
                status = prompt__yes(_("Send it? [y/N] "));
                if (status != ZL_E_POLICY)
                        break;
                status = prompt__yes(_("Throw it away? [y/N] "));
                if (status == ZL_OK)
                        return out__fail_with(
                            cli, ZL_E_STATE, _("Then nothing was sent."));
                if (status != ZL_E_POLICY)
                        break;
        }
        return status == ZL_OK ? EXIT_DONE : ended(cli, status);
}

int ask__text(struct cli *cli, const char *option, const char *question,
    size_t max, struct zl_buf *buf)
{
        const char *path = args__get(&cli->args, option);
        int status = ZL_OK;

        zl_buf_init(buf, max + 1);
        if (path != NULL) {
                status = files__text(path, max, buf);
                if (status == ZL_OK)
                        return EXIT_DONE;
                zl_buf_init(buf, max + 1);
        }
        switch (status) {
        case ZL_OK:
                break;
        case ZL_E_NOT_FOUND:
                return out__fail_with(
                    cli, status, _("There is no file %s."), path);
        case ZL_E_TOO_LARGE:
                return out__fail_with(cli, status,
                    _("The text in %s is too long: at most %zu bytes."), path,
                    max);
        case ZL_E_MALFORMED:
                return out__fail_with(
                    cli, status, _("%s is not a text file."), path);
        default:
                return out__fail_with(
                    cli, status, _("%s cannot be read."), path);
        }
        if (question == NULL || !prompt__possible())
                return EXIT_DONE;
        status = prompt__lines(question, buf);
        return status == ZL_OK ? EXIT_DONE : ended(cli, status);
}

int ask__line(struct cli *cli, const char *question, struct zl_buf *buf)
{
        int status = prompt__line(question, buf);

        return status == ZL_OK ? EXIT_DONE : ended(cli, status);
}

/* By its number, by the word of the protocol, or as it is shown. */
static int find_word(const char *const *words, const char *text)
{
        unsigned long long number = 0;
        int count = 0;

        for (; words[count] != NULL; count++) {
                if (strcmp(words[count], text) == 0 ||
                    strcmp(label__of(words[count]), text) == 0)
                        return count;
        }
        if (!args__number(text, (unsigned long long)count, &number))
                return -1;
        return (int)number - 1;
}

static void put_choices(const char *const *words, struct zl_buf *buf)
{
        for (size_t i = 0; words[i] != NULL; i++) {
                char number[32];

                (void)snprintf(number, sizeof(number), "  %zu  ", i + 1);
                zl_put_text(buf, number);
                zl_put_text(buf, label__of(words[i]));
                zl_put_text(buf, "\n");
        }
}

int ask__word(struct cli *cli, const char *question, const char *const *words,
    bool needed, int *ret)
{
        const char *number =
            needed ? _("Number: ") : _("Number (or nothing): ");
        struct zl_buf whole = {0};
        struct zl_buf answer = {0};
        int code = EXIT_DONE;

        *ret = -1;
        zl_buf_init(&whole, 64 * 1024);
        zl_buf_init(&answer, 4096);
        zl_put_text(&whole, question);
        zl_put_text(&whole, "\n");
        put_choices(words, &whole);
        zl_put_text(&whole, number);
        zl_put_u8(&whole, 0);
        if (whole.status != ZL_OK)
                code = out__fail(cli, whole.status);
        else
                code = ask__line(cli, (const char *)whole.data, &answer);
        while (code == EXIT_DONE && (answer.data[0] != '\0' || needed)) {
                *ret = find_word(words, (const char *)answer.data);
                if (*ret >= 0)
                        break;
                prompt__say(_("That is none of them. Type its number.\n"));
                code = ask__line(cli, number, &answer);
        }
        zl_buf_free(&whole);
        zl_buf_free(&answer);
        return code;
}
