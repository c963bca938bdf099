/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! A server under load and in trouble: many at once, a queue that is
 * full, a disk that refuses, a stop in the middle. Whatever happens, who was
 * told that a note was taken finds it taken. */
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "calendar.h"
#include "check.h"
#include "events.h"
#include "live_world.h"

enum { THREADS = 8, EACH = 12, ALL = THREADS * EACH };

/* Notes made before, and what became of each. */
struct load {
        struct live *live;
        struct zl_id ids[ALL];
        struct zl_buf notes[ALL];
        int status[ALL];
        bool retry[ALL]; /* a refusal said when to try again */
        atomic_int sent;
};

struct sender {
        struct load *load;
        int first;
        pthread_t thread;
};

static struct load *load_new(struct live *live)
{
        struct load *load = calloc(1, sizeof(*load));

        REQUIRE(load != NULL);
        load->live = live;
        for (int i = 0; i < ALL; i++)
                live_note(live, &load->ids[i], &load->notes[i]);
        return load;
}

static void load_free(struct load *load)
{
        for (int i = 0; i < ALL; i++)
                zl_buf_free(&load->notes[i]);
        free(load);
}

static void *send_some(void *context)
{
        struct sender *sender = context;
        struct load *load = sender->load;

        for (int i = sender->first; i < sender->first + EACH; i++) {
                struct live_answer answer;

                live_put_record(
                    load->live, &load->ids[i], &load->notes[i], &answer);
                load->status[i] = answer.status;
                load->retry[i] =
                    strcasestr(answer.headers, "\r\nRetry-After:") != NULL;
                live_done(&answer);
                atomic_fetch_add(&load->sent, 1);
        }
        return NULL;
}

static void start_all(struct load *load, struct sender senders[THREADS])
{
        for (int i = 0; i < THREADS; i++) {
                senders[i] = (struct sender){.load = load, .first = i * EACH};
                REQUIRE(pthread_create(&senders[i].thread, NULL, send_some,
                            &senders[i]) == 0);
        }
}

static void join_all(struct sender senders[THREADS])
{
        for (int i = 0; i < THREADS; i++)
                (void)pthread_join(senders[i].thread, NULL);
}

static int count_status(const struct load *load, int status)
{
        int count = 0;

        for (int i = 0; i < ALL; i++)
                count += load->status[i] == status;
        return count;
}

/* Puts all again: what was taken must be known. */
static void check_kept(struct load *load)
{
        for (int i = 0; i < ALL; i++) {
                int before = load->status[i];
                struct live_answer answer;

                live_put_record(
                    load->live, &load->ids[i], &load->notes[i], &answer);
                if (before == 201)
                        CHECK_INT(answer.status, 200);
                else
                        CHECK(answer.status == 200 || answer.status == 201);
                live_done(&answer);
        }
}

static void parallel_notes_are_all_taken(void)
{
        struct live *live = live_founded();
        struct load *load = load_new(live);
        struct sender senders[THREADS];

        start_all(load, senders);
        join_all(senders);
        CHECK_INT(count_status(load, 201), ALL);
        live_stop(live);
        live_start(live); /* which verifies the logs again */
        check_kept(load);
        load_free(load);
        live_free(live);
}

/* Somebody else keeps the database for a while, as a slow disk would. */
static sqlite3 *hold_database(const struct live *live)
{
        sqlite3 *db = NULL;
        char path[128];

        (void)snprintf(path, sizeof(path), "%s/zijlijn.db", live->data);
        REQUIRE(sqlite3_open(path, &db) == SQLITE_OK);
        (void)sqlite3_busy_timeout(db, 2000);
        REQUIRE(
            sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK);
        return db;
}

static void let_go(sqlite3 *db)
{
        (void)sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
        (void)sqlite3_close(db);
}

static void a_full_queue_says_busy(void)
{
        struct live *live = live_founded();
        struct load *load = load_new(live);
        struct sender senders[THREADS];
        sqlite3 *db = NULL;
        int busy = 0;

        live_stop(live);
        live->config.queue = 1;
        live_start(live);
        db = hold_database(live);
        start_all(load, senders);
        /* One is in hand, one waits, all others are refused at once. */
        while (atomic_load(&load->sent) < EACH)
                (void)usleep(1000);
        let_go(db);
        join_all(senders);
        for (int i = 0; i < ALL; i++) {
                if (load->status[i] == 503) {
                        CHECK(load->retry[i]);
                        busy++;
                }
        }
        CHECK(busy >= EACH);
        CHECK_INT(busy + count_status(load, 201), ALL);
        live_stop(live);
        live->config.queue = 1024;
        live_start(live);
        check_kept(load);
        load_free(load);
        live_free(live);
}

static void nobody_waits_longer_than_was_said(void)
{
        struct live *live = live_founded();
        struct live_answer answer;
        struct zl_buf note;
        struct zl_id id;
        sqlite3 *db = NULL;
        uint64_t start = 0;
        uint64_t took = 0;

        live_stop(live);
        live->config.answer_seconds = 1;
        live_start(live);
        live_note(live, &id, &note);
        db = hold_database(live);
        start = zl_clock_now().ms;
        live_put_record(live, &id, &note, &answer);
        took = zl_clock_now().ms - start;
        live_check_problem(&answer, 503, "busy");
        live_done(&answer);
        CHECK(took >= 900 && took < 4000);
        let_go(db);
        /* Late, not lost: it is taken, and the same bytes are known. */
        do {
                live_put_record(live, &id, &note, &answer);
                took = (uint64_t)answer.status;
                live_done(&answer);
        } while (took == 503);
        CHECK(took == 200 || took == 201);
        zl_buf_free(&note);
        live_free(live);
}

static off_t size_of(const struct live *live, const char *name)
{
        char path[128];
        struct stat st;

        (void)snprintf(path, sizeof(path), "%s/%s", live->data, name);
        return stat(path, &st) == 0 ? st.st_size : 0;
}

static void a_disk_that_refuses_is_said_and_survived(void)
{
        struct live *live = live_founded();
        struct load *load = load_new(live);
        struct rlimit before;
        struct rlimit now;
        struct live_answer answer;
        int refused = 0;
        int taken = 0;

        REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
        REQUIRE(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
        now = before;
        now.rlim_cur = (rlim_t)size_of(live, "zijlijn.db-wal") + 100000;
        REQUIRE(setrlimit(RLIMIT_FSIZE, &now) == 0);
        for (int i = 0; i < EACH; i++) {
                live_put_record(live, &load->ids[i], &load->notes[i], &answer);
                if (answer.status == 507) {
                        live_check_problem(&answer, 507, "storage");
                        refused++;
                } else {
                        CHECK_INT(answer.status, 201);
                        taken++;
                }
                load->status[i] = answer.status;
                live_done(&answer);
        }
        REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
        CHECK(refused > 0);
        CHECK(taken > 0);
        check_kept(load);
        live_stop(live);
        live_start(live);
        CHECK_INT(live_say_charter(live, &live->log_key), 200);
        load_free(load);
        live_free(live);
}

/* A statement that was refused by the disk is in no directory either. */
static void a_refused_statement_leaves_nothing(void)
{
        struct live *live = live_founded();
        struct zl_club club = {.club = zl_random_id(),
            .kind = "hockey",
            .district = live->district,
            .name = "HC Noord"};
        struct rlimit before;
        struct rlimit now;
        struct zl_assignment assignment = {.club = club.club,
            .account_holder = live->members[LIVE_HOLDER],
            .phone = "0100000001"};

        REQUIRE(getrlimit(RLIMIT_FSIZE, &before) == 0);
        REQUIRE(signal(SIGXFSZ, SIG_IGN) != SIG_ERR);
        now = before;
        now.rlim_cur = (rlim_t)size_of(live, "zijlijn.db-wal");
        REQUIRE(setrlimit(RLIMIT_FSIZE, &now) == 0);
        CHECK_INT(live_say(live, &live->devices[LIVE_COORDINATOR], ZL_CLUB,
                      &club, NULL),
            507);
        REQUIRE(setrlimit(RLIMIT_FSIZE, &before) == 0);
        CHECK_INT(live_say(live, &live->devices[LIVE_COORDINATOR],
                      ZL_ASSIGNMENT, &assignment, NULL),
            404);
        CHECK_INT(live_say(live, &live->devices[LIVE_COORDINATOR], ZL_CLUB,
                      &club, NULL),
            201);
        CHECK_INT(live_say(live, &live->devices[LIVE_COORDINATOR],
                      ZL_ASSIGNMENT, &assignment, NULL),
            201);
        live_free(live);
}

/* The program itself, over the data directory of this organisation. */
static pid_t spawn_server(struct live *live, uint16_t *ret_port)
{
        char root[ZL_HASH_TEXT];
        char *argv[] = {(char[]){"zijlijnd"}, (char[]){"--root"}, root,
            (char[]){"--origin"}, live->config.origin, (char[]){"--listen"},
            (char[]){"127.0.0.1:0"}, (char[]){"--data"}, live->data, NULL};
        posix_spawn_file_actions_t actions;
        char line[200] = "";
        size_t size = 0;
        int pipes[2];
        pid_t pid = 0;

        zl_hex_of(live->root.key.bytes, ZL_SIGN_KEY_SIZE, root);
        REQUIRE(pipe(pipes) == 0);
        REQUIRE(posix_spawn_file_actions_init(&actions) == 0);
        (void)posix_spawn_file_actions_adddup2(&actions, pipes[1], 1);
        (void)posix_spawn_file_actions_addclose(&actions, pipes[0]);
        REQUIRE(
            posix_spawn(&pid, ZIJLIJND, &actions, NULL, argv, environ) == 0);
        (void)posix_spawn_file_actions_destroy(&actions);
        (void)close(pipes[1]);
        while (size < sizeof(line) - 1 && read(pipes[0], line + size, 1) == 1 &&
            line[size] != '\n')
                size++;
        (void)close(pipes[0]);
        REQUIRE(strncmp(line, "zijlijnd: ready on 127.0.0.1:", 29) == 0);
        *ret_port = (uint16_t)strtoul(line + 29, NULL, 10);
        return pid;
}

static void sigterm_finishes_what_was_accepted(void)
{
        struct live *live = live_founded();
        struct load *load = load_new(live);
        struct sender senders[THREADS];
        uint16_t port = 0;
        pid_t pid = 0;
        int status = 0;

        live_stop(live);
        pid = spawn_server(live, &port);
        live->port = port;
        start_all(load, senders);
        while (atomic_load(&load->sent) < ALL / 3)
                (void)usleep(200);
        REQUIRE(kill(pid, SIGTERM) == 0);
        join_all(senders);
        REQUIRE(waitpid(pid, &status, 0) == pid);
        CHECK(WIFEXITED(status));
        CHECK_INT(WEXITSTATUS(status), 0);
        CHECK(count_status(load, 201) >= ALL / 3);
        /* Taken, told to come again, or not let in: never a wrong word. */
        CHECK_INT(count_status(load, 201) + count_status(load, 503) +
                count_status(load, 0),
            ALL);
        live->port = 0;
        live_start(live);
        check_kept(load);
        load_free(load);
        live_free(live);
}

static const struct check_case cases[] = {
    CHECK_CASE(parallel_notes_are_all_taken),
    CHECK_CASE(a_full_queue_says_busy),
    CHECK_CASE(nobody_waits_longer_than_was_said),
    CHECK_CASE(a_disk_that_refuses_is_said_and_survived),
    CHECK_CASE(a_refused_statement_leaves_nothing),
    CHECK_CASE(sigterm_finishes_what_was_accepted),
};
CHECK_MAIN("live_load", cases)
