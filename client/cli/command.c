/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the table of commands, and to their --help, which is made from
 * the same data that parses them. */
#include "command.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "text.h"
#include "wrap.h"

const struct command *const command__all[] = {
    &cmd__join,
    &cmd__recover,
    &cmd__note,
    &cmd__add,
    &cmd__retract,
    &cmd__list,
    &cmd__worklist,
    &cmd__search,
    &cmd__show,
    &cmd__timeline,
    &cmd__open,
    &cmd__print,
    &cmd__assess,
    &cmd__answer,
    &cmd__family,
    &cmd__handover,
    &cmd__step_out,
    &cmd__reseal,
    &cmd__close,
    &cmd__reopen,
    &cmd__hold,
    &cmd__erase,
    &cmd__sync,
    &cmd__outbox,
    &cmd__outbox_send,
    &cmd__outbox_drop,
    &cmd__who,
    &cmd__status,
    &cmd__mail,
    &cmd__own_data,
    &cmd__profiles,
    &cmd__devices,
    &cmd__device_add,
    &cmd__device_revoke,
    &cmd__recovery,
    &cmd__recovery_new,
    &cmd__passphrase,
    &cmd__organisation_create,
    &cmd__organisation_show,
    &cmd__organisation_change,
    &cmd__club_add,
    &cmd__club_change,
    &cmd__club_end,
    &cmd__club_resume,
    &cmd__to_do,
    &cmd__overview,
    &cmd__club_list,
    &cmd__club_import,
    &cmd__club_show,
    &cmd__club_set,
    &cmd__club_spoken,
    &cmd__visit_plan,
    &cmd__visit_done,
    &cmd__visit_change,
    &cmd__visit_remove,
    &cmd__need_add,
    &cmd__need_take,
    &cmd__need_done,
    &cmd__need_remove,
    &cmd__person_list,
    &cmd__person_add,
    &cmd__person_change,
    &cmd__person_remove,
    &cmd__club_poster,
    &cmd__invite,
    &cmd__invitations,
    &cmd__invitation_renew,
    &cmd__invitation_withdraw,
    &cmd__appoint,
    &cmd__assign,
    &cmd__alerts,
    &cmd__attention,
    &cmd__figures,
    &cmd__people,
    &cmd__revoke,
    &cmd__absence,
    &cmd__absence_set,
    &cmd__absence_end,
    &cmd__leave,
    &cmd__root,
    &cmd__root_export,
    &cmd__root_forget,
    &cmd__root_take,
    &cmd__root_restore,
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

/* ---- Help ---- */

enum { HELP_MAX = 64 * 1024, NAME_COLUMN = 24, NAME_ROOM = 96 };

struct help {
        struct zl_buf buf;
        struct wrap wrap;
};

static void begin(struct help *help)
{
        size_t width = wrap__width(STDOUT_FILENO);

        *help = (struct help){.wrap = {.width = WRAP_WIDTH}};
        if (width > 0)
                help->wrap.width = width;
        zl_buf_init(&help->buf, HELP_MAX);
}

static void say(struct help *help, const char *text)
{
        wrap__put(&help->wrap, text, &help->buf);
}

/* A name, and beside it, or below if there is no room, what it means. */
static void say_pair(struct help *help, const char *name, const char *text)
{
        say(help, "  ");
        say(help, name);
        if (help->wrap.column + 2 > NAME_COLUMN)
                say(help, "\n");
        for (size_t i = help->wrap.column; i < NAME_COLUMN; i++)
                say(help, " ");
        help->wrap.indent = NAME_COLUMN;
        say(help, text);
}

static int end(struct help *help)
{
        bool printed = help->buf.status == ZL_OK &&
            fwrite(help->buf.data, 1, help->buf.size, stdout) ==
                help->buf.size &&
            fflush(stdout) == 0;

        zl_buf_free(&help->buf);
        return printed ? EXIT_DONE : EXIT_SYSTEM;
}

static void name_of(const struct command *command, char ret[static NAME_ROOM])
{
        (void)snprintf(ret, NAME_ROOM, "%s%s%s", command->name,
            command->verb != NULL ? " " : "",
            command->verb != NULL ? command->verb : "");
}

/* What stands behind an option: words to choose from stay as they are. */
static const char *value_of(const struct option_spec *spec)
{
        if (spec->value == NULL)
                return "";
        return strchr(spec->value, '|') != NULL ? spec->value : _(spec->value);
}

static void say_options(struct help *help, const struct option_spec *spec)
{
        for (; spec != NULL && spec->name != NULL; spec++) {
                char name[NAME_ROOM];

                (void)snprintf(name, sizeof(name), "--%s%s%s", spec->name,
                    spec->value != NULL ? " " : "", value_of(spec));
                say_pair(help, name, _(spec->help));
                say(help, spec->many ? _(" (may be repeated)") : "");
                say(help, "\n");
        }
}

static void say_exits(struct help *help)
{
        say(help, _("\nExit codes:\n"));
        for (int code = 0; code < EXIT_COUNT; code++) {
                char number[NAME_ROOM];

                (void)snprintf(number, sizeof(number), "  %d  ", code);
                say(help, number);
                help->wrap.indent = 5;
                say(help, _(text__exits[code]));
                say(help, "\n");
        }
}

int command__help_all(void)
{
        struct help help;

        begin(&help);
        say(&help,
            _("Usage: zijlijn COMMAND [OPTION]...\n\n"
              "A club notes a signal; a professional assesses it. Nobody in "
              "between can read it. This is not an emergency line: immediate "
              "danger 112, Veilig Thuis 0800-2000.\n\n"
              "Commands ('zijlijn COMMAND --help' explains each):\n"));
        for (size_t i = 0; command__all[i] != NULL; i++) {
                char name[NAME_ROOM];

                name_of(command__all[i], name);
                say_pair(&help, name, _(command__all[i]->line));
                say(&help, "\n");
        }
        say(&help, _("\nEvery command takes:\n"));
        say_options(&help, args__globals);
        say(&help,
            _("\n'zijlijn --version' prints the version.\n\n"
              "ZIJLIJN_HOME chooses the profile, one folder for each person "
              "(usually ~/.local/share/zijlijn).\n"));
        say_exits(&help);
        return end(&help);
}

int command__help(const struct command *command)
{
        struct help help;
        char name[NAME_ROOM];

        begin(&help);
        name_of(command, name);
        say(&help, _("Usage: zijlijn "));
        say(&help, name);
        say(&help, command->operands[0] != '\0' ? " " : "");
        say(&help, _(command->operands));
        say(&help, _(" [OPTION]...\n\n"));
        say(&help, _(command->line));
        say(&help, ".\n");
        say(&help, _(command->about));
        say(&help, command->about[0] != '\0' ? "\n" : "");
        if (command->json != NULL) {
                say(&help, _("\nWith --json: "));
                say(&help, command->json);
                say(&help, ".\n");
        }
        say(&help, _("\nOptions:\n"));
        say_options(&help, command->options);
        say_options(&help, args__globals);
        if (command->examples[0] != '\0') {
                say(&help, _("\nExamples:\n"));
                help.wrap.width = 0; /* to be copied as they are */
                say(&help, command->examples);
                help.wrap.width = WRAP_WIDTH;
        }
        say_exits(&help);
        return end(&help);
}
