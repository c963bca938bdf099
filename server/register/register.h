/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_H
#define ZL_REGISTER_H

#include "status.h"
#include "types.h"

/*
 * The club register (docs/protocol.md, 10): what supporters keep of clubs, in
 * a database of its own, on a connection that cannot attach another.  Nothing
 * here knows of signals or records, and nothing there of this.
 */
struct zl_register;
struct zl_register_news;
struct zl_order;

enum {
        ZL_REGISTER_LINE = 200, /* code points of a line */
        ZL_REGISTER_NAME = 60,
        ZL_REGISTER_PREFIX = 20,
        ZL_REGISTER_PHONE = 40,
        ZL_REGISTER_MAIL = 254,
        ZL_REGISTER_YOUTH_MAX = 100000,
        ZL_REGISTER_RHYTHM_MIN = 7,
        ZL_REGISTER_RHYTHM_MAX = 730,
        ZL_REGISTER_BYTES = 4 /* of a code point */
};

/* Room for a text of so many code points. */
#define ZL_REGISTER_ROOM(points) (ZL_REGISTER_BYTES * (points) + 1)

/* A club, as supporters keep it; an empty text, and 0, for what nobody
 * said. */
struct zl_register_club {
        struct zl_id id;
        char address[ZL_REGISTER_ROOM(ZL_REGISTER_LINE)];
        char website[ZL_REGISTER_ROOM(ZL_REGISTER_LINE)];
        bool has_youth_members;
        uint32_t youth_members;
        char extra_support[ZL_REGISTER_ROOM(ZL_REGISTER_LINE)];
        uint32_t visit_days;
        uint32_t code_of_conduct; /* the day it was adopted */
        uint32_t trainers_trained; /* the last day */
};

/* As numbered in the database. */
enum zl_post {
        ZL_POST_CONTACT = 0,
        ZL_POST_CHAIR = 1,
        ZL_POST_SECRETARY = 2,
        ZL_POST_TRAINER = 3,
        ZL_POST_OTHER = 4
};

/* Somebody at a club. */
struct zl_register_person {
        struct zl_id club;
        struct zl_id id;
        char given[ZL_REGISTER_ROOM(ZL_REGISTER_NAME)];
        char prefix[ZL_REGISTER_ROOM(ZL_REGISTER_PREFIX)];
        char family[ZL_REGISTER_ROOM(ZL_REGISTER_NAME)];
        enum zl_post post;
        struct zl_id member; /* zeros: none */
        char phone[ZL_REGISTER_ROOM(ZL_REGISTER_PHONE)];
        char mail[ZL_REGISTER_ROOM(ZL_REGISTER_MAIL)];
        uint32_t vog_seen;
        uint32_t trained_until;
};

/* A visit or contact moment. */
struct zl_register_visit {
        struct zl_id club;
        struct zl_id id;
        uint32_t on;
        bool done;
        struct zl_id by;
        unsigned how; /* index into zl_visit_hows */
        unsigned about; /* index into zl_visit_abouts */
        char note[ZL_REGISTER_ROOM(ZL_REGISTER_LINE)];
};

/* As numbered in the database. */
enum zl_need_status { ZL_NEED_OPEN = 0, ZL_NEED_IN_HAND = 1, ZL_NEED_DONE = 2 };

/* A need of a club. */
struct zl_register_need {
        struct zl_id club;
        struct zl_id id;
        unsigned what; /* index into zl_need_whats */
        bool asked;
        enum zl_need_status status;
        uint32_t since;
        struct zl_id helper; /* zeros: nobody yet */
        char note[ZL_REGISTER_ROOM(ZL_REGISTER_LINE)];
};

/* The words for what is numbered, as on the wire; each list ends with
 * NULL. */
extern const char *const zl_posts[];
extern const char *const zl_visit_hows[];
extern const char *const zl_visit_abouts[];
extern const char *const zl_need_whats[];
extern const char *const zl_need_statuses[];

/**
 * Open the register; one who writes makes it when it is not there.
 *
 * @param path          file name.
 * @param writes        whether it is the one writer.
 * @param organisation  whose it must be.
 * @param ret_register  close with zl_register_close().
 * @return ZL_OK, ZL_E_ORGANISATION, ZL_E_VERSION (newer), ZL_E_DAMAGED (it is
 *         left as it is), ZL_E_STORAGE, ZL_E_BUSY (another writer has it) or
 *         ZL_E_MEMORY.
 */
int zl_register_open(const char *path, bool writes,
    const struct zl_id *organisation,
    struct zl_register **ret_register) ZL_CHECKED;

/** Close. @param reg NULL is allowed. */
void zl_register_close(struct zl_register *reg);

/** The order of names, loaded when it is asked for first.  @param reg any.
 *  @param ret_order borrowed until reg is closed. @return ZL_OK or
 *  ZL_E_MEMORY. */
int zl_register_order(
    struct zl_register *reg, const struct zl_order **ret_order) ZL_CHECKED;

/**
 * Somewhere to tell which clubs were changed.
 *
 * @param ret_news  free with zl_register_news_free(), after whoever tells.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_register_news_new(struct zl_register_news **ret_news) ZL_CHECKED;

/** Free it. @param news NULL is allowed. */
void zl_register_news_free(struct zl_register_news *news);

/** From now on tell what each group changes, as soon as it is durable.  @param
 *  reg the writer. @param news borrowed. */
void zl_register_tell(struct zl_register *reg, struct zl_register_news *news);

/**
 * Take what was told since the last time.
 *
 * @param news       from any thread.
 * @param ret_clubs  receives an array for free(), or NULL.
 * @param ret_count  receives how many; some may stand there twice.
 * @return false: more than is told one by one, so all may have changed.
 */
bool zl_register_news_take(
    struct zl_register_news *news, struct zl_id **ret_clubs, size_t *ret_count);

/** Examine everything: structure, and each row's hash. @param reg any.
 *  @return ZL_OK or ZL_E_DAMAGED. */
int zl_register_check(struct zl_register *reg) ZL_CHECKED;

/** Begin a group: all that is put until it ends is kept, or nothing.
 *  @param reg the writer. */
int zl_register_begin(struct zl_register *reg) ZL_CHECKED;

/** Make a group durable. @param reg the writer. */
int zl_register_commit(struct zl_register *reg) ZL_CHECKED;

/** Undo a group, if there is one. @param reg the writer. */
void zl_register_rollback(struct zl_register *reg);

/**
 * What is kept of a club.
 *
 * @param reg   any.
 * @param club  which.
 * @param ret   receives it; with nothing but the id where nobody put any.
 */
int zl_register_club(struct zl_register *reg, const struct zl_id *club,
    struct zl_register_club *ret) ZL_CHECKED;

/** Keep it. @param reg the writer, in a group. @param club all of it. */
int zl_register_put_club(
    struct zl_register *reg, const struct zl_register_club *club) ZL_CHECKED;

/** Keep a person. @param reg the writer, in a group. @param person all of
 *  it. */
int zl_register_put_person(struct zl_register *reg,
    const struct zl_register_person *person) ZL_CHECKED;

/** Keep a visit. @param reg the writer, in a group. @param visit all of
 *  it. */
int zl_register_put_visit(
    struct zl_register *reg, const struct zl_register_visit *visit) ZL_CHECKED;

/** Keep a need. @param reg the writer, in a group. @param need all of it. */
int zl_register_put_need(
    struct zl_register *reg, const struct zl_register_need *need) ZL_CHECKED;

/* What stands under a club. */
enum zl_register_part {
        ZL_REGISTER_PEOPLE,
        ZL_REGISTER_VISITS,
        ZL_REGISTER_NEEDS
};

/**
 * Is there one?
 *
 * @param reg   any.
 * @param part  of which.
 * @param club  of whom.
 * @param id    its id.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_register_has(struct zl_register *reg, enum zl_register_part part,
    const struct zl_id *club, const struct zl_id *id) ZL_CHECKED;

/**
 * Erase one.
 *
 * @param reg   the writer, in a group.
 * @param part  of which.
 * @param club  of whom.
 * @param id    its id; one that is not there is no failure.
 */
int zl_register_drop(struct zl_register *reg, enum zl_register_part part,
    const struct zl_id *club, const struct zl_id *id) ZL_CHECKED;

/**
 * Is called for each person of a walk; another status than ZL_OK ends it.
 *
 * @param context  what the caller passed along.
 * @param person   borrowed for this call.
 */
typedef int zl_register_person_visit(
    void *context, const struct zl_register_person *person);

/** As zl_register_person_visit. @param context what the caller passed along.
 *  @param visit borrowed. */
typedef int zl_register_visit_visit(
    void *context, const struct zl_register_visit *visit);

/** As zl_register_person_visit. @param context what the caller passed along.
 *  @param need borrowed. */
typedef int zl_register_need_visit(
    void *context, const struct zl_register_need *need);

/**
 * Find a person.
 *
 * @param reg   any.
 * @param club  of whom.
 * @param id    its id.
 * @param ret   receives it.
 * @return ZL_OK or ZL_E_NOT_FOUND.
 */
int zl_register_person(struct zl_register *reg, const struct zl_id *club,
    const struct zl_id *id, struct zl_register_person *ret) ZL_CHECKED;

/**
 * Erase a member from the people of all clubs.
 *
 * @param reg     the writer, in a group.
 * @param member  whose membership they carry.
 */
int zl_register_drop_member(
    struct zl_register *reg, const struct zl_id *member) ZL_CHECKED;

/** Walk the people who carry a membership, by club and id. @param reg any.
 *  @param member whose. @param visit what to do with each. @param context for
 *  visit. @return ZL_OK, or what visit said. */
int zl_register_each_person_of(struct zl_register *reg,
    const struct zl_id *member, zl_register_person_visit *visit,
    void *context) ZL_CHECKED;

/** Walk a member's visits, the newest first. @param reg any. @param member
 *  by whom. @param visit what to do with each. @param context for visit.
 *  @return ZL_OK, or what visit said. */
int zl_register_each_visit_of(struct zl_register *reg,
    const struct zl_id *member, zl_register_visit_visit *visit,
    void *context) ZL_CHECKED;

/** Walk the needs that a member helps with, the oldest first. @param reg any.
 *  @param member who. @param visit what to do with each. @param context for
 *  visit. @return ZL_OK, or what visit said. */
int zl_register_each_need_of(struct zl_register *reg,
    const struct zl_id *member, zl_register_need_visit *visit,
    void *context) ZL_CHECKED;

/** Walk the people of a club, by id. @param reg any. @param club whose.
 *  @param visit what to do with each. @param context for visit.
 *  @return ZL_OK, or what visit said. */
int zl_register_each_person(struct zl_register *reg, const struct zl_id *club,
    zl_register_person_visit *visit, void *context) ZL_CHECKED;

/** Walk the visits of a club, the newest first. @param reg any. @param club
 *  whose. @param visit what to do with each. @param context for visit.
 *  @return ZL_OK, or what visit said. */
int zl_register_each_visit(struct zl_register *reg, const struct zl_id *club,
    zl_register_visit_visit *visit, void *context) ZL_CHECKED;

/** Walk the needs of a club, the oldest first. @param reg any. @param club
 *  whose. @param visit what to do with each. @param context for visit.
 *  @return ZL_OK, or what visit said. */
int zl_register_each_need(struct zl_register *reg, const struct zl_id *club,
    zl_register_need_visit *visit, void *context) ZL_CHECKED;

#endif
