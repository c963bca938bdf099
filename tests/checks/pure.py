#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Pure: common/ and client/core/ do no I/O at all.

No file, no socket, no clock, no environment, no locale, and no end of the
program: all that is the shells' work. snprintf() is allowed, libsodium's
randomness and locked memory too.
"""

import re

import source

HEADERS = re.compile(
    r"(assert|errno|inttypes|limits|stdalign|stdarg|stdbool|stddef|stdint|"
    r"stdio|stdlib|stdnoreturn|string|jansson|sodium)\.h")

CALLS = """
    fopen fdopen freopen fclose fflush fread fwrite fgets fgetc getc getchar
    fputs fputc putc putchar puts printf vprintf fprintf vfprintf dprintf
    scanf fscanf perror remove rename tmpfile tmpnam
    open openat creat close read write pread pwrite lseek unlink fsync stat
    socket connect bind listen accept send recv sendto recvfrom select poll
    time clock clock_gettime gettimeofday localtime localtime_r gmtime
    gmtime_r mktime timegm strftime ctime asctime nanosleep sleep usleep
    getenv secure_getenv setenv putenv unsetenv
    setlocale localeconv newlocale uselocale nl_langinfo
    isalpha isdigit isalnum isspace isupper islower ispunct isprint isxdigit
    toupper tolower strtod strtof atof strcoll
    exit _exit _Exit quick_exit abort atexit signal raise kill system popen
    fork execve
    json_load_file json_loadf json_loadfd json_load_callback json_dumpf
    json_dumpfd json_dump_file
""".split()

# a file's own function may be called read() all the same
STATIC = re.compile(r"^static\b[^;={}()]*?\b(\w+)\(", re.MULTILINE)

NAMES = re.compile(r"\b(FILE|stdin|stdout|stderr|environ)\b")


def check(root):
    for path in source.files(root, ".c", ".h"):
        if not path.startswith(("common/", "client/core/")):
            continue
        text = source.read(root, path)
        for line, mark, name in source.includes(text):
            if mark == "<" and not HEADERS.fullmatch(name):
                yield path, line, f"{name} is not for code without I/O"
        own = set(STATIC.findall(source.code_only(text)))
        for line, name in source.calls(text, CALLS):
            if name in own:
                continue
            yield path, line, f"{name}() is I/O, or the shell's to decide"
        code = source.code_only(text)
        for match in NAMES.finditer(code):
            line = source.line_of(code, match.start())
            yield path, line, f"{match.group(1)} is I/O"


if __name__ == "__main__":
    source.main(check)
