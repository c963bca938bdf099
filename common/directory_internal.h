/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_DIRECTORY_INTERNAL_H
#define ZL_DIRECTORY_INTERNAL_H

#include "directory.h"
#include "policy.h"

/*
 * What the files of the directory share.
 *
 * A directory is two things.  What was *taken* only grows: the entries in log
 * order, and which key and hash came from which entry.  What *holds* is a
 * state made from the entries one by one; when a revocation as compromised
 * comes in, a new state is made from the first entry on.  Everything is kept
 * in lists and found by its number, so that growing moves nothing but memory.
 */

#define DIRECTORY__NONE SIZE_MAX
#define DIRECTORY__KEY_SIZE 32

/* A growing array of things of one size. */
struct directory__list {
        void *data;
        size_t count;
        size_t room;
        size_t size;
};

/* Finds numbers by keys or ids (an id is a key with zeros behind). */
struct directory__table {
        struct directory__slot *slots;
        size_t room;
        size_t count;
        uint64_t seed[DIRECTORY__KEY_SIZE / 4 + 1];
};

/* A statement as it was taken. */
struct directory__entry {
        struct zl_statement *statement;
        struct zl_point at;
        size_t by; /* the entry its signing key came from; NONE: a root */
        size_t older; /* of an appointment or club: the one before it */
};

/* A revocation as compromised. */
struct directory__mark {
        size_t entry;
        size_t subject; /* the entry of the appointment or device */
        bool live; /* not itself signed by what a later one voids */
};

/* A version of something: an appointment, a club, an assignment, an absence. */
struct directory__node {
        size_t entry;
        size_t older;
        uint64_t ended; /* of an appointment: revoked at, or END */
};

struct directory__member {
        struct zl_member is;
        size_t newest; /* node of the newest appointment */
        size_t devices; /* newest device */
        size_t absences; /* newest absence */
};

struct directory__device {
        struct zl_device_entry is;
        size_t entry;
        size_t origin; /* the invitation its chain began with */
        size_t next; /* the member's device before it */
        size_t sealing; /* its newest sealing key */
};

struct directory__sealing {
        struct zl_sealing_entry is;
        size_t older;
};

struct directory__invitation {
        size_t entry; /* its appointment */
        size_t member;
        unsigned uses;
        uint64_t voided; /* position of the second use, or END */
};

struct directory__club {
        struct zl_club_entry is;
        size_t newest; /* node of the newest club statement */
        size_t assignment; /* node of the newest assignment */
};

struct directory__absence {
        struct zl_id member;
        size_t newest; /* node of its newest statement */
        size_t next; /* the member's absence before it */
};

struct directory__team {
        struct zl_id district;
};

/* What holds. */
struct directory__state {
        struct directory__list voids; /* bool for each entry */
        struct directory__list nodes;
        struct directory__list charters; /* size_t: their entries */
        struct directory__list teams; /* of all charters ever */
        struct directory__list members;
        struct directory__list invitations;
        struct directory__list devices;
        struct directory__list sealings;
        struct directory__list clubs;
        struct directory__list absences;
        struct directory__table team_of;
        struct directory__table member_of;
        struct directory__table invitation_of;
        struct directory__table device_of;
        struct directory__table club_of;
        struct directory__table absence_of;
        size_t claim; /* entry of the newest directory statement */
};

struct zl_directory {
        struct zl_sign_key root;
        struct zl_id organisation;
        struct directory__list entries;
        struct directory__list marks;
        struct directory__table entry_of; /* by statement hash */
        struct directory__table signing; /* signing key: entry it is from */
        struct directory__table sealing; /* sealing key: entry it is from */
        struct directory__table appointed; /* member: newest appointment */
        struct directory__table clubs; /* club: newest club statement */
        struct directory__state *state;
};

/* directory_table.c */

/** Start a list. @param list to initialise. @param size of one element. */
void directory__list_init(struct directory__list *list, size_t size);

/** Free a list. @param list it; empty afterwards. */
void directory__list_free(struct directory__list *list);

/**
 * Make room for more elements, so that adding them cannot fail.
 *
 * @param list   the list.
 * @param extra  how many more.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int directory__list_reserve(
    struct directory__list *list, size_t extra) ZL_CHECKED;

/**
 * Add an element to room that was reserved.
 *
 * @param list  the list.
 * @param item  copied.
 * @return its number.
 */
size_t directory__list_add(struct directory__list *list, const void *item);

/** An element. @param list the list. @param i its number. */
void *directory__list_at(const struct directory__list *list, size_t i);

/** Start a table. @param table to initialise. */
void directory__table_init(struct directory__table *table);

/** Free a table. @param table it; empty afterwards. */
void directory__table_free(struct directory__table *table);

/**
 * Make room for more keys, so that setting them cannot fail.
 *
 * @param table  the table.
 * @param extra  how many more.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int directory__table_reserve(
    struct directory__table *table, size_t extra) ZL_CHECKED;

/**
 * Set a key's value, new or not, in room that was reserved.
 *
 * @param table  the table.
 * @param key    the key's bytes.
 * @param size   how many, at most DIRECTORY__KEY_SIZE.
 * @param value  the value.
 */
void directory__table_set(struct directory__table *table, const uint8_t *key,
    size_t size, size_t value);

/**
 * A key's value.
 *
 * @param table  the table.
 * @param key    the key's bytes.
 * @param size   how many.
 * @return the value, DIRECTORY__NONE when the key is not there.
 */
size_t directory__table_get(
    const struct directory__table *table, const uint8_t *key, size_t size);

/* directory_state.c */

/**
 * Make an empty state.
 *
 * @param ret_state  free with directory__state_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int directory__state_new(struct directory__state **ret_state) ZL_CHECKED;

/** Free a state. @param state NULL is allowed. */
void directory__state_free(struct directory__state *state);

/** An entry. @param d the directory. @param i its number. */
struct directory__entry *directory__entry_at(
    const struct zl_directory *d, size_t i);

/** Whom a statement is about: the member's id, NULL if about no member or
 *  unknown. @param d the directory. @param statement the statement. */
const struct zl_id *directory__member_of(
    const struct zl_directory *d, const struct zl_statement *statement);

/** A member by id, or NULL. @param s the state. @param id its id. */
struct directory__member *directory__member(
    const struct directory__state *s, const struct zl_id *id);

/** A device by key, or NULL. @param s the state. @param key its key. */
struct directory__device *directory__device(
    const struct directory__state *s, const struct zl_sign_key *key);

/** A club by id, or NULL. @param s the state. @param id its id. */
struct directory__club *directory__club(
    const struct directory__state *s, const struct zl_id *id);

/** An invitation by key, or NULL. @param s the state. @param key its key. */
struct directory__invitation *directory__invitation(
    const struct directory__state *s, const struct zl_sign_key *key);

/** The charter before a position, or NULL. @param d the directory. @param s
 *  the state. @param position only below it. */
const struct zl_statement *directory__charter_at(const struct zl_directory *d,
    const struct directory__state *s, uint64_t position);

/** A team of a charter, or NULL. @param charter NULL has none. @param id its
 *  id. */
const struct zl_team *directory__team_in(
    const struct zl_charter *charter, const struct zl_id *id);

/** Is it a district of a charter? @param charter NULL has none. @param id
 *  the district. */
bool directory__district_in(
    const struct zl_charter *charter, const struct zl_id *id);

/** The newest node before a position, or NULL. @param d the directory.
 *  @param s the state. @param newest where to start. @param position only
 *  below it. */
const struct directory__node *directory__node_at(const struct zl_directory *d,
    const struct directory__state *s, size_t newest, uint64_t position);

/** The statement of a node. @param d the directory. @param node the node. */
const struct zl_statement *directory__node_statement(
    const struct zl_directory *d, const struct directory__node *node);

/**
 * Is a member in force at a point?  As zl_directory_member_in_force().
 *
 * @param d       the directory.
 * @param s       the state.
 * @param member  the member.
 * @param at      the point.
 */
int directory__member_in_force(const struct zl_directory *d,
    const struct directory__state *s, const struct directory__member *member,
    struct zl_point at) ZL_CHECKED;

/**
 * Is a device in force at a point, to write or to be sealed to?
 *
 * @param d       the directory.
 * @param s       the state.
 * @param device  the device.
 * @param at      the point.
 * @param writes  does it write?  If not, `compromised` does not count: what
 *                was sealed to it before its revocation was sealed rightly.
 * @return as zl_directory_device_in_force().
 */
int directory__device_in_force(const struct zl_directory *d,
    const struct directory__state *s, const struct directory__device *device,
    struct zl_point at, bool writes) ZL_CHECKED;

/** Is an id in a list? @param ids the list. @param count how many. @param id
 *  which. */
bool directory__among(
    const struct zl_id *ids, size_t count, const struct zl_id *id);

/**
 * Add a version of something, in room that was reserved.
 *
 * @param s      the state.
 * @param entry  the statement.
 * @param older  the node before it, or NONE.
 * @return its number.
 */
size_t directory__node_add(
    struct directory__state *s, size_t entry, size_t older);

/** Does a key stand for the root: it, or the spare root that the newest
 *  charter before a position names? @param d the directory. @param s the
 *  state. @param key the key. @param position the point's. */
bool directory__is_root(const struct zl_directory *d,
    const struct directory__state *s, const struct zl_sign_key *key,
    uint64_t position);

/* directory_absence.c */

/**
 * Who may end an absence besides its member.
 *
 * @param d        the directory.
 * @param s        the state.
 * @param absence  the statement.
 * @return the deputy whom the absence named last, borrowed; NULL when it is
 *         unknown, or another member's.
 */
const struct zl_id *directory__absence_deputy(const struct zl_directory *d,
    const struct directory__state *s, const struct zl_absence *absence);

/** Are two members professionals of one team? @param d the directory. @param
 *  s the state. @param one,other the members. @param position only
 *  appointments below it. */
bool directory__same_team(const struct zl_directory *d,
    const struct directory__state *s, const struct zl_id *one,
    const struct zl_id *other, uint64_t position);

/**
 * Would an absence be accepted, its signer being right?
 *
 * @param d        the directory.
 * @param s        the state.
 * @param absence  the statement; its member is known, unless it ends.
 * @param at       its point.
 * @param whole    is every statement before it here?
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_CONFLICT, ZL_E_EXPIRED or ZL_E_REVOKED
 *         (the deputy is not in force).
 */
int directory__absence_check(const struct zl_directory *d,
    const struct directory__state *s, const struct zl_absence *absence,
    struct zl_point at, bool whole) ZL_CHECKED;

/** Apply an absence, in reserved room. @param d the directory. @param s the
 *  state. @param index the entry. */
void directory__absence_apply(
    const struct zl_directory *d, struct directory__state *s, size_t index);

/* directory_scope.c */

/** The scope of all clubs of a district. @param district the district. */
struct zl_id directory__clubs_of(const struct zl_id *district);

/** Is it the scope of all clubs of a district of a charter? @param charter
 *  NULL has none. @param id the scope. */
bool directory__clubs_in(
    const struct zl_charter *charter, const struct zl_id *id);

/**
 * The district a club had before a club statement, void ones included.
 *
 * @param d      the directory.
 * @param entry  of the club statement.
 * @return borrowed, NULL when there was none.
 */
const struct zl_id *directory__district_before(
    const struct zl_directory *d, const struct directory__entry *entry);

/* directory_mark.c */

/**
 * From which position on a key is void.
 *
 * @param d      the directory; its marks that live count.
 * @param entry  the appointment or device statement the key is from.
 * @return a position, or END.
 */
uint64_t directory__compromised(const struct zl_directory *d, size_t entry);

/** Find anew which marks live. @param d the directory. */
void directory__marks_judge(struct zl_directory *d);

/** The mark of an entry, or NULL. @param d the directory. @param entry the
 *  revocation. */
const struct directory__mark *directory__mark_of(
    const struct zl_directory *d, size_t entry);

/* directory_check.c */

/**
 * Would a statement be accepted as the entry of this number?
 *
 * @param d          the directory: entries below `index` count.
 * @param s          the state made of these.
 * @param statement  the statement.
 * @param at         its point.
 * @param index      its number.
 * @return as zl_directory_check().
 */
int directory__judge(const struct zl_directory *d,
    const struct directory__state *s, const struct zl_statement *statement,
    struct zl_point at, size_t index) ZL_CHECKED;

/* directory_apply.c */

/**
 * Make room for what a statement changes.
 *
 * @param s          the state.
 * @param statement  the statement.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int directory__reserve(struct directory__state *s,
    const struct zl_statement *statement) ZL_CHECKED;

/**
 * Change the state by an entry that was judged right, in reserved room.
 *
 * @param d      the directory.
 * @param s      the state.
 * @param index  the entry.
 */
void directory__apply(
    const struct zl_directory *d, struct directory__state *s, size_t index);

#endif
