/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_IMPORT_SCENE_H
#define ZL_TESTS_IMPORT_SCENE_H

#include "register/take.h"

/*
 * A register in a folder of its own, and somebody who imports: clubs whose id
 * begins with 1 to 8 may be imported, those with 9 not, and whoever begins
 * with 0 was not stated.
 */
struct import_scene {
        char folder[64];
        char path[96];
        struct zl_register *reg;
        struct zl_import_asking asking;
        struct zl_import_judge judge;
        struct zl_import_refusal refusal;
        struct zl_buf answer;
};

/** Begin. @return end with import_scene_end(). */
struct import_scene *import_scene_new(void);

/** Remove all of it. @param s the scene. */
void import_scene_free(struct import_scene *s);

/** Open its register, as the writer. @param s the scene. @return a status. */
int import_scene_open(struct import_scene *s) ZL_CHECKED;

/** Close it, if it is open. @param s the scene. */
void import_scene_close(struct import_scene *s);

/** Keep a part. @param s the scene. @param number which. @param clubs the
 *  JSON within `"clubs":[...]`. @return a status. */
int import_scene_part(
    struct import_scene *s, unsigned number, const char *clubs) ZL_CHECKED;

/** Take so many parts. @param s the scene. @param parts how many. @param
 *  dry_run whether only to try. @return a status; the answer is a text. */
int import_scene_take(
    struct import_scene *s, unsigned parts, bool dry_run) ZL_CHECKED;

/** The answer, as a text. @param s the scene. */
const char *import_scene_answer(const struct import_scene *s);

/** An id whose first byte is the one, and all others the other. @param first
 *  it. @param rest them. */
struct zl_id import_id(uint8_t first, uint8_t rest);

#endif
