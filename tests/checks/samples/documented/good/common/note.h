/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_NOTE_H
#define ZL_NOTE_H
#define ZL_CHECKED __attribute__((warn_unused_result))
struct zl_note;
enum { ZL_NOTE_MAX = (16 * 1000) };
extern const char zl_note_name[];
typedef int (*zl_note_sink)(int);

/**
 * Copy the words of a note.
 *
 * @param note  the note.
 * @param key   thirty-two bytes.
 * @param sink  where to.
 */
int zl_note_words(const struct zl_note *note,
    const unsigned char key[static 32], int (*sink)(int)) ZL_CHECKED;
/** Nothing to say about its arguments, there are none. */
int zl_note_count(void) __attribute__((const));
_Static_assert(sizeof(int) == 4, "int");
#endif
