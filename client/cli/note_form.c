/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the form. It asks what was seen or heard, never what it means;
 * everything but that may stay empty, and "ring me" is enough. */
#include "note_form.h"

#include <string.h>

#include "ask.h"
#include "out.h"
#include "prompt.h"
#include "resolve.h"

/* The letters are those of common/body_note.c. */
enum { TEXT_MAX = 64 * 1024, TEXT_LETTERS = 16000, WORRY_LETTERS = 4000 };

/* Indices of form->texts. */
enum {
        TEXT_TEXT,
        TEXT_WORRY,
        TEXT_SEEN_BY,
        TEXT_ABOUT,
        TEXT_PLACE,
        TEXT_PARENTS,
        TEXT_CONTACT
};

/* The text, or NULL when nothing was written. */
static const char *written(const struct note_form *form, size_t index)
{
        const struct zl_buf *buf = &form->texts[index];
        const char *text = (const char *)buf->data;

        if (buf->size <= 1 || text[strspn(text, " \t\r\n")] == '\0')
                return NULL;
        return text;
}

static int from_file(
    struct cli *cli, struct note_form *form, size_t index, const char *option)
{
        return ask__text(cli, option, NULL, TEXT_MAX, &form->texts[index]);
}

static int read_files(struct cli *cli, struct note_form *form)
{
        static const struct {
                size_t index;
                const char *option;
        } files[] = {
            {TEXT_TEXT, "text-file"},
            {TEXT_WORRY, "worry-file"},
            {TEXT_SEEN_BY, "seen-by-file"},
            {TEXT_ABOUT, "about-file"},
            {TEXT_PLACE, "place-words-file"},
            {TEXT_PARENTS, "parents-at-file"},
        };
        int code = EXIT_DONE;

        for (size_t i = 0;
             code == EXIT_DONE && i < sizeof(files) / sizeof(files[0]); i++)
                code = from_file(cli, form, files[i].index, files[i].option);
        zl_buf_init(&form->texts[TEXT_CONTACT], TEXT_MAX);
        return code;
}

static int read_words(struct cli *cli, struct note_form *form)
{
        struct zl_note *note = &form->note;
        const char *day = args__get(&cli->args, "seen-on");
        const struct {
                const char *option;
                const char *const *words;
                int *ret;
        } words[] = {
            {"day-part", zl_day_parts, &note->day_part},
            {"place", zl_places, &note->place},
            {"parents-know", zl_parents_know, &note->parents_know},
            {"name-me", zl_name_me, &note->name_me},
            {"came", zl_came, &note->came},
        };
        int code = EXIT_DONE;

        for (size_t i = 0;
             code == EXIT_DONE && i < sizeof(words) / sizeof(words[0]); i++)
                code = resolve__word(cli, words[i].option,
                    args__get(&cli->args, words[i].option), words[i].words,
                    words[i].ret);
        if (code == EXIT_DONE && day != NULL) {
                const char *wrong = resolve__past_day(day, &note->seen_on);

                note->has_seen_on = wrong == NULL;
                if (wrong != NULL)
                        code = out__fail_with(
                            cli, ZL_E_USAGE, "--seen-on %s: %s", day, wrong);
        }
        return code;
}

/* ---- At the terminal ---- */

static int ask_lines(
    struct cli *cli, struct note_form *form, size_t index, const char *question)
{
        int status = prompt__lines(question, &form->texts[index]);

        if (status == ZL_OK)
                return EXIT_DONE;
        return status == ZL_E_USAGE
            ? out__fail_with(
                  cli, ZL_E_STATE, _("The input ended. Nothing was sent."))
            : out__fail(cli, status);
}

static int ask_day(struct cli *cli, struct note_form *form)
{
        struct zl_buf line = {0};
        int code = EXIT_DONE;

        if (form->note.has_seen_on)
                return EXIT_DONE;
        zl_buf_init(&line, 4096);
        while (code == EXIT_DONE && !form->note.has_seen_on) {
                const char *wrong = NULL;

                code = ask__line(cli,
                    _("Which day was it? (today, yesterday, 2026-11-23; or "
                      "nothing): "),
                    &line);
                if (code != EXIT_DONE || line.data[0] == '\0')
                        break;
                wrong = resolve__past_day(
                    (const char *)line.data, &form->note.seen_on);
                form->note.has_seen_on = wrong == NULL;
                if (wrong != NULL) {
                        prompt__say(wrong);
                        prompt__say("\n");
                }
        }
        zl_buf_free(&line);
        return code;
}

static int ask_place(struct cli *cli, struct note_form *form)
{
        struct zl_note *note = &form->note;
        int code = EXIT_DONE;

        if (note->day_part < 0)
                code = ask__word(cli, _("Which part of the day?"), zl_day_parts,
                    false, &note->day_part);
        if (code == EXIT_DONE && note->place < 0)
                code =
                    ask__word(cli, _("Where?"), zl_places, false, &note->place);
        if (code == EXIT_DONE && note->place >= 0 &&
            strcmp(zl_places[note->place], "other") == 0)
                code = ask__line(
                    cli, _("Where was that? "), &form->texts[TEXT_PLACE]);
        return code;
}

static bool parents_are(const struct zl_note *note, const char *word)
{
        return note->parents_know >= 0 &&
            strcmp(zl_parents_know[note->parents_know], word) == 0;
}

static int ask_family(
    struct cli *cli, struct note_form *form, enum zl_naming naming)
{
        struct zl_note *note = &form->note;
        int code = EXIT_DONE;
        bool may = false;

        if (note->parents_know < 0)
                code = ask__word(cli, _("Do the parents know this?"),
                    zl_parents_know, false, &note->parents_know);
        if (code == EXIT_DONE && parents_are(note, "ask-help"))
                code = ask__line(cli,
                    _("Where can they be reached? (or nothing): "),
                    &form->texts[TEXT_PARENTS]);
        may = naming == ZL_NAMING_ALLOWED ||
            (naming == ZL_NAMING_KNOWN &&
                (parents_are(note, "yes") || parents_are(note, "ask-help") ||
                    parents_are(note, "unsafe")));
        if (code == EXIT_DONE && may)
                code = ask_lines(cli, form, TEXT_ABOUT,
                    _("Whom is it about? You need not say. (End with a line "
                      "with only a full stop.)\n"));
        return code;
}

static int ask_author(
    struct cli *cli, struct note_form *form, enum zl_role role)
{
        struct zl_note *note = &form->note;
        int code = EXIT_DONE;

        if (role == ZL_ROLE_PROFESSIONAL && note->came < 0)
                code = ask__word(
                    cli, _("How did it come?"), zl_came, true, &note->came);
        if (code == EXIT_DONE && role == ZL_ROLE_CONTACT && note->name_me < 0)
                code = ask__word(cli, _("May you be named to the family?"),
                    zl_name_me, false, &note->name_me);
        if (code == EXIT_DONE)
                code = ask__line(cli,
                    _("How and when can you best be reached? (or nothing): "),
                    &form->texts[TEXT_CONTACT]);
        return code;
}

static int ask_all(struct cli *cli, struct note_form *form, enum zl_role role,
    enum zl_naming naming)
{
        int code = EXIT_DONE;

        form->asked = true;
        out__say(cli,
            _("\nWhat it means need not be known, and cannot be done wrong. "
              "Every question but the first may be left empty; so may the "
              "first, if you want to be rung.\n\n"));
        code = ask_lines(cli, form, TEXT_TEXT,
            _("What did you see or hear? What was said, literally? (End with a "
              "line with only a full stop.)\n"));
        if (code == EXIT_DONE)
                code = ask_day(cli, form);
        if (code == EXIT_DONE)
                code = ask_place(cli, form);
        if (code == EXIT_DONE)
                code = ask_lines(cli, form, TEXT_WORRY,
                    _("What worries you, in your own words? (End with a line "
                      "with only a full stop.)\n"));
        if (code == EXIT_DONE)
                code = ask_lines(cli, form, TEXT_SEEN_BY,
                    _("Who saw or heard it? (End with a line with only a full "
                      "stop.)\n"));
        if (code == EXIT_DONE)
                code = ask_family(cli, form, naming);
        if (code == EXIT_DONE)
                code = ask_author(cli, form, role);
        return code;
}

static void point_at_texts(struct cli *cli, struct note_form *form)
{
        struct zl_note *note = &form->note;
        const char *ring = args__get(&cli->args, "ring-me");

        note->text = written(form, TEXT_TEXT);
        note->worry = written(form, TEXT_WORRY);
        note->seen_by = written(form, TEXT_SEEN_BY);
        note->about = written(form, TEXT_ABOUT);
        note->place_words = written(form, TEXT_PLACE);
        note->parents_at = written(form, TEXT_PARENTS);
        note->contact_at = written(form, TEXT_CONTACT);
        if (note->contact_at == NULL)
                note->contact_at = ring;
}

int note_form__begin(struct cli *cli, struct note_form *form)
{
        int code = EXIT_DONE;

        form->note = zl_note_empty();
        code = read_files(cli, form);
        return code == EXIT_DONE ? read_words(cli, form) : code;
}

static bool is_told(struct cli *cli)
{
        return args__get(&cli->args, "text-file") != NULL ||
            args__get(&cli->args, "ring-me") != NULL;
}

bool note_form__will_ask(struct cli *cli)
{
        return !is_told(cli) && prompt__possible();
}

/* Only a professional says how it came, and must. */
static int check_came(
    struct cli *cli, enum zl_role role, const struct zl_note *note)
{
        if (role == ZL_ROLE_CONTACT && note->came >= 0)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("--came is for professionals; leave it out."));
        if (role == ZL_ROLE_PROFESSIONAL && note->came < 0 && is_told(cli))
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Say how it came to you: --came visit, phone, trainer, "
                      "wijkagent, opbouwwerker or jongerenwerker."));
        return EXIT_DONE;
}

/* Letters, not bytes; said before it is all shown. */
static int check_length(struct cli *cli, const char *text, size_t max)
{
        size_t letters = 0;

        for (; text != NULL && *text != '\0'; text++)
                letters += ((unsigned char)*text & 0xc0) != 0x80;
        if (letters <= max)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_TOO_LARGE,
            _("This text has %zu characters; at most %zu fit. Make it "
              "shorter, or send the rest with 'zijlijn add'. Nothing was "
              "sent."),
            letters, max);
}

int note_form__fill(struct cli *cli, enum zl_role role, enum zl_naming naming,
    struct note_form *form)
{
        int code = check_came(cli, role, &form->note);

        if (code == EXIT_DONE && !is_told(cli) && !prompt__possible())
                code = out__fail_with(cli, ZL_E_USAGE,
                    _("There is no terminal to ask at. Say --text-file FILE "
                      "or --ring-me PHONE."));
        if (code == EXIT_DONE && !is_told(cli))
                code = ask_all(cli, form, role, naming);
        if (code == EXIT_DONE)
                point_at_texts(cli, form);
        if (code == EXIT_DONE)
                code = check_length(cli, form->note.text, TEXT_LETTERS);
        if (code == EXIT_DONE)
                code = check_length(cli, form->note.worry, WORRY_LETTERS);
        return code;
}

int note_form__refused(struct cli *cli, int status, const char *field)
{
        /* What the sentence is about already. */
        if (field != NULL && strcmp(field, "text") == 0)
                field = NULL;
        return out__fail_with(cli, status,
            _("Write at least what you saw or heard, or where to ring you, and "
              "at most 16,000 characters%s%s%s. Nothing was sent."),
            field != NULL ? _("; look at \"") : "", field != NULL ? field : "",
            field != NULL ? "\"" : "");
}

int note_form__no_naming(struct cli *cli)
{
        return out__fail_with(cli, ZL_E_POLICY,
            _("It names a child where that is not allowed (see 'zijlijn "
              "organisation show'). Leave out whom it is about. Nothing was "
              "sent."));
}

void note_form__done(struct note_form *form)
{
        for (size_t i = 0; i < NOTE_FORM_TEXTS; i++)
                zl_buf_free(&form->texts[i]);
}
