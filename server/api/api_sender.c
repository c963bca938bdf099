/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Who sent a signed request: signature, device in force, and the row
 * of the policy table for what is asked. Nothing here is remembered between
 * requests. */
#include <stdlib.h>
#include <string.h>

#include "api_internal.h"
#include "calendar.h"
#include "events.h"
#include "httpsig.h"

static int check_digest(const struct zl_call *call, const char **ret_digest,
    struct zl_problem_more *more)
{
        const char *digest =
            zl_request_header(call->request, ZL_HEADER_CONTENT_DIGEST);
        char expected[ZL_CONTENT_DIGEST_TEXT];

        *ret_digest = NULL;
        if (call->route->body_max == 0)
                return ZL_OK;
        zl_content_digest(zl_request_body(call->request), expected);
        if (digest == NULL || strcmp(digest, expected) != 0) {
                more->detail = "Content-Digest is not that of the body.";
                return ZL_E_SIGNATURE;
        }
        *ret_digest = digest;
        return ZL_OK;
}

static int verify(struct zl_call *call, struct zl_time now,
    struct zl_sign_key *ret_key, struct zl_problem_more *more)
{
        const struct zl_request *request = call->request;
        struct zl_request_parts parts = {.method = zl_request_method(request)};
        struct zl_buf uri;
        int status = check_digest(call, &parts.digest, more);

        if (status != ZL_OK)
                return status;
        zl_buf_init(&uri, 16 * 1024);
        zl_put_text(&uri, call->api->origin);
        zl_put_text(&uri, zl_request_target(request));
        zl_put_u8(&uri, 0);
        status = uri.status;
        if (status == ZL_OK) {
                parts.target_uri = (const char *)uri.data;
                status = zl_request_verify(
                    zl_shared_organisation(call->api->shared), &parts,
                    zl_request_header(request, ZL_HEADER_SIGNATURE_INPUT),
                    zl_request_header(request, ZL_HEADER_SIGNATURE),
                    now.ms / ZL_MS_SECOND, ret_key);
        }
        zl_buf_free(&uri);
        if (status == ZL_E_CLOCK) {
                more->has_time = true;
                more->time = now;
        }
        return status;
}

/* Is there any row for who asks?  The route's own file looks closer. */
static bool has_row(enum zl_act act, enum zl_role role)
{
        size_t count = 0;
        const struct zl_policy_row *rows = zl_policy_rows(&count);

        for (size_t i = 0; i < count; i++) {
                if (rows[i].act == act && rows[i].actor == zl_actor_of(role))
                        return true;
        }
        return false;
}

/* Where the log ended this device, or its membership. */
static uint64_t ended_at(
    const struct zl_directory *directory, const struct zl_device_entry *device)
{
        const struct zl_member *member =
            zl_directory_member(directory, &device->member);

        return member != NULL && member->ended < device->ended ? member->ended
                                                               : device->ended;
}

static bool shows_end(const struct zl_route *route)
{
        return route->handle == api__get_statements ||
            route->handle == api__get_consistency;
}

static int find_member(struct zl_call *call,
    const struct zl_directory *directory, const struct zl_sign_key *key,
    struct zl_time now)
{
        struct zl_point at = {ZL_POSITION_END, now};
        const struct zl_device_entry *device = NULL;
        const struct zl_member *member = NULL;
        int status = zl_directory_device_in_force(directory, key, at, &device);

        /* To somebody who only asks, an unknown key is a wrong signature. */
        if (status == ZL_E_CHAIN || status == ZL_E_NOT_FOUND)
                return ZL_E_SIGNATURE;
        call->until = ZL_POSITION_END;
        if (status == ZL_E_REVOKED && shows_end(call->route)) {
                device = zl_directory_device(directory, key);
                if (device == NULL)
                        return status;
                call->until = ended_at(directory, device);
                status = ZL_OK;
        }
        if (status != ZL_OK)
                return status;
        member = zl_directory_member(directory, &device->member);
        if (member == NULL)
                return ZL_E_SIGNATURE;
        call->device = *key;
        call->member = member->id;
        call->role = member->role;
        return has_row(call->route->act, call->role) ? ZL_OK : ZL_E_POLICY;
}

struct zl_asking api__asking(const struct zl_call *call)
{
        return (struct zl_asking){
            .member = call->member,
            .role = call->role,
            .at = {ZL_POSITION_END, zl_clock_now()},
        };
}

int api__find_sender(struct zl_call *call, struct zl_problem_more *ret_more)
{
        struct zl_time now = zl_clock_now();
        const struct zl_directory *directory = NULL;
        struct zl_sign_key key;
        int status = verify(call, now, &key, ret_more);

        if (status != ZL_OK)
                return status;
        directory = zl_shared_read(call->api->shared);
        status = directory != NULL ? find_member(call, directory, &key, now)
                                   : ZL_E_STORAGE;
        zl_shared_read_end(call->api->shared);
        return status;
}
