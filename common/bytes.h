/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_BYTES_H
#define ZL_BYTES_H

#include "status.h"
#include "types.h"

/*
 * Bounded reading and writing of the binary forms in docs/protocol.md:
 * integers are big-endian, lengths stand before what they measure.
 */

/*
 * A reader never passes its end.  After the first failure it stays failed
 * and yields zeros, so a caller may read a whole form and look once.
 */
struct zl_reader {
        const uint8_t *at;
        const uint8_t *end;
        int status;
};

/* A growing buffer that knows its maximum at birth.  Failures stick. */
struct zl_buf {
        uint8_t *data;
        size_t size;
        size_t room;
        size_t max;
        int status;
};

/**
 * Start reading.
 *
 * @param data  bytes that must outlive the reader.
 * @param size  how many.
 */
struct zl_reader zl_reader_of(const uint8_t *data, size_t size);

/**
 * Read an unsigned integer of 1, 2, 4 or 8 bytes.
 *
 * @param r  the reader; fails with ZL_E_MALFORMED when too short.
 */
uint8_t zl_read_u8(struct zl_reader *r);
/** As zl_read_u8(), two bytes. @param r the reader. */
uint16_t zl_read_u16(struct zl_reader *r);
/** As zl_read_u8(), four bytes. @param r the reader. */
uint32_t zl_read_u32(struct zl_reader *r);
/** As zl_read_u8(), eight bytes. @param r the reader. */
uint64_t zl_read_u64(struct zl_reader *r);

/**
 * Read exactly size bytes into ret.
 *
 * @param r     the reader; on failure ret is filled with zeros.
 * @param ret   where to put them.
 * @param size  how many.
 */
void zl_read_bytes(struct zl_reader *r, void *ret, size_t size);

/**
 * Borrow the next size bytes.
 *
 * @param r     the reader.
 * @param size  how many.
 * @return pointer into the reader's bytes with their size; {NULL, 0} on
 *         failure.
 */
struct zl_bytes zl_read_view(struct zl_reader *r, size_t size);

/**
 * Borrow a part that has its length before it (4 bytes).
 *
 * @param r    the reader.
 * @param max  the largest length allowed; more fails (ZL_E_TOO_LARGE).
 */
struct zl_bytes zl_read_var(struct zl_reader *r, size_t max);

/**
 * How many bytes are left.
 *
 * @param r  the reader.
 */
size_t zl_reader_left(const struct zl_reader *r);

/**
 * Finish: everything must have been read.
 *
 * @param r  the reader.
 * @return ZL_OK, the first failure, or ZL_E_MALFORMED when bytes are left.
 */
int zl_reader_end(const struct zl_reader *r) ZL_CHECKED;

/**
 * Start a buffer.
 *
 * @param buf  to initialise; free with zl_buf_free().
 * @param max  size that it may never pass (ZL_E_TOO_LARGE).
 */
void zl_buf_init(struct zl_buf *buf, size_t max);

/**
 * Wipe and free.  The buffer is empty afterwards and may be used again.
 *
 * @param buf  initialised by zl_buf_init(), or all zero.
 */
void zl_buf_free(struct zl_buf *buf);

/**
 * Empty the buffer, wipe what it held, keep its room and maximum, and
 * forget a failure.
 *
 * @param buf  the buffer.
 */
void zl_buf_reset(struct zl_buf *buf);

/**
 * Append.  On failure the buffer's status says why and nothing more is
 * appended.
 *
 * @param buf   the buffer.
 * @param data  what; may be NULL if size is 0.
 * @param size  how much.
 */
void zl_put_bytes(struct zl_buf *buf, const void *data, size_t size);
/** Append 1 byte. @param buf the buffer. @param v the value. */
void zl_put_u8(struct zl_buf *buf, uint8_t v);
/** Append 2 bytes, big-endian. @param buf the buffer. @param v the value. */
void zl_put_u16(struct zl_buf *buf, uint16_t v);
/** Append 4 bytes, big-endian. @param buf the buffer. @param v the value. */
void zl_put_u32(struct zl_buf *buf, uint32_t v);
/** Append 8 bytes, big-endian. @param buf the buffer. @param v the value. */
void zl_put_u64(struct zl_buf *buf, uint64_t v);
/** Append a 4-byte length and the bytes. @param buf the buffer.
 *  @param data what. @param size how much. */
void zl_put_var(struct zl_buf *buf, const void *data, size_t size);
/** Append a C string without its NUL. @param buf the buffer.
 *  @param text the string. */
void zl_put_text(struct zl_buf *buf, const char *text);

/**
 * The buffer's bytes, borrowed until it changes.
 *
 * @param buf  the buffer.
 */
struct zl_bytes zl_buf_bytes(const struct zl_buf *buf);

/**
 * Copy bytes to fresh memory.
 *
 * @param data      what; may be NULL if size is 0.
 * @param size      how much.
 * @param ret_copy  receives memory for free(), one NUL behind the bytes.
 * @return ZL_OK or ZL_E_MEMORY.
 */
int zl_bytes_copy(const void *data, size_t size, uint8_t **ret_copy) ZL_CHECKED;

/**
 * Write bytes as lower-case hexadecimal with a NUL behind.
 *
 * @param data  the bytes.
 * @param size  how many.
 * @param ret   room for 2 * size + 1 characters.
 */
void zl_hex_of(const void *data, size_t size, char *ret);

/**
 * Parse exactly 2 * size lower-case hexadecimal digits and nothing more.
 * Upper case is refused: every value has one spelling.
 *
 * @param text  NUL-terminated.
 * @param ret   room for size bytes; untouched on failure.
 * @param size  how many bytes are expected.
 * @return ZL_OK or ZL_E_MALFORMED.
 */
int zl_hex_parse(const char *text, void *ret, size_t size) ZL_CHECKED;

#endif
