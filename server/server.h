/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_SERVER_H
#define ZL_SERVER_H

#include "config.h"

/*
 * The whole server, put together.  Libraries and secret memory are started
 * before by whoever starts it.
 */
struct zl_server;

/* How far a start came; the exit status of zijlijnd says it. */
enum zl_stage { ZL_STAGE_DATA, ZL_STAGE_DATABASE, ZL_STAGE_LISTEN };

struct zl_failure {
        enum zl_stage stage;
        int status;
        const char *detail; /* constant */
};

/**
 * Start, in a fixed order: data directory and lock, database and directory
 * with everything verified again, threads, and last the listener.
 *
 * @param config       checked.
 * @param ret_server   stop with zl_server_stop().
 * @param ret_failure  receives what went wrong, on failure.
 * @return ZL_OK or the failure's status.
 */
int zl_server_start(const struct zl_config *config,
    struct zl_server **ret_server, struct zl_failure *ret_failure) ZL_CHECKED;

/** Where it listens. @param server the server. */
const char *zl_server_address(const struct zl_server *server);

/**
 * From now on what can change while it runs is as it is here.
 *
 * @param server  the server.
 * @param config  after zl_config_reload().
 */
void zl_server_reload(struct zl_server *server, const struct zl_config *config);

/**
 * Accept nothing more, finish what was accepted, close and free.
 *
 * @param server  NULL is allowed.
 */
void zl_server_stop(struct zl_server *server);

#endif
