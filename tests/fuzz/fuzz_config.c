/* SPDX-License-Identifier: EUPL-1.2 */
/* Hello! The server's configuration file. */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "config.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        struct zl_config config = zl_config_default();
        char error[ZL_CONFIG_ERROR] = "";
        char path[64];
        int file = memfd_create("config", MFD_CLOEXEC);
        int status = ZL_OK;

        fuzz_start();
        INSIST(file >= 0 && write(file, data, size) == (ssize_t)size);
        (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
        status = zl_config_read(path, &config, error);
        if (status == ZL_OK) {
                INSIST(memchr(config.origin, 0, sizeof(config.origin)) != NULL);
                INSIST(memchr(config.listen, 0, sizeof(config.listen)) != NULL);
                INSIST(memchr(config.data, 0, sizeof(config.data)) != NULL);
                (void)!zl_config_check(&config, error);
        } else {
                INSIST(error[0] != '\0');
        }
        INSIST(memchr(error, 0, sizeof(error)) != NULL);
        (void)close(file);
        return 0;
}
