/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The bare program that zijlijnd is measured beside: bench_bare DATABASE.
 * It receives a body over libmicrohttpd, verifies the one signature in it
 * (key, signature, then what is signed), and commits it as one row, with all
 * that waits meanwhile in the same transaction.  It listens, and keeps its
 * rows, with the settings of zijlijnd; it does nothing else that zijlijnd
 * does, so nobody could do with it.  Prints its port, and ends on SIGTERM.
 */
#include <microhttpd.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BODY_MAX = 16 * 1024, GROUP_MAX = 256, ID = 32 };

static const char path_start[] = "/v1/records/";
static const unsigned char answer_text[] = "kept";

struct request {
        struct MHD_Connection *connection;
        char id[ID];
        uint8_t body[BODY_MAX];
        size_t size;
        bool taken; /* the writer had it */
        unsigned status;
        struct request *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;
static struct request *first;
static struct request *last;
static sqlite3 *db;
static sqlite3_stmt *insert;

static void fail(const char *what)
{
        fprintf(stderr, "bench_bare: %s\n", what);
        exit(1);
}

static void run_sql(const char *sql)
{
        if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
                fail(sqlite3_errmsg(db));
}

static void open_database(const char *path)
{
        if (sqlite3_open_v2(path, &db,
                SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE |
                    SQLITE_OPEN_NOMUTEX,
                NULL) != SQLITE_OK)
                fail("cannot open the database");
        run_sql("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                "PRAGMA cache_size = -16384; PRAGMA secure_delete = ON;"
                "PRAGMA wal_autocheckpoint = 4000;"
                "CREATE TABLE note (id BLOB NOT NULL PRIMARY KEY,"
                " bytes BLOB NOT NULL) STRICT;");
        if (sqlite3_prepare_v2(db, "INSERT INTO note VALUES (?1, ?2)", -1,
                &insert, NULL) != SQLITE_OK)
                fail(sqlite3_errmsg(db));
}

static void add_row(struct request *r)
{
        sqlite3_bind_blob(insert, 1, r->id, ID, SQLITE_STATIC);
        sqlite3_bind_blob(insert, 2, r->body, (int)r->size, SQLITE_STATIC);
        if (sqlite3_step(insert) != SQLITE_DONE)
                fail(sqlite3_errmsg(db));
        sqlite3_reset(insert);
        r->status = MHD_HTTP_CREATED;
}

static struct request *next_group(void)
{
        struct request *group = NULL;
        struct request *end = NULL;
        unsigned count = 1;

        pthread_mutex_lock(&lock);
        while (first == NULL)
                pthread_cond_wait(&more, &lock);
        group = first;
        for (end = group; end->next != NULL && count < GROUP_MAX; count++)
                end = end->next;
        first = end->next;
        if (first == NULL)
                last = NULL;
        end->next = NULL;
        pthread_mutex_unlock(&lock);
        return group;
}

static void *write_groups(void *context)
{
        (void)context;
        for (;;) {
                struct request *group = next_group();
                struct request *next = NULL;

                run_sql("BEGIN IMMEDIATE");
                for (struct request *r = group; r != NULL; r = r->next)
                        add_row(r);
                run_sql("COMMIT");
                for (struct request *r = group; r != NULL; r = next) {
                        next = r->next; /* r may be gone once resumed */
                        MHD_resume_connection(r->connection);
                }
        }
        return NULL;
}

static enum MHD_Result answer(struct request *r)
{
        struct MHD_Response *response =
            MHD_create_response_from_buffer(sizeof(answer_text) - 1,
                (void *)(uintptr_t)answer_text, MHD_RESPMEM_PERSISTENT);
        enum MHD_Result result =
            MHD_queue_response(r->connection, r->status, response);

        MHD_destroy_response(response);
        return result;
}

static bool is_signed(const struct request *r)
{
        enum { BEFORE = crypto_sign_PUBLICKEYBYTES + crypto_sign_BYTES };

        return r->size > BEFORE &&
            crypto_sign_verify_detached(r->body + crypto_sign_PUBLICKEYBYTES,
                r->body + BEFORE, r->size - BEFORE, r->body) == 0;
}

/* The body is in: verify, then wait for the writer. */
static enum MHD_Result take(struct request *r)
{
        r->taken = true;
        if (!is_signed(r)) {
                r->status = MHD_HTTP_BAD_REQUEST;
                return answer(r);
        }
        MHD_suspend_connection(r->connection);
        pthread_mutex_lock(&lock);
        if (last != NULL)
                last->next = r;
        else
                first = r;
        last = r;
        pthread_cond_signal(&more);
        pthread_mutex_unlock(&lock);
        return MHD_YES;
}

static enum MHD_Result on_request(void *context,
    struct MHD_Connection *connection, const char *url, const char *method,
    const char *version, const char *data, size_t *size, void **kept)
{
        struct request *r = *kept;

        (void)context;
        (void)method;
        (void)version;
        if (r == NULL) {
                size_t start = strlen(path_start);

                if (strncmp(url, path_start, start) != 0 ||
                    strlen(url) != start + ID)
                        return MHD_NO;
                r = malloc(sizeof(*r));
                if (r == NULL)
                        return MHD_NO;
                r->connection = connection;
                memcpy(r->id, url + start, ID);
                r->size = 0;
                r->taken = false;
                r->next = NULL;
                *kept = r;
                return MHD_YES;
        }
        if (*size > 0) {
                if (r->size + *size > BODY_MAX)
                        return MHD_NO;
                memcpy(r->body + r->size, data, *size);
                r->size += *size;
                *size = 0;
                return MHD_YES;
        }
        return r->taken ? answer(r) : take(r);
}

static void on_end(void *context, struct MHD_Connection *connection,
    void **kept, enum MHD_RequestTerminationCode why)
{
        (void)context;
        (void)connection;
        (void)why;
        free(*kept);
        *kept = NULL;
}

static void listen_on_loopback(void)
{
        struct sockaddr_in where = {.sin_family = AF_INET};
        struct MHD_Daemon *daemon = NULL;
        const union MHD_DaemonInfo *info = NULL;

        where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        daemon =
            MHD_start_daemon(MHD_USE_EPOLL | MHD_USE_INTERNAL_POLLING_THREAD |
                    MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME,
                0, NULL, NULL, on_request, NULL, MHD_OPTION_SOCK_ADDR, &where,
                MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
                MHD_OPTION_CONNECTION_LIMIT, 240u, MHD_OPTION_THREAD_POOL_SIZE,
                2u, MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)8 * 1024,
                MHD_OPTION_CONNECTION_TIMEOUT, 20u, MHD_OPTION_END);
        if (daemon == NULL)
                fail("cannot listen");
        info = MHD_get_daemon_info(daemon, MHD_DAEMON_INFO_BIND_PORT);
        printf("%u\n", (unsigned)info->port);
        (void)fflush(stdout);
}

int main(int argc, char **argv)
{
        pthread_t writer;
        sigset_t stop;
        int caught = 0;

        (void)sigemptyset(&stop);
        (void)sigaddset(&stop, SIGTERM);
        (void)pthread_sigmask(SIG_BLOCK, &stop, NULL);
        if (argc != 2 || sodium_init() < 0)
                fail("usage: bench_bare DATABASE");
        open_database(argv[1]);
        if (pthread_create(&writer, NULL, write_groups, NULL) != 0)
                fail("no thread");
        listen_on_loopback();
        (void)sigwait(&stop, &caught);
        _exit(0);
}
