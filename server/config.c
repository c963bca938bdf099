/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the configuration. inih reads the lines, but it takes what
 * follows " ;" for a comment and cuts long lines: both are looked for before
 * it sees them, and refused. */
#include "config.h"

#include <errno.h>
#include <ini.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "http/http.h"
#include "notify/address.h"
#include "waiters.h"

static const char section_name[] = "zijlijnd";

struct key;

typedef int set_value(
    struct zl_config *config, const struct key *key, const char *value);

/* A key, where its value stands, and how that is written. */
struct key {
        const char *name;
        bool live; /* a new value holds without a new start */
        set_value *set;
        size_t at; /* in struct zl_config */
        size_t size;
        const char *what; /* it must be; NULL: a number */
        unsigned min;
        unsigned max;
};

static int copy_text(
    struct zl_config *config, const struct key *key, const char *value)
{
        char *field = (char *)config + key->at;
        size_t size = strlen(value);

        if (size == 0 || size >= key->size)
                return ZL_E_MALFORMED;
        /* Nothing stays of a longer one: values are compared whole. */
        memset(field, 0, key->size);
        memcpy(field, value, size);
        return ZL_OK;
}

static int set_number(
    struct zl_config *config, const struct key *key, const char *value)
{
        unsigned number = 0;
        size_t size = strlen(value);

        if (size == 0 || size > 6)
                return ZL_E_MALFORMED;
        for (size_t i = 0; i < size; i++) {
                if (value[i] < '0' || value[i] > '9')
                        return ZL_E_MALFORMED;
                number = number * 10 + (unsigned)(value[i] - '0');
        }
        if (number < key->min || number > key->max)
                return ZL_E_MALFORMED;
        memcpy((char *)config + key->at, &number, sizeof(number));
        return ZL_OK;
}

static int set_root(
    struct zl_config *config, const struct key *key, const char *value)
{
        int status =
            zl_hex_parse(value, config->root.bytes, sizeof(config->root.bytes));

        (void)key;
        if (status == ZL_OK)
                config->has_root = true;
        return status;
}

/* The host of an http origin, which only loopback may have. */
static bool is_loopback(const char *host)
{
        static const char *const names[] = {"127.0.0.1", "[::1]", "localhost"};

        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
                size_t size = strlen(names[i]);

                if (strncmp(host, names[i], size) == 0 &&
                    (host[size] == '\0' || host[size] == ':'))
                        return true;
        }
        return false;
}

static int set_origin(
    struct zl_config *config, const struct key *key, const char *value)
{
        const char *host = NULL;

        if (strncmp(value, "https://", 8) == 0)
                host = value + 8;
        else if (strncmp(value, "http://", 7) == 0 && is_loopback(value + 7))
                host = value + 7;
        /* One spelling: signatures of requests cover it as written here. */
        if (host == NULL || host[0] == '\0' ||
            strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789-.:[]") !=
                strlen(host))
                return ZL_E_MALFORMED;
        return copy_text(config, key, value);
}

static int set_listen(
    struct zl_config *config, const struct key *key, const char *value)
{
        if (zl_http_check_address(value) != ZL_OK)
                return ZL_E_MALFORMED;
        return copy_text(config, key, value);
}

/* A mail server's host, after the scheme; NULL: no such address. */
static const char *mail_host(const char *value)
{
        const char *host = NULL;

        if (strncmp(value, "smtps://", 8) == 0)
                host = value + 8;
        else if (strncmp(value, "smtp://", 7) == 0)
                host = value + 7;
        if (host == NULL || host[0] == '\0' ||
            strspn(host, "abcdefghijklmnopqrstuvwxyz0123456789-.:[]") !=
                strlen(host))
                return NULL;
        return host;
}

static int set_mail_server(
    struct zl_config *config, const struct key *key, const char *value)
{
        return mail_host(value) == NULL ? ZL_E_MALFORMED
                                        : copy_text(config, key, value);
}

static int set_mail_from(
    struct zl_config *config, const struct key *key, const char *value)
{
        return zl_address_fits(value) ? copy_text(config, key, value)
                                      : ZL_E_MALFORMED;
}

#define FIELD(name) \
        offsetof(struct zl_config, name), sizeof(((struct zl_config *)0)->name)
#define NUMBER(name, live, min, max) \
        { \
#name, live, set_number, FIELD(name), NULL, min, max \
        }

static const struct key keys[] = {
    {"root", false, set_root, FIELD(root), "64 lower-case hexadecimal digits",
        0, 0},
    {"origin", false, set_origin, FIELD(origin),
        "https://host[:port] in lower case, without a path; http:// only for "
        "127.0.0.1, [::1] and localhost",
        0, 0},
    {"listen", false, set_listen, FIELD(listen),
        "unix:/path, 127.0.0.1:port or [::1]:port", 0, 0},
    {"data", false, copy_text, FIELD(data),
        "the path of the data directory, up to 127 bytes", 0, 0},
    NUMBER(queue, false, 1, 100000),
    NUMBER(connections, false, 2, ZL_HTTP_CONNECTIONS_MAX),
    NUMBER(waits, true, 0, ZL_WAITERS_MAX),
    NUMBER(answer_seconds, true, 1, 60),
    NUMBER(head_seconds, true, 1, 300),
    NUMBER(body_seconds, true, 1, 3600),
    NUMBER(device_asks, true, 0, 100000),
    NUMBER(device_asks_at_once, true, 1, 100000),
    NUMBER(device_writes, true, 0, 100000),
    NUMBER(device_writes_at_once, true, 1, 100000),
    {"mail_server", true, set_mail_server, FIELD(mail.server),
        "smtps://host[:port], or smtp://host[:port] with STARTTLS, in lower "
        "case",
        0, 0},
    {"mail_from", true, set_mail_from, FIELD(mail.from),
        "an e-mail address, up to 159 bytes", 0, 0},
    {"mail_user", true, copy_text, FIELD(mail.user), "a name, up to 159 bytes",
        0, 0},
    {"mail_password_file", true, copy_text, FIELD(mail.password_file),
        "the path of a file, up to 159 bytes", 0, 0},
    {"mail_ca", true, copy_text, FIELD(mail.authorities),
        "the path of a file, up to 159 bytes", 0, 0},
    {"mail_plain", true, set_number, FIELD(mail.plain), NULL, 0, 1},
};

enum { KEY_COUNT = sizeof(keys) / sizeof(keys[0]) };

struct zl_config zl_config_default(void)
{
        struct zl_config config = {
            .listen = "127.0.0.1:8440",
            .queue = 1024,
            .connections = 480,
            .waits = 240,
            .answer_seconds = 10,
            .head_seconds = 20,
            .body_seconds = 60,
            .device_asks = 50,
            .device_asks_at_once = 500,
            .device_writes = 20,
            .device_writes_at_once = 400,
        };

        return config;
}

static int index_of(const char *key)
{
        for (int i = 0; i < KEY_COUNT; i++) {
                if (strcmp(keys[i].name, key) == 0)
                        return i;
        }
        return -1;
}

static void say_wrong(const struct key *key, char error[static ZL_CONFIG_ERROR])
{
        if (key->what != NULL)
                (void)snprintf(error, ZL_CONFIG_ERROR, "%s must be %s",
                    key->name, key->what);
        else
                (void)snprintf(error, ZL_CONFIG_ERROR,
                    "%s must be a number from %u to %u", key->name, key->min,
                    key->max);
}

int zl_config_set(struct zl_config *config, const char *key, const char *value,
    char error[static ZL_CONFIG_ERROR])
{
        int index = index_of(key);

        if (index < 0) {
                (void)snprintf(error, ZL_CONFIG_ERROR, "unknown key");
                return ZL_E_MALFORMED;
        }
        if (keys[index].set(config, &keys[index], value) == ZL_OK)
                return ZL_OK;
        say_wrong(&keys[index], error);
        return ZL_E_MALFORMED;
}

/* Where reading is, and the first thing found wrong. */
struct reading {
        FILE *file;
        const char *path;
        struct zl_config *config;
        unsigned line;
        bool seen[KEY_COUNT];
        bool wrong;
        char *error;
};

static void note_wrong(struct reading *reading, const char *what)
{
        if (reading->wrong)
                return;
        reading->wrong = true;
        (void)snprintf(reading->error, ZL_CONFIG_ERROR, "%s:%u: %.160s",
            reading->path, reading->line, what);
}

/* What inih would change silently. */
static void look_at(struct reading *reading, const char *line)
{
        const char *text = line + strspn(line, " \t");
        size_t size = strcspn(line, "\r\n");

        if (size > ZL_CONFIG_LINE)
                note_wrong(reading, "the line is longer than 160 characters");
        if (text[0] == ';' || text[0] == '#')
                return;
        for (const char *at = text; *at != '\0'; at++) {
                if (*at == ';' && at > text &&
                    (at[-1] == ' ' || at[-1] == '\t'))
                        note_wrong(reading,
                            "' ;' within a line: a comment stands alone");
        }
        if (text > line && *text != '\0' && *text != '\r' && *text != '\n')
                note_wrong(reading, "the line begins with white space");
}

/* inih's fgets(), which sees every line first. */
static char *next_line(char *ret, int room, void *context)
{
        struct reading *reading = context;

        if (reading->wrong || fgets(ret, room, reading->file) == NULL)
                return NULL;
        reading->line++;
        look_at(reading, ret);
        return reading->wrong ? NULL : ret;
}

static int take_value(
    void *context, const char *section, const char *key, const char *value)
{
        struct reading *reading = context;
        char error[ZL_CONFIG_ERROR];
        int index = index_of(key);

        if (strcmp(section, section_name) != 0) {
                note_wrong(reading, "keys stand in the section [zijlijnd]");
        } else if (index >= 0 && reading->seen[index]) {
                note_wrong(reading, "the key stands there twice");
        } else if (zl_config_set(reading->config, key, value, error) != ZL_OK) {
                note_wrong(reading, error);
        } else {
                reading->seen[index] = true;
        }
        return !reading->wrong;
}

int zl_config_read(const char *path, struct zl_config *config,
    char error[static ZL_CONFIG_ERROR])
{
        struct zl_config read = *config;
        struct reading reading = {
            .path = path,
            .config = &read,
            .error = error,
        };
        bool missing = false;
        int line = 0;

        reading.file = fopen(path, "re");
        if (reading.file == NULL) {
                missing = errno == ENOENT;
                (void)snprintf(error, ZL_CONFIG_ERROR, "%s: %s", path,
                    missing ? "no such file" : "cannot be read");
                return missing ? ZL_E_NOT_FOUND : ZL_E_STORAGE;
        }
        line = ini_parse_stream(next_line, &reading, take_value, &reading);
        if (ferror(reading.file) != 0)
                note_wrong(&reading, "cannot be read");
        if (line != 0) {
                if (line > 0)
                        reading.line = (unsigned)line;
                note_wrong(&reading, "not understood");
        }
        (void)fclose(reading.file);
        if (reading.wrong)
                return ZL_E_MALFORMED;
        *config = read;
        return ZL_OK;
}

static bool check_mail(
    const struct zl_mail_settings *mail, char error[static ZL_CONFIG_ERROR])
{
        const char *wrong = NULL;

        if (mail->server[0] == '\0')
                return true;
        if (mail->from[0] == '\0')
                wrong = "mail_server is set, and mail_from is not";
        else if ((mail->user[0] == '\0') != (mail->password_file[0] == '\0'))
                wrong = "mail_user and mail_password_file go together";
        else if (mail->plain == 1 && !is_loopback(mail_host(mail->server)))
                wrong = "mail_plain is for 127.0.0.1, [::1] and localhost";
        if (wrong != NULL)
                (void)snprintf(error, ZL_CONFIG_ERROR, "%s", wrong);
        return wrong == NULL;
}

int zl_config_check(
    const struct zl_config *config, char error[static ZL_CONFIG_ERROR])
{
        const char *missing = NULL;

        if (!config->has_root)
                missing = "root";
        else if (config->origin[0] == '\0')
                missing = "origin";
        else if (config->data[0] == '\0')
                missing = "data";
        if (missing != NULL) {
                (void)snprintf(
                    error, ZL_CONFIG_ERROR, "%s is not set", missing);
                return ZL_E_USAGE;
        }
        if (!check_mail(&config->mail, error))
                return ZL_E_USAGE;
        /* Else those who wait would keep everybody else out. */
        if (config->waits < config->connections)
                return ZL_OK;
        (void)snprintf(
            error, ZL_CONFIG_ERROR, "waits must be less than connections");
        return ZL_E_USAGE;
}

void zl_config_reload(struct zl_config *config, const struct zl_config *fresh,
    zl_config_change *tell)
{
        for (size_t i = 0; i < KEY_COUNT; i++) {
                char *old = (char *)config + keys[i].at;
                const char *new = (const char *)fresh + keys[i].at;

                if (memcmp(old, new, keys[i].size) == 0)
                        continue;
                if (keys[i].live)
                        memcpy(old, new, keys[i].size);
                tell(keys[i].name, keys[i].live);
        }
}
