/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Hello! A root file, as it comes from a stick.  What says that it was read
 * has all its parts; opening it is left out, for that takes long on purpose.
 */
#include <stdlib.h>
#include <string.h>

#include "core.h"
#include "fuzz.h"
#include "root_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        uint8_t *copy = NULL;
        struct zl_root_file_view view;
        struct zl_root_file file;
        struct zl_bytes bytes = {NULL, size};
        int status = ZL_OK;

        fuzz_start();
        copy = fuzz_copy(data, size);
        bytes.data = copy;
        status = zl_root_file_read(bytes, &file);
        INSIST(zl_core_root_look(bytes, &view) == status);
        if (status == ZL_OK) {
                INSIST(file.opening.size + file.locked.size == size);
                INSIST(
                    file.opening.data + file.opening.size == file.locked.data);
                INSIST(strlen(file.origin) > 0);
                INSIST(strcmp(file.origin, view.origin) == 0);
                INSIST(file.stretch.passes <= ZL_STRETCH_PASSES_MAX);
                INSIST(file.stretch.memory_kib <= ZL_STRETCH_KIB_MAX);
        } else {
                INSIST(status == ZL_E_MALFORMED || status == ZL_E_VERSION);
        }
        free(copy);
        return 0;
}
