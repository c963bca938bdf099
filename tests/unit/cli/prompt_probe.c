/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A program for prompt_test.py: asks one thing, and prints what it
 * got, so that the test can look on from the other side of a terminal. */
#include <stdio.h>
#include <string.h>

#include "crypto.h"
#include "progress.h"
#include "prompt.h"

static int answer(int status, const struct zl_secret *secret)
{
        if (status == ZL_OK)
                (void)printf("got %zu: %.*s\n", zl_secret_size(secret),
                    (int)zl_secret_size(secret),
                    (const char *)zl_secret_view(secret));
        else
                (void)printf("status %s\n", zl_status_str(status));
        return 0;
}

int main(int argc, char **argv)
{
        const char *what = argc > 1 ? argv[1] : "";
        struct zl_secret *secret = NULL;
        struct zl_buf text = {0};
        int status = ZL_E_USAGE;

        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK)
                return 1;
        zl_buf_init(&text, 65536);
        if (strcmp(what, "passphrase") == 0)
                status = prompt__passphrase("Passphrase: ", &secret);
        else if (strcmp(what, "new") == 0)
                status = prompt__new_passphrase(&secret);
        else if (strcmp(what, "code") == 0)
                status = prompt__code("Code: ", &secret);
        if (what[0] == 'p' || what[0] == 'n' || what[0] == 'c')
                (void)answer(status, secret);
        if (strcmp(what, "lines") == 0) {
                status = prompt__lines("Lines:\n", &text);
                (void)printf("status %s [%s]\n", zl_status_str(status),
                    text.size > 0 ? (const char *)text.data : "");
        }
        if (strcmp(what, "yes") == 0) {
                status = prompt__yes("Sure? ");
                (void)printf("status %s\n", zl_status_str(status));
        }
        if (strcmp(what, "busy") == 0) {
                progress__begin("Even gedúld");
                (void)!getchar();
                progress__end();
                (void)printf("done\n");
        }
        zl_buf_free(&text);
        zl_secret_free(secret);
        zl_secret_stop();
        return 0;
}
