/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the arguments: getopt_long() reads the words, a table per
 * command says which there are. */
#include "args.h"

#include <assert.h>
#include <getopt.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

const struct option_spec args__globals[] = {
    {"json", NULL, false, N_("print one JSON object instead of sentences")},
    {"key-file", N_("FILE"), false,
        N_("unlock with the 32 bytes in FILE instead of a passphrase")},
    {"profile", N_("NAME"), false,
        N_("use a second profile of yours on this machine, by its name (see "
           "'zijlijn profiles')")},
    {"yes", NULL, false, N_("answer yes where it would ask (for scripts)")},
    {"lang", "nl|en", false,
        N_("speak Dutch or English; usually as LANG and LANGUAGE say")},
    {"help", NULL, false, N_("explain this command and end")},
    {NULL, NULL, false, NULL},
};

/* getopt_long() answers with these: an index into the specs, from 1 so that
 * none is 0 or '?'. */
enum { CODE_BASE = 1000 };

struct table {
        const struct option_spec *specs[ARGS_OPTIONS_MAX];
        struct option options[ARGS_OPTIONS_MAX + 1];
        size_t count;
};

static void add_specs(struct table *table, const struct option_spec *spec)
{
        for (; spec != NULL && spec->name != NULL; spec++) {
                assert(table->count < ARGS_OPTIONS_MAX);
                table->specs[table->count] = spec;
                table->options[table->count] = (struct option){
                    .name = spec->name,
                    .has_arg =
                        spec->value != NULL ? required_argument : no_argument,
                    .val = CODE_BASE + (int)table->count,
                };
                table->count++;
        }
}

static bool refuse(
    char error[static ARGS_ERROR], const char *format, const char *word)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
        (void)snprintf(error, ARGS_ERROR, format, word);
#pragma GCC diagnostic pop
        return false;
}

static bool take(struct args *args, const struct option_spec *spec,
    const char *value, char error[static ARGS_ERROR])
{
        if (!spec->many && args__get(args, spec->name) != NULL)
                return refuse(error, _("--%.40s is given twice"), spec->name);
        if (args->given_count == ARGS_GIVEN_MAX)
                return refuse(error, _("too many options%s"), "");
        args->given[args->given_count].option = spec;
        args->given[args->given_count].value = value != NULL ? value : "";
        args->given_count++;
        return true;
}

static bool take_operands(const struct command *command, int argc, char **argv,
    struct args *ret, char error[static ARGS_ERROR])
{
        size_t count = (size_t)(argc - optind);

        assert(command->operands_max <= ARGS_OPERANDS_MAX);
        if (args__get(ret, "help") != NULL)
                return true;
        if (count < command->operands_min)
                return refuse(
                    error, _("%.40s is missing"), _(command->operands));
        if (count > command->operands_max)
                return refuse(error, _("do not know what to do with \"%.60s\""),
                    argv[optind + (int)command->operands_max]);
        for (size_t i = 0; i < count; i++)
                ret->operands[i] = argv[optind + (int)i];
        ret->operand_count = count;
        return true;
}

bool args__parse(const struct command *command, int argc, char **argv,
    struct args *ret, char error[static ARGS_ERROR])
{
        struct table table = {0};
        struct args args = {0};
        int code = 0;

        add_specs(&table, args__globals);
        add_specs(&table, command->options);
        opterr = 0;
        optind = 0; /* glibc: start anew, also after an earlier parse */
        while (
            (code = getopt_long(argc, argv, ":", table.options, NULL)) != -1) {
                const char *word = argv[optind - 1];

                if (code == ':')
                        return refuse(error, _("%.60s needs a value"), word);
                if (code < CODE_BASE)
                        return refuse(error, _("unknown option %.60s"), word);
                if (!take(&args, table.specs[code - CODE_BASE], optarg, error))
                        return false;
        }
        if (!take_operands(command, argc, argv, &args, error))
                return false;
        *ret = args;
        return true;
}

const char *args__get(const struct args *args, const char *name)
{
        return args__many(args, name, 0);
}

const char *args__many(const struct args *args, const char *name, size_t index)
{
        for (size_t i = 0; i < args->given_count; i++) {
                if (strcmp(args->given[i].option->name, name) == 0 &&
                    index-- == 0)
                        return args->given[i].value;
        }
        return NULL;
}

bool args__number(
    const char *text, unsigned long long max, unsigned long long *ret)
{
        unsigned long long number = 0;

        if (text[0] == '\0')
                return false;
        for (; *text != '\0'; text++) {
                unsigned digit = (unsigned)*text - '0';

                if (digit > 9 || number > (max - digit) / 10)
                        return false;
                number = number * 10 + digit;
        }
        if (number > max)
                return false;
        *ret = number;
        return true;
}
