/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! HTTP message signatures. Three lines: target URI, Signature-Input,
 * Signature. Where the input is the one our own signer writes, it verifies;
 * nothing else does.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "httpsig.h"

enum { NOW = 1795435200 };

static char *next_line(char **at)
{
        char *line = *at;
        size_t size = strcspn(line, "\n");

        *at = line[size] == '\0' ? line + size : line + size + 1;
        line[size] = '\0';
        return line;
}

/* Only one text of each header is accepted. */
static void check_only(const struct zl_request_parts *parts, const char *input,
    const char *signature, const struct zl_sign_key *key)
{
        char own_input[ZL_HTTPSIG_INPUT_TEXT];
        char own_signature[ZL_HTTPSIG_SIGNATURE_TEXT];
        const char *created = strstr(input, ";created=");

        if (!zl_sign_key_equal(key, &fuzz_signer()->key))
                return;
        INSIST(created != NULL);
        INSIST(zl_request_sign(fuzz_signer(), fuzz_organisation(), parts,
                   strtoull(created + strlen(";created="), NULL, 10), own_input,
                   own_signature) == ZL_OK);
        INSIST(strcmp(input, own_input) == 0);
        INSIST(strcmp(signature, own_signature) == 0);
}

static void verify(const struct zl_request_parts *parts, const char *input,
    const char *signature)
{
        struct zl_sign_key key;

        if (zl_request_verify(fuzz_organisation(), parts, input, signature, NOW,
                &key) == ZL_OK)
                check_only(parts, input, signature, &key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        char *text = fuzz_text(data, size);
        char *at = text;
        struct zl_request_parts parts = {.method = "GET"};
        char input[ZL_HTTPSIG_INPUT_TEXT];
        char signature[ZL_HTTPSIG_SIGNATURE_TEXT];
        const char *line = NULL;

        fuzz_start();
        parts.target_uri = next_line(&at);
        INSIST(zl_request_sign(fuzz_signer(), fuzz_organisation(), &parts, NOW,
                   input, signature) == ZL_OK ||
            strpbrk(parts.target_uri, "\r\n") != NULL || size > 8192);
        line = next_line(&at);
        verify(&parts, line, at);
        /* Each beside one that is right. */
        if (strpbrk(parts.target_uri, "\r\n") == NULL && size <= 8192) {
                verify(&parts, line, signature);
                verify(&parts, input, at);
                parts.digest = at;
                verify(&parts, line, signature);
        }
        free(text);
        return 0;
}
