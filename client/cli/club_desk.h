/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CLUB_DESK_H
#define ZL_CLI_CLUB_DESK_H

#include "cli.h"
#include "club_page.h"
#include "core.h"

/*
 * A club's page on the desk: fetched, changed, and put back as a change made
 * from that very page.  Whoever changed it meanwhile is not written over:
 * what they changed is shown.  All return EXIT_DONE, or an exit code after
 * saying what is wrong.
 */

enum { DESK_ETAG = 128 };

struct desk {
        struct zl_id club;
        struct zl_club_page page;
        char etag[DESK_ETAG];
};

/* One change of a page. */
struct desk_change {
        const char *part; /* "people", "visits", "needs"; NULL: details */
        struct zl_id item; /* of the part */
        bool is_new;
        bool drops; /* erased */
        struct zl_buf *body; /* JSON; of what is not dropped */
};

/**
 * Open the profile, sync, find the club and fetch its page.
 *
 * @param cli   the run.
 * @param club  what was typed; NULL: one's own club.
 * @param desk  all zero; desk__free() it in any case.
 */
int desk__open(struct cli *cli, const char *club, struct desk *desk);

/** Free what it holds. @param desk all zero is allowed. */
void desk__free(struct desk *desk);

/**
 * Make a change.  The page is the new one afterwards, and what differs is
 * said.  When somebody else changed the page meanwhile, what they changed is
 * said instead, and the page is theirs.
 *
 * @param cli          the run.
 * @param desk         the page it is made from.
 * @param change       what.
 * @param ret_changed  receives whether somebody else was first; NULL allowed.
 * @return EXIT_DONE; EXIT_REFUSED also when somebody else was first.
 */
int desk__put(struct cli *cli, struct desk *desk,
    const struct desk_change *change, bool *ret_changed);

/**
 * Put a person, visit or need that was written.
 *
 * @param cli     the run.
 * @param desk    the page it is made from.
 * @param part    "people", "visits" or "needs".
 * @param item    its id.
 * @param is_new  is nothing there yet?
 * @param status  of its writer.
 * @param body    what was written; freed.
 */
int desk__put_item(struct cli *cli, struct desk *desk, const char *part,
    const struct zl_id *item, bool is_new, int status, struct zl_buf *body);

/** Erase one. @param cli the run. @param desk the page. @param part of which.
 *  @param item its id. */
int desk__drop(struct cli *cli, struct desk *desk, const char *part,
    const struct zl_id *item);

/** A body is written? @param cli the run. @param status of its writer.
 *  @return EXIT_DONE, or an exit code after saying what is wrong. */
int desk__written(struct cli *cli, int status);

/**
 * A text that was typed: NULL leaves what was, an empty one removes it.
 *
 * @param cli     the run.
 * @param option  where it was typed, for the sentence.
 * @param typed   what, or NULL.
 * @param points  most code points.
 * @param text    what was; replaced by what was typed.
 */
int desk__line(struct cli *cli, const char *option, const char *typed,
    size_t points, const char **text);

/** A day, likewise. @param cli the run. @param option where. @param typed
 *  what, or NULL. @param past must it have come? @param day what was;
 *  replaced. */
int desk__day(struct cli *cli, const char *option, const char *typed, bool past,
    uint32_t *day);

/**
 * A note for the register, beside the warning that it is about no child: from
 * --note-file, or asked at a terminal.
 *
 * @param cli   the run.
 * @param was   what was; NULL: it is new.
 * @param buf   initialised; keeps the text.
 * @param note  receives the text; what was when nothing is said.
 */
int desk__note(
    struct cli *cli, const char *was, struct zl_buf *buf, const char **note);

/* The option that desk__note() reads. */
#define DESK_NOTE_OPTION \
        { \
                "note-file", N_("FILE"), false, \
                    N_("one line about it, at most 200 letters: nothing " \
                       "about " \
                       "a child, not even a name") \
        }

/* What can be chosen by name. */
struct desk_choice {
        struct zl_id id;
        char name[256];
};

/**
 * Choose by name, or by the digits of an id; without a text the only one.
 *
 * @param cli      the run.
 * @param what     what it is called: _("visit").
 * @param text     what was typed, or NULL.
 * @param choices  of them.
 * @param count    how many.
 * @param ret      receives the id.
 */
int desk__choose(struct cli *cli, const char *what, const char *text,
    const struct desk_choice *choices, size_t count, struct zl_id *ret);

/** Whose desk it is. @param cli the run. */
enum zl_role desk__role(struct cli *cli);

/** Where to ring about a club: its assignment's number. @param cli the run.
 *  @param club which. @return borrowed, or NULL. */
const char *desk__phone(struct cli *cli, const struct zl_id *club);

/* Fields and elements under --json, in the object or array that is open. */

/** The field `details`. @param cli the run. @param details them. */
void desk__json_details(struct cli *cli, const struct zl_club_details *details);
/** The field `contacts`. @param cli the run. @param page whose. */
void desk__json_contacts(struct cli *cli, const struct zl_club_page *page);
/** A person. @param cli the run. @param person who. */
void desk__json_person(struct cli *cli, const struct zl_club_person *person);
/** A visit. @param cli the run. @param visit which. */
void desk__json_visit(struct cli *cli, const struct zl_club_visit *visit);
/** A need. @param cli the run. @param need which. */
void desk__json_need(struct cli *cli, const struct zl_club_need *need);
/** The field `lights`. @param cli the run. @param lights them. @param count
 *  how many. */
void desk__json_lights(
    struct cli *cli, const struct zl_club_light *lights, size_t count);
/** The fields of a to-do. @param cli the run. @param club its name. @param
 *  to_do which. */
void desk__json_to_do(
    struct cli *cli, const char *club, const struct zl_club_to_do *to_do);
/** The fields `people` to `to_dos`. @param cli the run. @param page whose. */
void desk__json_items(struct cli *cli, const struct zl_club_page *page);

#endif
