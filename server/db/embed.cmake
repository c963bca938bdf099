# SPDX-License-Identifier: EUPL-1.2
#
# Turns the numbered SQL files into C, so that the program carries them:
#
#   cmake -DSQL=<folder> -DOUT=<file.c> -DKIND=<name>
#     -DAPPLICATION=<number> -P embed.cmake
#
# The files are 0001-*.sql, 0002-*.sql and so on, without a gap.

file(GLOB files "${SQL}/[0-9][0-9][0-9][0-9]-*.sql")
list(SORT files)
set(arrays "")
set(rows "")
set(number 0)
foreach(file IN LISTS files)
  math(EXPR number "${number} + 1")
  get_filename_component(name "${file}" NAME_WE)
  string(REGEX MATCH "^0*([1-9][0-9]*)-" found "${name}")
  if(NOT CMAKE_MATCH_1 EQUAL number)
    message(FATAL_ERROR "${file}: migration ${number} was expected")
  endif()
  file(READ "${file}" hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" hex
    "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays
    "static const char sql_${number}[] = {\n${bytes}0x00};\n\n")
  string(APPEND rows "    {\"${name}\", sql_${number}},\n")
endforeach()
file(WRITE "${OUT}" "/* SPDX-License-Identifier: EUPL-1.2 */
/* Made by embed.cmake from schema/sql; do not change it here. */
#include \"db/db.h\"

extern const struct zl_db_kind ${KIND};

${arrays}static const struct zl_db_migration migrations[] = {
${rows}};

const struct zl_db_kind ${KIND} = {${APPLICATION}, migrations, ${number}};
")
