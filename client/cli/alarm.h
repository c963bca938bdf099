/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_ALARM_H
#define ZL_CLI_ALARM_H

#include "cli.h"
#include "core.h"

/*
 * Clubs that have nobody: how they are shown, and asking before something
 * said here makes one.
 */

/* The option of each command that may make one; --yes does not answer this,
 * so that no script does it unseen. */
#define ALARM_OPTION \
        { \
                "leaves-nobody", NULL, false, \
                    N_("go on although clubs have nobody then; --yes does " \
                       "not say " \
                       "this") \
        }

/**
 * Show a club that has nobody: since or from when, why of each person, and
 * what to do.
 *
 * @param cli    the run; an object is added to the array that is open.
 * @param alarm  which club, and from which day.
 */
void alarm__show(struct cli *cli, const struct zl_alarm *alarm);

/**
 * May these clubs be left without anybody?  Shows them, and asks unless
 * --leaves-nobody was given.
 *
 * @param cli     the run; under --json the array `nobody` is written.
 * @param alarms  the clubs.
 * @param count   how many; none: it may.
 * @return EXIT_DONE, or the exit code after saying that nothing was done.
 */
int alarm__allow(struct cli *cli, const struct zl_alarm *alarms, size_t count);

/**
 * As alarm__allow(), for what was just said and not stored yet.
 *
 * @param cli       the run.
 * @param position  of zl_core_said(), before it was said.
 */
int alarm__allow_said(struct cli *cli, uint64_t position);

/** Where what is said next will stand, for alarm__allow_said(). @param cli
 *  the run. @param ret_position receives it. @return EXIT_DONE, or the exit
 *  code. */
int alarm__before(struct cli *cli, uint64_t *ret_position);

#endif
