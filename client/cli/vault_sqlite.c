/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the vault's file. SQLite keeps the rows and cannot read them;
 * what is deleted is overwritten, what is committed has reached the disk. */
#include "vault_sqlite.h"

#include <errno.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
        APPLICATION = 0x5a4c7661, /* "ZLva", in the file's own header */
        FORMAT = 1,
        WAIT_MS = 5000,
        WAIT_STEP_MS = 50,
        HEADER_MAX = 1024
};

static const char settings[] = "PRAGMA locking_mode = EXCLUSIVE;"
                               "PRAGMA journal_mode = DELETE;"
                               "PRAGMA synchronous = EXTRA;"
                               "PRAGMA secure_delete = ON;"
                               "PRAGMA temp_store = MEMORY;"
                               "PRAGMA trusted_schema = OFF;"
                               "PRAGMA cell_size_check = ON;";

/* vault: the one header.  row: what the core keeps, encrypted. */
static const char schema[] =
    "PRAGMA application_id = 1514960481;"
    "PRAGMA user_version = 1;"
    "CREATE TABLE vault ("
    "  id INTEGER PRIMARY KEY CHECK (id = 1),"
    "  header BLOB NOT NULL CHECK (length(header) BETWEEN 1 AND 1024),"
    "  socket TEXT CHECK (length(socket) BETWEEN 1 AND 107)"
    ") STRICT;"
    "CREATE TABLE row ("
    "  name BLOB PRIMARY KEY CHECK (length(name) = 16),"
    "  value BLOB NOT NULL CHECK (length(value) > 0)"
    ") STRICT, WITHOUT ROWID;";

_Static_assert(APPLICATION == 1514960481, "the schema has the same number");

struct held_row {
        uint8_t name[ZL_ROW_NAME_SIZE];
        uint8_t *value;
        size_t size;
};

struct vault_file {
        sqlite3 *db;
        char path[PATH_MAX];
        uint8_t header[HEADER_MAX];
        size_t header_size;
        char socket[VAULT_FILE_SOCKET]; /* "": none */
        bool fresh; /* nothing stored yet */
        bool erased; /* nothing is kept any more */
        void (*waiting)(void *user); /* told once, before we wait */
        void *user;
        bool hold;
        struct held_row *held;
        size_t held_count;
};

static int status_of(int code)
{
        switch (code & 0xff) {
        case SQLITE_OK:
        case SQLITE_ROW:
        case SQLITE_DONE:
                return ZL_OK;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
                return ZL_E_BUSY;
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
        case SQLITE_FORMAT:
        case SQLITE_SCHEMA:
        case SQLITE_ERROR: /* a table that should be there is not */
                return ZL_E_DAMAGED;
        case SQLITE_NOMEM:
                return ZL_E_MEMORY;
        default:
                return ZL_E_STORAGE;
        }
}

static int run(struct vault_file *file, const char *sql)
{
        return status_of(sqlite3_exec(file->db, sql, NULL, NULL, NULL));
}

static int number_of(struct vault_file *file, const char *sql, int *ret)
{
        sqlite3_stmt *query = NULL;
        int code = sqlite3_prepare_v2(file->db, sql, -1, &query, NULL);

        if (code == SQLITE_OK)
                code = sqlite3_step(query);
        if (code == SQLITE_ROW)
                *ret = sqlite3_column_int(query, 0);
        (void)sqlite3_finalize(query);
        return status_of(code);
}

/* SQLite looks at the structure only; what is in the rows, the vault's own
 * encryption looks at. */
static int check_structure(struct vault_file *file)
{
        sqlite3_stmt *query = NULL;
        int code = sqlite3_prepare_v2(
            file->db, "PRAGMA quick_check(1)", -1, &query, NULL);
        int status = ZL_E_DAMAGED;

        if (code == SQLITE_OK)
                code = sqlite3_step(query);
        if (code == SQLITE_ROW) {
                const char *said = (const char *)sqlite3_column_text(query, 0);

                if (said != NULL && strcmp(said, "ok") == 0)
                        status = ZL_OK;
        } else {
                status = status_of(code);
        }
        (void)sqlite3_finalize(query);
        return status;
}

static int read_header(struct vault_file *file)
{
        sqlite3_stmt *query = NULL;
        int status = ZL_E_DAMAGED;
        int code = sqlite3_prepare_v2(
            file->db, "SELECT header, socket FROM vault", -1, &query, NULL);

        if (code == SQLITE_OK)
                code = sqlite3_step(query);
        if (code == SQLITE_ROW) {
                int size = sqlite3_column_bytes(query, 0);
                const void *header = sqlite3_column_blob(query, 0);
                const char *socket =
                    (const char *)sqlite3_column_text(query, 1);

                if (header != NULL && size > 0 && size <= HEADER_MAX &&
                    (socket == NULL || strlen(socket) < VAULT_FILE_SOCKET)) {
                        memcpy(file->header, header, (size_t)size);
                        file->header_size = (size_t)size;
                        if (socket != NULL)
                                memcpy(
                                    file->socket, socket, strlen(socket) + 1);
                        status = ZL_OK;
                }
        } else if (code != SQLITE_DONE) {
                status = status_of(code);
        }
        (void)sqlite3_finalize(query);
        return status;
}

/* Erased, but for the file itself: somebody pulled the plug in between. */
static int look_for_rest(struct vault_file *file)
{
        int rest = 1;

        if (number_of(file,
                "SELECT (SELECT count(*) FROM vault) + "
                "(SELECT count(*) FROM row)",
                &rest) != ZL_OK ||
            rest != 0)
                return ZL_E_DAMAGED;
        file->erased = true;
        return unlink(file->path) == 0 ? ZL_E_NOT_FOUND : ZL_E_STORAGE;
}

/* Takes the lock, which stays ours until the file is closed, and writes
 * nothing: a commit would already give an empty file its first page. */
static int look(struct vault_file *file)
{
        int pages = 0;
        int application = 0;
        int format = 0;
        int status = run(file, settings);

        if (status == ZL_OK)
                status = run(file, "BEGIN EXCLUSIVE; ROLLBACK");
        if (status == ZL_OK)
                status = number_of(file, "PRAGMA page_count", &pages);
        if (status != ZL_OK)
                return status;
        if (pages == 0) {
                file->fresh = true;
                return ZL_OK;
        }
        status = number_of(file, "PRAGMA application_id", &application);
        if (status == ZL_OK)
                status = number_of(file, "PRAGMA user_version", &format);
        if (status == ZL_OK && application != APPLICATION)
                status = ZL_E_DAMAGED;
        if (status == ZL_OK && format != FORMAT)
                status = ZL_E_VERSION;
        if (status == ZL_OK)
                status = check_structure(file);
        if (status == ZL_OK)
                status = read_header(file);
        return status == ZL_E_DAMAGED ? look_for_rest(file) : status;
}

/* Another has the lock: whoever looks on is told why nothing happens. */
static int wait_a_step(void *user, int before)
{
        struct vault_file *file = user;

        if (file->waiting != NULL)
                file->waiting(file->user);
        file->waiting = NULL;
        if (before >= WAIT_MS / WAIT_STEP_MS)
                return 0;
        (void)sqlite3_sleep(WAIT_STEP_MS);
        return 1;
}

static int open_file(struct vault_file *file, const char *directory, bool fresh)
{
        int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW |
            SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOMUTEX;
        char *real = realpath(directory, NULL);
        int size = 0;
        int code = 0;

        if (real == NULL)
                return errno == ENOENT ? ZL_E_NOT_FOUND : ZL_E_STORAGE;
        size = snprintf(file->path, sizeof(file->path), "%s/vault.db", real);
        free(real);
        if (size < 0 || (size_t)size >= sizeof(file->path))
                return ZL_E_USAGE;
        if (fresh)
                flags |= SQLITE_OPEN_CREATE;
        else if (access(file->path, F_OK) != 0)
                return ZL_E_NOT_FOUND;
        code = sqlite3_open_v2(file->path, &file->db, flags, NULL);
        if (code != SQLITE_OK)
                return status_of(code);
        (void)sqlite3_busy_handler(file->db, wait_a_step, file);
        return look(file);
}

int vault_file__open(
    const char *directory, bool fresh, struct vault_file **ret_file)
{
        return vault_file__open_telling(directory, fresh, NULL, NULL, ret_file);
}

int vault_file__open_telling(const char *directory, bool fresh,
    void (*waiting)(void *user), void *user, struct vault_file **ret_file)
{
        struct vault_file *file = calloc(1, sizeof(*file));
        int status = ZL_OK;

        if (file == NULL)
                return ZL_E_MEMORY;
        file->waiting = waiting;
        file->user = user;
        status = open_file(file, directory, fresh);
        if (status == ZL_E_NOT_FOUND && fresh && file->erased) {
                (void)sqlite3_close(file->db);
                file->db = NULL;
                file->erased = false;
                status = open_file(file, directory, fresh);
        }
        if (status == ZL_OK && fresh && !file->fresh)
                status = ZL_E_STATE;
        if (status == ZL_OK && !fresh && file->fresh)
                status = ZL_E_NOT_FOUND;
        if (status != ZL_OK) {
                file->fresh = false; /* not ours to remove */
                vault_file__close(file);
                return status;
        }
        *ret_file = file;
        return ZL_OK;
}

static void forget_held(struct vault_file *file)
{
        for (size_t i = 0; i < file->held_count; i++)
                free(file->held[i].value);
        free(file->held);
        file->held = NULL;
        file->held_count = 0;
}

void vault_file__close(struct vault_file *file)
{
        if (file == NULL)
                return;
        if (file->fresh)
                (void)unlink(file->path); /* while the lock is still ours */
        (void)sqlite3_close(file->db);
        forget_held(file);
        free(file);
}

int vault_file__begin(
    struct vault_file *file, struct zl_bytes header, const char *socket)
{
        if (header.size == 0 || header.size > HEADER_MAX)
                return ZL_E_USAGE;
        if (socket != NULL &&
            (socket[0] == '\0' || strlen(socket) >= VAULT_FILE_SOCKET))
                return ZL_E_USAGE;
        memcpy(file->header, header.data, header.size);
        file->header_size = header.size;
        if (socket != NULL)
                memcpy(file->socket, socket, strlen(socket) + 1);
        return ZL_OK;
}

void vault_file__hold(struct vault_file *file, bool hold)
{
        file->hold = hold;
}

struct zl_bytes vault_file__header(const struct vault_file *file)
{
        return (struct zl_bytes){file->header, file->header_size};
}

const char *vault_file__socket(const struct vault_file *file)
{
        return file->socket[0] != '\0' ? file->socket : NULL;
}

int vault_file__each(struct vault_file *file,
    int (*take)(void *user, const struct zl_row *row), void *user)
{
        sqlite3_stmt *query = NULL;
        int code = SQLITE_DONE;
        int status = ZL_OK;

        if (file->fresh)
                return ZL_OK;
        code = sqlite3_prepare_v2(
            file->db, "SELECT name, value FROM row", -1, &query, NULL);
        while (code == SQLITE_OK || code == SQLITE_ROW) {
                struct zl_row row;
                const void *name = NULL;

                code = sqlite3_step(query);
                if (code != SQLITE_ROW)
                        break;
                name = sqlite3_column_blob(query, 0);
                row.value.data = sqlite3_column_blob(query, 1);
                row.value.size = (size_t)sqlite3_column_bytes(query, 1);
                if (name == NULL || row.value.data == NULL ||
                    sqlite3_column_bytes(query, 0) != ZL_ROW_NAME_SIZE)
                        status = ZL_E_DAMAGED;
                if (status == ZL_OK) {
                        memcpy(row.name, name, sizeof(row.name));
                        status = take(user, &row);
                }
                if (status != ZL_OK)
                        break;
        }
        (void)sqlite3_finalize(query);
        return status == ZL_OK ? status_of(code) : status;
}

/* ---- Saving ---- */

static int save_header(struct vault_file *file)
{
        sqlite3_stmt *query = NULL;
        int status = run(file, schema);
        int code = 0;

        if (status != ZL_OK)
                return status;
        code = sqlite3_prepare_v2(file->db,
            "INSERT INTO vault (id, header, socket) VALUES (1, ?1, ?2)", -1,
            &query, NULL);
        if (code == SQLITE_OK)
                code = sqlite3_bind_blob(query, 1, file->header,
                    (int)file->header_size, SQLITE_STATIC);
        if (code == SQLITE_OK && file->socket[0] != '\0')
                code = sqlite3_bind_text(
                    query, 2, file->socket, -1, SQLITE_STATIC);
        if (code == SQLITE_OK)
                code = sqlite3_step(query);
        (void)sqlite3_finalize(query);
        return status_of(code);
}

static int save_row(
    sqlite3_stmt *put, sqlite3_stmt *drop, const struct zl_row *row)
{
        sqlite3_stmt *query = row->value.size > 0 ? put : drop;
        int code = sqlite3_reset(query);

        if (row->value.size > INT_MAX)
                return ZL_E_TOO_LARGE;
        if (code == SQLITE_OK)
                code = sqlite3_bind_blob(
                    query, 1, row->name, sizeof(row->name), SQLITE_STATIC);
        if (code == SQLITE_OK && query == put)
                code = sqlite3_bind_blob(query, 2, row->value.data,
                    (int)row->value.size, SQLITE_STATIC);
        if (code == SQLITE_OK)
                code = sqlite3_step(query);
        return status_of(code);
}

static int save_rows(
    struct vault_file *file, const struct zl_row *rows, size_t count)
{
        sqlite3_stmt *put = NULL;
        sqlite3_stmt *drop = NULL;
        int status = ZL_OK;
        int code = sqlite3_prepare_v2(file->db,
            "INSERT OR REPLACE INTO row (name, value) VALUES (?1, ?2)", -1,
            &put, NULL);

        if (code == SQLITE_OK)
                code = sqlite3_prepare_v2(file->db,
                    "DELETE FROM row WHERE name = ?1", -1, &drop, NULL);
        status = status_of(code);
        for (size_t i = 0; status == ZL_OK && i < file->held_count; i++) {
                struct zl_row row = {
                    .value = {file->held[i].value, file->held[i].size}};

                memcpy(row.name, file->held[i].name, sizeof(row.name));
                status = save_row(put, drop, &row);
        }
        for (size_t i = 0; status == ZL_OK && i < count; i++)
                status = save_row(put, drop, &rows[i]);
        (void)sqlite3_finalize(put);
        (void)sqlite3_finalize(drop);
        return status;
}

static int hold_rows(
    struct vault_file *file, const struct zl_row *rows, size_t count)
{
        struct held_row *grown = NULL;

        if (count == 0)
                return ZL_OK;
        grown = realloc(
            file->held, (file->held_count + count) * sizeof(*file->held));
        if (grown == NULL)
                return ZL_E_MEMORY;
        file->held = grown;
        for (size_t i = 0; i < count; i++) {
                struct held_row *row = &file->held[file->held_count];

                memcpy(row->name, rows[i].name, sizeof(row->name));
                row->size = rows[i].value.size;
                if (zl_bytes_copy(rows[i].value.data, row->size, &row->value) !=
                    ZL_OK)
                        return ZL_E_MEMORY;
                file->held_count++;
        }
        return ZL_OK;
}

int vault_file__save(
    struct vault_file *file, const struct zl_row *rows, size_t count)
{
        int status = ZL_OK;

        if (file->erased)
                return ZL_OK;
        if (file->hold)
                return hold_rows(file, rows, count);
        if (count == 0 && file->held_count == 0)
                return ZL_OK;
        status = run(file, "BEGIN IMMEDIATE");
        if (status == ZL_OK && file->fresh)
                status = save_header(file);
        if (status == ZL_OK)
                status = save_rows(file, rows, count);
        if (status == ZL_OK)
                status = run(file, "COMMIT");
        if (status != ZL_OK) {
                (void)run(file, "ROLLBACK");
                return status;
        }
        file->fresh = false;
        forget_held(file);
        return ZL_OK;
}

/* ---- Another header, and none ---- */

static int put_header(struct vault_file *file, struct zl_bytes header)
{
        sqlite3_stmt *query = NULL;
        int code = sqlite3_prepare_v2(file->db,
            "UPDATE vault SET header = ?1 WHERE id = 1", -1, &query, NULL);

        if (code == SQLITE_OK)
                code = sqlite3_bind_blob(
                    query, 1, header.data, (int)header.size, SQLITE_STATIC);
        if (code == SQLITE_OK)
                code = sqlite3_step(query);
        (void)sqlite3_finalize(query);
        if (status_of(code) == ZL_OK && sqlite3_changes(file->db) != 1)
                return ZL_E_DAMAGED;
        return status_of(code);
}

int vault_file__reheader(struct vault_file *file, struct zl_bytes header)
{
        int status = ZL_OK;

        if (header.size == 0 || header.size > HEADER_MAX)
                return ZL_E_USAGE;
        status = run(file, "BEGIN IMMEDIATE");
        if (status == ZL_OK)
                status = put_header(file, header);
        if (status == ZL_OK)
                status = run(file, "COMMIT");
        if (status != ZL_OK) {
                (void)run(file, "ROLLBACK");
                return status;
        }
        memcpy(file->header, header.data, header.size);
        file->header_size = header.size;
        return ZL_OK;
}

int vault_file__erase(struct vault_file *file)
{
        int status = ZL_OK;

        if (file->fresh)
                return ZL_OK; /* goes when it is closed */
        status =
            run(file, "BEGIN IMMEDIATE; DELETE FROM row; DELETE FROM vault");
        if (status == ZL_OK)
                status = run(file, "COMMIT");
        if (status != ZL_OK) {
                (void)run(file, "ROLLBACK");
                return status;
        }
        forget_held(file);
        file->erased = true;
        zl_wipe(file->header, sizeof(file->header));
        return unlink(file->path) == 0 ? ZL_OK : ZL_E_STORAGE;
}
