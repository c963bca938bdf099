# SPDX-License-Identifier: EUPL-1.2
#
# Debian's clang, lld, wasi-libc and compiler-rt for wasm32-wasi. Only the
# C library's headers are searched, never the machine's own /usr/include.

set(CMAKE_SYSTEM_NAME WASI)
set(CMAKE_SYSTEM_PROCESSOR wasm32)
list(APPEND CMAKE_MODULE_PATH "${CMAKE_CURRENT_LIST_DIR}/modules")

find_program(ZL_WASM_CLANG NAMES clang-14 clang REQUIRED)
find_program(ZL_WASM_AR NAMES llvm-ar-14 llvm-ar REQUIRED)
find_program(ZL_WASM_RANLIB NAMES llvm-ranlib-14 llvm-ranlib REQUIRED)
set(CMAKE_C_COMPILER "${ZL_WASM_CLANG}")
set(CMAKE_C_COMPILER_TARGET wasm32-wasi)
set(CMAKE_AR "${ZL_WASM_AR}" CACHE FILEPATH "")
set(CMAKE_RANLIB "${ZL_WASM_RANLIB}" CACHE FILEPATH "")
set(CMAKE_SYSROOT /usr)
add_compile_options(-nostdlibinc -isystem /usr/include/wasm32-wasi)
set(CMAKE_EXECUTABLE_SUFFIX .wasm)
set(CMAKE_TRY_COMPILE_TARGET_TYPE STATIC_LIBRARY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
