/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_NOTE_H
#define ZL_NOTE_H
struct zl_note;
/* The comment of a struct is not the comment of what follows it. */
struct zl_part {
	int day;
};
int zl_note_day(const struct zl_note *note);

/** Somewhere above, but not right above. */

int zl_note_far(void);

/** Gives the words of a note. @param note the note. */
int zl_note_words(const struct zl_note *note, char *ret, int (*sink)(int));
void zl_note_free(struct zl_note *note);

static inline int zl_note_inline(void)
{
	return 1;
}
#endif
