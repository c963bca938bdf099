/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PERSONS_H
#define ZL_CLI_PERSONS_H

#include "cli.h"
#include "core.h"

/*
 * Choosing people by name, from a list of those who may be chosen: behind an
 * option, or at the terminal.
 */

enum { PERSONS_LIST_MAX = 256 };

/* Who may be chosen. */
struct persons {
        struct zl_id of[PERSONS_LIST_MAX];
        size_t count;
};

/* Who was chosen. */
struct chosen {
        struct zl_id of[ZL_PERSONS_MAX];
        size_t count;
};

/**
 * Those an option names, which may be given more than once.
 *
 * @param cli     the run.
 * @param option  its name.
 * @param from    who may be chosen.
 * @param ret     receives them.
 * @return EXIT_DONE, or the exit code after saying what is wrong.
 */
int persons__named(struct cli *cli, const char *option,
    const struct persons *from, struct chosen *ret);

/**
 * Ask at the terminal, by number or name; nothing typed is nobody.
 *
 * @param cli       the run, at a terminal.
 * @param question  what is asked; the list comes behind it.
 * @param from      who may be chosen.
 * @param ret       receives them.
 * @return EXIT_DONE, or the exit code after saying what is wrong.
 */
int persons__ask(struct cli *cli, const char *question,
    const struct persons *from, struct chosen *ret);

/* For as many names as a signal can have, each as long as it may be. */
enum { PERSONS_NAMES = ZL_PERSONS_MAX * (4 * ZL_NAME_CHARS + 16) };

/**
 * The names of some people in one text: "Samira, Joris and Anouk".
 *
 * @param cli    the run.
 * @param ids    who.
 * @param count  how many, at most ZL_PERSONS_MAX.
 * @param ret    receives the names.
 */
void persons__names(struct cli *cli, const struct zl_id *ids, size_t count,
    char ret[static PERSONS_NAMES]);

#endif
