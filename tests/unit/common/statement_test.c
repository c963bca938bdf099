/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: a statement says exactly what was signed. Every type comes back as
 * it was made, and nothing that is cut, altered, or of another form, version
 * or organisation is taken for one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "common/calendar.h"
#include "common/json.h"
#include "fault_alloc.h"
#include "samples.h"

static const enum zl_statement_type types[] = {ZL_CHARTER, ZL_CLUB,
    ZL_APPOINTMENT, ZL_CARD, ZL_DEVICE, ZL_SEALING_KEY, ZL_ASSIGNMENT,
    ZL_ABSENCE, ZL_REVOCATION, ZL_DIRECTORY};

enum {
        TYPE_COUNT = sizeof(types) / sizeof(types[0]),
        PAYLOAD_AT = 1 + 1 + 16 + 32 + 4,
        TEXT_MAX = 20000
};

static int parse(const uint8_t *data, size_t size)
{
        struct zl_id organisation = sample_id(7);
        struct zl_statement *statement = NULL;
        int status = zl_statement_parse(data, size, &organisation, &statement);

        CHECK((statement != NULL) == (status == ZL_OK));
        zl_statement_free(statement);
        return status;
}

/* The statement's payload as text. */
static void payload_of(const struct zl_statement *s, char ret[static TEXT_MAX])
{
        size_t size = s->bytes.size - PAYLOAD_AT - ZL_SIGNATURE_SIZE;

        REQUIRE(size < TEXT_MAX);
        memcpy(ret, s->bytes.data + PAYLOAD_AT, size);
        ret[size] = '\0';
}

/* Well signed, so that only the payload decides. */
static int parse_payload(enum zl_statement_type type, const char *payload)
{
        struct zl_buf buf;
        int status = ZL_OK;

        sample_signed((uint8_t)type, payload, &buf);
        status = parse(buf.data, buf.size);
        zl_buf_free(&buf);
        return status;
}

/* Replaces the first `what` by `with`. */
static void swap(const char *text, const char *what, const char *with,
    char ret[static TEXT_MAX])
{
        const char *at = strstr(text, what);

        REQUIRE(at != NULL);
        (void)snprintf(ret, TEXT_MAX, "%.*s%s%s", (int)(at - text), text, with,
            at + strlen(what));
}

static void check_charter(const struct zl_charter *c)
{
        struct zl_charter want = sample_charter();

        CHECK_UINT(c->number, 1);
        CHECK(!c->has_previous);
        CHECK_STR(c->name, want.name);
        CHECK(zl_sign_key_equal(&c->log_key, &want.log_key));
        CHECK(zl_sign_key_equal(&c->spare_root, &want.spare_root));
        CHECK_BYTES(&c->terms, sizeof(c->terms), &want.terms, sizeof(c->terms));
        CHECK_UINT(c->retention.closed_days, 90);
        CHECK_UINT(c->retention.open_days, 365);
        CHECK_INT(c->naming, ZL_NAMING_KNOWN);
        CHECK_STR(c->roles.account_holder, want.roles.account_holder);
        CHECK_STR(c->roles.coordinator, want.roles.coordinator);
        REQUIRE_UINT(c->district_count, 2);
        CHECK_STR(c->districts[1].name, want.districts[1].name);
        REQUIRE_UINT(c->team_count, 2);
        CHECK(zl_id_equal(&c->teams[1].district, &want.districts[1].id));
        CHECK_STR(c->teams[0].controller, want.teams[0].controller);
        CHECK_STR(c->teams[0].privacy_contact, want.teams[0].privacy_contact);
        CHECK_STR(c->teams[1].phone, want.teams[1].phone);
        REQUIRE_UINT(c->signpost_count, 2);
        CHECK_STR(c->signposts[0].kind, NULL);
        CHECK_STR(c->signposts[1].kind, "scouting");
        CHECK_STR(c->signposts[1].when, "werkdagen");
}

static void check_with_texts(const struct zl_statement *s)
{
        struct zl_id id = sample_id(4);

        switch (s->type) {
        case ZL_CHARTER:
                check_charter(&s->is.charter);
                break;
        case ZL_CLUB:
                CHECK_STR(s->is.club.kind, "football");
                CHECK_STR(s->is.club.name, "vv De Linde");
                CHECK(zl_id_equal(&s->is.club.district, &id));
                break;
        case ZL_ASSIGNMENT:
                CHECK(zl_id_equal(&s->is.assignment.account_holder, &id));
                CHECK_UINT(s->is.assignment.deputy_count, 8);
                CHECK_UINT(s->is.assignment.deputies[7].bytes[3], 17);
                CHECK_STR(s->is.assignment.phone, "0123 45 67 89");
                break;
        default:
                break;
        }
}

static void check_without_texts(
    const struct zl_statement *s, const struct zl_id *organisation)
{
        switch (s->type) {
        case ZL_APPOINTMENT:
                CHECK_INT(s->is.appointment.role, ZL_ROLE_CONTACT);
                REQUIRE_UINT(s->is.appointment.scope_count, 2);
                CHECK_UINT(s->is.appointment.scope[1].bytes[15], 4);
                CHECK_UINT(s->is.appointment.from, 20700);
                CHECK_UINT(s->is.appointment.until, 21100);
                CHECK_UINT(s->is.appointment.invitation.bytes[0], 8);
                break;
        case ZL_CARD:
                CHECK_UINT(s->is.card.card.bytes[31], 6);
                break;
        case ZL_DEVICE:
                CHECK_BYTES(&s->is.device, sizeof(s->is.device),
                    sample_of(ZL_DEVICE, organisation), sizeof(s->is.device));
                break;
        case ZL_SEALING_KEY:
                CHECK_UINT(s->is.sealing.key.bytes[0], 9);
                break;
        case ZL_ABSENCE:
                CHECK_UINT(s->is.absence.written.ms, 1795458419123);
                CHECK_UINT(s->is.absence.member.bytes[0], 2);
                CHECK_UINT(s->is.absence.absence.bytes[0], 5);
                CHECK(!s->is.absence.ended);
                CHECK_UINT(s->is.absence.from, 20700);
                CHECK_UINT(s->is.absence.until, 21066);
                CHECK_UINT(s->is.absence.deputy.bytes[0], 4);
                break;
        case ZL_REVOCATION:
                CHECK(s->is.revocation.compromised);
                CHECK_UINT(s->is.revocation.since, 12);
                break;
        case ZL_DIRECTORY:
                CHECK_UINT(s->is.directory.version, 2);
                CHECK(s->is.directory.has_previous);
                CHECK_UINT(s->is.directory.previous.bytes[3], 1);
                CHECK_UINT(s->is.directory.statements, 40);
                CHECK_UINT(s->is.directory.scopes, 3);
                CHECK_UINT(s->is.directory.expires.ms, 1795458419123);
                break;
        default:
                break;
        }
}

static void every_type_comes_back_as_it_was_made(void)
{
        struct zl_id organisation = sample_id(7);
        struct zl_signer signer = sample_signer(1);

        for (size_t i = 0; i < TYPE_COUNT; i++) {
                struct zl_statement *s = sample_statement(types[i]);
                struct zl_hash hash = zl_hash_of(s->bytes.data, s->bytes.size);

                CHECK_INT(s->type, types[i]);
                CHECK(zl_id_equal(&s->organisation, &organisation));
                CHECK(zl_sign_key_equal(&s->signer, &signer.key));
                CHECK(zl_hash_equal(&s->hash, &hash));
                check_with_texts(s);
                check_without_texts(s, &organisation);
                CHECK_OK(parse(s->bytes.data, s->bytes.size));
                zl_statement_free(s);
        }
        zl_signer_free(&signer);
}

static void no_cut_is_taken(void)
{
        for (size_t i = 0; i < TYPE_COUNT; i++) {
                struct zl_statement *s = sample_statement(types[i]);
                uint8_t *longer = calloc(1, s->bytes.size + 1);

                REQUIRE(longer != NULL);
                memcpy(longer, s->bytes.data, s->bytes.size);
                CHECK_STATUS(parse(longer, s->bytes.size + 1), ZL_E_MALFORMED);
                free(longer);
                for (size_t size = 0; size < s->bytes.size; size++) {
                        /* In memory of its own, so that ASan watches. */
                        uint8_t *cut = malloc(size + (size == 0));

                        REQUIRE(cut != NULL);
                        memcpy(cut, s->bytes.data, size);
                        CHECK_STATUS(parse(cut, size), ZL_E_MALFORMED);
                        free(cut);
                }
                zl_statement_free(s);
        }
}

static void no_flipped_bit_is_taken(void)
{
        struct zl_statement *s = sample_statement(ZL_REVOCATION);
        uint8_t copy[2000];

        REQUIRE(s->bytes.size <= sizeof(copy));
        memcpy(copy, s->bytes.data, s->bytes.size);
        for (size_t i = 0; i < 8 * s->bytes.size; i++) {
                int status = ZL_OK;

                copy[i / 8] ^= (uint8_t)(1 << i % 8);
                status = parse(copy, s->bytes.size);
                if (i / 8 == 0)
                        CHECK_STATUS(status, ZL_E_VERSION);
                else if (i / 8 >= 2 && i / 8 < 18)
                        CHECK_STATUS(status, ZL_E_ORGANISATION);
                else if (i / 8 >= 18 && i / 8 < 50)
                        CHECK_STATUS(status, ZL_E_SIGNATURE);
                else if (i / 8 >= PAYLOAD_AT)
                        CHECK_STATUS(status, ZL_E_SIGNATURE);
                else
                        CHECK(status != ZL_OK);
                copy[i / 8] ^= (uint8_t)(1 << i % 8);
        }
        CHECK_OK(parse(copy, s->bytes.size));
        zl_statement_free(s);
}

static void a_signature_holds_for_one_type_and_organisation(void)
{
        struct zl_statement *s = sample_statement(ZL_CARD);
        struct zl_statement *other = NULL;
        struct zl_id organisation = sample_id(8);
        uint8_t copy[2000];

        REQUIRE(s->bytes.size <= sizeof(copy));
        memcpy(copy, s->bytes.data, s->bytes.size);
        CHECK_STATUS(
            zl_statement_parse(copy, s->bytes.size, &organisation, &other),
            ZL_E_ORGANISATION);
        memcpy(copy + 2, organisation.bytes, ZL_ID_SIZE);
        CHECK_STATUS(
            zl_statement_parse(copy, s->bytes.size, &organisation, &other),
            ZL_E_SIGNATURE);
        memcpy(copy, s->bytes.data, s->bytes.size);
        copy[1] = ZL_SEALING_KEY;
        CHECK_STATUS(parse(copy, s->bytes.size), ZL_E_SIGNATURE);
        copy[1] = ZL_ABSENCE;
        CHECK_STATUS(parse(copy, s->bytes.size), ZL_E_SIGNATURE);
        copy[1] = 11;
        CHECK_STATUS(parse(copy, s->bytes.size), ZL_E_MALFORMED);
        copy[1] = 0;
        CHECK_STATUS(parse(copy, s->bytes.size), ZL_E_MALFORMED);
        CHECK(other == NULL);
        zl_statement_free(s);
}

static void limits_of_size_hold(void)
{
        struct zl_buf buf;
        char *payload = malloc(ZL_STATEMENT_MAX + 1);

        REQUIRE(payload != NULL);
        memset(payload, ' ', ZL_STATEMENT_MAX);
        payload[ZL_PAYLOAD_MAX + 1] = '\0';
        sample_signed(ZL_CARD, payload, &buf);
        CHECK_STATUS(parse(buf.data, buf.size), ZL_E_TOO_LARGE);
        zl_buf_free(&buf);
        payload[ZL_PAYLOAD_MAX + 1] = ' ';
        payload[ZL_STATEMENT_MAX] = '\0';
        sample_signed(ZL_CARD, payload, &buf);
        CHECK_STATUS(parse(buf.data, buf.size), ZL_E_TOO_LARGE);
        zl_buf_free(&buf);
        free(payload);
}

/* Each of the payload's own fields left out, and one too many. */
static void fields_are_those_and_no_others(void)
{
        for (size_t i = 0; i < TYPE_COUNT; i++) {
                struct zl_statement *s = sample_statement(types[i]);
                char text[TEXT_MAX];
                char other[TEXT_MAX];

                payload_of(s, text);
                zl_statement_free(s);
                CHECK_OK(parse_payload(types[i], text));
                for (const char *at = text; (at = strchr(at, '"')) != NULL;) {
                        const char *end = strchr(at + 1, '"');

                        REQUIRE(end != NULL);
                        if (end[1] == ':') {
                                (void)snprintf(other, sizeof(other), "%.*sx%s",
                                    (int)(end - text), text, end);
                                CHECK_STATUS(parse_payload(types[i], other),
                                    ZL_E_MALFORMED);
                        }
                        at = end + 1;
                }
                swap(text, "{\"v\":1", "{\"v\":1,\"more\":1", other);
                CHECK_STATUS(parse_payload(types[i], other), ZL_E_MALFORMED);
                swap(text, "{\"v\":1", "{\"v\":1,\"v\":1", other);
                CHECK_STATUS(parse_payload(types[i], other), ZL_E_MALFORMED);
                swap(text, "{\"v\":1", "{\"v\":2", other);
                CHECK_STATUS(parse_payload(types[i], other), ZL_E_VERSION);
        }
}

/* One change to a good payload each, and what it must be refused with. */
static const struct {
        enum zl_statement_type type;
        const char *what;
        const char *with;
        int status;
} spoilt[] = {
    {ZL_CHARTER, "\"number\":1", "\"number\":2", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"number\":1", "\"number\":0", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"number\":1", "\"number\":1.0", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"remind_days\":2", "\"remind_days\":31", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"answer_days\":10", "\"answer_days\":61", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"closed_days\":90", "\"closed_days\":366", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"open_days\":365", "\"open_days\":0", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"known\"", "\"Known\"", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"Noord\"", "\"\"", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"Noord\"", "\"No\\tord\"", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"Noord\"", "\"No\\u0000ord\"", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"Noord\"", "7", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"id\":\"12", "\"id\":\"11", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"id\":\"22", "\"id\":\"21", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"district\":\"12", "\"district\":\"13", ZL_E_MALFORMED},
    {ZL_CHARTER, "\"scouting\"", "\"Scouting\"", ZL_E_MALFORMED},
    {ZL_CLUB, "\"football\"", "\"voet bal\"", ZL_E_MALFORMED},
    {ZL_CLUB, "\"football\"", "\"\"", ZL_E_MALFORMED},
    {ZL_CLUB, "\"0303", "\"0A03", ZL_E_MALFORMED},
    {ZL_CLUB, "\"0303", "\"03", ZL_E_MALFORMED},
    {ZL_APPOINTMENT, "\"contact\"", "\"coordinator\"", ZL_E_MALFORMED},
    {ZL_APPOINTMENT, "\"contact\"", "\"professional\"", ZL_E_MALFORMED},
    {ZL_APPOINTMENT, "\"contact\"", "\"none\"", ZL_E_MALFORMED},
    {ZL_APPOINTMENT, "0404040404", "0303030303", ZL_OK},
    {ZL_APPOINTMENT, "04040404040404040404040404040404",
        "03030303030303030303030303030303", ZL_E_MALFORMED},
    {ZL_APPOINTMENT, "\"2026-09-04\"", "\"2027-10-10\"", ZL_E_MALFORMED},
    {ZL_APPOINTMENT, "\"2026-09-04\"", "\"2026-02-30\"", ZL_E_MALFORMED},
    {ZL_DEVICE, "\"0202", "\"0302", ZL_E_SIGNATURE},
    {ZL_DEVICE, "\"appointment\":\"05", "\"appointment\":\"06", ZL_OK},
    {ZL_ASSIGNMENT, "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
        "04040404040404040404040404040404", ZL_E_MALFORMED},
    {ZL_ASSIGNMENT, "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
        "0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", ZL_E_MALFORMED},
    {ZL_ASSIGNMENT, "\"0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\"",
        "\"0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\","
        "\"1a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a\"",
        ZL_E_TOO_LARGE},
    {ZL_ABSENCE, "\"2027-09-05\"", "\"2027-09-06\"", ZL_E_MALFORMED},
    {ZL_ABSENCE, "\"2027-09-05\"", "\"2026-09-04\"", ZL_OK},
    {ZL_ABSENCE, "\"2027-09-05\"", "\"2026-09-03\"", ZL_E_MALFORMED},
    {ZL_ABSENCE, "\"2027-09-05\"", "\"2027-02-29\"", ZL_E_MALFORMED},
    {ZL_ABSENCE, "04040404040404040404040404040404",
        "02020202020202020202020202020202", ZL_E_MALFORMED},
    {ZL_ABSENCE, ",\"deputy\":\"04040404040404040404040404040404\"", "",
        ZL_E_MALFORMED},
    {ZL_ABSENCE, ",\"from\":\"2026-09-04\",\"until\":\"2027-09-05\"", "",
        ZL_E_MALFORMED},
    {ZL_ABSENCE,
        ",\"from\":\"2026-09-04\",\"until\":\"2027-09-05\","
        "\"deputy\":\"04040404040404040404040404040404\"",
        "", ZL_OK},
    {ZL_REVOCATION, "\"compromised\"", "\"left\"", ZL_E_MALFORMED},
    {ZL_REVOCATION, "\"since\":12", "\"since\":-1", ZL_E_MALFORMED},
    {ZL_REVOCATION, "\"since\":12", "\"since\":9007199254740992",
        ZL_E_MALFORMED},
    {ZL_REVOCATION, "\"since\":12", "\"since\":9007199254740991", ZL_OK},
    {ZL_DIRECTORY, "\"version\":2", "\"version\":1", ZL_E_MALFORMED},
    {ZL_DIRECTORY, "\"version\":2", "\"version\":0", ZL_E_MALFORMED},
};

static void each_spoilt_payload_is_refused(void)
{
        for (size_t i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++) {
                struct zl_statement *s = sample_statement(spoilt[i].type);
                char text[TEXT_MAX];
                char other[TEXT_MAX];

                payload_of(s, text);
                zl_statement_free(s);
                swap(text, spoilt[i].what, spoilt[i].with, other);
                if (!CHECK_STATUS(
                        parse_payload(spoilt[i].type, other), spoilt[i].status))
                        (void)printf("  %s\n", spoilt[i].with);
        }
}

static void not_json_is_refused(void)
{
        CHECK_STATUS(parse_payload(ZL_CARD, ""), ZL_E_MALFORMED);
        CHECK_STATUS(parse_payload(ZL_CARD, "[]"), ZL_E_MALFORMED);
        CHECK_STATUS(parse_payload(ZL_CARD, "{"), ZL_E_MALFORMED);
        CHECK_STATUS(parse_payload(ZL_CLUB, "{}"), ZL_E_MALFORMED);
        CHECK_STATUS(
            parse_payload(ZL_CLUB, "{\"v\":1} trailing"), ZL_E_MALFORMED);
        CHECK_STATUS(
            parse_payload(ZL_CARD, "[[[[[[[[[[[[[[[[[[[["), ZL_E_TOO_LARGE);
}

static int make(enum zl_statement_type type, const void *what)
{
        struct zl_id organisation = sample_id(7);
        struct zl_signer signer = sample_signer(1);
        struct zl_statement *statement = NULL;
        int status =
            zl_statement_make(&signer, &organisation, type, what, &statement);

        CHECK((statement != NULL) == (status == ZL_OK));
        zl_statement_free(statement);
        zl_signer_free(&signer);
        return status;
}

static void nothing_leaves_that_a_reader_would_refuse(void)
{
        struct zl_id organisation = sample_id(7);
        struct zl_charter charter = sample_charter();
        struct zl_appointment appointment;
        struct zl_assignment assignment;
        struct zl_absence absence;
        struct zl_revocation revocation;
        struct zl_directory_claim claim;
        struct zl_club club;
        char name[2 * ZL_NAME_CHARS + 2];

        charter.number = UINT64_MAX;
        CHECK_STATUS(make(ZL_CHARTER, &charter), ZL_E_MALFORMED);
        charter = sample_charter();
        charter.naming = (enum zl_naming)3;
        CHECK_STATUS(make(ZL_CHARTER, &charter), ZL_E_MALFORMED);
        charter = sample_charter();
        charter.roles.contact = NULL;
        CHECK_STATUS(make(ZL_CHARTER, &charter), ZL_E_MALFORMED);
        club = *(const struct zl_club *)sample_of(ZL_CLUB, &organisation);
        club.written.ms = UINT64_C(1) << 53;
        CHECK_STATUS(make(ZL_CLUB, &club), ZL_E_MALFORMED);
        club.written.ms--;
        CHECK_OK(make(ZL_CLUB, &club));
        club.name = "\xff";
        CHECK_STATUS(make(ZL_CLUB, &club), ZL_E_MALFORMED);
        for (size_t i = 0; i <= ZL_NAME_CHARS; i++)
                memcpy(name + 2 * i, "\xc3\xab", 2);
        name[2 * ZL_NAME_CHARS] = '\0';
        club.name = name; /* a hundred of them */
        CHECK_OK(make(ZL_CLUB, &club));
        name[2 * ZL_NAME_CHARS] = 'e';
        name[2 * ZL_NAME_CHARS + 1] = '\0';
        CHECK_STATUS(make(ZL_CLUB, &club), ZL_E_TOO_LARGE);
        appointment = *(const struct zl_appointment *)sample_of(
            ZL_APPOINTMENT, &organisation);
        appointment.until = ZL_DAY_MAX + 1;
        CHECK_STATUS(make(ZL_APPOINTMENT, &appointment), ZL_E_MALFORMED);
        appointment.until = ZL_DAY_MAX;
        CHECK_OK(make(ZL_APPOINTMENT, &appointment));
        appointment.role = ZL_ROLE_NONE;
        CHECK_STATUS(make(ZL_APPOINTMENT, &appointment), ZL_E_MALFORMED);
        assignment = *(const struct zl_assignment *)sample_of(
            ZL_ASSIGNMENT, &organisation);
        assignment.written.ms = UINT64_C(1) << 53;
        CHECK_STATUS(make(ZL_ASSIGNMENT, &assignment), ZL_E_MALFORMED);
        assignment.written.ms--;
        CHECK_OK(make(ZL_ASSIGNMENT, &assignment));
        assignment.deputy_count = ZL_DEPUTIES_MAX + 1;
        CHECK_STATUS(make(ZL_ASSIGNMENT, &assignment), ZL_E_TOO_LARGE);
        revocation =
            (struct zl_revocation){.compromised = true, .since = UINT64_MAX};
        CHECK_STATUS(make(ZL_REVOCATION, &revocation), ZL_E_MALFORMED);
        revocation.compromised = false;
        CHECK_OK(make(ZL_REVOCATION, &revocation));
        claim =
            (struct zl_directory_claim){.version = 1, .expires = {UINT64_MAX}};
        CHECK_STATUS(make(ZL_DIRECTORY, &claim), ZL_E_MALFORMED);
        absence =
            *(const struct zl_absence *)sample_of(ZL_ABSENCE, &organisation);
        absence.written.ms = UINT64_C(1) << 53;
        CHECK_STATUS(make(ZL_ABSENCE, &absence), ZL_E_MALFORMED);
        absence.written.ms--;
        CHECK_OK(make(ZL_ABSENCE, &absence));
        absence.from = UINT32_MAX;
        CHECK_STATUS(make(ZL_ABSENCE, &absence), ZL_E_MALFORMED);
        absence.ended = true; /* what ends has no dates, so none to judge */
        CHECK_OK(make(ZL_ABSENCE, &absence));
        CHECK_STATUS(make((enum zl_statement_type)99, &claim), ZL_E_MALFORMED);
}

static void a_charter_too_large_for_a_payload_is_refused(void)
{
        struct zl_charter charter = sample_charter();
        static struct zl_team many[ZL_TEAMS_MAX + 1];
        char address[201];

        memset(address, 'x', 200);
        address[200] = '\0';
        for (size_t i = 0; i <= ZL_TEAMS_MAX; i++) {
                many[i] = charter.teams[0];
                many[i].id.bytes[1] = (uint8_t)i;
        }
        charter.teams = many;
        charter.team_count = ZL_TEAMS_MAX + 1;
        CHECK_STATUS(make(ZL_CHARTER, &charter), ZL_E_TOO_LARGE);
        charter.team_count = ZL_TEAMS_MAX;
        CHECK_OK(make(ZL_CHARTER, &charter));
        for (size_t i = 0; i < ZL_TEAMS_MAX; i++)
                many[i].controller = address;
        CHECK_STATUS(make(ZL_CHARTER, &charter), ZL_E_TOO_LARGE);
}

static void the_types_have_their_words(void)
{
        CHECK_STR(zl_statement_type_str(ZL_SEALING_KEY), "sealing-key");
        CHECK_STR(zl_statement_type_str(ZL_CHARTER), "charter");
        CHECK_STR(zl_statement_type_str(ZL_ABSENCE), "absence");
        CHECK_STR(zl_statement_type_str((enum zl_statement_type)0), "unknown");
        CHECK_STR(zl_statement_type_str((enum zl_statement_type)11), "unknown");
}

static void an_organisation_is_its_first_root(void)
{
        struct zl_sign_key root = {{1}};
        uint8_t text[22 + 32] = "zijlijn/1 organisation";
        struct zl_id id = zl_organisation_of(&root);
        struct zl_hash words = zl_root_words_hash(&root);
        struct zl_hash want;

        samples_start();
        memcpy(text + 22, root.bytes, 32);
        want = zl_hash_of(text, sizeof(text));
        CHECK_BYTES(id.bytes, 16, want.bytes, 16);
        memcpy(text + 10, "root", 4);
        memcpy(text + 14, root.bytes, 32);
        want = zl_hash_of(text, 14 + 32);
        CHECK_BYTES(words.bytes, 32, want.bytes, 32);
}

static void every_allocation_may_fail(void)
{
        struct zl_id organisation = sample_id(7);
        struct zl_signer signer = sample_signer(1);

        for (size_t i = 0; i < TYPE_COUNT; i++) {
                struct zl_statement *statement = NULL;
                const void *what = sample_of(types[i], &organisation);
                int status = ZL_OK;

                for (size_t n = 1;; n++) {
                        fault_alloc_fail_at(n);
                        status = zl_statement_make(
                            &signer, &organisation, types[i], what, &statement);
                        if (!fault_alloc_stop())
                                break;
                        CHECK_STATUS(status, ZL_E_MEMORY);
                        CHECK(statement == NULL);
                }
                CHECK_OK(status);
                zl_statement_free(statement);
        }
        zl_signer_free(&signer);
        zl_statement_free(NULL);
}

static void a_club_that_ended_says_so_and_one_that_goes_on_says_nothing(void)
{
        struct zl_id organisation = sample_id(7);
        struct zl_signer signer = sample_signer(1);
        struct zl_club club =
            *(const struct zl_club *)sample_of(ZL_CLUB, &organisation);
        struct zl_statement *s = NULL;
        char text[TEXT_MAX];
        char *end = NULL;

        club.ended = true;
        REQUIRE_OK(
            zl_statement_make(&signer, &organisation, ZL_CLUB, &club, &s));
        CHECK(s->is.club.ended);
        payload_of(s, text);
        end = strstr(text, "true}");
        REQUIRE(end != NULL);
        CHECK_OK(parse_payload(ZL_CLUB, text));
        memcpy(end, "1   }", 5);
        CHECK_STATUS(parse_payload(ZL_CLUB, text), ZL_E_MALFORMED);
        memcpy(end, "null}", 5);
        CHECK_STATUS(parse_payload(ZL_CLUB, text), ZL_E_MALFORMED);
        memcpy(end, "false}", 7);
        CHECK_STATUS(parse_payload(ZL_CLUB, text), ZL_E_MALFORMED);
        zl_statement_free(s);
        s = sample_statement(ZL_CLUB);
        payload_of(s, text);
        CHECK(!s->is.club.ended && strstr(text, "ended") == NULL);
        zl_statement_free(s);
        zl_signer_free(&signer);
}

static const struct check_case cases[] = {
    CHECK_CASE(every_type_comes_back_as_it_was_made),
    CHECK_CASE(no_cut_is_taken),
    CHECK_CASE(no_flipped_bit_is_taken),
    CHECK_CASE(a_signature_holds_for_one_type_and_organisation),
    CHECK_CASE(limits_of_size_hold),
    CHECK_CASE(fields_are_those_and_no_others),
    CHECK_CASE(each_spoilt_payload_is_refused),
    CHECK_CASE(not_json_is_refused),
    CHECK_CASE(nothing_leaves_that_a_reader_would_refuse),
    CHECK_CASE(a_charter_too_large_for_a_payload_is_refused),
    CHECK_CASE(the_types_have_their_words),
    CHECK_CASE(an_organisation_is_its_first_root),
    CHECK_CASE(every_allocation_may_fail),
    CHECK_CASE(a_club_that_ended_says_so_and_one_that_goes_on_says_nothing),
};

CHECK_MAIN("statement", cases)
