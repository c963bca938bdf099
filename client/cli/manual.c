/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the manual, which the build has this program write from the
 * table of commands: zijlijn(1) in mdoc, in each language, and the completion
 * for bash. Whoever adds a command or an option has added it there too.
 *
 *     zl_manual man en > zijlijn.1
 *     zl_manual bash > completions/zijlijn
 */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "lang.h"
#include "text.h"

static void out(const char *text)
{
        (void)fputs(text, stdout);
}

/* ---- mdoc ---- */

/* Text of the manual: a backslash, and a dot or quote that begins a line, are
 * commands to mdoc; an empty line is a paragraph. */
static void prose(const char *text)
{
        bool begins = true;
        bool ends = false;

        for (; *text != '\0'; text++) {
                if (text[0] == '\n' && text[1] == '\n') {
                        out("\n.Pp\n");
                        text++;
                        begins = true;
                        continue;
                }
                if (text[0] == '\n') {
                        out("\n.br\n");
                        begins = true;
                        continue;
                }
                if (begins && *text == ' ')
                        continue;
                if (begins && (*text == '.' || *text == '\''))
                        out("\\&");
                if (*text == ' ' && ends && text[1] != '\0') {
                        out("\n"); /* a sentence, a line */
                        begins = true;
                        ends = false;
                        continue;
                }
                ends = strchr(".?!", *text) != NULL;
                begins = false;
                if (*text == '\\')
                        out("\\e");
                else
                        (void)putchar(*text);
        }
        out("\n");
}

static const char *value_of(const struct option_spec *spec)
{
        return strchr(spec->value, '|') != NULL ? spec->value : _(spec->value);
}

static void flag(const char *macro, const struct option_spec *spec)
{
        (void)printf("%s Fl \\-%s", macro, spec->name);
        if (spec->value != NULL)
                (void)printf(" Ar %s", value_of(spec));
        out("\n");
}

static void options(const struct option_spec *spec)
{
        if (spec == NULL)
                return;
        out(".Bl -tag -width Ds\n");
        for (; spec->name != NULL; spec++) {
                flag(".It", spec);
                prose(_(spec->help));
                if (spec->many)
                        prose(_(" (may be repeated)"));
        }
        out(".El\n");
}

/* Lines to type, as they are. */
static void literal(const char *text)
{
        out(".Bd -literal\n");
        for (; *text != '\0'; text++) {
                if (*text == '\\')
                        out("\\e");
                else
                        (void)putchar(*text);
        }
        out(".Ed\n");
}

static void command(const struct command *it)
{
        (void)printf(".Ss %s%s%s", it->name, it->verb != NULL ? " " : "",
            it->verb != NULL ? it->verb : "");
        (void)printf("%s%s\n", it->operands[0] != '\0' ? " " : "",
            it->operands[0] != '\0' ? _(it->operands) : "");
        (void)printf("%s.\n", _(it->line));
        if (it->about[0] != '\0')
                prose(_(it->about));
        if (it->json != NULL) {
                out(".Pp\n");
                out(_("With --json: "));
                prose(it->json);
        }
        options(it->options);
        if (it->examples[0] != '\0')
                literal(it->examples);
}

static void files(void)
{
        out(_(".Sh ENVIRONMENT\n"));
        out(".Bl -tag -width Ds\n.It Ev ZIJLIJN_HOME\n");
        prose(_("The profile: one folder for each person. Usually "
                "~/.local/share/zijlijn."));
        out(".It Ev LANGUAGE , LC_ALL , LC_MESSAGES , LANG\n");
        prose(_("The language, Dutch or English; no locale need be "
                "generated."));
        out(".El\n");
}

static void manual(void)
{
        out(".\\\" SPDX-License-Identifier: EUPL-1.2\n"
            ".Dd November 23, 2026\n.Dt ZIJLIJN 1\n.Os\n");
        out(_(".Sh NAME\n"));
        out(".Nm zijlijn\n.Nd ");
        out(_("note a signal, and what a professional does with it\n"));
        out(_(".Sh SYNOPSIS\n"));
        out(".Nm\n.Ar ");
        out(_("command"));
        out("\n.Op Ar ");
        out(_("option"));
        out(" ...\n");
        out(_(".Sh DESCRIPTION\n"));
        prose(_("A club notes a signal; a professional assesses it. Nobody in "
                "between can read it. This is not an emergency line: immediate "
                "danger 112, Veilig Thuis 0800-2000."));
        out(_(".Sh COMMANDS\n"));
        for (size_t i = 0; command__all[i] != NULL; i++)
                command(command__all[i]);
        out(_(".Ss Every command takes\n"));
        options(args__globals);
        files();
        out(_(".Sh EXIT STATUS\n"));
        out(".Bl -tag -width Ds\n");
        for (int code = 0; code < EXIT_COUNT; code++) {
                (void)printf(".It %d\n", code);
                prose(_(text__exits[code]));
        }
        out(".El\n");
        out(_(".Sh SEE ALSO\n"));
        out(".Xr zijlijnd 8\n");
}

/* ---- bash ---- */

static void names(const struct option_spec *spec)
{
        for (; spec != NULL && spec->name != NULL; spec++)
                (void)printf(" --%s", spec->name);
}

/* What stands behind an option: words, a file, or nothing we know. */
static void values(const char *pattern, const struct option_spec *spec)
{
        for (; spec != NULL && spec->name != NULL; spec++) {
                const char *value = spec->value;

                if (value == NULL)
                        continue;
                (void)printf("\t\"%s --%s\")", pattern, spec->name);
                if (strchr(value, '|') != NULL) {
                        out(" words=\"");
                        for (; *value != '\0'; value++)
                                (void)putchar(*value == '|' ? ' ' : *value);
                        out("\"");
                } else if (strcmp(value, "FILE") == 0 ||
                    strcmp(value, "PATH") == 0) {
                        out(" files=yes");
                } else {
                        out(" words=");
                }
                out(" ;;\n");
        }
}

static void name_of(const struct command *it, char ret[static 64])
{
        (void)snprintf(ret, 64, "%s%s%s", it->name, it->verb != NULL ? " " : "",
            it->verb != NULL ? it->verb : "");
}

/* Which command stands before the cursor. */
static void put_command(void)
{
        out("# SPDX-License-Identifier: EUPL-1.2\n"
            "# shellcheck shell=bash\n"
            "# What can be typed behind zijlijn, made from its table of "
            "commands.\n\n"
            "# The words that name a command, for what stands in COMP_WORDS "
            "before the\n# cursor: \"\", \"note\", \"club add\", or \"club\" "
            "while its verb is to come.\n"
            "_zijlijn_command() {\n"
            "\tlocal i word found=\n"
            "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
            "\t\tword=${COMP_WORDS[i]}\n"
            "\t\tcase $word in\n"
            "\t\t--key-file | --lang | --profile) ((i++)) ;;\n"
            "\t\t-*) ;;\n"
            "\t\t*)\n"
            "\t\t\tif [ -z \"$found\" ]; then\n"
            "\t\t\t\tfound=$word\n"
            "\t\t\telse\n"
            "\t\t\t\tcase \"$found $word\" in\n");
        for (size_t i = 0; command__all[i] != NULL; i++) {
                if (command__all[i]->verb != NULL)
                        (void)printf(
                            "\t\t\t\t\"%s %s\") found+=\" $word\" ;;\n",
                            command__all[i]->name, command__all[i]->verb);
        }
        out("\t\t\t\tesac\n\t\t\t\tbreak\n\t\t\tfi\n\t\t\t;;\n\t\tesac\n"
            "\tdone\n\tcommand=$found\n}\n\n");
}

/* What an option wants behind it. */
static void put_values(void)
{
        out("_zijlijn() {\n"
            "\tlocal command words='' files='' options='' verbs=''\n"
            "\tlocal cur=${COMP_WORDS[COMP_CWORD]}\n"
            "\tlocal prev=${COMP_WORDS[COMP_CWORD - 1]}\n"
            "\t_zijlijn_command\n"
            "\tCOMPREPLY=()\n"
            "\tcase \"$command $prev\" in\n");
        for (size_t i = 0; command__all[i] != NULL; i++) {
                char name[64];

                name_of(command__all[i], name);
                values(name, command__all[i]->options);
        }
        /* a global option may stand behind every command, or before it */
        for (const struct option_spec *spec = args__globals; spec->name != NULL;
             spec++) {
                if (spec->value == NULL)
                        continue;
                (void)printf("\t*\" --%s\")", spec->name);
                if (strchr(spec->value, '|') != NULL) {
                        out(" words=\"");
                        for (const char *c = spec->value; *c != '\0'; c++)
                                (void)putchar(*c == '|' ? ' ' : *c);
                        out("\" ;;\n");
                } else {
                        out(" files=yes ;;\n");
                }
        }
}

/* The options of each command, and the names that may come first. */
static void put_options(void)
{
        out("\t*)\n\t\tcase $command in\n");
        for (size_t i = 0; command__all[i] != NULL; i++) {
                const struct command *it = command__all[i];
                char name[64];

                name_of(it, name);
                (void)printf("\t\t\"%s\")", name);
                out(" options=\"");
                names(it->options);
                out("\"");
                if (strcmp(it->operands, "FILE") == 0)
                        out(" files=yes");
                out(" ;;\n");
        }
        out("\t\tesac\n\t\tcase $command in\n\t\t\"\") verbs=\"");
        for (size_t i = 0; command__all[i] != NULL; i++) {
                if (i == 0 ||
                    strcmp(command__all[i]->name, command__all[i - 1]->name) !=
                        0)
                        (void)printf(" %s", command__all[i]->name);
        }
        out(" --version\" ;;\n");
}

/* The second words of those that have one. */
static void put_verbs(void)
{
        for (size_t i = 0; command__all[i] != NULL; i++) {
                const char *name = command__all[i]->name;

                if (i > 0 && strcmp(name, command__all[i - 1]->name) == 0)
                        continue;
                if (command__all[i]->verb == NULL &&
                    (command__all[i + 1] == NULL ||
                        strcmp(name, command__all[i + 1]->name) != 0))
                        continue;
                (void)printf("\t\t%s) verbs=\"", name);
                for (size_t k = i; command__all[k] != NULL &&
                     strcmp(name, command__all[k]->name) == 0;
                     k++) {
                        if (command__all[k]->verb != NULL)
                                (void)printf(" %s", command__all[k]->verb);
                }
                out("\" ;;\n");
        }
}

static void completion(void)
{
        put_command();
        put_values();
        put_options();
        put_verbs();
        out("\t\tesac\n\t\twords=$verbs\n"
            "\t\t[[ $cur != -* ]] || {\n\t\t\twords+=\"$options");
        names(args__globals);
        out("\"\n\t\t\tfiles=\n\t\t}\n\t\t;;\n\tesac\n"
            "\tif [ -n \"$files\" ]; then\n"
            "\t\tcompopt -o filenames 2>/dev/null\n"
            "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
            "\telse\n"
            "\t\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$cur\")\n"
            "\tfi\n}\ncomplete -F _zijlijn zijlijn\n");
}

int main(int argc, char **argv)
{
        const char *language = argc == 3 ? lang__known(argv[2]) : NULL;

        if (argc == 2 && strcmp(argv[1], "bash") == 0) {
                completion();
        } else if (argc == 3 && strcmp(argv[1], "man") == 0 &&
            language != NULL && lang__speak(language)) {
                manual();
        } else {
                (void)fputs("usage: zl_manual man nl|en, or bash\n", stderr);
                return 2;
        }
        return fflush(stdout) == 0 && ferror(stdout) == 0 ? 0 : 1;
}
