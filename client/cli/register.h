/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_REGISTER_H
#define ZL_CLI_REGISTER_H

#include "cli.h"
#include "core.h"

/*
 * Questions to the club register as commands ask them.  Unlike what is
 * signed, nothing of it is kept here: without a connection there is no
 * answer, and nothing was changed.
 */

/**
 * Open the profile and sync: names are fresh, and the register can be asked.
 *
 * @param cli  the run.
 * @return EXIT_DONE, or an exit code after saying what is wrong.
 */
int register__begin(struct cli *cli);

/**
 * Ask the server, after a sync when it is the first question of this run.
 *
 * @param cli         the run, its profile open.
 * @param ask         what; at_once is seen to.
 * @param ret_answer  receives the answer, or in its status why the server
 *                    refused; borrowed until the next question.
 * @return EXIT_DONE, or an exit code after saying why no answer came.
 */
int register__ask(struct cli *cli, const struct zl_register_ask *ask,
    struct zl_register_answer *ret_answer);

/**
 * Say why the server refused.
 *
 * @param cli     the run.
 * @param answer  of register__ask(), its status not ZL_OK.
 * @return the exit code.
 */
int register__refused(struct cli *cli, const struct zl_register_answer *answer);

/**
 * As register__ask() for a GET, and what is refused is said.
 *
 * @param cli         the run, its profile open.
 * @param path        with query.
 * @param ret_answer  receives it, borrowed until the next question.
 * @return EXIT_DONE, or an exit code after saying what is wrong.
 */
int register__get(
    struct cli *cli, const char *path, struct zl_register_answer *ret_answer);

#endif
