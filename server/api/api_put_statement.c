/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! PUT /v1/statements/{hash}: form and signature are looked at here,
 * on the listener's thread; whether it may be said, the committer judges. */
#include "api_internal.h"

void api__put_statement(struct zl_call *call)
{
        struct zl_bytes body = zl_request_body(call->request);
        struct zl_statement *statement = NULL;
        int status = zl_statement_parse(body.data, body.size,
            zl_shared_organisation(call->api->shared), &statement);

        if (status != ZL_OK) {
                api__refuse_status(call, status);
                return;
        }
        if (!zl_hash_equal(&statement->hash, &call->hash)) {
                zl_statement_free(statement);
                api__refuse_malformed(
                    call, "The path is not the statement's hash.");
                return;
        }
        if (!api__is_within_limits(call, &statement->signer)) {
                zl_statement_free(statement);
                return;
        }
        api__hold(call);
        status = zl_commit_statement(
            call->api->committer, statement, api__told, call);
        if (status != ZL_OK) {
                zl_statement_free(statement);
                api__not_taken(call, status);
        }
}
