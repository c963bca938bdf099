/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to zijlijn, the command line of people: contacts, professionals,
 * supporters and coordinators. This file makes the process a safe place for
 * keys, in a fixed order, finds the command and runs it. Who may do what is
 * decided in the core, not here. */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "cli.h"
#include "command.h"
#include "crypto.h"
#include "out.h"
#include "secret.h"
#include "session.h"

/* No core files, and no files that others can read. */
static int settle_process(void)
{
        struct rlimit none = {0, 0};

        (void)umask(077);
        (void)signal(SIGPIPE, SIG_IGN);
        if (setrlimit(RLIMIT_CORE, &none) != 0)
                return ZL_E_SYSTEM;
#ifndef __SANITIZE_ADDRESS__ /* whose leak check looks at us as a debugger */
        if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
                return ZL_E_SYSTEM;
#endif
        return ZL_OK;
}

static int start_libraries(void)
{
        int status = zl_crypto_start();

        if (status == ZL_OK)
                status = zl_secret_start();
        if (status == ZL_OK)
                status = zl_json_start();
        return status;
}

static int usage(const char *what, const struct command *command)
{
        (void)fprintf(stderr, _("zijlijn: %s\nTry 'zijlijn %s%s%s%s--help'.\n"),
            what, command != NULL ? command->name : "",
            command != NULL && command->verb != NULL ? " " : "",
            command != NULL && command->verb != NULL ? command->verb : "",
            command != NULL ? " " : "");
        return EXIT_USAGE;
}

static int run(struct cli *cli)
{
        bool json = args__get(&cli->args, "json") != NULL;
        int status = start_libraries();
        int code = EXIT_SYSTEM;

        cli->yes = args__get(&cli->args, "yes") != NULL;
        if (status == ZL_OK)
                status = out__begin(cli, json);
        if (status != ZL_OK) {
                (void)fprintf(stderr, "zijlijn: %s\n", text__status(status));
                code = (int)text__exit(status);
                goto out;
        }
        code = cli->command->run(cli);
        session__close(cli);
        code = out__end(cli, code);
out:
        zl_secret_stop();
        return code;
}

/* ---- What was typed ---- */

/* Is this a global option with its value in the next word? */
static bool takes_next(const char *word)
{
        const struct option_spec *spec = args__globals;

        while (spec->name != NULL &&
            (spec->value == NULL || strcmp(word + 2, spec->name) != 0))
                spec++;
        return spec->name != NULL;
}

/* Global options may stand before the command. */
static int find_command(int argc, char **argv)
{
        int at = 1;

        while (at < argc && argv[at][0] == '-') {
                if (strncmp(argv[at], "--", 2) == 0 && takes_next(argv[at]))
                        at++;
                at++;
        }
        return at < argc ? at : argc;
}

/* Looked for before the words are parsed, since what is wrong with them is
 * said in that language. */
static const char *typed_language(int argc, char **argv)
{
        static const char option[] = "--lang";
        const char *found = NULL;

        for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
                size_t size = sizeof(option) - 1;

                if (strncmp(argv[i], option, size) != 0)
                        continue;
                if (argv[i][size] == '=')
                        found = argv[i] + size + 1;
                else if (argv[i][size] == '\0' && i + 1 < argc)
                        found = argv[i + 1];
        }
        return found;
}

static void choose_language(int argc, char **argv)
{
        const char *typed = lang__known(typed_language(argc, argv));

        if (!lang__speak(typed != NULL ? typed : lang__wanted()) &&
            typed != NULL)
                (void)fprintf(stderr,
                    _("zijlijn: the words of \"%s\" are not installed\n"),
                    typed);
}

/* Without a command there are two things to ask. */
static int no_command(int argc, char **argv)
{
        for (int i = 1; i < argc; i++) {
                if (strcmp(argv[i], "--help") == 0)
                        return command__help_all();
                if (strcmp(argv[i], "--version") == 0)
                        return puts("zijlijn " ZL_VERSION) >= 0 &&
                                fflush(stdout) == 0
                            ? EXIT_DONE
                            : EXIT_SYSTEM;
        }
        return usage(_("which command?"), NULL);
}

static int dispatch(int argc, char **argv)
{
        struct cli cli = {0};
        char error[ARGS_ERROR];
        const char *language = NULL;
        int first = find_command(argc, argv);
        int words = 0;

        if (first == argc)
                return no_command(argc, argv);
        cli.command = command__find(argv + first, argc - first, &words);
        if (cli.command == NULL)
                return usage(_("there is no such command"), NULL);
        /* [globals] command [rest]  ->  command [globals] [rest] */
        memmove(argv + words, argv, (size_t)first * sizeof(*argv));
        if (!args__parse(
                cli.command, argc - words, argv + words, &cli.args, error))
                return usage(error, cli.command);
        language = args__get(&cli.args, "lang");
        if (language != NULL && lang__known(language) == NULL)
                return usage(_("--lang is nl or en"), cli.command);
        if (args__get(&cli.args, "help") != NULL)
                return command__help(cli.command);
        return run(&cli);
}

int main(int argc, char **argv)
{
        int status = settle_process();

        choose_language(argc, argv);
        if (status == ZL_OK)
                return dispatch(argc, argv);
        (void)fprintf(stderr, "zijlijn: %s\n", text__status(status));
        return (int)text__exit(status);
}
