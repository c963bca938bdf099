/* SPDX-License-Identifier: EUPL-1.2 */
/* Hello! What a server says of clubs: first line "page", or which list; the
 * rest is the answer. */
#include <stdlib.h>
#include <string.h>

#include "club_lists.h"
#include "club_page.h"
#include "fuzz.h"

/* What was read can be put again, line by line. */
static void put_items(const struct zl_club_page *page)
{
        struct zl_buf buf;

        zl_buf_init(&buf, ZL_CLUB_BODY_MAX);
        INSIST(zl_club_write_details(&page->details, &buf) == ZL_OK);
        for (size_t i = 0; i < page->person_count; i++) {
                struct zl_id id;

                zl_buf_reset(&buf);
                INSIST(zl_club_write_person(&page->people[i], &buf) == ZL_OK);
                INSIST(zl_club_person_id(&page->club, &page->people[i], &id) ==
                    ZL_OK);
        }
        for (size_t i = 0; i < page->visit_count; i++) {
                zl_buf_reset(&buf);
                INSIST(zl_club_write_visit(&page->visits[i], &buf) == ZL_OK);
        }
        for (size_t i = 0; i < page->need_count; i++) {
                zl_buf_reset(&buf);
                INSIST(zl_club_write_need(&page->needs[i], &buf) == ZL_OK);
        }
        zl_buf_free(&buf);
}

static void read_page(struct zl_bytes body)
{
        static const struct zl_id club = {{[15] = 0xc1}};
        struct zl_club_page page = {0};

        if (zl_club_page_read(body, &club, &page) == ZL_OK) {
                INSIST(zl_id_equal(&page.club, &club));
                INSIST(page.light_count <= ZL_CLUB_REQUIREMENTS);
                put_items(&page);
        } else {
                INSIST(page.json == NULL && page.people == NULL);
        }
        zl_club_page_free(&page);
}

static void read_list(struct zl_bytes body, enum zl_club_list_kind kind)
{
        struct zl_club_list list = {0};

        if (zl_club_list_read(body, kind, 3, &list) == ZL_OK)
                INSIST(list.next == 0 || list.next > 3);
        zl_club_list_free(&list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static const char *const kinds[] = {
            "clubs", "to-dos", "people", "overview", "own"};
        char word[32];
        uint8_t *copy = NULL;

        fuzz_start();
        fuzz_line(&data, &size, word);
        copy = fuzz_copy(data, size);
        if (strcmp(word, "page") == 0)
                read_page((struct zl_bytes){copy, size});
        for (unsigned i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
                if (strcmp(word, kinds[i]) == 0)
                        read_list((struct zl_bytes){copy, size},
                            (enum zl_club_list_kind)i);
        }
        /* A line that may be written is one that may be read. */
        word[31] = '\0';
        if (zl_club_check_line(word, 31) == ZL_OK)
                INSIST(strpbrk(word, "\n\r\t\x7f\x1b") == NULL);
        free(copy);
        return 0;
}
