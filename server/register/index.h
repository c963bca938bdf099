/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_REGISTER_INDEX_H
#define ZL_REGISTER_INDEX_H

#include "order.h"
#include "view.h"

/*
 * What lists need of all clubs at once (docs/protocol.md, 10.6), kept in
 * memory: for each the view of it that its page is made of, in short.  It is
 * brought up to date before a list is made: what was stated, what was written
 * in the register and the day decide which clubs are looked at anew.
 */
struct zl_index;

/* A club, by its number in the directory. */
struct zl_index_club {
        bool ended; /* then nothing below holds */
        uint32_t visited; /* the last visit done; 0: none */
        uint32_t planned; /* the next one; 0: none */
        uint32_t contacts; /* in force */
        struct zl_light lights[ZL_REQUIREMENTS];
        struct zl_order_key *name;
};

/* Somebody at a club. */
struct zl_index_person {
        uint32_t club; /* its number */
        struct zl_id id;
        struct zl_order_key *name;
};

/* What is to be done for a club. */
struct zl_index_to_do {
        struct zl_to_do is;
        uint32_t club; /* its number */
};

/**
 * Make an empty one.
 *
 * @param news       borrowed: what the register's writer tells.
 * @param ret_index  free with zl_index_free(); of one thread.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_index_new(
    struct zl_register_news *news, struct zl_index **ret_index) ZL_CHECKED;

/** Free it. @param index NULL is allowed. */
void zl_index_free(struct zl_index *index);

/**
 * Bring it up to date.  After a failure it is empty, and begins anew.
 *
 * @param index      the index.
 * @param reg        any; whoever writes tells the index's news.
 * @param directory  that nobody changes while the index is used, and always
 *                   the same but for what was added.
 * @param at         now.
 * @return ZL_OK, ZL_E_MEMORY or what the register says.
 */
int zl_index_refresh(struct zl_index *index, struct zl_register *reg,
    const struct zl_directory *directory, struct zl_point at) ZL_CHECKED;

/** A club. @param index up to date. @param number below the directory's
 *  count. @return borrowed until it changes. */
const struct zl_index_club *zl_index_club(
    const struct zl_index *index, size_t number);

/** All clubs' numbers, by name. @param index up to date. @param ret_count
 *  receives how many. @return borrowed until it changes. */
const uint32_t *zl_index_by_name(
    const struct zl_index *index, size_t *ret_count);

/** All people, by name. @param index up to date. @param ret_count receives how
 *  many. @return borrowed until it changes. */
const struct zl_index_person *zl_index_people(
    const struct zl_index *index, size_t *ret_count);

/** All to-dos, what matters most first. @param index up to date. @param
 *  ret_count receives how many. @return borrowed until it changes. */
const struct zl_index_to_do *zl_index_to_dos(
    const struct zl_index *index, size_t *ret_count);

#endif
