# SPDX-License-Identifier: EUPL-1.2
#
# cmake -D SOURCE=DIR -D OUT=FILE -P hints_list.cmake: DIR/hints-*.txt as C.

set(code "/* Made from schema/hints-*.txt by hints_list.cmake. */\n")
string(APPEND code "#include \"hints_internal.h\"\n")
foreach(language nl en)
  string(APPEND code
    "\nconst struct hints__entry hints__${language}[] = {\n")
  set(kind "")
  file(STRINGS "${SOURCE}/hints-${language}.txt" lines ENCODING UTF-8)
  foreach(line IN LISTS lines)
    if(line MATCHES "^#")
      continue()
    elseif(line MATCHES "^@([a-z]+)$")
      string(TOUPPER "${CMAKE_MATCH_1}" kind)
    elseif(line MATCHES "^[a-z0-9*' ]+$" AND kind)
      string(APPEND code "    {\"${line}\", ZL_HINT_${kind}},\n")
    elseif(line)
      message(FATAL_ERROR "hints-${language}.txt: \"${line}\" is no phrase of \
small letters without accents, or has no heading above it")
    endif()
  endforeach()
  string(APPEND code "    {NULL, ZL_HINT_KINDS},\n};\n")
endforeach()
file(WRITE "${OUT}" "${code}")
