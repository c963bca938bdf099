/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to a running server and its organisation. Everything here goes
 * over a socket, as a client's would. */
#include "live_world.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "calendar.h"
#include "check.h"
#include "data.h"
#include "events.h"
#include "httpsig.h"
#include "json.h"

enum { BODY_SIZE = 24 + 4096 + 16, ANSWER_MAX = 3 * 1024 * 1024 };

struct live *live_new(void)
{
        struct live *live = calloc(1, sizeof(*live));
        const char *detail = "";

        REQUIRE(live != NULL);
        REQUIRE_OK(zl_crypto_start());
        REQUIRE_OK(zl_json_start());
        REQUIRE_OK(zl_secret_start());
        (void)snprintf(
            live->folder, sizeof(live->folder), "/tmp/zl-live-XXXXXX");
        REQUIRE(mkdtemp(live->folder) != NULL);
        (void)snprintf(live->data, sizeof(live->data), "%s/data", live->folder);
        REQUIRE_OK(zl_data_init(live->data, &live->log_key, &detail));
        REQUIRE_OK(zl_signer_new(&live->root));
        for (int i = 0; i < LIVE_PERSONS; i++) {
                REQUIRE_OK(zl_signer_new(&live->devices[i]));
                live->members[i] = zl_random_id();
                zl_random(live->sealing[i].bytes, ZL_SEALING_KEY_SIZE);
        }
        live->organisation = zl_organisation_of(&live->root.key);
        live->tag = live->organisation;
        live->district = zl_random_id();
        live->team = zl_random_id();
        live->club = zl_random_id();
        live->elsewhere = zl_random_id();
        live->team_elsewhere = zl_random_id();
        live->config = zl_config_default();
        live->config.root = live->root.key;
        live->config.has_root = true;
        /* One device does here what a whole organisation would. */
        live->config.device_asks = 0;
        live->config.device_writes = 0;
        (void)snprintf(live->config.origin, sizeof(live->config.origin),
            "https://signalen.example");
        (void)snprintf(
            live->config.listen, sizeof(live->config.listen), "127.0.0.1:0");
        (void)snprintf(
            live->config.data, sizeof(live->config.data), "%s", live->data);
        return live;
}

static void remove_folder(const char *folder)
{
        DIR *dir = opendir(folder);
        struct dirent *entry = NULL;
        char name[400];

        if (dir == NULL)
                return;
        while ((entry = readdir(dir)) != NULL) {
                (void)snprintf(
                    name, sizeof(name), "%s/%s", folder, entry->d_name);
                (void)unlink(name);
        }
        (void)closedir(dir);
        (void)rmdir(folder);
}

void live_start(struct live *live)
{
        struct zl_failure failure = {.detail = ""};
        int status = zl_server_start(&live->config, &live->server, &failure);

        if (status != ZL_OK)
                (void)fprintf(stderr, "start: %s\n", failure.detail);
        REQUIRE_OK(status);
}

void live_stop(struct live *live)
{
        zl_server_stop(live->server);
        live->server = NULL;
}

void live_free(struct live *live)
{
        if (live == NULL)
                return;
        live_stop(live);
        zl_signer_free(&live->root);
        for (int i = 0; i < LIVE_PERSONS; i++)
                zl_signer_free(&live->devices[i]);
        remove_folder(live->data);
        remove_folder(live->folder);
        free(live);
        zl_secret_stop();
}

static uint16_t port_of(const struct live *live)
{
        const char *address = NULL;

        if (live->port != 0)
                return live->port;
        address = zl_server_address(live->server);
        return (uint16_t)strtoul(strrchr(address, ':') + 1, NULL, 10);
}

int live_connect(const struct live *live)
{
        struct sockaddr_in where = {.sin_family = AF_INET};
        struct timeval patience = {.tv_sec = 20};
        int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

        REQUIRE(fd >= 0);
        where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        where.sin_port = htons(port_of(live));
        if (connect(fd, (struct sockaddr *)&where, sizeof(where)) != 0) {
                (void)close(fd);
                return -1;
        }
        (void)setsockopt(
            fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
        return fd;
}

static void parse_answer(const struct zl_buf *got, struct live_answer *ret)
{
        const uint8_t *end = NULL;
        size_t size = 0;

        /* A server that stops may close before it says a word. */
        if (got->size < 13)
                return;
        end = memmem(got->data, got->size, "\r\n\r\n", 4);
        if (end == NULL)
                return;
        size = (size_t)(end - got->data) + 2;
        REQUIRE(size < sizeof(ret->headers));
        memcpy(ret->headers, got->data, size);
        ret->headers[size] = '\0';
        ret->status = (int)strtol(ret->headers + 9, NULL, 10);
        zl_put_bytes(&ret->body, got->data + size + 2, got->size - size - 2);
}

void live_receive(int fd, struct live_answer *ret)
{
        uint8_t part[16384];
        struct zl_buf got;
        ssize_t n = 0;

        memset(ret, 0, sizeof(*ret));
        zl_buf_init(&ret->body, ANSWER_MAX);
        if (fd < 0)
                return;
        zl_buf_init(&got, ANSWER_MAX);
        while ((n = recv(fd, part, sizeof(part), 0)) > 0)
                zl_put_bytes(&got, part, (size_t)n);
        (void)close(fd);
        REQUIRE_OK(got.status);
        parse_answer(&got, ret);
        zl_buf_free(&got);
}

static int send_raw(const struct live *live, const void *text, size_t size)
{
        int fd = live_connect(live);

        /* A server that refuses early closes while we still send. */
        if (fd >= 0)
                (void)!send(fd, text, size, MSG_NOSIGNAL);
        return fd;
}

void live_raw(const struct live *live, const void *text, size_t size,
    struct live_answer *ret)
{
        live_receive(send_raw(live, text, size), ret);
}

static int send_request(const struct live *live, const char *method,
    const char *target, const char *headers, struct zl_bytes body)
{
        int fd = -1;
        struct zl_buf request;
        char line[128];
        bool json = strcmp(target, "/v1/mail-address") == 0 ||
            strncmp(target, "/v1/register/", 13) == 0;

        zl_buf_init(&request, ANSWER_MAX);
        zl_put_text(&request, method);
        zl_put_text(&request, " ");
        zl_put_text(&request, target);
        zl_put_text(
            &request, " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n");
        if (headers != NULL)
                zl_put_text(&request, headers);
        if (strcmp(method, "PUT") == 0) {
                (void)snprintf(line, sizeof(line),
                    "Content-Type: application/%s\r\n"
                    "Content-Length: %zu\r\n",
                    json ? "json" : "octet-stream", body.size);
                zl_put_text(&request, line);
        }
        zl_put_text(&request, "\r\n");
        zl_put_bytes(&request, body.data, body.size);
        REQUIRE_OK(request.status);
        fd = send_raw(live, request.data, request.size);
        zl_buf_free(&request);
        return fd;
}

void live_ask(const struct live *live, const char *method, const char *target,
    const char *headers, struct zl_bytes body, struct live_answer *ret)
{
        live_receive(send_request(live, method, target, headers, body), ret);
}

static int send_signed(const struct live *live, const struct zl_signer *who,
    const char *method, const char *target, struct zl_bytes body)
{
        char uri[512];
        char digest[ZL_CONTENT_DIGEST_TEXT];
        char input[ZL_HTTPSIG_INPUT_TEXT];
        char signature[ZL_HTTPSIG_SIGNATURE_TEXT];
        char headers[1024];
        struct zl_request_parts parts = {.method = method, .target_uri = uri};
        uint64_t now = zl_clock_now().ms / ZL_MS_SECOND;

        (void)snprintf(uri, sizeof(uri), "%s%s", live->config.origin, target);
        zl_content_digest(body, digest);
        if (body.data != NULL)
                parts.digest = digest;
        REQUIRE_OK(zl_request_sign(who, &live->tag, &parts,
            now + (uint64_t)live->skew, input, signature));
        (void)snprintf(headers, sizeof(headers),
            "Signature-Input: %s\r\nSignature: %s\r\n%s%s%s", input, signature,
            body.data != NULL ? "Content-Digest: " : "",
            body.data != NULL ? digest : "", body.data != NULL ? "\r\n" : "");
        return send_request(live, method, target, headers, body);
}

void live_ask_signed(const struct live *live, const struct zl_signer *who,
    const char *method, const char *target, struct zl_bytes body,
    struct live_answer *ret)
{
        live_receive(send_signed(live, who, method, target, body), ret);
}

int live_send_signed(
    const struct live *live, const struct zl_signer *who, const char *target)
{
        static const struct zl_bytes nothing = {NULL, 0};

        return send_signed(live, who, "GET", target, nothing);
}

void live_done(struct live_answer *answer)
{
        zl_buf_free(&answer->body);
        memset(answer, 0, sizeof(*answer));
}

const char *live_header(const struct live_answer *answer, const char *name)
{
        static char value[512];
        const char *at = strcasestr(answer->headers, name);
        size_t size = 0;

        if (at == NULL)
                return NULL;
        at += strlen(name);
        at += strspn(at, " ");
        size = strcspn(at, "\r");
        REQUIRE(size < sizeof(value));
        memcpy(value, at, size);
        value[size] = '\0';
        return value;
}

static void check_every_header(const struct live_answer *answer)
{
        CHECK_STR(live_header(answer, "\r\nAPI-Version:"), "1.0.0");
        CHECK_STR(live_header(answer, "\r\nCache-Control:"), "no-store");
        CHECK_STR(
            live_header(answer, "\r\nX-Content-Type-Options:"), "nosniff");
        CHECK_STR(live_header(answer, "\r\nX-Frame-Options:"), "DENY");
        CHECK_STR(live_header(answer, "\r\nReferrer-Policy:"), "no-referrer");
        CHECK_STR(live_header(answer, "\r\nStrict-Transport-Security:"),
            "max-age=31536000");
        CHECK_STR(live_header(answer, "\r\nContent-Security-Policy:"),
            "default-src 'none'; frame-ancestors 'none'");
}

void live_check_problem(
    const struct live_answer *answer, int status, const char *name)
{
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        char type[96];

        CHECK_INT(answer->status, status);
        check_every_header(answer);
        CHECK_STR(live_header(answer, "\r\nContent-Type:"),
            "application/problem+json");
        (void)snprintf(type, sizeof(type), "urn:zijlijn:problem:%s", name);
        if (!CHECK_OK(
                zl_json_parse(answer->body.data, answer->body.size, &json)))
                return;
        r = zl_json_read(json);
        CHECK_STR(zl_json_text(&r, "type", ZL_TEXT_LINE, 100), type);
        CHECK_INT(zl_json_u64(&r, "status", 0, 999), status);
        CHECK(zl_json_text(&r, "title", ZL_TEXT_LINE, 100)[0] != '\0');
        CHECK(zl_json_text(&r, "detail", ZL_TEXT_LINE, 300)[0] != '\0');
        CHECK_OK(zl_json_end_open(&r));
        zl_json_free(json);
}

static int put_statement(
    const struct live *live, const struct zl_statement *statement)
{
        char target[128] = "/v1/statements/";
        struct live_answer answer;
        int status = 0;

        zl_hex_of(statement->hash.bytes, ZL_HASH_SIZE, target + strlen(target));
        live_ask(live, "PUT", target, NULL, statement->bytes, &answer);
        status = answer.status;
        live_done(&answer);
        return status;
}

int live_say(const struct live *live, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of, struct zl_hash *ret)
{
        struct zl_statement *statement = NULL;
        int status = 0;

        REQUIRE_OK(zl_statement_make(
            signer, &live->organisation, type, of, &statement));
        status = put_statement(live, statement);
        if (ret != NULL)
                *ret = statement->hash;
        zl_statement_free(statement);
        return status;
}

int live_say_charter(const struct live *live, const struct zl_sign_key *log_key)
{
        struct zl_district districts[] = {
            {live->district, "Noord"}, {live->elsewhere, "Zuid"}};
        struct zl_team teams[] = {
            {live->team, live->district, "Wijkteam Noord", "Gemeente Voorbeeld",
                "privacy@example.org", "0100000000"},
            {live->team_elsewhere, live->elsewhere, "Wijkteam Zuid",
                "Gemeente Voorbeeld", "privacy@example.org", "0100000002"}};
        struct zl_charter charter = {.number = 1, .name = "Voorbeeld"};

        charter.log_key = *log_key;
        charter.spare_root = live->root.key;
        charter.spare_root.bytes[0] ^= 1;
        charter.terms.remind_days = 1;
        charter.terms.deputy_days = 2;
        charter.terms.coordinator_days = 3;
        charter.terms.answer_days = 5;
        charter.retention.closed_days = 90;
        charter.retention.open_days = 365;
        charter.naming = ZL_NAMING_KNOWN;
        charter.roles.contact = "contactpersoon";
        charter.roles.professional = "sociaal werker";
        charter.roles.account_holder = "accounthouder wijkteam";
        charter.roles.supporter = "verenigingsondersteuner";
        charter.roles.coordinator = "coordinator";
        charter.districts = districts;
        charter.district_count = 2;
        charter.teams = teams;
        charter.team_count = 2;
        return live_say(live, &live->root, ZL_CHARTER, &charter, NULL);
}

static void appoint(struct live *live, const struct zl_signer *by,
    enum live_person person, enum zl_role role, struct zl_id *scope)
{
        struct zl_appointment a = {
            .member = live->members[person], .role = role};
        struct zl_device device = {.member = live->members[person]};
        struct zl_sealing sealing = {
            live->members[person], live->sealing[person]};
        struct zl_signer invitation;

        REQUIRE_OK(zl_signer_new(&invitation));
        a.scope = scope;
        a.scope_count = scope != NULL ? 1 : 0;
        a.from = zl_time_day(zl_clock_now());
        a.until = a.from + 1000;
        a.invitation = invitation.key;
        REQUIRE_INT(
            live_say(live, by, ZL_APPOINTMENT, &a, &device.appointment), 201);
        live->appointments[person] = device.appointment;
        device.key = live->devices[person].key;
        device.proof = zl_device_proof(
            &live->devices[person], &live->organisation, &device.member);
        REQUIRE_INT(live_say(live, &invitation, ZL_DEVICE, &device, NULL), 201);
        if (role == ZL_ROLE_PROFESSIONAL || role == ZL_ROLE_CONTACT)
                REQUIRE_INT(live_say(live, &live->devices[person],
                                ZL_SEALING_KEY, &sealing, NULL),
                    201);
        zl_signer_free(&invitation);
}

void live_found(struct live *live)
{
        const struct zl_signer *coordinator = &live->devices[LIVE_COORDINATOR];
        struct zl_club club = {.written = {1795458419123},
            .club = live->club,
            .kind = "football",
            .district = live->district,
            .name = "vv Noord"};
        struct zl_assignment assignment = {.written = {1795458419123},
            .club = live->club,
            .account_holder = live->members[LIVE_HOLDER],
            .deputy_count = 1,
            .phone = "0100000001"};

        assignment.deputies[0] = live->members[LIVE_DEPUTY];
        REQUIRE_INT(live_say_charter(live, &live->log_key), 201);
        appoint(live, &live->root, LIVE_COORDINATOR, ZL_ROLE_COORDINATOR, NULL);
        REQUIRE_INT(live_say(live, coordinator, ZL_CLUB, &club, NULL), 201);
        appoint(live, coordinator, LIVE_SUPPORTER, ZL_ROLE_SUPPORTER, NULL);
        appoint(
            live, coordinator, LIVE_HOLDER, ZL_ROLE_PROFESSIONAL, &live->team);
        appoint(
            live, coordinator, LIVE_DEPUTY, ZL_ROLE_PROFESSIONAL, &live->team);
        appoint(live, &live->devices[LIVE_SUPPORTER], LIVE_CONTACT,
            ZL_ROLE_CONTACT, &live->club);
        REQUIRE_INT(
            live_say(live, coordinator, ZL_ASSIGNMENT, &assignment, NULL), 201);
}

void live_join_elsewhere(struct live *live)
{
        appoint(live, &live->devices[LIVE_COORDINATOR], LIVE_OUTSIDER,
            ZL_ROLE_PROFESSIONAL, &live->team_elsewhere);
}

struct live *live_founded(void)
{
        struct live *live = live_new();

        live_start(live);
        live_found(live);
        return live;
}

void live_see(
    const struct live *live, enum live_person who, struct zl_seen_head *ret)
{
        struct live_answer answer;
        struct zl_bundle bundle;

        live_ask_signed(live, &live->devices[who], "GET", "/v1/records",
            (struct zl_bytes){NULL, 0}, &answer);
        REQUIRE_INT(answer.status, 200);
        REQUIRE_OK(zl_bundle_read(answer.body.data, answer.body.size, &bundle));
        *ret = (struct zl_seen_head){bundle.head.statements,
            bundle.head.statement_root, bundle.head.records,
            bundle.head.record_root};
        live_done(&answer);
}

void live_record(const struct live *live, enum zl_kind kind,
    enum live_person author, const struct zl_id *signal,
    const struct zl_hash *follows, const enum live_person *to,
    struct zl_id *ret_id, struct zl_buf *ret)
{
        struct zl_context c = {.kind = kind};
        struct zl_seal seals[ZL_RECIPIENTS_MAX];
        struct zl_hash commitment = {{0}};
        uint8_t body[BODY_SIZE];
        struct zl_bytes sealed = {NULL, 0};

        c.organisation = live->organisation;
        c.id = zl_record_id(zl_clock_now());
        c.signal = signal != NULL ? *signal : c.id;
        c.club = live->club;
        c.author = live->devices[author].key;
        if (follows != NULL)
                c.previous[c.previous_count++] = *follows;
        /* These say what their author knew; of others it decides nothing. */
        if (kind == ZL_HANDOVER || kind == ZL_STEP_OUT)
                live_see(live, author, &c.seen);
        for (; *to != LIVE_PERSONS; to++) {
                c.recipients[c.recipient_count].member = live->members[*to];
                c.recipients[c.recipient_count++].key = live->sealing[*to];
        }
        REQUIRE_OK(zl_context_sort(&c));
        if (!zl_kind_is_status(kind)) {
                zl_random(seals, sizeof(seals));
                zl_random(body, sizeof(body));
                zl_random(&commitment, sizeof(commitment));
                sealed = (struct zl_bytes){body, sizeof(body)};
        }
        zl_buf_init(ret, ZL_RECORD_MAX);
        REQUIRE_OK(zl_record_write(
            &live->devices[author], &c, &commitment, seals, sealed, ret));
        *ret_id = c.id;
}

void live_note(
    const struct live *live, struct zl_id *ret_id, struct zl_buf *ret)
{
        static const enum live_person all[] = {
            LIVE_HOLDER, LIVE_DEPUTY, LIVE_CONTACT, LIVE_PERSONS};

        live_record(live, ZL_NOTE, LIVE_CONTACT, NULL, NULL, all, ret_id, ret);
}

void live_put_record(const struct live *live, const struct zl_id *id,
    const struct zl_buf *bytes, struct live_answer *ret)
{
        char target[64] = "/v1/records/";

        zl_hex_of(id->bytes, ZL_ID_SIZE, target + strlen(target));
        live_ask(live, "PUT", target, NULL, zl_buf_bytes(bytes), ret);
}
