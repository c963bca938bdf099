/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The vault's file: what was saved is there, what is damaged is named
 * and not written over, and only one process has it. */
#include "vault_sqlite.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

static const uint8_t header[] = "the header";
static char folder[64];
static char path[96];

static void make_folder(void)
{
        (void)snprintf(folder, sizeof(folder), "/tmp/zl-vault-XXXXXX");
        REQUIRE(mkdtemp(folder) != NULL);
        (void)snprintf(path, sizeof(path), "%s/vault.db", folder);
}

static void drop_folder(void)
{
        (void)unlink(path);
        CHECK_INT(rmdir(folder), 0); /* no journal, nothing else left */
}

static struct zl_row row(uint8_t name, const char *value)
{
        struct zl_row it = {
            .value = {(const uint8_t *)value, value ? strlen(value) : 0}};

        memset(it.name, name, sizeof(it.name));
        return it;
}

static struct vault_file *fresh(const char *socket)
{
        struct vault_file *file = NULL;

        REQUIRE_OK(vault_file__open(folder, true, &file));
        REQUIRE_OK(vault_file__begin(
            file, (struct zl_bytes){header, sizeof(header)}, socket));
        return file;
}

static void save_two(struct vault_file *file)
{
        struct zl_row rows[] = {row(1, "one"), row(2, "two")};

        REQUIRE_OK(vault_file__save(file, rows, 2));
}

/* Reads all rows as "name=value ", in order of names. */
static int append(void *user, const struct zl_row *it)
{
        char *text = user;
        size_t at = strlen(text);

        (void)snprintf(text + at, 200 - at, "%u=%.*s ", it->name[0],
            (int)it->value.size, (const char *)it->value.data);
        return ZL_OK;
}

static void rows_are(struct vault_file *file, const char *wanted)
{
        char text[200] = "";

        CHECK_OK(vault_file__each(file, append, text));
        CHECK_STR(text, wanted);
}

static void what_was_saved_is_there(void)
{
        struct vault_file *file = NULL;
        struct zl_row later[] = {row(1, NULL), row(2, "zwei"), row(3, "three")};
        struct stat st;

        make_folder();
        file = fresh("/run/z/s");
        save_two(file);
        rows_are(file, "1=one 2=two ");
        vault_file__close(file);
        REQUIRE_OK(vault_file__open(folder, false, &file));
        CHECK_BYTES(vault_file__header(file).data,
            vault_file__header(file).size, header, sizeof(header));
        CHECK_STR(vault_file__socket(file), "/run/z/s");
        REQUIRE_OK(vault_file__save(file, later, 3));
        vault_file__close(file);
        REQUIRE_OK(vault_file__open(folder, false, &file));
        rows_are(file, "2=zwei 3=three ");
        vault_file__close(file);
        REQUIRE_INT(stat(path, &st), 0);
        CHECK_UINT(st.st_mode & 0777, 0600);
        drop_folder();
}

static void nothing_is_left_when_nothing_was_saved(void)
{
        struct vault_file *file = NULL;

        make_folder();
        file = fresh(NULL);
        CHECK_STR(vault_file__socket(file), NULL);
        vault_file__close(file);
        CHECK(access(path, F_OK) != 0);
        CHECK_STATUS(vault_file__open(folder, false, &file), ZL_E_NOT_FOUND);
        drop_folder();
}

static void held_rows_are_stored_by_the_first_save(void)
{
        struct vault_file *file = NULL;
        struct zl_row three = row(3, "three");
        struct zl_row gone = row(1, NULL);

        make_folder();
        file = fresh(NULL);
        vault_file__hold(file, true);
        save_two(file);
        REQUIRE_OK(vault_file__save(file, &gone, 1));
        vault_file__hold(file, false);
        REQUIRE_OK(vault_file__save(file, &three, 1));
        vault_file__close(file);
        REQUIRE_OK(vault_file__open(folder, false, &file));
        rows_are(file, "2=two 3=three ");
        vault_file__close(file);
        drop_folder();
}

static void held_rows_alone_leave_nothing(void)
{
        struct vault_file *file = NULL;

        make_folder();
        file = fresh(NULL);
        vault_file__hold(file, true);
        save_two(file);
        vault_file__close(file);
        CHECK(access(path, F_OK) != 0);
        drop_folder();
}

static void a_vault_is_not_begun_over_another(void)
{
        struct vault_file *file = NULL;

        make_folder();
        file = fresh(NULL);
        save_two(file);
        vault_file__close(file);
        CHECK_STATUS(vault_file__open(folder, true, &file), ZL_E_STATE);
        REQUIRE_OK(vault_file__open(folder, false, &file));
        rows_are(file, "1=one 2=two ");
        vault_file__close(file);
        drop_folder();
}

static void count_call(void *user)
{
        (*(int *)user)++;
}

static void one_process_has_it(void)
{
        int told = 0;
        struct vault_file *file = NULL;
        struct vault_file *second = NULL;
        int pipes[2];
        char byte = 0;
        pid_t child = 0;

        make_folder();
        file = fresh(NULL);
        save_two(file);
        vault_file__close(file);
        REQUIRE_INT(pipe(pipes), 0);
        child = fork(); /* SQLite's locks hold between processes */
        if (child == 0) {
                if (vault_file__open(folder, false, &second) != ZL_OK ||
                    write(pipes[1], "x", 1) != 1)
                        _exit(1);
                (void)sleep(60);
                _exit(0);
        }
        REQUIRE(read(pipes[0], &byte, 1) == 1);
        CHECK_STATUS(
            vault_file__open_telling(folder, false, count_call, &told, &file),
            ZL_E_BUSY);
        CHECK(told == 1); /* though it looked a hundred times */
        (void)close(pipes[0]);
        (void)close(pipes[1]);
        (void)kill(child, SIGKILL);
        (void)waitpid(child, NULL, 0);
        REQUIRE_OK(vault_file__open(folder, false, &file));
        rows_are(file, "1=one 2=two ");
        vault_file__close(file);
        drop_folder();
}

/* The file's bytes, to see that nobody wrote. */
static size_t read_bytes(uint8_t *ret, size_t room)
{
        int fd = open(path, O_RDONLY);
        ssize_t n = fd >= 0 ? read(fd, ret, room) : -1;

        (void)close(fd);
        return n > 0 ? (size_t)n : 0;
}

static void damage(off_t at, const void *bytes, size_t size)
{
        int fd = open(path, O_WRONLY);

        REQUIRE(fd >= 0);
        REQUIRE(pwrite(fd, bytes, size, at) == (ssize_t)size);
        (void)close(fd);
}

static void refused_and_untouched(int wanted)
{
        static uint8_t before[65536];
        static uint8_t after[65536];
        size_t size = read_bytes(before, sizeof(before));
        struct vault_file *file = NULL;

        CHECK_STATUS(vault_file__open(folder, false, &file), wanted);
        CHECK_STATUS(vault_file__open(folder, true, &file),
            wanted == ZL_E_NOT_FOUND ? ZL_OK : wanted);
        CHECK_BYTES(after, read_bytes(after, sizeof(after)), before, size);
}

static void damaged_files_are_named_and_left_alone(void)
{
        struct vault_file *file = NULL;
        static const char text[] = "this was never a vault, but a text file "
                                   "of more than a hundred bytes, which "
                                   "nobody wants to lose to us by mistake";

        make_folder();
        file = fresh(NULL);
        save_two(file);
        vault_file__close(file);
        damage(100, "\xff\xff\xff\xff\xff\xff\xff\xff", 8); /* first page */
        refused_and_untouched(ZL_E_DAMAGED);
        damage(0, text, sizeof(text)); /* no SQLite file any more */
        refused_and_untouched(ZL_E_DAMAGED);
        drop_folder();
}

static void half_a_file_is_damaged(void)
{
        struct vault_file *file = NULL;

        make_folder();
        file = fresh(NULL);
        save_two(file);
        vault_file__close(file);
        REQUIRE_INT(truncate(path, 6000), 0);
        refused_and_untouched(ZL_E_DAMAGED);
        drop_folder();
}

static void another_format_is_named(void)
{
        struct vault_file *file = NULL;

        make_folder();
        file = fresh(NULL);
        save_two(file);
        vault_file__close(file);
        damage(60, "\0\0\0\2", 4); /* user_version in SQLite's header */
        refused_and_untouched(ZL_E_VERSION);
        damage(60, "\0\0\0\1", 4);
        damage(68, "else", 4); /* application_id */
        refused_and_untouched(ZL_E_DAMAGED);
        drop_folder();
}

static void a_link_is_not_followed(void)
{
        struct vault_file *file = NULL;
        char other[96];

        make_folder();
        file = fresh(NULL);
        save_two(file);
        vault_file__close(file);
        (void)snprintf(other, sizeof(other), "%s/other", folder);
        REQUIRE_INT(rename(path, other), 0);
        REQUIRE_INT(symlink(other, path), 0);
        CHECK(vault_file__open(folder, false, &file) != ZL_OK);
        (void)unlink(other);
        drop_folder();
}

/* Is this text anywhere in the file? */
static bool holds(const char *text)
{
        static char bytes[1024 * 1024];
        FILE *file = fopen(path, "rb");
        size_t size = 0;

        REQUIRE(file != NULL);
        size = fread(bytes, 1, sizeof(bytes), file);
        (void)fclose(file);
        return memmem(bytes, size, text, strlen(text)) != NULL;
}

static void another_header_takes_its_place(void)
{
        static const uint8_t other[] = "quite another one";
        struct vault_file *file = NULL;
        struct zl_bytes got;

        make_folder();
        file = fresh(NULL);
        save_two(file);
        CHECK(holds("the header"));
        REQUIRE_OK(vault_file__reheader(
            file, (struct zl_bytes){other, sizeof(other)}));
        CHECK_STATUS(vault_file__reheader(file, (struct zl_bytes){other, 0}),
            ZL_E_USAGE);
        vault_file__close(file);
        CHECK(!holds("the header"));
        REQUIRE_OK(vault_file__open(folder, false, &file));
        got = vault_file__header(file);
        CHECK_BYTES(got.data, got.size, other, sizeof(other));
        rows_are(file, "1=one 2=two ");
        vault_file__close(file);
        drop_folder();
}

static void what_is_erased_is_gone(void)
{
        struct zl_row more[] = {row(3, "three")};
        struct vault_file *file = NULL;

        make_folder();
        file = fresh(NULL);
        save_two(file);
        REQUIRE_OK(vault_file__erase(file));
        CHECK(access(path, F_OK) != 0);
        CHECK_OK(vault_file__save(file, more, 1));
        vault_file__close(file);
        CHECK_STATUS(vault_file__open(folder, false, &file), ZL_E_NOT_FOUND);
        file = fresh(NULL);
        save_two(file);
        vault_file__close(file);
        drop_folder();
}

/* The power went between the rows and the file. */
static void what_is_half_erased_is_gone_too(void)
{
        struct vault_file *file = NULL;
        char other[96];

        for (int again = 0; again < 2; again++) {
                make_folder();
                file = fresh(NULL);
                save_two(file);
                /* By another name it outlives its own. */
                (void)snprintf(other, sizeof(other), "%s/other", folder);
                REQUIRE_INT(link(path, other), 0);
                REQUIRE_OK(vault_file__erase(file));
                vault_file__close(file);
                REQUIRE_INT(rename(other, path), 0);
                CHECK(!holds("the header") && !holds("two"));
                if (again == 0) {
                        CHECK_STATUS(vault_file__open(folder, false, &file),
                            ZL_E_NOT_FOUND);
                        CHECK(access(path, F_OK) != 0);
                }
                file = fresh(NULL);
                save_two(file);
                vault_file__close(file);
                REQUIRE_OK(vault_file__open(folder, false, &file));
                rows_are(file, "1=one 2=two ");
                vault_file__close(file);
                drop_folder();
        }
}

static const struct check_case cases[] = {
    CHECK_CASE(what_was_saved_is_there),
    CHECK_CASE(nothing_is_left_when_nothing_was_saved),
    CHECK_CASE(held_rows_are_stored_by_the_first_save),
    CHECK_CASE(held_rows_alone_leave_nothing),
    CHECK_CASE(a_vault_is_not_begun_over_another),
    CHECK_CASE(one_process_has_it),
    CHECK_CASE(damaged_files_are_named_and_left_alone),
    CHECK_CASE(half_a_file_is_damaged),
    CHECK_CASE(another_format_is_named),
    CHECK_CASE(a_link_is_not_followed),
    CHECK_CASE(another_header_takes_its_place),
    CHECK_CASE(what_is_erased_is_gone),
    CHECK_CASE(what_is_half_erased_is_gone_too),
};

int main(int argc, char **argv)
{
        (void)umask(077); /* as main.c does */
        return check_run("cli_vault_file", cases,
            sizeof(cases) / sizeof(cases[0]), argc, argv);
}
