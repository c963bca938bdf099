/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Everything that can be asked, and how a path is taken apart. Ids
 * become bytes here and nothing received goes on as text. */
#include <string.h>

#include "api_internal.h"
#include "register/register_import.h"

enum {
        INVITATION_MAX = 64 * 1024,
        MAIL_MAX = 1024,
        REGISTER_MAX = 64 * 1024,
        NUMBER_DIGITS = 15, /* below 2^53 */
        WAIT_MAX_S = 50 /* less than the minute that proxies wait */
};

static const char octets[] = "application/octet-stream";
static const char json[] = "application/json";

static const struct zl_route routes[] = {
    {"health", "GET", "/v1/health", false, ZL_ACT_COUNT, 0, ZL_QUERY_NONE, NULL,
        json, api__get_health},
    {"get-openapi", "GET", "/v1/openapi.json", false, ZL_ACT_COUNT, 0,
        ZL_QUERY_NONE, NULL, json, api__get_openapi},
    {"put-statement", "PUT", "/v1/statements/{hash}", false, ZL_ACT_COUNT,
        ZL_STATEMENT_MAX, ZL_QUERY_NONE, octets, octets, api__put_statement},
    {"get-statements", "GET", "/v1/statements", true, ZL_ACT_READ_STATEMENTS, 0,
        ZL_QUERY_AFTER, NULL, octets, api__get_statements},
    {"put-card", "PUT", "/v1/cards/{hash}", false, ZL_ACT_COUNT, ZL_CARD_MAX,
        ZL_QUERY_NONE, octets, octets, api__put_card},
    {"get-card", "GET", "/v1/cards/{hash}", true, ZL_ACT_READ_CARD, 0,
        ZL_QUERY_NONE, NULL, octets, api__get_card},
    {"get-directory", "GET", "/v1/directory", true, ZL_ACT_READ_STATEMENTS, 0,
        ZL_QUERY_NONE, NULL, octets, api__get_directory},
    {"get-charters", "GET", "/v1/charters", false, ZL_ACT_COUNT, 0,
        ZL_QUERY_AFTER, NULL, octets, api__get_charters},
    {"get-consistency", "GET", "/v1/consistency", true, ZL_ACT_READ_STATEMENTS,
        0, ZL_QUERY_SIZES, NULL, octets, api__get_consistency},
    {"put-invitation", "PUT", "/v1/invitations/{id}", true,
        ZL_ACT_PUT_INVITATION, INVITATION_MAX, ZL_QUERY_NONE, octets, octets,
        api__put_invitation},
    {"get-invitation", "GET", "/v1/invitations/{id}", false, ZL_ACT_COUNT, 0,
        ZL_QUERY_NONE, NULL, octets, api__get_invitation},
    {"put-record", "PUT", "/v1/records/{id}", false, ZL_ACT_COUNT,
        ZL_RECORD_MAX, ZL_QUERY_NONE, octets, octets, api__put_record},
    {"get-records", "GET", "/v1/records", true, ZL_ACT_READ_RECORDS, 0,
        ZL_QUERY_WAIT, NULL, octets, api__get_records},
    {"get-body", "GET", "/v1/records/{id}/body", true, ZL_ACT_READ_BODY, 0,
        ZL_QUERY_NONE, NULL, octets, api__get_body},
    {"put-seal", "PUT", "/v1/records/{id}/seals/{key}", true, ZL_ACT_PUT_SEAL,
        ZL_SEAL_SIZE, ZL_QUERY_NONE, octets, octets, api__put_seal},
    {"get-signal", "GET", "/v1/signals/{id}/records", true, ZL_ACT_READ_RECORDS,
        0, ZL_QUERY_AFTER, NULL, octets, api__get_signal},
    {"put-mail-address", "PUT", "/v1/mail-address", true, ZL_ACT_MAIL_ADDRESS,
        MAIL_MAX, ZL_QUERY_NONE, json, json, api__put_mail_address},
    {"get-mail-address", "GET", "/v1/mail-address", true, ZL_ACT_MAIL_ADDRESS,
        0, ZL_QUERY_NONE, NULL, json, api__get_mail_address},
    {"get-attention", "GET", "/v1/attention", true, ZL_ACT_READ_ATTENTION, 0,
        ZL_QUERY_NONE, NULL, json, api__get_attention},
    {"list-clubs", "GET", "/v1/register/clubs", true, ZL_ACT_LIST_CLUBS, 0,
        ZL_QUERY_AFTER, NULL, json, api__get_list},
    {"list-to-dos", "GET", "/v1/register/to-dos", true, ZL_ACT_LIST_TO_DOS, 0,
        ZL_QUERY_AFTER, NULL, json, api__get_list},
    {"list-people", "GET", "/v1/register/people", true, ZL_ACT_LIST_PEOPLE, 0,
        ZL_QUERY_AFTER, NULL, json, api__get_list},
    {"get-overview", "GET", "/v1/register/overview", true, ZL_ACT_READ_OVERVIEW,
        0, ZL_QUERY_NONE, NULL, json, api__get_list},
    {"get-figures", "GET", "/v1/figures", true, ZL_ACT_READ_FIGURES, 0,
        ZL_QUERY_NONE, NULL, json, api__get_figures},
    {"get-club", "GET", "/v1/register/clubs/{id}", true, ZL_ACT_READ_CLUB, 0,
        ZL_QUERY_NONE, NULL, json, api__get_club},
    {"put-club", "PUT", "/v1/register/clubs/{id}", true, ZL_ACT_PUT_CLUB,
        REGISTER_MAX, ZL_QUERY_NONE, json, json, api__put_register},
    {"put-person", "PUT", "/v1/register/clubs/{id}/people/{item}", true,
        ZL_ACT_PUT_PERSON, REGISTER_MAX, ZL_QUERY_NONE, json, json,
        api__put_register},
    {"put-visit", "PUT", "/v1/register/clubs/{id}/visits/{item}", true,
        ZL_ACT_PUT_VISIT, REGISTER_MAX, ZL_QUERY_NONE, json, json,
        api__put_register},
    {"put-need", "PUT", "/v1/register/clubs/{id}/needs/{item}", true,
        ZL_ACT_PUT_NEED, REGISTER_MAX, ZL_QUERY_NONE, json, json,
        api__put_register},
    {"drop-person", "DELETE", "/v1/register/clubs/{id}/people/{item}", true,
        ZL_ACT_PUT_PERSON, 0, ZL_QUERY_NONE, NULL, json, api__drop_register},
    {"drop-visit", "DELETE", "/v1/register/clubs/{id}/visits/{item}", true,
        ZL_ACT_PUT_VISIT, 0, ZL_QUERY_NONE, NULL, json, api__drop_register},
    {"drop-need", "DELETE", "/v1/register/clubs/{id}/needs/{item}", true,
        ZL_ACT_PUT_NEED, 0, ZL_QUERY_NONE, NULL, json, api__drop_register},
    {"get-own-data", "GET", "/v1/register/persons/{id}", true, ZL_ACT_OWN_DATA,
        0, ZL_QUERY_NONE, NULL, json, api__get_own_data},
    {"drop-own-data", "DELETE", "/v1/register/persons/{id}", true,
        ZL_ACT_OWN_DATA, 0, ZL_QUERY_NONE, NULL, json, api__drop_own_data},
    {"put-import-part", "PUT", "/v1/register/imports/{id}/{part}", true,
        ZL_ACT_IMPORT, ZL_IMPORT_PART_MAX, ZL_QUERY_NONE, json, json,
        api__put_import_part},
    {"put-import", "PUT", "/v1/register/imports/{id}", true, ZL_ACT_IMPORT,
        REGISTER_MAX, ZL_QUERY_NONE, json, json, api__put_import},
};

const struct zl_route *zl_api_routes(size_t *ret_count)
{
        *ret_count = sizeof(routes) / sizeof(routes[0]);
        return routes;
}

bool api__path_fits(const char *pattern, const char *path)
{
        while (*pattern != '\0' && *path != '\0') {
                if (*pattern == '{') {
                        size_t size = strcspn(path, "/");

                        if (size == 0)
                                return false;
                        path += size;
                        pattern += strcspn(pattern, "}") + 1;
                } else if (*pattern++ != *path++) {
                        return false;
                }
        }
        return *pattern == '\0' && *path == '\0';
}

/* One way to write each: no zero before it. */
static int parse_import_part(const char *text, unsigned *ret_part)
{
        unsigned part = 0;
        size_t size = strlen(text);

        if (size < 1 || size > 2 || strspn(text, "0123456789") != size ||
            (size > 1 && text[0] == '0'))
                return ZL_E_MALFORMED;
        for (size_t i = 0; i < size; i++)
                part = part * 10 + (unsigned)(text[i] - '0');
        if (part >= ZL_IMPORT_PARTS_MAX)
                return ZL_E_MALFORMED;
        *ret_part = part;
        return ZL_OK;
}

/* One {mark} of a pattern and the part of a path that stands in its place. */
static int parse_part(
    struct zl_call *call, const char *mark, const char *at, size_t size)
{
        char text[ZL_HASH_TEXT];

        if (size >= sizeof(text))
                return ZL_E_MALFORMED;
        memcpy(text, at, size);
        text[size] = '\0';
        if (strncmp(mark, "{id}", 4) == 0)
                return zl_hex_parse(text, call->id.bytes, ZL_ID_SIZE);
        if (strncmp(mark, "{item}", 6) == 0)
                return zl_hex_parse(text, call->item.bytes, ZL_ID_SIZE);
        if (strncmp(mark, "{part}", 6) == 0)
                return parse_import_part(text, &call->part);
        if (strncmp(mark, "{key}", 5) == 0)
                return zl_hex_parse(text, call->key.bytes, ZL_SEALING_KEY_SIZE);
        return zl_hex_parse(text, call->hash.bytes, ZL_HASH_SIZE);
}

/* Between the marks, path and pattern are the same. */
static int parse_names(struct zl_call *call)
{
        const char *pattern = call->route->path;
        const char *at = zl_request_path(call->request);
        int status = ZL_OK;

        while (status == ZL_OK && strchr(pattern, '{') != NULL) {
                size_t before = strcspn(pattern, "{");
                size_t size = strcspn(at + before, "/");

                pattern += before;
                at += before;
                status = parse_part(call, pattern, at, size);
                pattern += strcspn(pattern, "}") + 1;
                at += size;
        }
        return status;
}

static int parse_number(
    const char **query, const char *name, uint64_t *ret_number)
{
        const char *digits = *query + strlen(name);
        uint64_t number = 0;
        size_t size = 0;

        if (strncmp(*query, name, strlen(name)) != 0)
                return ZL_E_MALFORMED;
        size = strspn(digits, "0123456789");
        if (size == 0 || size > NUMBER_DIGITS)
                return ZL_E_MALFORMED;
        for (size_t i = 0; i < size; i++)
                number = number * 10 + (uint64_t)(digits[i] - '0');
        *query = digits + size;
        *ret_number = number;
        return ZL_OK;
}

static int parse_sizes(struct zl_call *call, const char **query)
{
        int status =
            parse_number(query, "fromStatements=", &call->from.statements);

        if (status == ZL_OK)
                status =
                    parse_number(query, "&fromRecords=", &call->from.records);
        if (status == ZL_OK)
                status =
                    parse_number(query, "&toStatements=", &call->to.statements);
        if (status == ZL_OK)
                status = parse_number(query, "&toRecords=", &call->to.records);
        return status;
}

static int parse_query(struct zl_call *call, const char *query)
{
        int status = ZL_E_MALFORMED;

        if (call->route->query == ZL_QUERY_SIZES)
                status = parse_sizes(call, &query);
        else if (call->route->query != ZL_QUERY_NONE)
                status = parse_number(&query, "after=", &call->after);
        if (status == ZL_OK && *query != '\0' &&
            call->route->query == ZL_QUERY_WAIT) {
                status = parse_number(&query, "&wait=", &call->wait_s);
                if (call->wait_s < 1 || call->wait_s > WAIT_MAX_S)
                        status = ZL_E_MALFORMED;
        }
        return status == ZL_OK && *query != '\0' ? ZL_E_MALFORMED : status;
}

int api__parse_target(struct zl_call *call)
{
        const char *query = zl_request_query(call->request);
        int status = parse_names(call);

        /* Only the sizes have to be there. */
        if (status == ZL_OK && query == NULL &&
            call->route->query == ZL_QUERY_SIZES)
                return ZL_E_MALFORMED;
        return status == ZL_OK && query != NULL ? parse_query(call, query)
                                                : status;
}
