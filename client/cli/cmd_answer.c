/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn answer: what the professional tells the contact. The fixed
 * sentences say nothing about the family, and are where a text may start. */
#include "act.h"
#include "ask.h"
#include "command.h"
#include "label.h"
#include "out.h"
#include "prompt.h"
#include "resolve.h"
#include "show.h"

enum { TEXT_MAX = 16 * 1024 };

static const struct act act = {
    .role = ZL_ROLE_PROFESSIONAL,
    .not_yours = N_("Only a professional who received this signal answers it."),
    .opened = true,
};

static const char *const sentences[] = {
    N_("Thank you, I have received and read your note."),
    N_("Thank you. I have taken this up; you need to do nothing more."),
    N_("I would like to ask you something about your note. When may I ring "
       "you?"),
    N_("I have finished what I can do. Thank you for passing it on."),
    N_("You did well to pass this on. If you notice something new, write "
       "again."),
};

enum { SENTENCES = sizeof(sentences) / sizeof(sentences[0]) };

static int add_sentence(struct cli *cli, struct zl_buf *text)
{
        const char *number = args__get(&cli->args, "sentence");
        unsigned long long at = 0;

        if (number == NULL)
                return EXIT_DONE;
        if (!args__number(number, SENTENCES, &at) || at == 0)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("--sentence is a number from 1 to %d; --help lists "
                      "them."),
                    (int)SENTENCES);
        zl_put_text(text, lang__text(sentences[at - 1]));
        return EXIT_DONE;
}

/* A fixed sentence, then what was written, with an empty line between. */
static int make_text(struct cli *cli, struct zl_buf *text)
{
        struct zl_buf own = {0};
        bool has_sentence = args__get(&cli->args, "sentence") != NULL;
        int code = add_sentence(cli, text);

        if (code == EXIT_DONE)
                code = ask__text(cli, "text-file",
                    has_sentence ? NULL
                                 : _("Your answer to the contact (end with a "
                                     "line with only a full stop):\n"),
                    TEXT_MAX, &own);
        if (code == EXIT_DONE && own.size > 1) {
                zl_put_text(text, text->size > 0 ? "\n\n" : "");
                zl_put_bytes(text, own.data, own.size - 1);
        }
        zl_buf_free(&own);
        if (code != EXIT_DONE)
                return code;
        if (text->size == 0)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("An answer needs a text: --text-file FILE, or "
                      "--sentence N."));
        zl_put_u8(text, 0);
        return text->status == ZL_OK ? EXIT_DONE : out__fail(cli, text->status);
}

static int preview(struct cli *cli, const struct zl_signal_view *signal,
    const struct zl_feedback *it)
{
        char name[SHOW_NAME];

        show__name(cli, &signal->author, name);
        out__say(cli, _("To %s (%s):\n"), name,
            label__of(zl_feedback_states[it->state]));
        out__text(cli, it->text);
        if (!prompt__possible() || cli->json != NULL)
                return EXIT_DONE;
        return ask__send(cli);
}

static int send(struct cli *cli, const struct zl_signal_view *signal,
    const struct zl_feedback *it)
{
        const char *field = NULL;
        struct zl_id id;
        int status = zl_core_feedback(
            cli->core, cli__now(), &signal->id, it, &id, &field);

        if (status == ZL_E_MALFORMED || status == ZL_E_TOO_LARGE)
                return out__fail_with(cli, status,
                    _("The answer is not as it should be: text of at most "
                      "4000 signs."));
        if (status != ZL_OK)
                return act__refused(cli, &act, signal, status);
        return act__deliver(cli, &signal->id, &id, NULL);
}

static int answer(struct cli *cli, struct zl_buf *text)
{
        struct zl_feedback it = {.state = -1};
        struct zl_signal_view signal;
        int code = resolve__word(cli, "state", args__get(&cli->args, "state"),
            zl_feedback_states, &it.state);

        if (code == EXIT_DONE && it.state < 0)
                it.state = 0; /* received */
        if (code == EXIT_DONE)
                code = act__begin(cli, &act, &signal);
        if (code == EXIT_DONE)
                code = make_text(cli, text);
        if (code != EXIT_DONE)
                return code;
        it.text = (const char *)text->data;
        code = preview(cli, &signal, &it);
        return code == EXIT_DONE ? send(cli, &signal, &it) : code;
}

static int run(struct cli *cli)
{
        struct zl_buf text = {0};
        int code = EXIT_DONE;

        zl_buf_init(&text, 2 * TEXT_MAX);
        code = answer(cli, &text);
        zl_buf_free(&text);
        return code;
}

static const struct option_spec options[] = {
    {"state", "received|taken-up|question|closed", false,
        N_("how far it is; usually received")},
    {"text-file", N_("FILE"), false, N_("your words ('-': stdin)")},
    {"sentence", N_("N"), false, N_("begin with a fixed sentence, see above")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__answer = {
    .name = "answer",
    .operands = N_("SIGNAL"),
    .operands_min = 1,
    .operands_max = 1,
    .line = N_("Answer the contact who wrote a note (professional)"),
    .about = N_("You choose the words. The assessment does not go along. "
                "Fixed sentences, which say nothing about the family:\n"
                "  1  Thank you, I have received and read your note.\n"
                "  2  Thank you. I have taken this up; you need to do nothing "
                "more.\n"
                "  3  I would like to ask you something about your note. When "
                "may I ring you?\n"
                "  4  I have finished what I can do. Thank you for passing it "
                "on.\n"
                "  5  You did well to pass this on. If you notice something "
                "new, write again."),
    .json = "record, signal",
    .options = options,
    .examples = "  zijlijn answer 3f9a1c2e --state taken-up --sentence 2\n",
    .run = run,
};
