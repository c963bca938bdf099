/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_DIRECTORY_H
#define ZL_DIRECTORY_H

#include "statement.h"

/*
 * The directory: who is who and who receives what, built from statements in
 * log order with the chain of every one verified to the pinned root.  Server
 * and clients use this same code; a client holds only its own scopes.
 * docs/protocol.md, 2.
 */
struct zl_directory;

/* A point at which something is judged: only statements at positions below
 * `position` count, and dates are compared with `time`. */
struct zl_point {
        uint64_t position;
        struct zl_time time;
};

#define ZL_POSITION_END UINT64_MAX

enum {
        ZL_RECIPIENTS_MAX = 128,
        ZL_PERSONS_MAX = 20, /* author, and 19 holders at most */
        ZL_DEVICES_MAX = 6
};

/* What is known of a device. */
struct zl_device_entry {
        struct zl_sign_key key;
        struct zl_id member;
        struct zl_hash statement;
        uint64_t position; /* of its statement */
        uint64_t ended; /* position it was revoked at, or END */
        bool by_invitation; /* signed by an invitation, not a device */
        bool voided; /* its invitation was used twice */
        uint64_t compromised; /* void from this position on, or END */
};

/* A sealing key of a device. */
struct zl_sealing_entry {
        struct zl_sealing_key key;
        struct zl_sign_key device;
        struct zl_id member;
        uint64_t position;
        uint64_t ended; /* position of the key that replaced it, or END */
};

/* What is known of a member, by the newest appointment. */
struct zl_member {
        struct zl_id id;
        enum zl_role role;
        const struct zl_id *scope; /* borrowed from the directory */
        size_t scope_count;
        uint32_t from;
        uint32_t until;
        uint64_t position; /* of the first appointment */
        uint64_t ended; /* position it was revoked at, or END */
        struct zl_hash appointment; /* newest appointment's statement */
        struct zl_id appointed_by; /* zero id: the root */
        bool has_card;
        struct zl_hash card; /* of the newest card document */
};

struct zl_club_entry {
        struct zl_club club;
        uint64_t position;
};

/* Who receives a club's notes at a point. */
struct zl_routing {
        struct zl_id account_holder;
        bool has_account_holder; /* assigned, in force, with a sealing key */
        struct zl_id deputies[ZL_PERSONS_MAX - 2]; /* in force, with key;
                                                      by absence as well */
        size_t deputy_count;
        const char *phone; /* borrowed; NULL when never assigned */
};

/**
 * Make an empty directory.
 *
 * @param root           the pinned root.
 * @param ret_directory  free with zl_directory_free().
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_directory_new(const struct zl_sign_key *root,
    struct zl_directory **ret_directory) ZL_CHECKED;

/**
 * Free a directory and all statements it took.
 *
 * @param directory  NULL is allowed.
 */
void zl_directory_free(struct zl_directory *directory);

/**
 * The organisation this directory is of.
 *
 * @param directory  the directory.
 */
const struct zl_id *zl_directory_organisation(
    const struct zl_directory *directory);

/**
 * Would this statement be accepted at this point?  Changes nothing.
 *
 * @param directory  the directory.
 * @param statement  parsed, so form and signature are right.
 * @param at         its position and the log's (or now's) time.
 * @return ZL_OK; ZL_E_CHAIN, ZL_E_EXPIRED, ZL_E_REVOKED, ZL_E_SCOPE,
 *         ZL_E_POLICY (the signer may not say this), ZL_E_CONFLICT (a key or
 *         number taken, or a rule between statements), ZL_E_ROLLBACK
 *         (charter or directory not the next one), ZL_E_NOT_FOUND (it speaks
 *         of something unknown), ZL_E_CODE_USED (the signer's invitation was
 *         used twice) or ZL_E_ORGANISATION.  A second use of an invitation is
 *         accepted: it must be seen.  Who holds every statement below
 *         at.position (zl_directory_count() equals it) is answered strictly:
 *         the very next directory version, nobody and no club unknown.
 */
int zl_directory_check(const struct zl_directory *directory,
    const struct zl_statement *statement, struct zl_point at) ZL_CHECKED;

/**
 * Check and take a statement.  Positions must rise, gaps are allowed.  A
 * revocation as compromised judges everything again from its `since`.
 *
 * @param directory  the directory.
 * @param statement  taken over on success, else the caller's still.
 * @param at         its position and log time.
 * @return as zl_directory_check(); ZL_E_USAGE when at.position does not rise.
 */
int zl_directory_add(struct zl_directory *directory,
    struct zl_statement *statement, struct zl_point at) ZL_CHECKED;

/** How many statements were taken. @param directory the directory. */
size_t zl_directory_count(const struct zl_directory *directory);

/**
 * A statement that was taken.
 *
 * @param directory     the directory.
 * @param index         below zl_directory_count(), in log order.
 * @param ret_point     receives position and log time; NULL allowed.
 * @return borrowed.
 */
const struct zl_statement *zl_directory_statement(
    const struct zl_directory *directory, size_t index,
    struct zl_point *ret_point);

/**
 * Is a statement void that was taken, since something was revoked as
 * compromised?
 *
 * @param directory  the directory.
 * @param index      below zl_directory_count().
 */
bool zl_directory_is_void(const struct zl_directory *directory, size_t index);

/** How many absences were ever stated. @param directory the directory. */
size_t zl_directory_absence_count(const struct zl_directory *directory);

/**
 * An absence by number.
 *
 * @param directory  the directory.
 * @param index      below the count.
 * @return its newest statement, borrowed.
 */
const struct zl_absence *zl_directory_absence_at(
    const struct zl_directory *directory, size_t index);

/**
 * The absence that a member has at a point.
 *
 * @param directory  the directory.
 * @param member     the member.
 * @param at         the point.
 * @return borrowed; NULL when the member is not absent that day.
 */
const struct zl_absence *zl_directory_absence_of(
    const struct zl_directory *directory, const struct zl_id *member,
    struct zl_point at);

/**
 * The charter in force.
 *
 * @param directory  the directory.
 * @return borrowed until the next charter; NULL when there is none yet.
 */
const struct zl_charter *zl_directory_charter(
    const struct zl_directory *directory);

/** A team of the charter. @param directory the directory. @param id its id.
 *  @return borrowed, NULL if unknown. */
const struct zl_team *zl_directory_team(
    const struct zl_directory *directory, const struct zl_id *id);

/** A member. @param directory the directory. @param id its id.
 *  @return borrowed until the next change, NULL if unknown. */
const struct zl_member *zl_directory_member(
    const struct zl_directory *directory, const struct zl_id *id);

/** How many members. @param directory the directory. */
size_t zl_directory_member_count(const struct zl_directory *directory);

/** A member by number. @param directory the directory. @param index below
 *  the count. @return borrowed until the next change. */
const struct zl_member *zl_directory_member_at(
    const struct zl_directory *directory, size_t index);

/** A device. @param directory the directory. @param key its signing key.
 *  @return borrowed until the next change, NULL if unknown. */
const struct zl_device_entry *zl_directory_device(
    const struct zl_directory *directory, const struct zl_sign_key *key);

/** The number of a member, by which zl_directory_member_at() has it. @param
 *  directory the directory. @param id its id. @return SIZE_MAX if unknown. */
size_t zl_directory_member_number(
    const struct zl_directory *directory, const struct zl_id *id);

/**
 * Has a member a device in force at a point?
 *
 * @param directory  the directory.
 * @param id         the member.
 * @param at         the point.
 */
bool zl_directory_has_joined(const struct zl_directory *directory,
    const struct zl_id *id, struct zl_point at);

/** Did anybody ever join as this member, whatever became of the device?
 *  @param directory the directory. @param id who. */
bool zl_directory_ever_joined(
    const struct zl_directory *directory, const struct zl_id *id);

/** The point of a member's newest appointment. @param directory the
 *  directory. @param id the member. @return zeros if unknown. */
struct zl_point zl_directory_appointed(
    const struct zl_directory *directory, const struct zl_id *id);

/** Whom a statement is about. @param directory the directory. @param statement
 *  one that was taken. @return borrowed; NULL: no member, or an unknown
 *  one. */
const struct zl_id *zl_directory_about(
    const struct zl_directory *directory, const struct zl_statement *statement);

/** How many devices. @param directory the directory. */
size_t zl_directory_device_count(const struct zl_directory *directory);

/** A device by number. @param directory the directory. @param index below
 *  the count. @return borrowed until the next change. */
const struct zl_device_entry *zl_directory_device_at(
    const struct zl_directory *directory, size_t index);

/** A club. @param directory the directory. @param id its id.
 *  @return borrowed until the next change, NULL if unknown. */
const struct zl_club_entry *zl_directory_club(
    const struct zl_directory *directory, const struct zl_id *id);

/** The number of a club, by which zl_directory_club_at() has it. @param
 *  directory the directory. @param id its id. @return SIZE_MAX if unknown. */
size_t zl_directory_club_number(
    const struct zl_directory *directory, const struct zl_id *id);

/** How many clubs. @param directory the directory. */
size_t zl_directory_club_count(const struct zl_directory *directory);

/** A club by number. @param directory the directory. @param index below the
 *  count. @return borrowed until the next change. */
const struct zl_club_entry *zl_directory_club_at(
    const struct zl_directory *directory, size_t index);

/**
 * Is a member in force at a point?
 *
 * @param directory  the directory.
 * @param id         the member.
 * @param at         the point.
 * @return ZL_OK, ZL_E_NOT_FOUND, ZL_E_EXPIRED (or not begun) or ZL_E_REVOKED.
 */
int zl_directory_member_in_force(const struct zl_directory *directory,
    const struct zl_id *id, struct zl_point at) ZL_CHECKED;

/**
 * Is a device in force at a point?
 *
 * @param directory   the directory.
 * @param key         its signing key.
 * @param at          the point.
 * @param ret_device  receives the device; NULL allowed.
 * @return ZL_OK, ZL_E_CHAIN (unknown), ZL_E_CODE_USED (voided), ZL_E_EXPIRED
 *         or ZL_E_REVOKED.
 */
int zl_directory_device_in_force(const struct zl_directory *directory,
    const struct zl_sign_key *key, struct zl_point at,
    const struct zl_device_entry **ret_device) ZL_CHECKED;

/**
 * The sealing keys of a member in force at a point.
 *
 * @param directory  the directory.
 * @param member     the member.
 * @param at         the point.
 * @param ret        room for max entries, sorted by key.
 * @param max        room.
 * @return how many there are; never more than max.
 */
size_t zl_directory_sealing_keys(const struct zl_directory *directory,
    const struct zl_id *member, struct zl_point at,
    struct zl_sealing_entry *ret, size_t max);

/**
 * Who receives the notes of a club at a point.
 *
 * @param directory    the directory.
 * @param club         the club.
 * @param at           the point.
 * @param ret_routing  receives it, also when nobody can receive.
 * @return ZL_OK or ZL_E_NOT_FOUND (unknown club).
 */
int zl_directory_routing(const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at,
    struct zl_routing *ret_routing) ZL_CHECKED;

/** Had a club ended at a point, so that no note of it is taken?  @param
 *  directory the directory. @param club which. @param at the point. */
bool zl_directory_club_ended(const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at);

/**
 * Could this person receive what is sealed to somebody chosen: a professional
 * in force, of a team of the charter, with a sealing key in force?
 *
 * @param directory  the directory.
 * @param member     the member.
 * @param at         the point.
 */
bool zl_directory_may_receive(const struct zl_directory *directory,
    const struct zl_id *member, struct zl_point at);

/**
 * Does a member belong to a club at a point: contact appointed for it, or
 * account holder or deputy assigned to it (whether or not in force)?
 *
 * @param directory  the directory.
 * @param member     the member.
 * @param club       the club.
 * @param at         the point.
 * @return bits of enum zl_relation: ZL_REL_OF_CLUB, ZL_REL_ASSIGNED.
 */
unsigned zl_directory_club_relation(const struct zl_directory *directory,
    const struct zl_id *member, const struct zl_id *club, struct zl_point at);

/* Who looks, and what this one sees besides its own scopes because of what
 * it holds (docs/protocol.md, 7.4): clubs to a professional, districts to a
 * contact.  Any other id shows nothing more. */
struct zl_sight {
        struct zl_id viewer; /* whose newest scope counts */
        const struct zl_id *extra; /* borrowed; NULL: nothing */
        size_t extra_count;
};

/**
 * May somebody see this statement (docs/protocol.md, 7.4)?
 *
 * @param directory  the directory.
 * @param sight      who looks.
 * @param statement  one that was taken.
 */
bool zl_directory_visible(const struct zl_directory *directory,
    const struct zl_sight *sight, const struct zl_statement *statement);

/** Is what is stated of a club in somebody's sight? @param directory the
 *  directory. @param sight who looks. @param club which. */
bool zl_directory_sees_club(const struct zl_directory *directory,
    const struct zl_sight *sight, const struct zl_id *club);

/** Is the scope that a member is of in somebody's sight? @param directory the
 *  directory. @param sight who looks. @param member of whom. */
bool zl_directory_sees_person(const struct zl_directory *directory,
    const struct zl_sight *sight, const struct zl_id *member);

/** The district whose scope a professional is of. @param directory the
 *  directory. @param member who. @return borrowed; NULL: not a professional,
 *  or of a team that the charter has no more. */
const struct zl_id *zl_directory_district_of(
    const struct zl_directory *directory, const struct zl_id *member);

/* The newest directory statement that was taken. */
struct zl_claim_view {
        const struct zl_directory_claim *claim; /* NULL: none yet */
        struct zl_hash hash; /* of the statement */
        uint64_t position;
};

/** The newest directory statement. @param directory the directory. */
struct zl_claim_view zl_directory_claim(const struct zl_directory *directory);

/* A leaf of the directory's tree. */
struct zl_scope_leaf {
        struct zl_id scope;
        struct zl_hash hash;
};

/**
 * All scopes with their hashes (docs/protocol.md, 2.9), sorted by id.
 *
 * @param directory   the directory.
 * @param statements  count statements at positions below this only.
 * @param ret_leaves  receives an array for free().
 * @param ret_count   receives how many.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_directory_scopes(const struct zl_directory *directory,
    uint64_t statements, struct zl_scope_leaf **ret_leaves,
    size_t *ret_count) ZL_CHECKED;

/**
 * The scopes somebody sees, as ids: organisation, districts, clubs.
 *
 * @param directory  the directory.
 * @param sight      who looks.
 * @param ret_ids    receives a sorted array for free().
 * @param ret_count  receives how many.
 * @return ZL_OK, ZL_E_NOT_FOUND or ZL_E_MEMORY.
 */
int zl_directory_scopes_of(const struct zl_directory *directory,
    const struct zl_sight *sight, struct zl_id **ret_ids,
    size_t *ret_count) ZL_CHECKED;

#endif
