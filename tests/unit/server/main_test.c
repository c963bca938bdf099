/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The program zijlijnd at its command line: what it prints, and by
 * which status it says what is wrong. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

#define ROOT \
        " --root 00112233445566778899aabbccddeeff" \
        "00112233445566778899aabbccddeeff"
#define ORIGIN " --origin http://127.0.0.1"

static char folder[64];

static void make_folder(void)
{
        if (folder[0] != '\0')
                return;
        (void)snprintf(folder, sizeof(folder), "/tmp/zl-main-XXXXXX");
        REQUIRE(mkdtemp(folder) != NULL);
}

/* Runs it; @ in the arguments is the folder. */
static int run(const char *format, char *ret, size_t room)
{
        char arguments[512];
        char command[1024];
        size_t size = 0;
        FILE *out = NULL;
        int status = 0;

        make_folder();
        for (; *format != '\0' && size < sizeof(arguments) - 100; format++) {
                if (*format == '@')
                        size += (size_t)snprintf(arguments + size,
                            sizeof(arguments) - size, "%s", folder);
                else
                        arguments[size++] = *format;
        }
        arguments[size] = '\0';
        (void)snprintf(command, sizeof(command), "timeout 20 %s %s 2>&1",
            ZIJLIJND, arguments);
        out = popen(command, "r");
        REQUIRE(out != NULL);
        size = fread(ret, 1, room - 1, out);
        ret[size] = '\0';
        status = pclose(out);
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void ends(const char *arguments, int code, const char *says)
{
        char text[8192];

        if (!CHECK_INT(run(arguments, text, sizeof(text)), code) ||
            !CHECK(strstr(text, says) != NULL))
                (void)fprintf(stderr, "%s: %s\n", arguments, text);
}

static void write_file(const char *name, const char *text)
{
        char path[128];
        FILE *file = NULL;

        (void)snprintf(path, sizeof(path), "%s/%s", folder, name);
        file = fopen(path, "w");
        REQUIRE(file != NULL);
        REQUIRE(fputs(text, file) >= 0);
        REQUIRE(fclose(file) == 0);
}

static void help_and_version_are_printed(void)
{
        ends("--version", 0, "zijlijnd 0.");
        ends("--help", 0, "Exit status:");
        ends("--help", 0, "--init DIR");
}

static void wrong_options_end_with_2(void)
{
        ends("--nonsense", 2, "--help");
        ends("more", 2, "--help");
        ends("--data", 2, "--help");
        ends("--data a --data b", 2, "twice");
        /* a forgotten value is not the next option */
        ends("--init --help", 2, "value is missing");
        ends("--new-log-key --data=a", 2, "value is missing");
        ends("--root 0011", 2, "root must be");
        ends("--listen 0.0.0.0:80", 2, "listen must be");
}

static void wrong_configuration_ends_with_3(void)
{
        ends("", 3, "root is not set");
        ends("--config @/none.conf", 3, "no such file");
        write_file("bad.conf", "[zijlijnd]\nqueue = none\n");
        ends("--config @/bad.conf", 3, "bad.conf:2: queue must be");
}

static void a_data_directory_is_made_once(void)
{
        char text[512];
        char path[128];
        struct stat st;

        CHECK_INT(run("--init @/data", text, sizeof(text)), 0);
        CHECK_UINT(strlen(text), 65);
        CHECK_UINT(strspn(text, "0123456789abcdef"), 64);
        (void)snprintf(path, sizeof(path), "%s/data", folder);
        REQUIRE(stat(path, &st) == 0);
        CHECK_UINT(st.st_mode & 07777, 0700);
        (void)snprintf(path, sizeof(path), "%s/data/log.key", folder);
        REQUIRE(stat(path, &st) == 0);
        CHECK_UINT(st.st_mode & 07777, 0600);
        CHECK_UINT(st.st_size, 32);
        ends("--init @/data", 4, "not written over");
        ends("--init @/none/data", 4, "cannot be made");
}

static void the_next_log_key_is_made_once_and_found_again(void)
{
        char text[512];
        char again[512];
        char path[128];
        struct stat st;

        CHECK_INT(run("--new-log-key @/data", text, sizeof(text)), 0);
        CHECK_UINT(strlen(text), 65);
        CHECK_UINT(strspn(text, "0123456789abcdef"), 64);
        (void)snprintf(path, sizeof(path), "%s/data/log.next.key", folder);
        REQUIRE(stat(path, &st) == 0);
        CHECK_UINT(st.st_mode & 07777, 0600);
        CHECK_UINT(st.st_size, 32);
        CHECK_INT(run("--new-log-key @/data", again, sizeof(again)), 0);
        CHECK_STR(again, text);
        write_file("data/log.next.key", "short");
        ends("--new-log-key @/data", 4, "32 bytes");
        ends("--new-log-key @/none", 4, "--init");
        ends("--init @/data --new-log-key @/data", 2, "two things");
        REQUIRE(unlink(path) == 0);
}

static void what_others_may_see_is_not_used(void)
{
        char path[128];

        ends("--data @/none" ROOT ORIGIN, 4, "--init");
        (void)snprintf(path, sizeof(path), "%s/data/log.key", folder);
        REQUIRE(chmod(path, 0640) == 0);
        ends("--data @/data" ROOT ORIGIN, 4, "chmod 600");
        REQUIRE(chmod(path, 0600) == 0);
        (void)snprintf(path, sizeof(path), "%s/data", folder);
        REQUIRE(chmod(path, 0750) == 0);
        ends("--data @/data" ROOT ORIGIN, 4, "chmod 700");
        REQUIRE(chmod(path, 0700) == 0);
        write_file("data/log.key", "short");
        ends("--data @/data" ROOT ORIGIN, 4, "32 bytes");
        write_file("data/log.key", "0123456789abcdef0123456789abcdef.");
        ends("--data @/data" ROOT ORIGIN, 4, "32 bytes");
        write_file("data/log.key", "0123456789abcdef0123456789abcdef");
}

static void a_damaged_database_is_left_as_it_is(void)
{
        static const char text[] = "this is no database, and was never one";
        char path[128];
        struct stat st;

        write_file("data/zijlijn.db", text);
        ends("--data @/data" ROOT ORIGIN, 5, "damaged");
        (void)snprintf(path, sizeof(path), "%s/data/zijlijn.db", folder);
        REQUIRE(stat(path, &st) == 0);
        CHECK_UINT(st.st_size, strlen(text));
        REQUIRE(unlink(path) == 0);
}

static void an_address_that_is_no_place_ends_with_6(void)
{
        ends("--data @/data" ROOT ORIGIN " --listen unix:@/none/socket", 6,
            "cannot listen");
        /* The last test: nothing is left behind. */
        if (folder[0] == '/') {
                char command[128];

                (void)snprintf(command, sizeof(command), "rm -r %s", folder);
                CHECK_INT(system(command), 0);
        }
}

static const struct check_case cases[] = {
    CHECK_CASE(help_and_version_are_printed),
    CHECK_CASE(wrong_options_end_with_2),
    CHECK_CASE(wrong_configuration_ends_with_3),
    CHECK_CASE(a_data_directory_is_made_once),
    CHECK_CASE(the_next_log_key_is_made_once_and_found_again),
    CHECK_CASE(what_others_may_see_is_not_used),
    CHECK_CASE(a_damaged_database_is_left_as_it_is),
    CHECK_CASE(an_address_that_is_no_place_ends_with_6),
};
CHECK_MAIN("server_main", cases)
