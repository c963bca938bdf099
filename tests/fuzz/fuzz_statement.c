/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! Statements. First line: a type's word; the rest is the payload, which
 * is put into a signed statement. First line "bytes": the rest is the whole.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "statement.h"

static const struct {
        enum zl_statement_type type;
        const char *word; /* whose member of `is` is given to the maker */
} types[] = {
    {ZL_CHARTER, "charter"},
    {ZL_CLUB, "club"},
    {ZL_APPOINTMENT, "appointment"},
    {ZL_CARD, "card"},
    {ZL_DEVICE, "device"},
    {ZL_SEALING_KEY, "sealing-key"},
    {ZL_ASSIGNMENT, "assignment"},
    {ZL_ABSENCE, "absence"},
    {ZL_REVOCATION, "revocation"},
    {ZL_DIRECTORY, "directory"},
};

/* What was accepted can be said again, and then comes out the same. */
static void say_again(const struct zl_statement *statement)
{
        struct zl_statement *once = NULL;
        struct zl_statement *twice = NULL;

        INSIST(zl_statement_make(fuzz_signer(), fuzz_organisation(),
                   statement->type, &statement->is, &once) == ZL_OK);
        INSIST(zl_statement_make(fuzz_signer(), fuzz_organisation(), once->type,
                   &once->is, &twice) == ZL_OK);
        INSIST(once->bytes.size == twice->bytes.size);
        INSIST(
            memcmp(once->bytes.data, twice->bytes.data, once->bytes.size) == 0);
        zl_statement_free(once);
        zl_statement_free(twice);
}

static void parse(const uint8_t *data, size_t size)
{
        uint8_t *copy = fuzz_copy(data, size);
        struct zl_statement *statement = NULL;
        int status =
            zl_statement_parse(copy, size, fuzz_organisation(), &statement);

        free(copy);
        INSIST((status == ZL_OK) == (statement != NULL));
        if (status == ZL_OK) {
                INSIST(statement->bytes.size == size);
                say_again(statement);
        }
        zl_statement_free(statement);
}

static void parse_payload(
    enum zl_statement_type type, const uint8_t *data, size_t size)
{
        struct zl_signature signature;
        struct zl_hash hash;
        struct zl_buf buf;

        zl_buf_init(&buf, 1024 * 1024);
        zl_put_u8(&buf, 1);
        zl_put_u8(&buf, (uint8_t)type);
        zl_put_bytes(&buf, fuzz_organisation()->bytes, ZL_ID_SIZE);
        zl_put_bytes(&buf, fuzz_signer()->key.bytes, ZL_SIGN_KEY_SIZE);
        zl_put_var(&buf, data, size);
        hash = zl_hash_of(buf.data, buf.size);
        signature = zl_sign(fuzz_signer(), zl_statement_type_str(type),
            fuzz_organisation(), &hash);
        zl_put_bytes(&buf, signature.bytes, ZL_SIGNATURE_SIZE);
        INSIST(buf.status == ZL_OK);
        parse(buf.data, buf.size);
        zl_buf_free(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char word[32];

        fuzz_start();
        fuzz_line(&data, &size, word);
        if (strcmp(word, "bytes") == 0)
                parse(data, size);
        for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
                if (strcmp(word, types[i].word) == 0)
                        parse_payload(types[i].type, data, size);
        }
        return 0;
}
