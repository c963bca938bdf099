# SPDX-License-Identifier: EUPL-1.2
#
# cmake -D SOURCE=FILE -D OUT=FILE -P holidays_list.cmake: the dates of
# schema/holidays-nl.txt as days since 1970-01-01, in C.

set(days "")
set(last 0)
file(STRINGS "${SOURCE}" lines ENCODING UTF-8)
foreach(line IN LISTS lines)
  if(line MATCHES "^#" OR line STREQUAL "")
    continue()
  elseif(NOT line MATCHES "^(20[0-9][0-9])-0?([0-9]+)-0?([0-9]+) .+$")
    message(FATAL_ERROR "${SOURCE}: \"${line}\" is no date with a name")
  endif()
  # Days of a year that begins in March, so that a leap day is its last.
  set(day "${CMAKE_MATCH_3}")
  math(EXPR year "${CMAKE_MATCH_1} - (14 - ${CMAKE_MATCH_2}) / 12")
  math(EXPR month "(${CMAKE_MATCH_2} + 9) % 12")
  math(EXPR number "365 * ${year} + ${year} / 4 - ${year} / 100 \
+ ${year} / 400 + (153 * ${month} + 2) / 5 + ${day} - 719469")
  if(number LESS_EQUAL last)
    message(FATAL_ERROR "${SOURCE}: \"${line}\" is not in order")
  endif()
  set(last "${number}")
  string(APPEND days "    ${number},\n")
endforeach()
file(WRITE "${OUT}" "\
/* Made from schema/holidays-nl.txt by holidays_list.cmake. */
#include \"calendar_internal.h\"

const uint16_t calendar__holidays[] = {
${days}};

const size_t calendar__holiday_count =
    sizeof(calendar__holidays) / sizeof(calendar__holidays[0]);
")
