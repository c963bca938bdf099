/* SPDX-License-Identifier: EUPL-1.2 */
#include "loop_problem.h"

#include <stdio.h>

#include "check.h"
#include "json.h"

int loop_problem(int status, struct zl_time now, struct zl_buf *answer)
{
        static const struct {
                int status;
                int http;
                const char *name;
        } all[] = {
            {ZL_E_MALFORMED, 400, "malformed"},
            {ZL_E_SIGNATURE, 401, "signature-wrong"},
            {ZL_E_CLOCK, 401, "clock-off"},
            {ZL_E_CHAIN, 403, "chain-broken"},
            {ZL_E_EXPIRED, 403, "expired"},
            {ZL_E_REVOKED, 403, "revoked"},
            {ZL_E_SCOPE, 403, "out-of-scope"},
            {ZL_E_POLICY, 403, "not-allowed"},
            {ZL_E_NOT_FOUND, 404, "not-found"},
            {ZL_E_RECIPIENTS, 409, "recipients-changed"},
            {ZL_E_OUTRUN, 409, "signal-changed"},
            {ZL_E_CONFLICT, 409, "conflict"},
            {ZL_E_ROLLBACK, 409, "conflict"},
            {ZL_E_STATE, 409, "state"},
            {ZL_E_ERASED, 410, "erased"},
            {ZL_E_CODE_USED, 409, "invitation-used"},
            {ZL_E_BUSY, 503, "busy"},
        };
        struct zl_json_writer *w = NULL;
        char type[64];

        for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
                if (all[i].status != status)
                        continue;
                w = zl_json_write();
                (void)snprintf(
                    type, sizeof(type), "urn:zijlijn:problem:%s", all[i].name);
                zl_json_put_text(w, "type", type);
                zl_json_put_text(w, "detail", zl_status_str(status));
                zl_json_put_u64(w, "status", (uint64_t)all[i].http);
                if (status == ZL_E_CLOCK)
                        zl_json_put_time(w, "server_time", now);
                REQUIRE_OK(zl_json_write_end(w, answer));
                return all[i].http;
        }
        return 500;
}
