/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Key files and the profile's folder: ours, closed to others, and
 * never written over. */
#include "keyfile.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "crypto.h"
#include "profile.h"

static char folder[64];
static char path[96];

static void make_folder(void)
{
        (void)snprintf(folder, sizeof(folder), "/tmp/zl-key-XXXXXX");
        REQUIRE(mkdtemp(folder) != NULL);
        (void)snprintf(path, sizeof(path), "%s/key", folder);
}

static void drop_folder(void)
{
        (void)unlink(path);
        CHECK_INT(rmdir(folder), 0);
}

static void write_file(size_t size, mode_t mode)
{
        static const uint8_t zeros[64];
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

        REQUIRE(fd >= 0);
        REQUIRE(write(fd, zeros, size) == (ssize_t)size);
        REQUIRE_INT(fchmod(fd, mode), 0);
        (void)close(fd);
}

static void reading_gives(int wanted)
{
        struct zl_secret *key = NULL;

        CHECK_STATUS(keyfile__read(path, &key), wanted);
        CHECK((key != NULL) == (wanted == ZL_OK));
        if (key != NULL)
                CHECK_UINT(zl_secret_size(key), 32);
        zl_secret_free(key);
}

static void what_is_made_can_be_read(void)
{
        struct stat st;

        make_folder();
        REQUIRE_OK(keyfile__make(path));
        REQUIRE_INT(stat(path, &st), 0);
        CHECK_UINT(st.st_mode & 07777, 0600);
        CHECK_INT(st.st_size, 32);
        reading_gives(ZL_OK);
        drop_folder();
}

static void a_file_is_not_written_over(void)
{
        make_folder();
        write_file(5, 0600);
        CHECK_STATUS(keyfile__make(path), ZL_E_CONFLICT);
        reading_gives(ZL_E_MALFORMED);
        drop_folder();
}

static void only_32_bytes_that_are_ours_alone(void)
{
        make_folder();
        reading_gives(ZL_E_NOT_FOUND);
        write_file(31, 0600);
        reading_gives(ZL_E_MALFORMED);
        write_file(33, 0600);
        reading_gives(ZL_E_MALFORMED);
        write_file(32, 0640);
        reading_gives(ZL_E_SYSTEM);
        write_file(32, 0604);
        reading_gives(ZL_E_SYSTEM);
        write_file(32, 0600);
        reading_gives(ZL_OK);
        (void)unlink(path);
        REQUIRE_INT(mkfifo(path, 0600), 0);
        reading_gives(ZL_E_SYSTEM);
        drop_folder();
}

static void the_profile_is_where_the_environment_says(void)
{
        char found[CLI_PATH];

        REQUIRE_INT(setenv("HOME", "/home/henk", 1), 0);
        REQUIRE_INT(unsetenv("XDG_DATA_HOME"), 0);
        REQUIRE_INT(unsetenv("ZIJLIJN_HOME"), 0);
        REQUIRE_OK(profile__path(NULL, found));
        CHECK_STR(found, "/home/henk/.local/share/zijlijn");
        REQUIRE_INT(setenv("XDG_DATA_HOME", "/data", 1), 0);
        REQUIRE_OK(profile__path(NULL, found));
        CHECK_STR(found, "/data/zijlijn");
        REQUIRE_INT(setenv("ZIJLIJN_HOME", "/elsewhere", 1), 0);
        REQUIRE_OK(profile__path(NULL, found));
        CHECK_STR(found, "/elsewhere");
        REQUIRE_INT(unsetenv("ZIJLIJN_HOME"), 0);
        REQUIRE_INT(unsetenv("XDG_DATA_HOME"), 0);
        REQUIRE_INT(unsetenv("HOME"), 0);
        CHECK_STATUS(profile__path(NULL, found), ZL_E_USAGE);
}

static void a_further_profile_is_beside_the_usual_one(void)
{
        char found[CLI_PATH];

        REQUIRE_INT(setenv("ZIJLIJN_HOME", "/elsewhere", 1), 0);
        REQUIRE_OK(profile__path("Den_Haag-2", found));
        CHECK_STR(found, "/elsewhere/profiles/Den_Haag-2");
        CHECK_STATUS(profile__path("", found), ZL_E_MALFORMED);
        CHECK_STATUS(profile__path("..", found), ZL_E_MALFORMED);
        CHECK_STATUS(profile__path("a/b", found), ZL_E_MALFORMED);
        CHECK_STATUS(profile__path("-a", found), ZL_E_MALFORMED);
        CHECK_STR(found, "/elsewhere/profiles/Den_Haag-2");
        REQUIRE_INT(unsetenv("ZIJLIJN_HOME"), 0);
}

static bool put_name(void *user, const char *name)
{
        struct zl_buf *buf = user;

        zl_put_text(buf, name);
        zl_put_text(buf, " ");
        return true;
}

static void further_profiles_are_listed_by_name(void)
{
        static const char *const folders[] = {
            "profiles/b", "profiles/a", "profiles/.c", "profiles"};
        struct zl_buf buf = {0};
        char inner[128];

        make_folder();
        zl_buf_init(&buf, 1024);
        CHECK_OK(profile__each(folder, put_name, &buf));
        CHECK_INT(buf.size, 0);
        for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
                (void)snprintf(
                    inner, sizeof(inner), "%s/%s", folder, folders[i]);
                REQUIRE_OK(profile__make(inner));
                CHECK(!profile__is_used(inner));
        }
        CHECK_OK(profile__each(folder, put_name, &buf));
        CHECK_BYTES(buf.data, buf.size, "a b ", 4);
        zl_buf_free(&buf);
        for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
                (void)snprintf(
                    inner, sizeof(inner), "%s/%s", folder, folders[i]);
                REQUIRE_INT(rmdir(inner), 0);
        }
        drop_folder();
}

static void the_profile_is_closed_to_others(void)
{
        char inner[128];

        make_folder();
        (void)snprintf(inner, sizeof(inner), "%s/a/b", folder);
        CHECK_STATUS(profile__check(inner), ZL_E_NOT_FOUND);
        REQUIRE_OK(profile__make(inner));
        CHECK_OK(profile__check(inner));
        REQUIRE_OK(profile__make(inner));
        REQUIRE_INT(chmod(inner, 0750), 0);
        CHECK_STATUS(profile__check(inner), ZL_E_SYSTEM);
        REQUIRE_INT(rmdir(inner), 0);
        write_file(1, 0600);
        CHECK_STATUS(profile__check(path), ZL_E_SYSTEM);
        (void)snprintf(inner, sizeof(inner), "%s/a", folder);
        REQUIRE_INT(rmdir(inner), 0);
        drop_folder();
}

static const struct check_case cases[] = {
    CHECK_CASE(what_is_made_can_be_read),
    CHECK_CASE(a_file_is_not_written_over),
    CHECK_CASE(only_32_bytes_that_are_ours_alone),
    CHECK_CASE(the_profile_is_where_the_environment_says),
    CHECK_CASE(a_further_profile_is_beside_the_usual_one),
    CHECK_CASE(further_profiles_are_listed_by_name),
    CHECK_CASE(the_profile_is_closed_to_others),
};

int main(int argc, char **argv)
{
        if (zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK)
                return 1;
        return check_run(
            "cli_keyfile", cases, sizeof(cases) / sizeof(cases[0]), argc, argv);
}
