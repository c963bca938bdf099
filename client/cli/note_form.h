/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_NOTE_FORM_H
#define ZL_CLI_NOTE_FORM_H

#include "body.h"
#include "cli.h"

/*
 * The form of a note: what options and files say, and what a person types.
 * There is no field for a grade, a category, a cause or a conclusion.
 */

enum { NOTE_FORM_TEXTS = 7 };

struct note_form {
        struct zl_note note; /* points into texts */
        struct zl_buf texts[NOTE_FORM_TEXTS];
        bool asked; /* it was filled in at the terminal */
};

/** The options of the form; NULL ends them. */
#define NOTE_FORM_OPTIONS \
        {"text-file", N_("FILE"), false, \
            N_("what was seen or heard ('-': stdin)")}, \
            {"ring-me", N_("PHONE/WHEN"), false, \
                N_("how and when you are best reached; whole note by " \
                   "itself")}, \
            {"seen-on", N_("DATE"), false, \
                N_("2026-11-23, today or yesterday")}, \
            {"day-part", "morning|afternoon|evening|night", false, \
                N_("which part of the day it was")}, \
            {"place", "training|match|camp|changing-room|online|other", false, \
                N_("where it was")}, \
            {"place-words-file", N_("FILE"), false, \
                N_("where, if other: a line")}, \
            {"worry-file", N_("FILE"), false, \
                N_("what worries you, in own words")}, \
            {"seen-by-file", N_("FILE"), false, N_("who saw or heard it")}, \
            {"about-file", N_("FILE"), false, \
                N_("whom it is about, if allowed")}, \
            {"parents-know", "yes|no|ask-help|unsafe|unknown", false, \
                N_("do the parents know this?")}, \
            {"parents-at-file", N_("FILE"), false, \
                N_("with ask-help: where to reach them")}, \
            {"name-me", "yes|ask-first|rather-not", false, \
                N_("may you be named to the family?")}, \
        { \
                "came", \
                    "visit|phone|trainer|wijkagent|opbouwwerker|" \
                    "jongerenwerker", \
                    false, N_("how it came to you (professionals)") \
        }

/**
 * Read what the options say, before anything else is done.
 *
 * @param cli   the run.
 * @param form  all zero; note_form__done() it, also after a failure.
 * @return EXIT_DONE, or the exit code.
 */
int note_form__begin(struct cli *cli, struct note_form *form);

/**
 * Fill in the rest of the form.
 *
 * @param cli     the run.
 * @param role    of the author.
 * @param naming  of the charter: whether to ask whom it is about.
 * @param form    begun.
 * @return EXIT_DONE, or the exit code.
 */
int note_form__fill(struct cli *cli, enum zl_role role, enum zl_naming naming,
    struct note_form *form);

/** Will the form be filled in at the terminal, since no option says it all?
 *  @param cli the run. */
bool note_form__will_ask(struct cli *cli);

/**
 * Say what is wrong with what was filled in.
 *
 * @param cli     the run.
 * @param status  ZL_E_MALFORMED or ZL_E_TOO_LARGE.
 * @param field   that is wrong, or NULL.
 * @return the exit code.
 */
int note_form__refused(struct cli *cli, int status, const char *field);

/** Say that the organisation does not allow a name here. @param cli the run.
 *  @return the exit code. */
int note_form__no_naming(struct cli *cli);

/** Wipe and free. @param form all zero is allowed. */
void note_form__done(struct note_form *form);

#endif
