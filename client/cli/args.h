/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_ARGS_H
#define ZL_CLI_ARGS_H

#include <stdbool.h>
#include <stddef.h>

#include "lang.h"

/*
 * What a command takes, as data: from it come parsing and --help alike.
 */

struct cli;

enum {
        ARGS_OPERANDS_MAX = 64,
        ARGS_GIVEN_MAX = 64,
        ARGS_OPTIONS_MAX = 24,
        ARGS_ERROR = 160
};

struct option_spec {
        const char *name; /* NULL ends a list */
        const char *value; /* what stands behind it; "a|b": one of those;
                              NULL: nothing */
        bool many; /* may be given more than once */
        const char *help;
};

struct command {
        const char *name;
        const char *verb; /* second word, or NULL */
        const char *operands; /* as usage shows them, or "" */
        size_t operands_min;
        size_t operands_max;
        const char *line; /* what it does, in one line */
        const char *about; /* more; paragraphs, wrapped where shown */
        const char *json; /* the fields of --json, or NULL */
        const struct option_spec *options; /* or NULL */
        const char *examples; /* lines, or "" */
        int (*run)(struct cli *cli);
};

/* What was typed. */
struct args {
        const char *operands[ARGS_OPERANDS_MAX];
        size_t operand_count;
        struct {
                const struct option_spec *option;
                const char *value; /* "" for an option without one */
        } given[ARGS_GIVEN_MAX];
        size_t given_count;
};

/* Options that every command takes. */
extern const struct option_spec args__globals[];

/**
 * Parse the words of one command.
 *
 * @param command  which one.
 * @param argc     how many words, the command's last word included.
 * @param argv     the words; argv[0] is not read.
 * @param ret      receives them, borrowed from argv.
 * @param error    receives what is wrong.
 * @return whether they can be understood.
 */
bool args__parse(const struct command *command, int argc, char **argv,
    struct args *ret, char error[static ARGS_ERROR]);

/**
 * The value of an option.
 *
 * @param args  what was typed.
 * @param name  an option of the command or a global one.
 * @return its value, "" if it has none; NULL when it was not given.
 */
const char *args__get(const struct args *args, const char *name);

/**
 * One of the values of an option that may be given more than once.
 *
 * @param args   what was typed.
 * @param name   the option.
 * @param index  from 0.
 * @return the value; NULL behind the last one.
 */
const char *args__many(const struct args *args, const char *name, size_t index);

/**
 * Parse a whole number without sign.
 *
 * @param text  the digits.
 * @param max   the largest allowed.
 * @param ret   receives it.
 * @return whether it is one.
 */
bool args__number(
    const char *text, unsigned long long max, unsigned long long *ret);

#endif
