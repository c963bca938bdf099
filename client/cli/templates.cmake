# SPDX-License-Identifier: EUPL-1.2
#
# cmake -D SOURCE=DIR -D OUT=FILE -P templates.cmake: DIR/*.svg as C, without
# what is only for who reads them: comments but if and end, and empty lines.

set(code "/* Made from client/paper by templates.cmake. */\n")
string(APPEND code "#include \"templates.h\"\n")
foreach(name poster agreement first_steps)
  string(REPLACE "_" "-" file "${name}")
  file(READ "${SOURCE}/${file}.svg" svg)
  string(REGEX REPLACE "<!-- [A-Z][^>]*-->\n" "" svg "${svg}")
  string(REGEX REPLACE "\n\n+" "\n" svg "${svg}")
  string(HEX "${svg}" hex)
  string(REGEX REPLACE "(........................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND code
    "\nconst char templates__${name}[] = {\n${bytes}0x00};\n")
endforeach()
file(WRITE "${OUT}" "${code}")
