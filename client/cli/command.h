/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_COMMAND_H
#define ZL_CLI_COMMAND_H

#include "args.h"

/*
 * The commands of the program, one table.  Each stands in a file of its own,
 * cmd_<name>.c.
 */

extern const struct command cmd__absence;
extern const struct command cmd__absence_end;
extern const struct command cmd__absence_set;
extern const struct command cmd__add;
extern const struct command cmd__alerts;
extern const struct command cmd__answer;
extern const struct command cmd__appoint;
extern const struct command cmd__assess;
extern const struct command cmd__assign;
extern const struct command cmd__close;
extern const struct command cmd__attention;
extern const struct command cmd__club_add;
extern const struct command cmd__club_change;
extern const struct command cmd__club_end;
extern const struct command cmd__club_import;
extern const struct command cmd__club_list;
extern const struct command cmd__club_poster;
extern const struct command cmd__club_resume;
extern const struct command cmd__club_set;
extern const struct command cmd__club_show;
extern const struct command cmd__club_spoken;
extern const struct command cmd__devices;
extern const struct command cmd__device_add;
extern const struct command cmd__device_revoke;
extern const struct command cmd__erase;
extern const struct command cmd__family;
extern const struct command cmd__figures;
extern const struct command cmd__handover;
extern const struct command cmd__hold;
extern const struct command cmd__invite;
extern const struct command cmd__invitations;
extern const struct command cmd__invitation_renew;
extern const struct command cmd__invitation_withdraw;
extern const struct command cmd__join;
extern const struct command cmd__key_file;
extern const struct command cmd__leave;
extern const struct command cmd__list;
extern const struct command cmd__mail;
extern const struct command cmd__need_add;
extern const struct command cmd__need_done;
extern const struct command cmd__need_remove;
extern const struct command cmd__need_take;
extern const struct command cmd__note;
extern const struct command cmd__open;
extern const struct command cmd__organisation_change;
extern const struct command cmd__organisation_create;
extern const struct command cmd__organisation_show;
extern const struct command cmd__outbox;
extern const struct command cmd__outbox_drop;
extern const struct command cmd__outbox_send;
extern const struct command cmd__overview;
extern const struct command cmd__own_data;
extern const struct command cmd__passphrase;
extern const struct command cmd__people;
extern const struct command cmd__person_add;
extern const struct command cmd__person_change;
extern const struct command cmd__person_list;
extern const struct command cmd__person_remove;
extern const struct command cmd__print;
extern const struct command cmd__profiles;
extern const struct command cmd__recover;
extern const struct command cmd__recovery;
extern const struct command cmd__recovery_new;
extern const struct command cmd__reopen;
extern const struct command cmd__reseal;
extern const struct command cmd__retract;
extern const struct command cmd__revoke;
extern const struct command cmd__root;
extern const struct command cmd__root_export;
extern const struct command cmd__root_forget;
extern const struct command cmd__root_restore;
extern const struct command cmd__root_take;
extern const struct command cmd__search;
extern const struct command cmd__show;
extern const struct command cmd__status;
extern const struct command cmd__step_out;
extern const struct command cmd__sync;
extern const struct command cmd__timeline;
extern const struct command cmd__to_do;
extern const struct command cmd__visit_change;
extern const struct command cmd__visit_done;
extern const struct command cmd__visit_plan;
extern const struct command cmd__visit_remove;
extern const struct command cmd__who;
extern const struct command cmd__worklist;

/** All commands, in the order of --help; NULL ends them. */
extern const struct command *const command__all[];

/**
 * Find a command by its words.
 *
 * @param words      what was typed, from the command's name on.
 * @param count      how many words.
 * @param ret_words  receives how many of them name it: 1 or 2.
 * @return the command, or NULL.
 */
const struct command *command__find(char **words, int count, int *ret_words);

/** Print the help of the whole program to standard output.
 *  @return EXIT_DONE, or EXIT_SYSTEM when it could not be written. */
int command__help_all(void);

/** Print the help of one command. @param command which one.
 *  @return as command__help_all(). */
int command__help(const struct command *command);

#endif
