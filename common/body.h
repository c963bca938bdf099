/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_BODY_H
#define ZL_BODY_H

#include "bytes.h"
#include "statement.h"

/*
 * What is said inside a record: strict JSON of its kind (docs/protocol.md,
 * 3.2).  A note has no field that grades, categorises or concludes, and a
 * reader refuses a body with a field that it does not know.
 *
 * Texts are NUL-terminated UTF-8, NULL where left out; borrowed from the
 * parsed document, or from the caller when writing.  A choice is its index
 * in the list of words below, -1 where left out.
 */

enum { ZL_BODY_JSON_MAX = 131072 - 4 };

extern const char *const zl_day_parts[]; /* morning, afternoon, ... */
extern const char *const zl_places[]; /* training, match, ... */
extern const char *const zl_parents_know[]; /* yes, no, ask-help, ... */
extern const char *const zl_name_me[]; /* yes, ask-first, ... */
extern const char *const zl_came[]; /* visit, phone, ... */
extern const char *const zl_yes_no[]; /* yes, no */
extern const char *const zl_feedback_states[]; /* received, taken-up, ... */

struct zl_note {
        struct zl_time written;
        bool has_seen_on;
        uint32_t seen_on; /* days since 1970-01-01 */
        int day_part;
        int place;
        const char *place_words;
        const char *text;
        const char *worry;
        const char *seen_by;
        const char *about;
        int parents_know;
        const char *parents_at;
        int name_me;
        const char *contact_at;
        int came; /* professionals must say it, contacts must not */
        void *document;
};

struct zl_assessment {
        struct zl_time written;
        const char *text;
        int step; /* 1 to 5, -1 where left out */
        int report_needed;
        int help_possible;
        void *document;
};

/* The family's own view. */
struct zl_family_statement {
        struct zl_time written;
        const char *text;
        const char *from; /* who says so */
        void *document;
};

enum { ZL_PASSED_MAX = 512 };

/* One record that is passed on. */
struct zl_passed {
        struct zl_hash record;
        uint8_t key[32]; /* the content key: secret, wipe it */
};

/* What a handover, a step-out or a reseal says inside. */
struct zl_passing {
        struct zl_time written;
        const char *text; /* never in a reseal */
        struct zl_passed *records; /* in log order; owned once parsed */
        size_t record_count;
        void *document;
};

struct zl_feedback {
        struct zl_time written;
        int state;
        const char *text;
        void *document;
};

/**
 * An empty note: all choices -1, all texts NULL.
 */
struct zl_note zl_note_empty(void);

/**
 * Parse a note's body.
 *
 * @param data      the JSON.
 * @param size      how many bytes.
 * @param author    role of its author: contact or professional.
 * @param ret_note  receives it; free with zl_note_done().
 * @param ret_field receives the name of the field that is wrong, or NULL;
 *                  may be NULL.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_VERSION, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_note_parse(const void *data, size_t size, enum zl_role author,
    struct zl_note *ret_note, const char **ret_field) ZL_CHECKED;

/**
 * May this note say whom it is about, under the charter's setting?
 *
 * @param note    the note.
 * @param naming  the charter's setting.
 * @return ZL_OK or ZL_E_POLICY.
 */
int zl_note_check_naming(
    const struct zl_note *note, enum zl_naming naming) ZL_CHECKED;

/**
 * Write a note's body, and check it by reading it again.
 *
 * @param note       what it says.
 * @param author     role of its author.
 * @param buf        receives the JSON; wipe it afterwards.
 * @param ret_field  receives the field that is wrong, or NULL; may be NULL.
 * @return as zl_note_parse().
 */
int zl_note_write(const struct zl_note *note, enum zl_role author,
    struct zl_buf *buf, const char **ret_field) ZL_CHECKED;

/** Free what a parsed note holds. @param note all zero is allowed. */
void zl_note_done(struct zl_note *note);

/**
 * Parse an assessment's body.
 *
 * @param data            the JSON.
 * @param size            how many bytes.
 * @param ret_assessment  free with zl_assessment_done().
 * @param ret_field       receives the field that is wrong, or NULL.
 * @return as zl_note_parse().
 */
int zl_assessment_parse(const void *data, size_t size,
    struct zl_assessment *ret_assessment, const char **ret_field) ZL_CHECKED;

/**
 * Write an assessment's body, and check it.
 *
 * @param assessment  what it says.
 * @param buf         receives the JSON.
 * @param ret_field   receives the field that is wrong, or NULL.
 * @return as zl_note_parse().
 */
int zl_assessment_write(const struct zl_assessment *assessment,
    struct zl_buf *buf, const char **ret_field) ZL_CHECKED;

/** Free what a parsed assessment holds. @param assessment it. */
void zl_assessment_done(struct zl_assessment *assessment);

/**
 * Parse a feedback's body.
 *
 * @param data          the JSON.
 * @param size          how many bytes.
 * @param ret_feedback  free with zl_feedback_done().
 * @param ret_field     receives the field that is wrong, or NULL.
 * @return as zl_note_parse().
 */
int zl_feedback_parse(const void *data, size_t size,
    struct zl_feedback *ret_feedback, const char **ret_field) ZL_CHECKED;

/**
 * Write a feedback's body, and check it.
 *
 * @param feedback   what it says.
 * @param buf        receives the JSON.
 * @param ret_field  receives the field that is wrong, or NULL.
 * @return as zl_note_parse().
 */
int zl_feedback_write(const struct zl_feedback *feedback, struct zl_buf *buf,
    const char **ret_field) ZL_CHECKED;

/**
 * Parse a family statement's body.
 *
 * @param data           the JSON.
 * @param size           how many bytes.
 * @param ret_statement  free with zl_family_statement_done().
 * @param ret_field      receives the field that is wrong, or NULL.
 * @return as zl_note_parse().
 */
int zl_family_statement_parse(const void *data, size_t size,
    struct zl_family_statement *ret_statement,
    const char **ret_field) ZL_CHECKED;

/**
 * Write a family statement's body, and check it.
 *
 * @param statement  what it says.
 * @param buf        receives the JSON.
 * @param ret_field  receives the field that is wrong, or NULL.
 * @return as zl_note_parse().
 */
int zl_family_statement_write(const struct zl_family_statement *statement,
    struct zl_buf *buf, const char **ret_field) ZL_CHECKED;

/** Free what a parsed family statement holds. @param statement it. */
void zl_family_statement_done(struct zl_family_statement *statement);

/**
 * Parse the body of a handover, step-out or reseal.
 *
 * @param data         the JSON.
 * @param size         how many bytes.
 * @param with_text    false: of a reseal, which has no text.
 * @param ret_passing  free with zl_passing_done(), which wipes the keys.
 * @param ret_field    receives the field that is wrong, or NULL.
 * @return as zl_note_parse().
 */
int zl_passing_parse(const void *data, size_t size, bool with_text,
    struct zl_passing *ret_passing, const char **ret_field) ZL_CHECKED;

/**
 * Write the body of a handover, step-out or reseal, and check it.
 *
 * @param passing    what it says.
 * @param with_text  as above.
 * @param buf        receives the JSON; wipe it afterwards.
 * @param ret_field  receives the field that is wrong, or NULL.
 * @return as zl_note_parse().
 */
int zl_passing_write(const struct zl_passing *passing, bool with_text,
    struct zl_buf *buf, const char **ret_field) ZL_CHECKED;

/** Wipe and free what a parsed passing holds. @param passing it. */
void zl_passing_done(struct zl_passing *passing);

/** Free what a parsed feedback holds. @param feedback it. */
void zl_feedback_done(struct zl_feedback *feedback);

#endif
