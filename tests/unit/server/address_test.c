/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: an e-mail address that people have is taken; one that means more than
 * itself on its way, to a mail server or to a program, is not. */
#include <stdio.h>

#include "check.h"
#include "notify/address.h"

static void what_people_have_is_taken(void)
{
        static const char *const good[] = {"a@b", "henk@example.org",
            "Henk.de-Vries@Mail.Example.ORG", "h+club@example.org",
            "o'neill@example.org", "a_b@example.org", "1@2", "a&b@example.org",
            "a=b@example.org", "~a#@example.org", "a--b@ex--ample.org",
            "a-@example.org", "x@xn--bcher-kva.example"};

        for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
                if (!zl_address_fits(good[i]))
                        printf("refused: %s\n", good[i]);
                CHECK(zl_address_fits(good[i]));
        }
}

static void what_means_more_is_not(void)
{
        static const char *const bad[] = {"", "@", "a", "@b", "a@", "a@b@c",
            /* another way than straight to who it names */
            "a%c@b", "c!a@b", "@c:a@b", "a:b@c", "<a@b>", "a@b,c@d", "a@[::1]",
            "a@[127.0.0.1]",
            /* a program or a file */
            "|a@b", "a|b@c", "/a@b", "a/b@c", "`a`@b", "$a@b", "-a@b", "\\a@b",
            "a;b@c", "a*@b", "a?@b", "{a}@b", "a^@b",
            /* no Dot-string, no Domain */
            ".a@b", "a.@b", "a..b@c", "a@.b", "a@b.", "a@b..c", "a@-b", "a@b-",
            "a@b.-c", "a@b-.c", "a@b_c", "a b@c", "a@b c", "\"a\"@b", "(a)b@c",
            "a@b\n", "a\r@b", "a\t@b", "\xc3\xa9@b", "a@\xc3\xa9", "a\x7f@b"};

        for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
                if (zl_address_fits(bad[i]))
                        printf("taken: %s\n", bad[i]);
                CHECK(!zl_address_fits(bad[i]));
        }
}

static void parts_have_a_longest(void)
{
        char text[200];

        for (int size = 63; size <= 65; size++) {
                (void)snprintf(text, sizeof(text), "%0*d@b", size, 0);
                CHECK(zl_address_fits(text) == (size <= 64));
                (void)snprintf(
                    text, sizeof(text), "%0*d.%0*d@b", 31, 0, size - 32, 0);
                CHECK(zl_address_fits(text) == (size <= 64));
                (void)snprintf(text, sizeof(text), "a@b.%0*d.c", size, 0);
                CHECK(zl_address_fits(text) == (size <= 63));
        }
}

static const struct check_case cases[] = {
    CHECK_CASE(what_people_have_is_taken),
    CHECK_CASE(what_means_more_is_not),
    CHECK_CASE(parts_have_a_longest),
};
CHECK_MAIN("address", cases)
