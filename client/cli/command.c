/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the table of commands, and to their --help, which is made from
 * the same data that parses them. */
#include "command.h"

#include <stdio.h>
#include <string.h>

#include "text.h"

const struct command *const command__all[] = {
    &cmd__join,
    &cmd__note,
    &cmd__list,
    &cmd__show,
    &cmd__open,
    &cmd__assess,
    &cmd__answer,
    &cmd__sync,
    &cmd__outbox,
    &cmd__outbox_send,
    &cmd__outbox_drop,
    &cmd__who,
    &cmd__status,
    &cmd__organisation_create,
    &cmd__organisation_show,
    &cmd__club_add,
    &cmd__club_list,
    &cmd__invite,
    &cmd__assign,
    &cmd__people,
    &cmd__revoke,
    &cmd__key_file,
    NULL,
};

const struct command *command__find(char **words, int count, int *ret_words)
{
        const struct command *one = NULL;

        if (count < 1)
                return NULL;
        for (size_t i = 0; command__all[i] != NULL; i++) {
                const struct command *command = command__all[i];

                if (strcmp(words[0], command->name) != 0)
                        continue;
                if (command->verb == NULL) {
                        one = command;
                } else if (count > 1 && strcmp(words[1], command->verb) == 0) {
                        *ret_words = 2;
                        return command;
                }
        }
        if (one != NULL)
                *ret_words = 1;
        return one;
}

static void print_name(const struct command *command, int width)
{
        char name[64];

        (void)snprintf(name, sizeof(name), "%s%s%s", command->name,
            command->verb != NULL ? " " : "",
            command->verb != NULL ? command->verb : "");
        (void)printf("%-*s", width, name);
}

void command__help_all(void)
{
        (void)fputs(
            _("Usage: zijlijn COMMAND [OPTION]...\n"
              "\n"
              "A club notes a signal; a professional assesses it. Nobody in "
              "between can read it.\n"
              "This is not an emergency line: immediate danger 112, Veilig "
              "Thuis 0800-2000.\n"
              "\n"
              "Commands ('zijlijn COMMAND --help' explains each):\n"),
            stdout);
        for (size_t i = 0; command__all[i] != NULL; i++) {
                (void)fputs("  ", stdout);
                print_name(command__all[i], 21);
                (void)printf("%s\n", text__of(command__all[i]->line));
        }
        (void)fputs(_("\nEvery command takes:\n"), stdout);
        for (const struct option_spec *spec = args__globals; spec->name != NULL;
             spec++)
                (void)printf("  --%s%s%s: %s\n", spec->name,
                    spec->value != NULL ? " " : "",
                    spec->value != NULL ? spec->value : "",
                    text__of(spec->help));
        (void)fputs(
            _("'zijlijn --version' prints the version.\n"
              "\n"
              "ZIJLIJN_HOME chooses the profile, one folder for each person "
              "(usually\n"
              "~/.local/share/zijlijn).\n"
              "\n"
              "Exit codes:\n"),
            stdout);
        (void)fputs(text__of(text__exit_codes), stdout);
}

static void print_options(const struct option_spec *spec)
{
        for (; spec != NULL && spec->name != NULL; spec++) {
                char name[64];

                (void)snprintf(name, sizeof(name), "--%s%s%s", spec->name,
                    spec->value != NULL ? " " : "",
                    spec->value != NULL ? spec->value : "");
                (void)printf("  %-24s %s%s\n", name, text__of(spec->help),
                    spec->many ? _(" (may be repeated)") : "");
        }
}

void command__help(const struct command *command)
{
        (void)fputs(_("Usage: zijlijn "), stdout);
        print_name(command, 0);
        (void)printf("%s%s [OPTION]...\n\n%s.\n%s\nOptions:\n",
            command->operands[0] != '\0' ? " " : "", command->operands,
            text__of(command->line), text__of(command->about));
        print_options(command->options);
        print_options(args__globals);
        if (command->examples[0] != '\0')
                (void)printf(_("\nExamples:\n%s"), command->examples);
        (void)printf(_("\nExit codes:\n%s"), text__of(text__exit_codes));
}
