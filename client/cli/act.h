/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_ACT_H
#define ZL_CLI_ACT_H

#include "cli.h"
#include "core.h"
#include "persons.h"

/*
 * What every act on a signal begins and ends with, so that each says the same
 * where the same is wrong.  All return EXIT_DONE, or an exit code after
 * saying what is wrong.
 */

struct act {
        enum zl_role role; /* whose it is; NONE: the core knows */
        const char *not_yours; /* N_(): what others are told */
        bool opened; /* its note must have been opened here */
        int (*tell)(struct cli *cli); /* how they are told; NULL: just so */
};

/**
 * Open the profile, fetch what is new, and find the signal of the first
 * operand.
 *
 * @param cli         the run.
 * @param act         what is to be done.
 * @param ret_signal  receives the signal.
 */
int act__begin(
    struct cli *cli, const struct act *act, struct zl_signal_view *ret_signal);

/**
 * Say that nobody could read a note if it were handed over now.
 *
 * @param cli  the run.
 * @return the exit code.
 */
int act__keyless(struct cli *cli);

/**
 * Say why the core refused it, by where the signal stands.
 *
 * @param cli     the run.
 * @param act     what was to be done.
 * @param signal  of which signal.
 * @param status  what the core said.
 * @return the exit code.
 */
int act__refused(struct cli *cli, const struct act *act,
    const struct zl_signal_view *signal, int status);

/**
 * It is queued: bring it to the server.
 *
 * @param cli     the run.
 * @param signal  which.
 * @param record  that was written.
 * @param said    what to say once it is on the server, in the person's
 *                language and with a line end; NULL: nothing.
 */
int act__deliver(struct cli *cli, const struct zl_id *signal,
    const struct zl_id *record, const char *said);

/**
 * Who may be chosen to receive a signal.
 *
 * @param cli     the run.
 * @param kind    ZL_HANDOVER, ZL_STEP_OUT or ZL_RESEAL.
 * @param signal  which.
 * @param ret     receives them.
 */
void act__receivers(struct cli *cli, enum zl_kind kind,
    const struct zl_id *signal, struct persons *ret);

/**
 * Choose among them: by --to, else at the terminal.
 *
 * @param cli       the run.
 * @param question  asked at the terminal.
 * @param from      who may be chosen.
 * @param ret       receives who was chosen; may be nobody.
 */
int act__choose(struct cli *cli, const char *question,
    const struct persons *from, struct chosen *ret);

#endif
