/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_SHOW_H
#define ZL_CLI_SHOW_H

#include "cli.h"
#include "core.h"

/*
 * What several commands show.  Each writes for a person and, under --json,
 * fields into the object that is open.
 */

enum { SHOW_NAME = 4 * ZL_NAME_CHARS + 1, SHOW_TIME = 32, SHOW_SEED = 72 };

/** A member's name, or the end of the id when we have no card.
 *  @param cli the run. @param member who. @param ret receives it. */
void show__name(
    struct cli *cli, const struct zl_id *member, char ret[static SHOW_NAME]);

/** A professional's team. @param cli the run. @param member who.
 *  @return borrowed; NULL for who is in none that we know. */
const struct zl_team *show__team(struct cli *cli, const struct zl_id *member);

/** A team of a club's district: the first. @param cli the run. @param club
 *  which. @return borrowed; NULL for none. */
const struct zl_team *show__club_team(
    struct cli *cli, const struct zl_id *club);

/** What a role is called in this organisation. @param cli the run.
 *  @param role the role. @return borrowed. */
const char *show__role(struct cli *cli, enum zl_role role);

/** What a member is there for, each name behind a comma: under --json the
 *  array `scope`. @param cli the run. @param member of whom. */
void show__scope(struct cli *cli, const struct zl_member *member);

/** What somebody does first who has just joined, in a line or two.
 *  @param role as what. @return borrowed. */
const char *show__next(enum zl_role role);

/** A moment in the local time of this machine. @param time the moment.
 *  @param ret receives it. */
void show__time(struct zl_time time, char ret[static SHOW_TIME]);

/** Where to go in an emergency, and the signposts of the charter for this
 *  kind of club. @param cli the run. @param kind of club, or NULL. */
void show__signposts(struct cli *cli, const char *kind);

/** The numbers alone, in a line, for review and afterwards.
 *  @param cli the run. */
void show__emergency(struct cli *cli);

/**
 * Who gets the notes of a club.
 *
 * @param cli         the run.
 * @param club        which.
 * @param left_out    members who do not get this one, or NULL.
 * @param left_count  how many.
 * @return how many get it.
 */
size_t show__receivers(struct cli *cli, const struct zl_id *club,
    const struct zl_id *left_out, size_t left_count);

/** Who holds a signal now, each with team and telephone number: under --json
 *  the field `receivers`. @param cli the run. @param signal which. */
void show__holders(struct cli *cli, const struct zl_signal_view *signal);

/** A seed in eight groups of eight digits, to write down. @param seed the
 *  seed. @param ret receives them; wipe it. */
void show__seed(const struct zl_secret *seed, char ret[static SHOW_SEED]);

/** What a contact does by now about a signal that nobody opened or answered,
 *  in whole lines; to others nothing. @param cli the run. @param signal the
 *  signal. @return whether it says to ring. */
bool show__clock(struct cli *cli, const struct zl_signal_view *signal);

/** Does a contact ring about it by now? @param cli the run. @param signal the
 *  signal. */
bool show__rings(struct cli *cli, const struct zl_signal_view *signal);

/** A signal in a line. @param cli the run. @param signal the signal. */
void show__signal_line(struct cli *cli, const struct zl_signal_view *signal);

/**
 * A signal with what happened to it, in order.
 *
 * @param cli          the run.
 * @param signal       the signal.
 * @param with_bodies  and with what it says, as far as it was opened.
 * @return EXIT_DONE, or the exit code.
 */
int show__signal(
    struct cli *cli, const struct zl_signal_view *signal, bool with_bodies);

/**
 * One thing that happened to a signal, and who has read it.
 *
 * @param cli        the run.
 * @param signal     the signal.
 * @param index      of zl_core_event_at().
 * @param with_body  and what it says, if that is here.
 * @return ZL_OK, or why the body cannot be shown.
 */
int show__event(struct cli *cli, const struct zl_signal_view *signal,
    size_t index, bool with_body) ZL_CHECKED;

/**
 * What a record says; under --json the field `body`.
 *
 * @param cli     the run.
 * @param record  one whose body is here.
 * @return ZL_OK, or what is wrong with the body.
 */
int show__body(struct cli *cli, const struct zl_record_view *record) ZL_CHECKED;

/** What a note says. @param cli the run. @param note the note. */
void show__note(struct cli *cli, const struct zl_note *note);

/** What a kind of record is called, as a heading. @param kind it. @return
 *  borrowed. */
const char *show__kind(enum zl_kind kind);

/** Where a record stands, as a word. @param progress it. */
const char *show__progress(enum zl_progress progress);

#endif
