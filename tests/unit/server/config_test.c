/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The configuration: what is understood, and that all else is refused
 * with its place. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"

#define ROOT_64 \
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static int read_text(
    const char *text, struct zl_config *config, char error[ZL_CONFIG_ERROR])
{
        char name[] = "/tmp/zl-config-XXXXXX";
        int fd = mkstemp(name);
        int status = ZL_OK;

        REQUIRE(fd >= 0);
        REQUIRE(write(fd, text, strlen(text)) == (ssize_t)strlen(text));
        (void)close(fd);
        *config = zl_config_default();
        error[0] = '\0';
        status = zl_config_read(name, config, error);
        (void)unlink(name);
        return status;
}

static void refused(const char *text, const char *place, const char *why)
{
        struct zl_config config;
        char error[ZL_CONFIG_ERROR];

        CHECK_STATUS(read_text(text, &config, error), ZL_E_MALFORMED);
        if (!CHECK(strstr(error, place) != NULL && strstr(error, why) != NULL))
                (void)fprintf(stderr, "%s -> %s\n", text, error);
        /* Half a file is no file. */
        CHECK(!config.has_root);
}

static void a_whole_file_is_read(void)
{
        struct zl_config config;
        char error[ZL_CONFIG_ERROR];

        REQUIRE_OK(read_text("# the server\n[zijlijnd]\nroot = " ROOT_64
                             "\norigin = https://signalen.example:8443\n"
                             "; where it listens\nlisten=unix:/run/z/s\n"
                             "data = /var/lib/zijlijn\nqueue = 3\n"
                             "connections = 200\r\nanswer_seconds = 4\n"
                             "head_seconds = 5\nbody_seconds = 6\nwaits = 199",
            &config, error));
        CHECK(config.has_root);
        CHECK_UINT(config.root.bytes[1], 0x11);
        CHECK_STR(config.origin, "https://signalen.example:8443");
        CHECK_STR(config.listen, "unix:/run/z/s");
        CHECK_STR(config.data, "/var/lib/zijlijn");
        CHECK_UINT(config.queue, 3);
        CHECK_UINT(config.connections, 200);
        CHECK_UINT(config.answer_seconds, 4);
        CHECK_UINT(config.head_seconds, 5);
        CHECK_UINT(config.body_seconds, 6);
        CHECK_OK(zl_config_check(&config, error));
        /* Some connection must be left for who does not wait. */
        REQUIRE_OK(zl_config_set(&config, "waits", "200", error));
        CHECK_STATUS(zl_config_check(&config, error), ZL_E_USAGE);
        CHECK_STR(error, "waits must be less than connections");
}

static void what_is_not_understood_is_refused_with_its_line(void)
{
        char text[512];

        refused(
            "[zijlijnd]\nroot = " ROOT_64 "\nroute = 1\n", ":3:", "unknown");
        refused("[zijlijnd]\nroot = 00\n", ":2:", "root must be");
        refused("[zijlijnd]\nroot = " ROOT_64 " ;x\n", ":2:", "' ;'");
        refused("[zijlijnd]\ndata = /a ;b\n", ":2:", "' ;'");
        refused("[zijlijnd]\ndata = /a\t;b\n", ":2:", "' ;'");
        refused("root = " ROOT_64 "\n", ":1:", "[zijlijnd]");
        refused("[other]\nqueue = 3\n", ":2:", "[zijlijnd]");
        refused("[zijlijnd]\nqueue = 3\nqueue = 3\n", ":3:", "twice");
        refused("[zijlijnd]\ndata = /a\n  /b\n", ":3:", "white space");
        refused("[zijlijnd]\n\nnonsense\n", ":3:", "not understood");
        refused("[zijlijnd\n", ":1:", "not understood");
        refused("[zijlijnd\nqueue = 3\n", ":2:", "[zijlijnd]");
        (void)snprintf(
            text, sizeof(text), "[zijlijnd]\ndata = /%0*d\n", 175, 1);
        refused(text, ":2:", "longer");
        (void)snprintf(
            text, sizeof(text), "[zijlijnd]\ndata = /%0*d\n", 250, 1);
        refused(text, ":2:", "longer");
}

static void values_have_one_form(void)
{
        static const char *const wrong[][2] = {
            {"queue", "0"},
            {"queue", "-1"},
            {"queue", "1x"},
            {"queue", "100001"},
            {"queue", ""},
            {"connections", "1"},
            {"connections", "3841"},
            {"answer_seconds", "61"},
            {"head_seconds", "0"},
            {"body_seconds", "3601"},
            {"root", ""},
            {"root",
                "00112233445566778899AABBCCDDEEFF001122334"
                "45566778899aabbccddeeff"},
            {"origin", "http://signalen.example"},
            {"origin", "http://localhost.example"},
            {"origin", "https://"},
            {"origin", "https://a.example/"},
            {"origin", "https://A.example"},
            {"origin", "signalen.example"},
            {"listen", "0.0.0.0:80"},
            {"listen", "192.168.0.1:80"},
            {"listen", "[::]:80"},
            {"listen", "127.0.0.1"},
            {"listen", "127.0.0.1:65536"},
            {"listen", "127.0.0.1:+1"},
            {"listen", "unix:relative"},
            {"listen", "localhost:80"},
            {"data", ""},
        };
        struct zl_config config = zl_config_default();
        char error[ZL_CONFIG_ERROR];

        for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
                if (!CHECK_STATUS(
                        zl_config_set(&config, wrong[i][0], wrong[i][1], error),
                        ZL_E_MALFORMED))
                        (void)fprintf(
                            stderr, "%s = %s\n", wrong[i][0], wrong[i][1]);
        }
        CHECK_OK(
            zl_config_set(&config, "origin", "http://127.0.0.1:8440", error));
        CHECK_OK(zl_config_set(&config, "origin", "http://[::1]", error));
        CHECK_OK(zl_config_set(&config, "listen", "[::1]:0", error));
        CHECK_OK(zl_config_set(&config, "listen", "127.9.9.9:1", error));
}

static void what_serving_needs_must_be_there(void)
{
        struct zl_config config = zl_config_default();
        char error[ZL_CONFIG_ERROR];

        CHECK_STATUS(zl_config_check(&config, error), ZL_E_USAGE);
        CHECK_STR(error, "root is not set");
        REQUIRE_OK(zl_config_set(&config, "root", ROOT_64, error));
        CHECK_STATUS(zl_config_check(&config, error), ZL_E_USAGE);
        CHECK_STR(error, "origin is not set");
        REQUIRE_OK(zl_config_set(&config, "origin", "https://a", error));
        CHECK_STATUS(zl_config_check(&config, error), ZL_E_USAGE);
        CHECK_STR(error, "data is not set");
        REQUIRE_OK(zl_config_set(&config, "data", "d", error));
        CHECK_OK(zl_config_check(&config, error));
}

static void mail_goes_safely_or_not_at_all(void)
{
        static const char *const wrong[][2] = {{"mail_server", "mail.example"},
            {"mail_server", "https://a"}, {"mail_server", "smtp://"},
            {"mail_server", "smtp://A"}, {"mail_server", "smtp://user@a"},
            {"mail_server", "smtp://a/b"}, {"mail_from", "a"},
            {"mail_from", "a b@c"}, {"mail_from", "A <a@b>"},
            {"mail_plain", "2"}, {"mail_user", ""}};
        struct zl_config config = zl_config_default();
        char error[ZL_CONFIG_ERROR];

        for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
                CHECK_STATUS(
                    zl_config_set(&config, wrong[i][0], wrong[i][1], error),
                    ZL_E_MALFORMED);
        REQUIRE_OK(zl_config_set(&config, "root", ROOT_64, error));
        REQUIRE_OK(zl_config_set(&config, "origin", "https://a", error));
        REQUIRE_OK(zl_config_set(&config, "data", "d", error));
        REQUIRE_OK(zl_config_set(&config, "mail_plain", "1", error));
        CHECK_OK(zl_config_check(&config, error));
        REQUIRE_OK(zl_config_set(
            &config, "mail_server", "smtp://127.0.0.1.example:25", error));
        CHECK_STATUS(zl_config_check(&config, error), ZL_E_USAGE);
        CHECK_STR(error, "mail_server is set, and mail_from is not");
        REQUIRE_OK(zl_config_set(&config, "mail_from", "z+a@b.c", error));
        CHECK_STATUS(zl_config_check(&config, error), ZL_E_USAGE);
        CHECK_STR(error, "mail_plain is for 127.0.0.1, [::1] and localhost");
        REQUIRE_OK(zl_config_set(
            &config, "mail_server", "smtp://127.0.0.1:25", error));
        CHECK_OK(zl_config_check(&config, error));
        REQUIRE_OK(zl_config_set(&config, "mail_user", "u", error));
        CHECK_STATUS(zl_config_check(&config, error), ZL_E_USAGE);
        CHECK_STR(error, "mail_user and mail_password_file go together");
        REQUIRE_OK(zl_config_set(&config, "mail_password_file", "f", error));
        CHECK_OK(zl_config_check(&config, error));
}

static void a_missing_file_is_said_to_be_missing(void)
{
        struct zl_config config = zl_config_default();
        char error[ZL_CONFIG_ERROR];

        CHECK_STATUS(zl_config_read("/nonexistent/z.conf", &config, error),
            ZL_E_NOT_FOUND);
        CHECK_STR(error, "/nonexistent/z.conf: no such file");
}

static char changes[256];

static void note_change(const char *key, bool live)
{
        size_t size = strlen(changes);

        (void)snprintf(changes + size, sizeof(changes) - size, "%s %s, ", key,
            live ? "live" : "later");
}

static void some_values_can_change_later(void)
{
        struct zl_config config = zl_config_default();
        struct zl_config fresh;
        char error[ZL_CONFIG_ERROR];

        REQUIRE_OK(zl_config_set(&config, "root", ROOT_64, error));
        /* What a longer value leaves behind is no difference. */
        fresh = config;
        REQUIRE_OK(zl_config_set(&fresh, "data", "/var/lib/zijlijn", error));
        REQUIRE_OK(zl_config_set(&fresh, "data", "/a", error));
        REQUIRE_OK(zl_config_set(&config, "data", "/a", error));
        zl_config_reload(&config, &fresh, note_change);
        CHECK_STR(changes, "");
        REQUIRE_OK(zl_config_set(&fresh, "data", "/b", error));
        REQUIRE_OK(zl_config_set(&fresh, "queue", "7", error));
        REQUIRE_OK(zl_config_set(&fresh, "head_seconds", "7", error));
        zl_config_reload(&config, &fresh, note_change);
        CHECK_STR(changes, "data later, queue later, head_seconds live, ");
        CHECK_STR(config.data, "/a");
        CHECK_UINT(config.queue, zl_config_default().queue);
        CHECK_UINT(config.head_seconds, 7);
        /* What waits for a restart is told again, what holds is not. */
        changes[0] = '\0';
        zl_config_reload(&config, &fresh, note_change);
        CHECK_STR(changes, "data later, queue later, ");
}

static const struct check_case cases[] = {
    CHECK_CASE(a_whole_file_is_read),
    CHECK_CASE(what_is_not_understood_is_refused_with_its_line),
    CHECK_CASE(values_have_one_form),
    CHECK_CASE(what_serving_needs_must_be_there),
    CHECK_CASE(mail_goes_safely_or_not_at_all),
    CHECK_CASE(a_missing_file_is_said_to_be_missing),
    CHECK_CASE(some_values_can_change_later),
};
CHECK_MAIN("config", cases)
