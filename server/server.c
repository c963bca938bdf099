/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the server as a whole: its parts, started in one order and
 * stopped in the other. */
#include "server.h"

#include <assert.h>
#include <stdlib.h>

#include "api/api.h"
#include "commit/committer.h"
#include "data.h"
#include "events.h"
#include "notify/notifier.h"
#include "readers.h"
#include "registers.h"
#include "shared.h"

enum { READER_THREADS = 2, READER_QUEUE = ZL_HTTP_CONNECTIONS_MAX };

struct zl_server {
        struct zl_data *data;
        struct zl_shared *shared;
        struct zl_committer *committer;
        struct zl_readers *readers;
        struct zl_registers *registers;
        struct zl_limits *limits;
        struct zl_waiters *waiters;
        struct zl_api *api;
        struct zl_http *http;
        struct zl_notifier *notifier;
};

static const char *database_detail(int status)
{
        switch (status) {
        case ZL_E_ORGANISATION:
                return "the database is another organisation's";
        case ZL_E_VERSION:
                return "the database is of a newer zijlijnd";
        case ZL_E_DAMAGED:
                return "the database is damaged; it was left as it is";
        case ZL_E_LOG:
                return "the log does not fit log.key: its newest charter names "
                       "another key, or the database is another copy";
        case ZL_E_BUSY:
                return "another program has the database";
        case ZL_E_STORAGE:
                return "the disk refused";
        default:
                return "the database could not be opened";
        }
}

static int open_database(struct zl_server *server, struct zl_store **ret_store)
{
        struct zl_store *store = NULL;
        int status = zl_store_open(zl_data_database(server->data),
            ZL_STORE_WRITE, zl_shared_organisation(server->shared), &store);

        if (status != ZL_OK)
                return status;
        status = zl_shared_load(server->shared, store);
        if (status != ZL_OK) {
                zl_store_close(store);
                return status;
        }
        *ret_store = store;
        return ZL_OK;
}

static int start_threads(
    struct zl_server *server, const struct zl_config *config)
{
        const char *path = zl_data_database(server->data);
        struct zl_committer_settings settings = {
            .path = path,
            .shared = server->shared,
            .data = server->data,
            .waiters = server->waiters,
            .queue = config->queue,
        };
        int status = open_database(server, &settings.store);

        if (status == ZL_OK)
                status = zl_committer_new(&settings, &server->committer);
        if (status == ZL_OK)
                status =
                    zl_readers_new(path, zl_shared_organisation(server->shared),
                        READER_THREADS, READER_QUEUE, &server->readers);
        if (status == ZL_OK)
                status = zl_registers_new(zl_data_register(server->data),
                    zl_shared_organisation(server->shared), READER_QUEUE,
                    &server->registers);
        return status;
}

static struct zl_http_times times_of(const struct zl_config *config)
{
        return (struct zl_http_times){
            .head_seconds = config->head_seconds,
            .body_seconds = config->body_seconds,
            .answer_seconds = config->answer_seconds,
        };
}

static void limits_of(const struct zl_config *config,
    struct zl_limit ret[static ZL_LIMITED_COUNT])
{
        ret[ZL_LIMITED_ASK] =
            (struct zl_limit){config->device_asks, config->device_asks_at_once};
        ret[ZL_LIMITED_WRITE] = (struct zl_limit){
            config->device_writes, config->device_writes_at_once};
}

static int start_listener(
    struct zl_server *server, const struct zl_config *config)
{
        struct zl_api_settings api = {
            .origin = config->origin,
            .shared = server->shared,
            .committer = server->committer,
            .readers = server->readers,
            .registers = server->registers,
            .waiters = server->waiters,
        };
        struct zl_limit limits[ZL_LIMITED_COUNT];
        struct zl_http_settings http = {
            .listen = config->listen,
            .connections = config->connections,
            .times = times_of(config),
        };
        struct zl_http_asks asks;
        int status = ZL_OK;

        limits_of(config, limits);
        status = zl_limits_new(limits, &server->limits);
        api.limits = server->limits;
        if (status == ZL_OK)
                status = zl_api_new(&api, &server->api);
        if (status != ZL_OK)
                return status;
        asks = zl_api_asks(server->api);
        return zl_http_start(&http, &asks, &server->http);
}

static void sweep_register(void *context)
{
        const struct zl_server *server = context;

        zl_registers_sweep(server->registers);
}

static int start(struct zl_server *server, const struct zl_config *config,
    struct zl_failure *failure)
{
        const struct zl_notifier_chore chore = {sweep_register, server};
        int status = ZL_OK;

        failure->stage = ZL_STAGE_DATA;
        status = zl_data_open(config->data, &server->data, &failure->detail);
        if (status != ZL_OK)
                return status;
        failure->stage = ZL_STAGE_DATABASE;
        status = zl_shared_new(&config->root, &server->shared);
        if (status == ZL_OK)
                status = zl_waiters_new(
                    config->waits, zl_api_wake, &server->waiters);
        if (status == ZL_OK)
                status = start_threads(server, config);
        if (status != ZL_OK) {
                failure->detail = database_detail(status);
                return status;
        }
        status = zl_notifier_new(server->committer, config->data, &config->mail,
            &chore, &server->notifier);
        if (status != ZL_OK) {
                failure->detail = "no thread for the clock";
                return status;
        }
        failure->stage = ZL_STAGE_LISTEN;
        status = start_listener(server, config);
        failure->detail = status == ZL_E_BUSY ? "somebody else listens there"
                                              : "cannot listen there";
        return status;
}

int zl_server_start(const struct zl_config *config,
    struct zl_server **ret_server, struct zl_failure *ret_failure)
{
        struct zl_server *server = calloc(1, sizeof(*server));
        struct zl_failure failure = {.detail = "no memory"};
        int status = ZL_E_MEMORY;

        if (server != NULL)
                status = start(server, config, &failure);
        if (status != ZL_OK) {
                zl_server_stop(server);
                failure.status = status;
                *ret_failure = failure;
                return status;
        }
        *ret_server = server;
        return ZL_OK;
}

const char *zl_server_address(const struct zl_server *server)
{
        return zl_http_address(server->http);
}

void zl_server_reload(struct zl_server *server, const struct zl_config *config)
{
        struct zl_http_times times = times_of(config);

        struct zl_limit limits[ZL_LIMITED_COUNT];

        limits_of(config, limits);
        zl_limits_set(server->limits, limits);
        zl_waiters_set(server->waiters, config->waits);
        zl_http_set_times(server->http, &times);
        zl_notifier_set(server->notifier, &config->mail);
}

void zl_server_stop(struct zl_server *server)
{
        if (server == NULL)
                return;
        /* Who waits for news is answered, with none. */
        if (server->waiters != NULL)
                zl_waiters_stop(server->waiters);
        if (server->http != NULL)
                zl_http_drain(server->http);
        zl_notifier_free(server->notifier);
        /* Readers hand on to the committer, so they end first.  Who still
         * asks then is told that the server is busy. */
        zl_readers_stop(server->readers);
        zl_registers_stop(server->registers);
        zl_committer_stop(server->committer);
        zl_http_stop(server->http);
        zl_api_free(server->api);
        zl_limits_free(server->limits);
        zl_waiters_free(server->waiters);
        zl_readers_free(server->readers);
        zl_registers_free(server->registers);
        zl_committer_free(server->committer);
        zl_shared_free(server->shared);
        zl_data_close(server->data);
        free(server);
}
