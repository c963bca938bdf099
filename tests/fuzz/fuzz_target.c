/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! What the server takes apart by itself: path and query of a request,
 * Accept, and the address to listen on. Lines: method, target, Accept,
 * address.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/api_internal.h"
#include "fuzz.h"
#include "http/http_internal.h"

static char *next_line(char **at)
{
        char *line = *at;
        size_t size = strcspn(line, "\n");

        *at = line[size] == '\0' ? line + size : line + size + 1;
        line[size] = '\0';
        return line;
}

/* What stands in the place of a mark. */
static void write_part(
    const struct zl_call *call, const char *mark, char ret[static ZL_HASH_TEXT])
{
        if (strncmp(mark, "{id}", 4) == 0)
                zl_hex_of(call->id.bytes, ZL_ID_SIZE, ret);
        else if (strncmp(mark, "{item}", 6) == 0)
                zl_hex_of(call->item.bytes, ZL_ID_SIZE, ret);
        else if (strncmp(mark, "{part}", 6) == 0)
                (void)snprintf(ret, ZL_HASH_TEXT, "%u", call->part);
        else if (strncmp(mark, "{key}", 5) == 0)
                zl_hex_of(call->key.bytes, ZL_SEALING_KEY_SIZE, ret);
        else
                zl_hex_of(call->hash.bytes, ZL_HASH_SIZE, ret);
}

/* A path that was accepted is the one that is written of its parts. */
static void check_only(const struct zl_call *call)
{
        const char *pattern = call->route->path;
        const char *path = zl_request_path(call->request);
        const char *mark = NULL;
        char text[ZL_HASH_TEXT];

        while ((mark = strchr(pattern, '{')) != NULL) {
                INSIST(strncmp(path, pattern, (size_t)(mark - pattern)) == 0);
                path += mark - pattern;
                write_part(call, mark, text);
                INSIST(strncmp(path, text, strlen(text)) == 0);
                path += strlen(text);
                pattern = strchr(mark, '}') + 1;
        }
        INSIST(strcmp(path, pattern) == 0);
}

static void try_target(const char *method, const char *target)
{
        struct zl_request *request = http__request_new(NULL, target, NULL);
        struct zl_call call;
        size_t count = 0;
        const struct zl_route *routes = zl_api_routes(&count);

        INSIST(request != NULL);
        request->method = method;
        for (size_t i = 0; i < count; i++) {
                memset(&call, 0, sizeof(call));
                call.request = request;
                call.route = &routes[i];
                if (api__path_fits(routes[i].path, request->path) &&
                    api__parse_target(&call) == ZL_OK) {
                        check_only(&call);
                        INSIST(request->query == NULL ||
                            routes[i].query != ZL_QUERY_NONE);
                        INSIST(call.wait_s <= 50);
                }
        }
        free(request->target);
        free(request->path);
        free(request);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char *text = fuzz_text(data, size);
        char *at = text;
        const char *method = next_line(&at);
        struct http_address address;

        fuzz_start();
        try_target(method, next_line(&at));
        (void)api__accepts(next_line(&at), "application/octet-stream");
        at = next_line(&at);
        if (http__address_parse(at, &address) == ZL_OK)
                INSIST(zl_http_check_address(at) == ZL_OK);
        free(text);
        return 0;
}
