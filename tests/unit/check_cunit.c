/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to CUnit, which counts and reports. What it lacks is the two values
 * of a comparison that failed, so the message comes from check.c and is handed
 * over as the text of the condition. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>
#include <CUnit/CUnit.h>

#include "check_internal.h"

bool check__verdict(bool held, const char *message, struct check_place place)
{
        (void)CU_assertImplementation(held ? CU_TRUE : CU_FALSE,
            (unsigned)place.line, message, place.file, "",
            place.fatal ? CU_TRUE : CU_FALSE);
        return held;
}

int check_run(const char *name, const struct check_case *cases, size_t count,
    int argc, char **argv)
{
        const char *only = argc > 1 ? argv[1] : NULL;
        unsigned run;
        unsigned failed;
        CU_pSuite suite;

        if (CU_initialize_registry() != CUE_SUCCESS) {
                (void)fprintf(stderr, "CUnit did not start\n");
                return EXIT_FAILURE;
        }
        suite = CU_add_suite(name, NULL, NULL);
        for (size_t i = 0; suite != NULL && i < count; i++) {
                if (only != NULL && strstr(cases[i].name, only) == NULL)
                        continue;
                if (CU_add_test(suite, cases[i].name, cases[i].run) == NULL)
                        suite = NULL;
        }
        if (suite != NULL) {
                CU_basic_set_mode(CU_BRM_VERBOSE);
                (void)CU_basic_run_tests();
        }
        run = CU_get_number_of_tests_run();
        failed = CU_get_number_of_failures() + CU_get_number_of_suites_failed();
        CU_cleanup_registry();
        if (suite == NULL || run == 0) {
                (void)fprintf(stderr, "%s: no test ran\n", name);
                return EXIT_FAILURE;
        }
        return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
