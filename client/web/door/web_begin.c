/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the beginning: a vault made or unlocked, rows given back, and
 * joining with a code. */
#include <string.h>

#include "crypto.h"
#include "invitation.h"
#include "secret.h"
#include "web_internal.h"

static const char *const locks[] = {"passphrase", "key-file", NULL};

static enum zl_lock read_lock(struct web__call *call)
{
        return (enum zl_lock)(
            zl_json_choice(&call->in, "lock", locks) + ZL_LOCK_PASSPHRASE);
}

static int take_secret(struct zl_bytes bytes, struct zl_secret **ret)
{
        int status = ZL_E_USAGE;

        if (bytes.size == 0)
                return ZL_E_USAGE;
        if (bytes.size > ZL_SECRET_MAX)
                return ZL_E_TOO_LARGE;
        status = zl_secret_new(bytes.size, ret);
        if (status == ZL_OK)
                memcpy(zl_secret_bytes(*ret), bytes.data, bytes.size);
        return status;
}

/* The bytes are the passphrase or key; the result's are the header. */
static int run_new(struct web__call *call)
{
        enum zl_lock lock = read_lock(call);
        struct zl_secret *secret = NULL;
        struct zl_vault *vault = NULL;
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = take_secret(call->bytes, &secret);
        if (status == ZL_OK)
                status =
                    zl_vault_new(lock, secret, 0, 0, call->ret_bytes, &vault);
        zl_secret_free(secret);
        if (status == ZL_OK)
                status = zl_core_new(vault, call->ret_core);
        return status;
}

/* The bytes are the header: what opens it? */
static int run_lock(struct web__call *call)
{
        enum zl_lock lock = ZL_LOCK_PASSPHRASE;
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = zl_vault_lock_of(call->bytes, &lock);
        if (status == ZL_OK)
                zl_json_put_text(
                    call->out, "lock", locks[lock - ZL_LOCK_PASSPHRASE]);
        return status;
}

/* The bytes are the header, what opens it, and what is to open the one that
 * is the result's bytes.  The stored header stays as it is. */
static int run_relock(struct web__call *call)
{
        size_t size =
            (size_t)zl_json_u64(&call->in, "header_size", 1, call->bytes.size);
        size_t old =
            (size_t)zl_json_u64(&call->in, "secret_size", 1, ZL_SECRET_MAX);
        struct zl_bytes header = {call->bytes.data, size};
        struct zl_secret *secrets[2] = {NULL, NULL};
        struct zl_vault_secret from = {.lock = ZL_LOCK_PASSPHRASE};
        struct zl_vault_secret to = {.lock = read_lock(call)};
        int status = zl_json_end(&call->in);

        if (status == ZL_OK && old >= call->bytes.size - size)
                status = ZL_E_USAGE;
        if (status == ZL_OK)
                status = zl_vault_lock_of(header, &from.lock);
        if (status == ZL_OK)
                status =
                    take_secret((struct zl_bytes){call->bytes.data + size, old},
                        &secrets[0]);
        if (status == ZL_OK)
                status =
                    take_secret((struct zl_bytes){call->bytes.data + size + old,
                                    call->bytes.size - size - old},
                        &secrets[1]);
        from.secret = secrets[0];
        to.secret = secrets[1];
        if (status == ZL_OK)
                status = zl_vault_relock(header, &from, &to, call->ret_bytes);
        zl_secret_free(secrets[0]);
        zl_secret_free(secrets[1]);
        return status;
}

/* The bytes are the header, then the passphrase or key. */
static int run_unlock(struct web__call *call)
{
        size_t size =
            (size_t)zl_json_u64(&call->in, "header_size", 1, call->bytes.size);
        struct zl_bytes header = {call->bytes.data, size};
        struct zl_bytes rest = {NULL, 0};
        enum zl_lock lock = ZL_LOCK_PASSPHRASE;
        struct zl_secret *secret = NULL;
        struct zl_vault *vault = NULL;
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = zl_vault_lock_of(header, &lock);
        if (status == ZL_OK) {
                rest.data = call->bytes.data + size;
                rest.size = call->bytes.size - size;
                status = take_secret(rest, &secret);
        }
        if (status == ZL_OK)
                status = zl_vault_unlock(header, lock, secret, &vault);
        zl_secret_free(secret);
        if (status == ZL_OK)
                status = zl_core_new(vault, call->ret_core);
        return status;
}

/* The bytes are the row's value. */
static int run_load(struct web__call *call)
{
        struct zl_row row = {.value = call->bytes};
        int status = ZL_OK;

        zl_json_hex(&call->in, "name", row.name, sizeof(row.name));
        status = zl_json_end(&call->in);
        return status == ZL_OK ? zl_core_load(call->core, &row) : status;
}

static int run_loaded(struct web__call *call)
{
        int status = zl_json_end(&call->in);

        return status == ZL_OK ? zl_core_loaded(call->core) : status;
}

/* Lock it again, as if the page had been closed. */
static int run_close(struct web__call *call)
{
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        zl_core_free(*call->ret_core);
        *call->ret_core = NULL;
        call->core = NULL;
        return ZL_OK;
}

/* ---- Joining ---- */

/* The bytes are the code as it was typed. */
static int run_join(struct web__call *call)
{
        const char *origin =
            zl_json_text(&call->in, "origin", ZL_TEXT_LINE, ZL_ORIGIN_CHARS);
        char text[4 * ZL_CODE_TEXT];
        struct zl_code code = {0};
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        status = web__text(call, sizeof(text) - 1, text);
        if (status == ZL_E_TOO_LARGE || status == ZL_E_MALFORMED)
                status = ZL_E_CODE;
        if (status == ZL_OK)
                status = zl_code_parse(text, &code);
        zl_wipe(text, sizeof(text));
        if (status == ZL_OK)
                status = zl_core_join(call->core, call->now, &code, origin);
        zl_code_free(&code);
        return status;
}

static int run_offer(struct web__call *call)
{
        struct zl_offer offer = {0};
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                status = zl_core_offer(call->core, &offer);
        if (status != ZL_OK)
                return status;
        zl_json_put_text(call->out, "organisation", offer.organisation);
        zl_json_put_text(call->out, "origin", offer.origin);
        zl_json_put_text(call->out, "words", offer.words);
        zl_json_put_text(call->out, "role", zl_role_str(offer.role));
        zl_json_put_text(call->out, "role_name", offer.role_name);
        zl_json_put_text(call->out, "name", offer.name);
        zl_json_put_text(call->out, "invited_by", offer.invited_by);
        zl_json_put_text(call->out, "club", offer.club);
        zl_json_put_text(call->out, "team", offer.team);
        return ZL_OK;
}

static int run_accept(struct web__call *call)
{
        int status = zl_json_end(&call->in);

        return status == ZL_OK ? zl_core_join_accept(call->core, call->now)
                               : status;
}

const struct web__command web__beginning[] = {
    {"new", run_new, true},
    {"lock", run_lock, true},
    {"relock", run_relock, true},
    {"unlock", run_unlock, true},
    {"load", run_load, false},
    {"loaded", run_loaded, false},
    {"close", run_close, false},
    {"join", run_join, false},
    {"offer", run_offer, false},
    {"accept", run_accept, false},
    {NULL, NULL, false},
};
