/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the configuration. inih reads the lines, but it takes what
 * follows " ;" for a comment and cuts long lines: both are looked for before
 * it sees them, and refused. */
#include "config.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "http/http.h"

static const char section_name[] = "zijlijnd";

typedef int set_value(struct zl_config *config, const char *value);

static int copy_text(const char *value, char *ret, size_t room)
{
        size_t size = strlen(value);

        if (size == 0 || size >= room)
                return ZL_E_MALFORMED;
        memcpy(ret, value, size + 1);
        return ZL_OK;
}

static int parse_number(
    const char *value, unsigned min, unsigned max, unsigned *ret)
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
        if (number < min || number > max)
                return ZL_E_MALFORMED;
        *ret = number;
        return ZL_OK;
}

static int set_root(struct zl_config *config, const char *value)
{
        int status =
            zl_hex_parse(value, config->root.bytes, sizeof(config->root.bytes));

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

static int set_origin(struct zl_config *config, const char *value)
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
        return copy_text(value, config->origin, sizeof(config->origin));
}

static int set_listen(struct zl_config *config, const char *value)
{
        if (zl_http_check_address(value) != ZL_OK)
                return ZL_E_MALFORMED;
        return copy_text(value, config->listen, sizeof(config->listen));
}

static int set_data(struct zl_config *config, const char *value)
{
        return copy_text(value, config->data, sizeof(config->data));
}

static int set_queue(struct zl_config *config, const char *value)
{
        return parse_number(value, 1, 100000, &config->queue);
}

static int set_connections(struct zl_config *config, const char *value)
{
        return parse_number(
            value, 2, ZL_HTTP_CONNECTIONS_MAX, &config->connections);
}

static int set_answer_seconds(struct zl_config *config, const char *value)
{
        return parse_number(value, 1, 60, &config->answer_seconds);
}

static const struct {
        const char *key;
        set_value *set;
        const char *what;
} keys[] = {
    {"root", set_root, "64 lower-case hexadecimal digits"},
    {"origin", set_origin,
        "https://host[:port] in lower case, without a path; http:// only for "
        "127.0.0.1, [::1] and localhost"},
    {"listen", set_listen, "unix:/path, 127.0.0.1:port or [::1]:port"},
    {"data", set_data, "the path of the data directory, up to 127 bytes"},
    {"queue", set_queue, "a number from 1 to 100000"},
    {"connections", set_connections, "a number from 2 to 3840"},
    {"answer_seconds", set_answer_seconds, "a number from 1 to 60"},
};

enum { KEY_COUNT = sizeof(keys) / sizeof(keys[0]) };

struct zl_config zl_config_default(void)
{
        struct zl_config config = {
            .listen = "127.0.0.1:8440",
            .queue = 1024,
            .connections = 480,
            .answer_seconds = 10,
        };

        return config;
}

static int index_of(const char *key)
{
        for (int i = 0; i < KEY_COUNT; i++) {
                if (strcmp(keys[i].key, key) == 0)
                        return i;
        }
        return -1;
}

int zl_config_set(struct zl_config *config, const char *key, const char *value,
    char error[static ZL_CONFIG_ERROR])
{
        int index = index_of(key);

        if (index < 0) {
                (void)snprintf(error, ZL_CONFIG_ERROR, "unknown key");
                return ZL_E_MALFORMED;
        }
        if (keys[index].set(config, value) != ZL_OK) {
                (void)snprintf(error, ZL_CONFIG_ERROR, "%s must be %s",
                    keys[index].key, keys[index].what);
                return ZL_E_MALFORMED;
        }
        return ZL_OK;
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
        if (missing == NULL)
                return ZL_OK;
        (void)snprintf(error, ZL_CONFIG_ERROR, "%s is not set", missing);
        return ZL_E_USAGE;
}
