/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_PRINT_SIGNAL_H
#define ZL_CLI_PRINT_SIGNAL_H

#include "cli.h"
#include "core.h"
#include "paper.h"

/*
 * What stands on the print of a signal.
 */

struct print {
        struct cli *cli;
        const struct zl_signal_view *signal;
        enum zl_print_for what_for;
        bool with_reporters; /* who noted, saw or heard it may be read */
        struct paper paper; /* html and blackout are set */
        size_t records; /* that stand in it */
        size_t unread; /* that could not, since they were not opened here */
};

/**
 * Black out those who told of it: name and telephone of everybody in it who
 * is no professional.
 *
 * @param print  its blackout is added to.
 * @return ZL_OK, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int print__hide_reporters(struct print *print) ZL_CHECKED;

/**
 * Write it.
 *
 * @param print  its paper receives it, also on failure.
 * @return ZL_OK, ZL_E_TOO_LARGE, ZL_E_MEMORY, or what is wrong with a body.
 */
int print__write(struct print *print) ZL_CHECKED;

#endif
