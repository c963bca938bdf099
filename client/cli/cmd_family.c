/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn family: the family's own view is kept with the signal, in their
 * words. */
#include "act.h"
#include "ask.h"
#include "command.h"
#include "out.h"
#include "prompt.h"

enum { TEXT_MAX = 64 * 1024, FROM_MAX = 4096 };

static const struct act act = {
    .role = ZL_ROLE_PROFESSIONAL,
    .not_yours = N_("Only a professional who holds this signal keeps the words "
                    "of the family with it."),
    .opened = true,
};

static int read_texts(struct cli *cli, struct zl_buf *text, struct zl_buf *from)
{
        int code = ask__text(cli, "text-file",
            _("What the family says, in their words (end with a line with "
              "only a full stop):\n"),
            TEXT_MAX, text);

        if (code == EXIT_DONE)
                code = ask__text(cli, "from-file", NULL, FROM_MAX, from);
        if (code == EXIT_DONE && from->size == 0 && prompt__possible() &&
            args__get(&cli->args, "text-file") == NULL)
                code = ask__line(cli, _("Who says so? (or nothing): "), from);
        if (code != EXIT_DONE)
                return code;
        /* A file has a line end behind its one line. */
        if (from->size > 1 && from->data[from->size - 2] == '\n')
                from->data[from->size - 2] = '\0';
        if (text->size < 2)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("The words of the family need a text: --text-file "
                      "FILE."));
        return EXIT_DONE;
}

static int keep(struct cli *cli, struct zl_buf *text, struct zl_buf *from)
{
        struct zl_family_statement it = {0};
        struct zl_signal_view signal;
        const char *field = NULL;
        struct zl_id id;
        int status = ZL_OK;
        int code = act__begin(cli, &act, &signal);

        if (code == EXIT_DONE)
                code = read_texts(cli, text, from);
        if (code != EXIT_DONE)
                return code;
        it.text = (const char *)text->data;
        if (from->size > 1 && from->data[0] != '\0')
                it.from = (const char *)from->data;
        status = zl_core_family_statement(
            cli->core, cli__now(), &signal.id, &it, &id, &field);
        if (status == ZL_E_MALFORMED || status == ZL_E_TOO_LARGE)
                return out__fail_with(cli, status,
                    _("Text of at most 16,000 signs, and one line for who "
                      "says so."));
        if (status != ZL_OK)
                return act__refused(cli, &act, &signal, status);
        return act__deliver(cli, &signal.id, &id,
            _("Kept with the signal. The contact does not receive it.\n"));
}

static int run(struct cli *cli)
{
        struct zl_buf text = {0};
        struct zl_buf from = {0};
        int code = keep(cli, &text, &from);

        zl_buf_free(&text);
        zl_buf_free(&from);
        return code;
}

static const struct option_spec options[] = {
    {"text-file", N_("FILE"), false, N_("their words ('-': stdin)")},
    {"from-file", N_("FILE"), false, N_("who says so: a line")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__family = {
    .name = "family",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Keep the words of the family with a signal (professional)"),
    .about = N_("Parents and child may have their own view kept with what is "
                "written about them. It stays with the signal for whoever "
                "holds it, and never goes to a contact."),
    .json = "record, signal",
    .options = options,
    .examples = "  zijlijn family 3f9a1c2e --text-file moeder.txt\n",
    .run = run,
};
