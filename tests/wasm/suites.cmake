# SPDX-License-Identifier: EUPL-1.2
#
# The unit tests of common/ and client/core/ as WebAssembly programs, which
# Node runs with a WASI of its own: tests print and read files, the modules we
# ship do neither.

add_library(zl_check STATIC unit/check.c unit/check_plain.c
  unit/fault_alloc.c)
target_include_directories(zl_check PUBLIC unit)
target_link_libraries(zl_check PUBLIC zl_common zl_dep_jansson zl_dep_sodium)
foreach(function malloc calloc realloc strdup strndup)
  target_link_options(zl_check INTERFACE -Wl,--wrap=${function})
endforeach()
target_link_options(zl_check INTERFACE -lc-printscan-long-double
  -Wl,-z,stack-size=4194304)

# The programs of the server and the command line client are not here.
function(zl_unit_suite name)
  cmake_parse_arguments(S "" "" "LIBS" ${ARGN})
  if(NOT S_LIBS)
    set(S_LIBS zl_core)
  endif()
  add_executable(unit_${name} ${S_UNPARSED_ARGUMENTS})
  target_link_libraries(unit_${name} PRIVATE zl_check ${S_LIBS})
  target_compile_definitions(unit_${name} PRIVATE _GNU_SOURCE)
endfunction()
