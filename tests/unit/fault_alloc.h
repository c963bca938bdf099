/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_TESTS_FAULT_ALLOC_H
#define ZL_TESTS_FAULT_ALLOC_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Makes the n-th allocation fail, in our own code and in jansson. The linker
 * sends malloc, calloc, realloc, strdup and strndup here (--wrap), so nothing
 * in the product knows of it. The usual loop:
 *
 *	for (size_t n = 1;; n++) {
 *		fault_alloc_fail_at(n);
 *		status = zl_thing_new(&thing);
 *		if (!fault_alloc_stop())
 *			break;	// there was no n-th allocation: all seen
 *		CHECK_STATUS(status, ZL_E_MEMORY);
 *		CHECK(thing == NULL);
 *	}
 *	CHECK_OK(status);
 */

/** Lets allocation number `n` from now (1 is the next) fail, and only it. */
void fault_alloc_fail_at(size_t n);

/** Lets allocation number `n` from now and all later ones fail. */
void fault_alloc_fail_from(size_t n);

/** Back to normal. Says whether an allocation was made to fail. */
bool fault_alloc_stop(void);

/** How many allocations were asked for since the last fault_alloc_fail_. */
size_t fault_alloc_count(void);

#endif
