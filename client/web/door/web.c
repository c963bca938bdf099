/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the door of the WebAssembly module: it takes a command apart,
 * finds who does it, and keeps the result until the shell has copied it. */
#include "web.h"

#include <string.h>

#include "crypto.h"
#include "secret.h"
#include "web_internal.h"

enum { SAID_MAX = 32 * 1024 * 1024, BYTES_MAX = 64 * 1024 * 1024, WORD = 40 };

static struct zl_core *core;
static struct zl_buf said;
static struct zl_buf beside;

static const struct web__command *const lists[] = {
    web__beginning,
    web__talking,
    web__acts,
    web__organising,
    web__registering,
    web__views,
    web__signal_views,
};

int zl_web_start(void)
{
        int status = zl_crypto_start();

        if (status == ZL_OK)
                status = zl_secret_start();
        if (status == ZL_OK)
                status = zl_json_start();
        zl_buf_init(&said, SAID_MAX);
        zl_buf_init(&beside, BYTES_MAX);
        return status;
}

void zl_web_stop(void)
{
        zl_core_free(core);
        core = NULL;
        zl_web_forget();
        zl_secret_stop();
}

void zl_web_forget(void)
{
        zl_buf_free(&said);
        zl_buf_free(&beside);
        zl_buf_init(&said, SAID_MAX);
        zl_buf_init(&beside, BYTES_MAX);
}

const uint8_t *zl_web_said(void)
{
        return said.data;
}

size_t zl_web_said_size(void)
{
        return said.size;
}

const uint8_t *zl_web_bytes(void)
{
        return beside.data;
}

size_t zl_web_bytes_size(void)
{
        return beside.size;
}

/* ---- One command ---- */

static const struct web__command *find(const char *name)
{
        for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
                for (const struct web__command *it = lists[i]; it->name != NULL;
                     it++) {
                        if (strcmp(it->name, name) == 0)
                                return it;
                }
        }
        return NULL;
}

static int run(struct web__call *call)
{
        const struct web__command *command = NULL;
        const char *name = zl_json_text(&call->in, "do", ZL_TEXT_LINE, WORD);

        call->now.ms = zl_json_u64(&call->in, "now", 0, (1ULL << 53) - 1);
        if (call->in.status != ZL_OK)
                return call->in.status;
        command = find(name);
        if (command == NULL)
                return ZL_E_USAGE;
        if (command->without_core != (call->core == NULL))
                return ZL_E_STATE;
        return command->run(call);
}

/* What a command that failed had written is not what happened. */
static void say_failure(struct web__call *call, int status)
{
        struct zl_json_writer *out = zl_json_write();

        (void)!zl_json_write_end(call->out, &said);
        zl_web_forget();
        zl_json_put_text(out, "text", zl_status_str(status));
        zl_json_put_text(out, "field", call->field);
        if (zl_json_write_end(out, &said) != ZL_OK)
                zl_web_forget();
}

static int say_result(struct web__call *call, int status)
{
        if (status == ZL_OK && beside.status != ZL_OK)
                status = beside.status;
        if (status != ZL_OK) {
                say_failure(call, status);
                return status;
        }
        status = zl_json_write_end(call->out, &said);
        if (status != ZL_OK)
                zl_web_forget();
        return status;
}

int zl_web_do(
    uint8_t *command, size_t command_size, uint8_t *bytes, size_t bytes_size)
{
        struct web__call call = {
            .core = core,
            .bytes = {bytes, bytes_size},
            .ret_bytes = &beside,
            .ret_core = &core,
        };
        struct zl_json *json = NULL;
        int status = zl_json_parse(command, command_size, &json);

        zl_web_forget();
        call.out = zl_json_write();
        if (status == ZL_OK) {
                call.in = zl_json_read(json);
                status = run(&call);
                if (status != ZL_OK && call.field == NULL)
                        call.field = call.in.field;
        }
        status = say_result(&call, status);
        zl_json_free(json);
        zl_wipe(command, command_size);
        if (bytes_size > 0)
                zl_wipe(bytes, bytes_size);
        return status;
}

/* ---- What commands share ---- */

struct zl_id web__id(struct web__call *call, const char *name)
{
        struct zl_id id = {{0}};

        zl_json_hex(&call->in, name, id.bytes, ZL_ID_SIZE);
        return id;
}

size_t web__ids(
    struct web__call *call, const char *name, struct zl_id *ret, size_t max)
{
        const struct zl_json *array = NULL;
        size_t count = 0;

        if (!zl_json_has(&call->in, name))
                return 0;
        count = zl_json_array(&call->in, name, max, &array);
        for (size_t i = 0; i < count; i++)
                zl_json_array_hex(
                    &call->in, array, i, ret[i].bytes, ZL_ID_SIZE);
        return count;
}

const char *web__line(struct web__call *call, const char *name)
{
        return zl_json_text_optional(&call->in, name, ZL_TEXT_LINE, 400);
}

int web__text(const struct web__call *call, size_t max, char *ret)
{
        if (call->bytes.size > max)
                return ZL_E_TOO_LARGE;
        if (call->bytes.size > 0) {
                if (memchr(call->bytes.data, 0, call->bytes.size) != NULL)
                        return ZL_E_MALFORMED;
                memcpy(ret, call->bytes.data, call->bytes.size);
        }
        ret[call->bytes.size] = '\0';
        return ZL_OK;
}

void web__put_id(
    struct web__call *call, const char *name, const struct zl_id *id)
{
        zl_json_put_hex(call->out, name, id->bytes, ZL_ID_SIZE);
}

void web__put_person(
    struct web__call *call, const char *name, const struct zl_id *member)
{
        const struct zl_card_document *card = zl_core_card(call->core, member);
        char is[ZL_MSG_ARG_CHARS + 1];

        zl_json_open_object(call->out, name);
        web__put_id(call, "member", member);
        if (card != NULL) {
                zl_json_put_text(call->out, "name", card->name);
        } else {
                zl_core_describe(call->core, member, is);
                zl_json_put_text(call->out, "is", is);
        }
        zl_json_close(call->out);
}
