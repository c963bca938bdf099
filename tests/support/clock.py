# SPDX-License-Identifier: EUPL-1.2
"""Hello! A clock that a test sets, for programs that run or are started with
its environment; clock.c says how they come to believe it.
"""

import mmap
import os


class Clock:
    """Of the true time until it is set; the file stays the same, so that
    those who run see it at once."""

    def __init__(self, path):
        with open(path, "wb") as file:
            file.write(bytes(16))
        self.path = path
        with open(path, "r+b") as file:
            self.words = memoryview(mmap.mmap(file.fileno(), 16)).cast("q")
        self.words[1] = 1

    def stand_still(self, ms):
        """It is so many milliseconds since 1970, until it is set anew."""
        self.words[0], self.words[1] = ms, 0

    def lead(self, ms):
        """It runs, so much ahead of the true one."""
        self.words[0] = ms

    def environment(self):
        """What a program needs to live by it."""
        return {
            "LD_PRELOAD": os.path.join(os.environ["ZL_BUILD"], "tests",
                                       "test-clock.so"),
            "ZL_TEST_CLOCK": self.path,
            "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")
            + ":verify_asan_link_order=0"}
