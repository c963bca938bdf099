/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_PEOPLE_H
#define ZL_TESTS_PEOPLE_H

#include "loop_server.h"

/*
 * People with a core each, and a shell in memory that keeps their rows; it
 * can be made to die at any moment.
 */

enum { PERSON_ROWS_MAX = 4096, PERSON_MESSAGES_MAX = 1024 };

/* A stored row. */
struct person_row {
        uint8_t name[ZL_ROW_NAME_SIZE];
        uint8_t *value;
        size_t size;
};

struct person {
        struct zl_core *core;
        struct zl_secret *key; /* opens the vault */
        struct zl_buf header;
        struct person_row rows[PERSON_ROWS_MAX];
        size_t row_count;
        struct zl_message messages[PERSON_MESSAGES_MAX];
        size_t message_count;
        struct zl_id member; /* of whom was invited */
        unsigned crash_at; /* dies at this step; 0: never */
        unsigned step;
        unsigned crashes;
};

/* The clock of everybody; people set it. */
extern struct zl_time people_now;

/** Start the libraries; once. */
void people_start(void);

/** A person with an empty vault. @return free with person_free(). */
struct person *person_new(void);

/** Free it. @param p NULL is allowed. */
void person_free(struct person *p);

/** Store what changed. @param p who. */
void person_store(struct person *p);

/** Die and start again from the rows that were stored. @param p who. */
void person_reload(struct person *p);

/** Load the stored rows into a fresh core. @param p who. @return what
 *  zl_core_load() or zl_core_loaded() says. */
int person_load(struct person *p);

/** Take the messages there are. @param p who. */
void person_listen(struct person *p);

/** Was there such a message?  Forgets those before it. @param p who. @param
 *  id which. @return it, or NULL. */
const struct zl_message *person_heard(struct person *p, enum zl_message_id id);

/** Forget what was said. @param p who. */
void person_forget(struct person *p);

/**
 * Send and fetch until there is nothing more to do, dying at crash_at.
 *
 * @param p     who.
 * @param loop  the server.
 * @return what the last answer said.
 */
int person_run(struct person *p, struct loop *loop);

/** Begin a sync and run. @param p who. @param loop the server. @return as
 *  person_run(). */
int person_sync(struct person *p, struct loop *loop);

/* An organisation: two districts with a team each, one club, everybody. */
struct town {
        struct loop *loop;
        struct person *coordinator;
        struct person *supporter;
        struct person *holder;
        struct person *deputy;
        struct person *contact;
        struct zl_id club;
        struct zl_id signal;
        struct zl_secret *spare; /* seed of the spare root, on paper */
        bool is_copy; /* of one that was settled before */
};

/** Found it; nobody is invited yet. @return free with town_free(). */
struct town *town_founded(void);

/** Everybody joined, the club is assigned, all are synced. @return free
 *  with town_free(). */
struct town *town_new(void);

/** Free it. @param town NULL is allowed. */
void town_free(struct town *town);

/** Invite somebody and let the person join. @param town it. @param by who
 *  invites. @param role as what. @param scope of what, NULL: none. @param
 *  name the person's. @return the person, joined and synced. */
struct person *town_join(struct town *town, struct person *by,
    enum zl_role role, const struct zl_id *scope, const char *name);

/** Join with a code. @param town it. @param p who. @param code the code.
 *  @return what the sync that follows says. */
int town_join_with(
    struct town *town, struct person *p, const struct zl_code *code);

/** Assign the club. @param town it. @param holder account holder. @param
 *  deputy NULL: none. @return what zl_core_assign() says. */
int town_assign(struct town *town, const struct person *holder,
    const struct person *deputy);

/** The contact confirms all recipients. @param p who. @param town it. */
void town_confirm(struct town *town, struct person *p);

/** Write a note about the club. @param town it. @param p who. @param text
 *  what was seen. @return what zl_core_note() says; town->signal is set. */
int town_note(struct town *town, struct person *p, const char *text);

/** The signal as somebody sees it. @param town it. @param p who. @param ret
 *  receives it. @return what zl_core_find_signal() says. */
int town_look(
    struct town *town, const struct person *p, struct zl_signal_view *ret);

/** The record of the signal of this kind, as somebody sees it. @param town
 *  it. @param p who. @param kind which. @param ret receives it. @return was
 *  there one? */
bool town_record(struct town *town, const struct person *p, enum zl_kind kind,
    struct zl_record_view *ret);

#endif
