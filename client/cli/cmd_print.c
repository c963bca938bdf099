/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn print: a signal on paper, for the team's own file or for the
 * family. That it was made is stored before it exists: paper cannot be called
 * back. */
#include <string.h>

#include "act.h"
#include "ask.h"
#include "command.h"
#include "files.h"
#include "out.h"
#include "print_signal.h"
#include "resolve.h"
#include "session.h"

static const struct act act = {
    .role = ZL_ROLE_PROFESSIONAL,
    .not_yours = N_("Only a professional who holds this signal prints it."),
    .opened = true,
};

static const char *const purposes[] = {"dossier", "family", NULL};
static const char *const formats[] = {"html", "text", NULL};

/* ---- What is taken out ---- */

static int add_lines(struct cli *cli, struct zl_blackout *blackout, char *lines)
{
        char *rest = NULL;
        int status = ZL_OK;

        for (char *line = strtok_r(lines, "\n", &rest);
             line != NULL && status == ZL_OK;
             line = strtok_r(NULL, "\n", &rest))
                status = zl_blackout_add(blackout, line);
        if (status == ZL_E_USAGE)
                return out__fail_with(cli, status,
                    _("What is to be blacked out needs two letters or more on "
                      "each line."));
        if (status == ZL_E_TOO_LARGE)
                return out__fail_with(cli, status,
                    _("At most %d names or words can be blacked out."),
                    ZL_BLACKOUT_MAX);
        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}

static int choose_words(struct print *print)
{
        struct cli *cli = print->cli;
        bool family = print->what_for == ZL_PRINT_FAMILY;
        struct zl_buf lines = {0};
        int status = ZL_OK;
        int code = EXIT_DONE;

        if (family && !print->with_reporters)
                status = print__hide_reporters(print);
        if (status != ZL_OK)
                return out__fail(cli, status);
        code = ask__text(cli, "black-out-file",
            family && !cli->yes
                ? _("Who and what else is to be blacked out? A name or words "
                    "on each line (end with a line with only a full stop):\n")
                : NULL,
            ZL_PRINT_WORDS_MAX / 2, &lines);
        if (code == EXIT_DONE && lines.size > 1)
                code =
                    add_lines(cli, print->paper.blackout, (char *)lines.data);
        zl_buf_free(&lines);
        return code;
}

/* The words, as they are kept with the print. */
static int list_words(const struct print *print, struct zl_buf *buf)
{
        const char *words = NULL;
        size_t found = 0;

        for (size_t i = 0;
             (words = zl_blackout_at(print->paper.blackout, i, &found)) != NULL;
             i++) {
                zl_put_text(buf, i > 0 ? "\n" : "");
                zl_put_text(buf, words);
        }
        zl_put_u8(buf, 0);
        return buf->status;
}

/* ---- The file ---- */

/* Kept first, so that no print exists of which nothing is known. */
static int keep_and_write(struct print *print, const char *path)
{
        struct cli *cli = print->cli;
        struct zl_buf words = {0};
        uint64_t number = 0;
        int status = ZL_OK;
        int code = EXIT_DONE;

        zl_buf_init(&words, ZL_PRINT_WORDS_MAX);
        status = list_words(print, &words);
        if (status == ZL_OK)
                status =
                    zl_core_print(cli->core, cli__now(), &print->signal->id,
                        print->what_for, (const char *)words.data, &number);
        zl_buf_free(&words);
        if (status == ZL_OK)
                status = session__save(cli);
        if (status != ZL_OK)
                return act__refused(cli, &act, print->signal, status);
        status = files__write_new(path, zl_buf_bytes(&print->paper.buf));
        if (status != ZL_OK) {
                code = out__fail_file(cli, path, status);
                status = zl_core_print_undo(cli->core, cli__now(), number);
                if (status == ZL_OK)
                        status = session__save(cli);
                (void)status; /* kept: a print that is not there harms nobody */
        }
        return code;
}

/* ---- The command ---- */

static void tell_words(const struct print *print)
{
        struct cli *cli = print->cli;
        const char *words = NULL;
        size_t found = 0;

        zl_json_open_array(cli->json, "black_out");
        for (size_t i = 0;
             (words = zl_blackout_at(print->paper.blackout, i, &found)) != NULL;
             i++) {
                if (found == 0)
                        out__say(cli,
                            _("Not found in what was written, look for it: "
                              "%s\n"),
                            words);
                else
                        out__say(cli,
                            P_("Blacked out: %s (%zu time)\n",
                                "Blacked out: %s (%zu times)\n", found),
                            words, found);
                zl_json_open_object(cli->json, NULL);
                zl_json_put_text(cli->json, "words", words);
                zl_json_put_u64(cli->json, "found", found);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}

static void tell(const struct print *print, const char *path)
{
        struct cli *cli = print->cli;

        out__say(cli,
            _("%s is written, and only you may read it. It is not locked: "
              "erase it as soon as it is printed.\n"),
            path);
        zl_json_put_text(cli->json, "file", path);
        zl_json_put_u64(cli->json, "records", print->records);
        zl_json_put_u64(cli->json, "unread", print->unread);
        tell_words(print);
        if (print->unread > 0)
                out__say(cli,
                    P_("%zu text is not in it, because it was not opened "
                       "here.\n",
                        "%zu texts are not in it, because they were not opened "
                        "here.\n",
                        print->unread),
                    print->unread);
        if (print->what_for == ZL_PRINT_FAMILY)
                out__say(cli,
                    _("Read all of it before you give it away: who is "
                      "described without a name is still in it.\n"));
}

static int run_print(struct print *print, const char *path)
{
        struct cli *cli = print->cli;
        struct zl_signal_view signal;
        int status = ZL_OK;
        int code = act__begin(cli, &act, &signal);

        if (code != EXIT_DONE)
                return code;
        print->signal = &signal;
        code = choose_words(print);
        if (code != EXIT_DONE)
                return code;
        status = print__write(print);
        if (status != ZL_OK)
                return out__fail(cli, status);
        code = keep_and_write(print, path);
        if (code == EXIT_DONE)
                tell(print, path);
        return code;
}

static int read_options(struct cli *cli, struct print *print)
{
        int what_for = -1;
        int format = -1;
        int code = resolve__word(
            cli, "for", args__get(&cli->args, "for"), purposes, &what_for);

        if (code == EXIT_DONE)
                code = resolve__word(cli, "format",
                    args__get(&cli->args, "format"), formats, &format);
        if (code == EXIT_DONE && what_for < 0)
                code = out__fail_with(cli, ZL_E_USAGE,
                    _("Say whom it is for: --for dossier or --for family."));
        print->what_for = what_for == 1 ? ZL_PRINT_FAMILY : ZL_PRINT_DOSSIER;
        print->paper.html = format != 1;
        print->with_reporters = args__get(&cli->args, "with-reporters") != NULL;
        return code;
}

static int run(struct cli *cli)
{
        struct print print = {.cli = cli};
        int status = ZL_OK;
        int code = read_options(cli, &print);

        if (code != EXIT_DONE)
                return code;
        status = zl_blackout_new(&print.paper.blackout);
        if (status != ZL_OK)
                return out__fail(cli, status);
        code = run_print(&print, cli->args.operands[1]);
        paper__free(&print.paper);
        zl_blackout_free(print.paper.blackout);
        return code;
}

static const struct option_spec options[] = {
    {"for", "dossier|family", false,
        N_("the file of the team, or parents or child who ask what is kept")},
    {"black-out-file", N_("FILE"), false,
        N_("names and words to take out, one on each line ('-': stdin)")},
    {"with-reporters", NULL, false,
        N_("for the family: leave in who noted, saw or heard it, because they "
           "agree")},
    {"format", "html|text", false, N_("a page for a browser (html) or text")},
    {NULL, NULL, false, NULL},
};

const struct command cmd__print = {
    .name = "print",
    .operands = N_("SIGNAL FILE"),
    .operands_min = 2,
    .operands_max = 2,
    .line = N_("Print a signal, for the file or for the family (professional)"),
    .about =
        N_("Makes a new FILE that only you may read: all that was written, "
           "who opened what and when, and who has it now. An html file opens "
           "in any browser, which prints it.\n\n"
           "For the family, the names and telephone numbers of those who told "
           "of it are blacked out, and so is who saw or heard it. Name others "
           "in --black-out-file, or when asked. A name of four letters or more "
           "is found inside longer words too. What is blacked out is not in "
           "the file. Capitals and accents do not matter.\n\n"
           "That it was printed, when, and what was taken out is kept on this "
           "device; 'zijlijn timeline' shows it."),
    .json = "file, records, unread, black_out (words, found)",
    .options = options,
    .examples = "  zijlijn print 3f9a1c2e dossier.html --for dossier\n"
                "  zijlijn print 3f9a1c2e inzage.html --for family\n",
    .run = run,
};
