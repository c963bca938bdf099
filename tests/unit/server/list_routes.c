/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Prints the server's tables of routes and problems, for
 * openapi_test.py to compare with schema/openapi.yaml. */
#include <stdio.h>

#include "api/api.h"
#include "api/problem.h"

int main(void)
{
        size_t count = 0;
        const struct zl_route *routes = zl_api_routes(&count);

        for (size_t i = 0; i < count; i++)
                (void)printf("route %s %s %s %zu\n", routes[i].method,
                    routes[i].path, routes[i].is_signed ? "signed" : "open",
                    routes[i].body_max);
        for (int i = 0; i < ZL_PROBLEM_COUNT; i++)
                (void)printf("problem %s %u\n",
                    zl_problem_row((enum zl_problem)i)->name,
                    zl_problem_row((enum zl_problem)i)->status);
        return 0;
}
