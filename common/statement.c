/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Welcome to statements: what an organisation says about itself.  This file
 * does what all types share, the envelope and its signature
 * (docs/protocol.md, 2); statement_<type>.c has each type's payload.
 */
#include <stdlib.h>
#include <string.h>

#include "statement_internal.h"

enum { VERSION = 1 };

static const struct statement__form *const forms[] = {
    [ZL_CHARTER] = &statement__charter,
    [ZL_CLUB] = &statement__club,
    [ZL_APPOINTMENT] = &statement__appointment,
    [ZL_CARD] = &statement__card,
    [ZL_DEVICE] = &statement__device,
    [ZL_SEALING_KEY] = &statement__sealing,
    [ZL_ASSIGNMENT] = &statement__assignment,
    [ZL_ABSENCE] = &statement__absence,
    [ZL_REVOCATION] = &statement__revocation,
    [ZL_DIRECTORY] = &statement__directory,
};

/* The envelope's parts, borrowed from the whole. */
struct envelope {
        uint8_t type;
        struct zl_id organisation;
        struct zl_sign_key signer;
        struct zl_bytes payload;
        struct zl_signature signature;
};

static const struct statement__form *form_of(unsigned type)
{
        return type < sizeof(forms) / sizeof(forms[0]) ? forms[type] : NULL;
}

const char *zl_statement_type_str(enum zl_statement_type type)
{
        const struct statement__form *form = form_of((unsigned)type);

        return form == NULL ? "unknown" : form->word;
}

static struct zl_hash hash_of_root(
    const char *prefix, const struct zl_sign_key *root)
{
        struct zl_hasher h;

        zl_hasher_init(&h);
        zl_hasher_add(&h, prefix, strlen(prefix));
        zl_hasher_add(&h, root->bytes, sizeof(root->bytes));
        return zl_hasher_end(&h);
}

struct zl_id zl_organisation_of(const struct zl_sign_key *root)
{
        struct zl_hash hash = hash_of_root("zijlijn/1 organisation", root);
        struct zl_id id;

        memcpy(id.bytes, hash.bytes, sizeof(id.bytes));
        return id;
}

struct zl_hash zl_root_words_hash(const struct zl_sign_key *root)
{
        return hash_of_root("zijlijn/1 root", root);
}

static int read_envelope(struct zl_bytes whole, struct envelope *ret)
{
        struct zl_reader r = zl_reader_of(whole.data, whole.size);
        struct envelope e;

        if (whole.size > ZL_STATEMENT_MAX)
                return ZL_E_TOO_LARGE;
        if (zl_read_u8(&r) != VERSION)
                return r.status != ZL_OK ? r.status : ZL_E_VERSION;
        e.type = zl_read_u8(&r);
        zl_read_bytes(&r, e.organisation.bytes, sizeof(e.organisation.bytes));
        zl_read_bytes(&r, e.signer.bytes, sizeof(e.signer.bytes));
        e.payload = zl_read_var(&r, ZL_PAYLOAD_MAX);
        zl_read_bytes(&r, e.signature.bytes, sizeof(e.signature.bytes));
        *ret = e;
        return zl_reader_end(&r);
}

/* The payload into ret->is, its texts into ret->document. */
static int read_payload(const struct statement__form *form,
    struct zl_bytes payload, struct zl_statement *ret)
{
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        struct statement__in in = {.r = &r, .room = payload.size};
        int status = zl_json_parse(payload.data, payload.size, &json);

        if (status != ZL_OK)
                return status;
        if (form->has_texts) {
                in.texts = malloc(payload.size);
                if (in.texts == NULL) {
                        status = ZL_E_MEMORY;
                        goto out;
                }
                ret->document = in.texts;
        }
        r = zl_json_read(json);
        if (zl_json_u64(&r, "v", 1, STATEMENT__NUMBER_MAX) != VERSION)
                zl_json_fail(&r, "v", ZL_E_VERSION);
        form->read(&in, ret);
        status = zl_json_end(&r);
out:
        zl_json_free(json);
        return status;
}

static struct zl_hash signed_hash(struct zl_bytes whole)
{
        return zl_hash_of(whole.data, whole.size - ZL_SIGNATURE_SIZE);
}

int zl_statement_parse(const uint8_t *data, size_t size,
    const struct zl_id *organisation, struct zl_statement **ret_statement)
{
        struct zl_bytes whole = {data, size};
        const struct statement__form *form = NULL;
        struct zl_statement *statement = NULL;
        struct zl_hash hash;
        struct envelope e;
        uint8_t *copy = NULL;
        int status = read_envelope(whole, &e);

        if (status != ZL_OK)
                return status;
        form = form_of(e.type);
        if (form == NULL)
                return ZL_E_MALFORMED;
        if (!zl_id_equal(&e.organisation, organisation))
                return ZL_E_ORGANISATION;
        hash = signed_hash(whole);
        status =
            zl_verify(&e.signer, form->word, organisation, &hash, &e.signature);
        if (status != ZL_OK)
                return status;
        statement = calloc(1, sizeof(*statement));
        if (statement == NULL)
                return ZL_E_MEMORY;
        statement->type = (enum zl_statement_type)e.type;
        statement->organisation = e.organisation;
        statement->signer = e.signer;
        statement->hash = zl_hash_of(data, size);
        status = zl_bytes_copy(data, size, &copy);
        if (status != ZL_OK)
                goto out;
        statement->bytes = (struct zl_bytes){copy, size};
        status = read_payload(form, e.payload, statement);
        if (status == ZL_OK && form->check != NULL)
                status = form->check(statement);
        if (status != ZL_OK)
                goto out;
        *ret_statement = statement;
        statement = NULL;
out:
        zl_statement_free(statement);
        return status;
}

void zl_statement_free(struct zl_statement *statement)
{
        const struct statement__form *form = NULL;

        if (statement == NULL)
                return;
        form = form_of((unsigned)statement->type);
        if (form != NULL && form->done != NULL)
                form->done(statement);
        free(statement->document);
        free((void *)(uintptr_t)statement->bytes.data);
        free(statement);
}

static int write_payload(
    const struct statement__form *form, const void *of, struct zl_buf *buf)
{
        struct zl_json_writer *w = zl_json_write();
        int valid = ZL_OK;
        int status = ZL_OK;

        zl_json_put_u64(w, "v", VERSION);
        valid = form->write(w, of);
        status = zl_json_write_end(w, buf);
        return valid != ZL_OK ? valid : status;
}

int zl_statement_make(const struct zl_signer *signer,
    const struct zl_id *organisation, enum zl_statement_type type,
    const void *of, struct zl_statement **ret_statement)
{
        const struct statement__form *form = form_of((unsigned)type);
        struct zl_signature signature;
        struct zl_buf payload;
        struct zl_buf whole;
        struct zl_hash hash;
        int status = ZL_OK;

        if (form == NULL)
                return ZL_E_MALFORMED;
        zl_buf_init(&payload, ZL_PAYLOAD_MAX);
        zl_buf_init(&whole, ZL_STATEMENT_MAX);
        status = write_payload(form, of, &payload);
        if (status != ZL_OK)
                goto out;
        zl_put_u8(&whole, VERSION);
        zl_put_u8(&whole, (uint8_t)type);
        zl_put_bytes(&whole, organisation->bytes, sizeof(organisation->bytes));
        zl_put_bytes(&whole, signer->key.bytes, sizeof(signer->key.bytes));
        zl_put_var(&whole, payload.data, payload.size);
        hash = zl_hash_of(whole.data, whole.size);
        signature = zl_sign(signer, form->word, organisation, &hash);
        zl_put_bytes(&whole, signature.bytes, sizeof(signature.bytes));
        status = whole.status;
        if (status == ZL_OK)
                status = zl_statement_parse(
                    whole.data, whole.size, organisation, ret_statement);
out:
        zl_buf_free(&payload);
        zl_buf_free(&whole);
        return status;
}
