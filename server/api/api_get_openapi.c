/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/openapi.json: schema/openapi.yaml, which the build turned
 * into JSON and put into the program. It is for everybody, so any page may
 * read it (Fetch Standard, 3.2.3). */
#include "api_internal.h"

void api__get_openapi(struct zl_call *call)
{
        call->any_origin = true;
        api__answer(
            call, 200, (struct zl_bytes){api__openapi, api__openapi_size});
}
