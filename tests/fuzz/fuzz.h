/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_FUZZ_H
#define ZL_TESTS_FUZZ_H

#include "bytes.h"
#include "crypto.h"

/*
 * What the harnesses share.  Each is one file that reads one kind of bytes;
 * libFuzzer drives it in the preset `fuzz`, and replay.c, with the files of
 * tests/fuzz/corpus, in every other.  Where a signature or a hash would stop
 * every change, the harness makes it good again, so that what lies behind is
 * reached.
 */

/**
 * Try one input.  The name is libFuzzer's.
 *
 * @param data  the input.
 * @param size  how many bytes.
 * @return 0.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/** Start the libraries, the first time. */
void fuzz_start(void);

/** Stop with a message: what must hold does not. @param what it. @param file
 *  where. @param line where. */
void fuzz_failed(const char *what, const char *file, int line)
    __attribute__((noreturn));

/** What must hold, whatever the input. */
#define INSIST(held) \
        do { \
                if (!(held)) \
                        fuzz_failed(#held, __FILE__, __LINE__); \
        } while (0)

/** A copy that is exactly as long as it says, so that one byte too far is
 *  noticed. @param data what. @param size how much. @return for free(). */
uint8_t *fuzz_copy(const uint8_t *data, size_t size);

/** The same as text: up to the first NUL, and one behind. @param data what.
 *  @param size how much. @return for free(). */
char *fuzz_text(const uint8_t *data, size_t size);

/**
 * The first line, as a word.
 *
 * @param data  the input; moved behind the line.
 * @param size  what is left of it.
 * @param ret   receives at most 31 characters.
 */
void fuzz_line(const uint8_t **data, size_t *size, char ret[static 32]);

/** The organisation of schema/vectors. @return its id. */
const struct zl_id *fuzz_organisation(void);

/** A key that everybody knows. @return borrowed. */
const struct zl_signer *fuzz_signer(void);

/** Do two buffers hold the same? @param a,b the buffers. */
bool fuzz_same(const struct zl_buf *a, const struct zl_buf *b);

#endif
