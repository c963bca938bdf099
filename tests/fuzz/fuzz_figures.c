/* SPDX-License-Identifier: EUPL-1.2 */
/* Hello! The figures as a server gives them to a coordinator. */
#include <stdlib.h>
#include <string.h>

#include "figures_page.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        uint8_t *copy = fuzz_copy(data, size);
        struct zl_figures_page *page = NULL;

        fuzz_start();
        if (zl_figures_page_read((struct zl_bytes){copy, size}, &page) ==
            ZL_OK) {
                INSIST(page->count <= ZL_FIGURES_QUARTERS);
                for (size_t i = 0; i < page->count; i++) {
                        INSIST(strlen(page->quarters[i].name) ==
                            ZL_FIGURES_QUARTER_TEXT - 1);
                        for (size_t k = 0;
                             k < page->quarters[i].counts[ZL_FIGURES_NOTES];
                             k++)
                                INSIST(page->quarters[i]
                                           .lines[ZL_FIGURES_NOTES][k]
                                           .whole >= 5);
                }
        }
        zl_figures_page_free(page);
        free(copy);
        return 0;
}
