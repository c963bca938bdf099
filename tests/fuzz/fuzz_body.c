/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! Bodies of records. First line: the kind's word; the rest is the JSON.
 * A new kind is one BODY() and one line in the table.
 */
#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "fuzz.h"

/* What was accepted can be written, and then comes out the same.  PARSE and
 * WRITE are calls of the kind's reader and writer. */
#define BODY(name, type, done, PARSE, WRITE) \
        static void name(const uint8_t *data, size_t size) \
        { \
                struct type body; \
                struct zl_buf once; \
                struct zl_buf twice; \
                const char *field = NULL; \
\
                memset(&body, 0, sizeof(body)); \
                zl_buf_init(&once, ZL_BODY_JSON_MAX); \
                zl_buf_init(&twice, ZL_BODY_JSON_MAX); \
                if (PARSE(data, size) == ZL_OK) { \
                        INSIST(WRITE(&once) == ZL_OK); \
                        done(&body); \
                        INSIST(PARSE(once.data, once.size) == ZL_OK); \
                        INSIST(WRITE(&twice) == ZL_OK); \
                        INSIST(fuzz_same(&once, &twice)); \
                        done(&body); \
                } \
                zl_buf_free(&once); \
                zl_buf_free(&twice); \
        }

/* A contact's note, and a professional's. */
#define NOTE_PARSE(data, size) \
        zl_note_parse(data, size, ZL_ROLE_CONTACT, &body, &field)
#define NOTE_WRITE(buf) zl_note_write(&body, ZL_ROLE_CONTACT, buf, &field)
#define OWN_PARSE(data, size) \
        zl_note_parse(data, size, ZL_ROLE_PROFESSIONAL, &body, &field)
#define OWN_WRITE(buf) zl_note_write(&body, ZL_ROLE_PROFESSIONAL, buf, &field)
#define ASSESSMENT_PARSE(data, size) \
        zl_assessment_parse(data, size, &body, &field)
#define ASSESSMENT_WRITE(buf) zl_assessment_write(&body, buf, &field)
#define FEEDBACK_PARSE(data, size) zl_feedback_parse(data, size, &body, &field)
#define FEEDBACK_WRITE(buf) zl_feedback_write(&body, buf, &field)
#define FAMILY_PARSE(data, size) \
        zl_family_statement_parse(data, size, &body, &field)
#define FAMILY_WRITE(buf) zl_family_statement_write(&body, buf, &field)
#define HANDOVER_PARSE(data, size) \
        zl_passing_parse(data, size, true, &body, &field)
#define HANDOVER_WRITE(buf) zl_passing_write(&body, true, buf, &field)
#define RESEAL_PARSE(data, size) \
        zl_passing_parse(data, size, false, &body, &field)
#define RESEAL_WRITE(buf) zl_passing_write(&body, false, buf, &field)

BODY(note, zl_note, zl_note_done, NOTE_PARSE, NOTE_WRITE)
BODY(own_note, zl_note, zl_note_done, OWN_PARSE, OWN_WRITE)
BODY(assessment, zl_assessment, zl_assessment_done, ASSESSMENT_PARSE,
    ASSESSMENT_WRITE)
BODY(feedback, zl_feedback, zl_feedback_done, FEEDBACK_PARSE, FEEDBACK_WRITE)
BODY(family, zl_family_statement, zl_family_statement_done, FAMILY_PARSE,
    FAMILY_WRITE)
BODY(handover, zl_passing, zl_passing_done, HANDOVER_PARSE, HANDOVER_WRITE)
BODY(reseal, zl_passing, zl_passing_done, RESEAL_PARSE, RESEAL_WRITE)

static const struct {
        const char *word;
        void (*try)(const uint8_t *data, size_t size);
} bodies[] = {
    {"note", note},
    {"own-note", own_note},
    {"assessment", assessment},
    {"feedback", feedback},
    {"family-statement", family},
    {"handover", handover},
    {"step-out", handover},
    {"reseal", reseal},
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char word[32];
        uint8_t *copy = NULL;

        fuzz_start();
        fuzz_line(&data, &size, word);
        copy = fuzz_copy(data, size);
        for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
                if (strcmp(word, bodies[i].word) == 0)
                        bodies[i].try(copy, size);
        }
        free(copy);
        return 0;
}
