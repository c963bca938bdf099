/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to counting without CUnit, which needs longjmp: WebAssembly has
 * none, so here an assertion that the rest cannot do without ends the whole
 * suite. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check_internal.h"

static unsigned failures;

bool check__verdict(bool held, const char *message, struct check_place place)
{
        if (held)
                return true;
        failures++;
        (void)printf("%s:%d: %s\n", place.file, place.line, message);
        if (place.fatal)
                exit(EXIT_FAILURE);
        return false;
}

int check_run(const char *name, const struct check_case *cases, size_t count,
    int argc, char **argv)
{
        const char *only = argc > 1 ? argv[1] : NULL;
        unsigned run = 0;

        for (size_t i = 0; i < count; i++) {
                unsigned before = failures;

                if (only != NULL && strstr(cases[i].name, only) == NULL)
                        continue;
                cases[i].run();
                run++;
                (void)printf("  Test: %s ...%s\n", cases[i].name,
                    failures == before ? "passed" : "FAILED");
        }
        if (run == 0)
                (void)printf("%s: no test ran\n", name);
        return run > 0 && failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
