/* SPDX-License-Identifier: EUPL-1.2 */
/* Hello! The JSON reader, with every way to read a field. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "json.h"

static const char *const words[] = {"yes", "no", "unknown", NULL};

static void read_list(struct zl_json_reader *r)
{
        const struct zl_json *list = NULL;
        uint8_t bytes[16];
        size_t count = zl_json_array(r, "list", 8, &list);

        for (size_t i = 0; i < count; i++) {
                struct zl_json_reader of;

                if (i % 2 == 0) {
                        zl_json_array_hex(r, list, i, bytes, sizeof(bytes));
                        continue;
                }
                of = zl_json_read(zl_json_array_object(r, list, i));
                (void)zl_json_u64(&of, "number", 0, 100);
                (void)!zl_json_end(&of);
        }
}

static void read_all(const struct zl_json *json)
{
        struct zl_json_reader r = zl_json_read(json);
        struct zl_json_reader inner;
        uint8_t bytes[32];
        const char *text = NULL;

        if (zl_json_has(&r, "list"))
                read_list(&r);
        if (zl_json_has(&r, "object")) {
                inner = zl_json_read(zl_json_object(&r, "object"));
                (void)zl_json_bool(&inner, "bool");
                (void)!zl_json_end(&inner);
        }
        text = zl_json_text_optional(&r, "line", ZL_TEXT_LINE, 20);
        INSIST(text == NULL || strpbrk(text, "\n\r\t\x7f") == NULL);
        text = zl_json_text_optional(&r, "lines", ZL_TEXT_LINES, 2000);
        INSIST(text == NULL || strlen(text) <= 4 * 2000);
        if (zl_json_has(&r, "hex"))
                zl_json_hex(&r, "hex", bytes, sizeof(bytes));
        if (zl_json_has(&r, "word"))
                INSIST(zl_json_choice(&r, "word", words) < 3);
        if (zl_json_has(&r, "date"))
                (void)zl_json_date(&r, "date");
        if (zl_json_has(&r, "number"))
                INSIST(zl_json_u64(&r, "number", 3, 7) >= 3);
        if (zl_json_end(&r) != ZL_OK)
                INSIST(r.status != ZL_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        uint8_t *copy = fuzz_copy(data, size);
        struct zl_json *json = NULL;

        fuzz_start();
        if (zl_json_parse(copy, size, &json) == ZL_OK)
                read_all(json);
        zl_json_free(json);
        free(copy);
        return 0;
}
