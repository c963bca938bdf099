/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CLI_H
#define ZL_CLI_CLI_H

#include "args.h"
#include "json.h"
#include "message.h"
#include "text.h"

/*
 * One run of the program: what was asked, and what it works with.  Made by
 * main.c, handed to the command.
 */

struct transport;
struct vault_file;
struct zl_core;

enum { CLI_PATH = 512 };

struct cli {
        const struct command *command;
        struct args args;
        bool yes;

        /* output (out.c) */
        struct zl_json_writer *json; /* NULL when talking to a person */
        struct zl_message *messages;
        size_t message_count;
        size_t message_shown; /* how many a person has seen */
        bool message_hold; /* keep them; the command shows them itself */
        enum exit_code code; /* worst that the messages say */

        /* the profile (profile.c, session.c) */
        char home[CLI_PATH];
        struct vault_file *file;
        struct transport *transport;
        struct zl_core *core;
        bool register_asked; /* in this run, and it answered (register.c) */
};

/** The clock. @return now. */
struct zl_time cli__now(void);

#endif
