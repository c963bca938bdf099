/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the questions. No text of a person is ever an argument: others
 * on the machine could read it there. */
#include "ask.h"

#include <string.h>

#include "files.h"
#include "out.h"
#include "prompt.h"

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

int ask__confirm(struct cli *cli, const char *question)
{
        int status = ZL_OK;

        if (cli->yes)
                return EXIT_DONE;
        status = prompt__yes(question);
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

static int find_word(const char *const *words, const char *text)
{
        for (int i = 0; words[i] != NULL; i++) {
                if (strcmp(words[i], text) == 0)
                        return i;
        }
        return -1;
}

static void put_words(const char *const *words, struct zl_buf *buf)
{
        for (size_t i = 0; words[i] != NULL; i++) {
                zl_put_text(buf, i > 0 ? ", " : "");
                zl_put_text(buf, words[i]);
        }
}

static void say_words(const char *const *words)
{
        struct zl_buf text = {0};

        zl_buf_init(&text, 1024);
        zl_put_text(&text, _("Please type one of: "));
        put_words(words, &text);
        zl_put_text(&text, ".\n");
        zl_put_u8(&text, 0);
        if (text.status == ZL_OK)
                prompt__say((const char *)text.data);
        zl_buf_free(&text);
}

int ask__word(struct cli *cli, const char *question, const char *const *words,
    bool needed, int *ret)
{
        struct zl_buf whole = {0};
        struct zl_buf answer = {0};
        int code = EXIT_DONE;

        *ret = -1;
        zl_buf_init(&whole, 1024);
        zl_buf_init(&answer, 4096);
        zl_put_text(&whole, question);
        zl_put_text(&whole, " (");
        put_words(words, &whole);
        zl_put_text(&whole, needed ? "): " : _("; or nothing): "));
        zl_put_u8(&whole, 0);
        if (whole.status != ZL_OK)
                code = out__fail(cli, whole.status);
        while (code == EXIT_DONE && *ret < 0) {
                code = ask__line(cli, (const char *)whole.data, &answer);
                if (code != EXIT_DONE || (answer.data[0] == '\0' && !needed))
                        break;
                *ret = find_word(words, (const char *)answer.data);
                if (*ret < 0)
                        say_words(words);
        }
        zl_buf_free(&whole);
        zl_buf_free(&answer);
        return code;
}
