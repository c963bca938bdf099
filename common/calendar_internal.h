/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CALENDAR_INTERNAL_H
#define ZL_CALENDAR_INTERNAL_H

#include <stddef.h>
#include <stdint.h>

/* The days of schema/holidays-nl.txt, since 1970-01-01, in order.  The build
 * makes them: no rule for a holiday stands in C. */
extern const uint16_t calendar__holidays[];
extern const size_t calendar__holiday_count;

#endif
