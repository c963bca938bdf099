/* SPDX-License-Identifier: EUPL-1.2 */
#include "samples.h"

#include <string.h>

#include "check.h"
#include "common/json.h"

static struct zl_district districts[] = {
    {{{0x11}}, "Noord"}, {{{0x12}}, "Zuid \xe2\x80\x94 \"de Wijk\""}};

static struct zl_team teams[] = {
    {{{0x21}}, {{0x11}}, "Wijkteam Noord", "Gemeente Lindeveen",
        "privacy@lindeveen.example", "0123 45 67 89"},
    {{{0x22}}, {{0x12}}, "Wijkteam Zuid", "Gemeente Lindeveen",
        "privacy@lindeveen.example", "0123 45 67 80"}};

static struct zl_signpost signposts[] = {
    {NULL, "Veilig Thuis", "0800-2000", "dag en nacht, gratis"},
    {"scouting", "Vertrouwenslijn", "0123-456", "werkdagen"}};

void samples_start(void)
{
        static bool started;

        if (started)
                return;
        REQUIRE_OK(zl_crypto_start());
        REQUIRE_OK(zl_secret_start());
        REQUIRE_OK(zl_json_start());
        started = true;
}

struct zl_id sample_id(uint8_t n)
{
        struct zl_id id;

        samples_start();
        memset(id.bytes, n, sizeof(id.bytes));
        return id;
}

struct zl_signer sample_signer(uint8_t n)
{
        struct zl_signer signer;
        uint8_t seed[ZL_SEED_SIZE];

        samples_start();
        memset(seed, n, sizeof(seed));
        REQUIRE_OK(zl_signer_of_seed(seed, &signer));
        return signer;
}

struct zl_charter sample_charter(void)
{
        struct zl_charter charter = {
            .number = 1,
            .name = "Gemeente Lindeveen",
            .log_key = {{3}},
            .spare_root = {{4}},
            .terms = {2, 3, 4, 10},
            .retention = {90, 365},
            .naming = ZL_NAMING_KNOWN,
            .roles = {"contactpersoon", "sociaal werker",
                "accounthouder wijkteam", "verenigingsondersteuner",
                "coördinator"},
            .districts = districts,
            .district_count = 2,
            .teams = teams,
            .team_count = 2,
            .signposts = signposts,
            .signpost_count = 2,
        };

        return charter;
}

static union {
        struct zl_charter charter;
        struct zl_club club;
        struct zl_appointment appointment;
        struct zl_card card;
        struct zl_device device;
        struct zl_sealing sealing;
        struct zl_assignment assignment;
        struct zl_absence absence;
        struct zl_revocation revocation;
        struct zl_directory_claim directory;
} of;

static struct zl_id scope[2];

static void device_of(const struct zl_id *organisation)
{
        struct zl_signer device = sample_signer(9);

        of.device.member = sample_id(2);
        memset(of.device.appointment.bytes, 5, ZL_HASH_SIZE);
        of.device.key = device.key;
        of.device.proof =
            zl_device_proof(&device, organisation, &of.device.member);
        zl_signer_free(&device);
}

static void appointment_of(void)
{
        scope[0] = sample_id(3);
        scope[1] = sample_id(4);
        of.appointment.member = sample_id(2);
        of.appointment.role = ZL_ROLE_CONTACT;
        of.appointment.scope = scope;
        of.appointment.scope_count = 2;
        of.appointment.from = 20700;
        of.appointment.until = 21100;
        of.appointment.invitation.bytes[0] = 8;
}

static void assignment_of(void)
{
        of.assignment.written.ms = 1795458419123;
        of.assignment.club = sample_id(3);
        of.assignment.account_holder = sample_id(4);
        of.assignment.deputy_count = ZL_DEPUTIES_MAX;
        for (uint8_t i = 0; i < ZL_DEPUTIES_MAX; i++)
                of.assignment.deputies[i] = sample_id((uint8_t)(10 + i));
        of.assignment.phone = "0123 45 67 89";
}

const void *sample_of(
    enum zl_statement_type type, const struct zl_id *organisation)
{
        memset(&of, 0, sizeof(of));
        switch (type) {
        case ZL_CHARTER:
                of.charter = sample_charter();
                break;
        case ZL_CLUB:
                of.club = (struct zl_club){.written = {1795458419123},
                    .club = sample_id(3),
                    .kind = "football",
                    .district = sample_id(4),
                    .name = "vv De Linde"};
                break;
        case ZL_APPOINTMENT:
                appointment_of();
                break;
        case ZL_CARD:
                of.card.member = sample_id(2);
                memset(of.card.card.bytes, 6, ZL_HASH_SIZE);
                break;
        case ZL_DEVICE:
                device_of(organisation);
                break;
        case ZL_SEALING_KEY:
                of.sealing.member = sample_id(2);
                of.sealing.key.bytes[0] = 9;
                break;
        case ZL_ASSIGNMENT:
                assignment_of();
                break;
        case ZL_REVOCATION:
                memset(of.revocation.subject.bytes, 5, ZL_HASH_SIZE);
                of.revocation.compromised = true;
                of.revocation.since = 12;
                break;
        case ZL_DIRECTORY:
                of.directory.version = 2;
                of.directory.has_previous = true;
                of.directory.previous.bytes[3] = 1;
                of.directory.statements = 40;
                of.directory.scopes = 3;
                of.directory.expires.ms = 1795458419123;
                break;
        case ZL_ABSENCE:
                of.absence = (struct zl_absence){.written = {1795458419123},
                    .member = sample_id(2),
                    .absence = sample_id(5),
                    .from = 20700,
                    .until = 21066,
                    .deputy = sample_id(4)};
                break;
        }
        return &of;
}

struct zl_statement *sample_statement(enum zl_statement_type type)
{
        struct zl_id organisation = sample_id(7);
        struct zl_signer signer = sample_signer(1);
        struct zl_statement *statement = NULL;

        REQUIRE_OK(zl_statement_make(&signer, &organisation, type,
            sample_of(type, &organisation), &statement));
        zl_signer_free(&signer);
        return statement;
}

void sample_signed(uint8_t type, const char *payload, struct zl_buf *buf)
{
        struct zl_id organisation = sample_id(7);
        struct zl_signer signer = sample_signer(1);
        struct zl_signature signature;
        struct zl_hash hash;

        zl_buf_init(buf, ZL_STATEMENT_MAX + 1000);
        zl_put_u8(buf, 1);
        zl_put_u8(buf, type);
        zl_put_bytes(buf, organisation.bytes, ZL_ID_SIZE);
        zl_put_bytes(buf, signer.key.bytes, ZL_SIGN_KEY_SIZE);
        zl_put_var(buf, payload, strlen(payload));
        hash = zl_hash_of(buf->data, buf->size);
        signature = zl_sign(&signer,
            zl_statement_type_str((enum zl_statement_type)type), &organisation,
            &hash);
        zl_put_bytes(buf, signature.bytes, ZL_SIGNATURE_SIZE);
        zl_signer_free(&signer);
        REQUIRE_OK(buf->status);
}
