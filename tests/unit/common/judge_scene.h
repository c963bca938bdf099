/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_JUDGE_SCENE_H
#define ZL_TESTS_JUDGE_SCENE_H

#include "common/signals.h"
#include "judge_world.h"

/*
 * A signal in the small organisation: the contact noted to account holder and
 * deputy, and left the other deputy out.
 */

enum { SCENE_TO = 4 };

/* A list of persons for scene_try() and scene_play(), ended by PERSONS. */
#define TO(...) ((const enum person[]){__VA_ARGS__, PERSONS})
#define NOBODY ((const enum person[]){PERSONS})

struct scene {
        struct world w;
        struct zl_record *note; /* what an acknowledgement follows */
        struct zl_signal_facts facts;
};

/** Begin, with the note taken. @param s free with scene_end(). @param state
 *  what its state is then. */
void scene_start(struct scene *s, enum zl_state state);

/** Begin, with a note of the account holder to its colleagues. @param s free
 *  with scene_end(). */
void scene_start_by_holder(struct scene *s);

/** Free it. @param s the scene. */
void scene_end(struct scene *s);

/**
 * Is it allowed now?
 *
 * @param s       the scene, which stays as it is.
 * @param author  who writes.
 * @param kind    what; acknowledgements and unreadables follow s->note.
 * @param to      recipients, ended by PERSONS.
 * @return as zl_signal_judge().
 */
int scene_try(const struct scene *s, enum person author, enum zl_kind kind,
    const enum person *to);

/** It must be allowed, and the signal goes on from there. @param s the
 *  scene. @param author who writes. @param kind what. @param to recipients,
 *  ended by PERSONS. */
void scene_play(struct scene *s, enum person author, enum zl_kind kind,
    const enum person *to);

/** The holders now must be exactly these. @param s the scene. @param wanted
 *  ended by PERSONS. */
void scene_holders(const struct scene *s, const enum person *wanted);

#endif
