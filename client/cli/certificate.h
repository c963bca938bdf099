/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_CERTIFICATE_H
#define ZL_CLI_CERTIFICATE_H

#include "cli.h"
#include "transport.h"

/*
 * Whose word is taken for the server's certificate: the authorities that this
 * machine trusts, or, where an organisation has one of its own, only those in
 * the file `server-ca.pem` of the profile.
 */

/**
 * Copy the authorities that --ca names into the profile, for now and later.
 *
 * @param cli  the run; its folder is there.
 * @return EXIT_DONE, also without --ca; or the exit code.
 */
int certificate__keep(struct cli *cli);

/**
 * Make the run's transport, which trusts --ca, else the profile's own
 * authorities, else the machine's.
 *
 * @param cli     the run; its transport is set.
 * @param socket  a Unix socket to reach the server by, or NULL.
 * @return ZL_OK, ZL_E_USAGE (a path that is too long) or ZL_E_MEMORY.
 */
int certificate__connect(struct cli *cli, const char *socket) ZL_CHECKED;

/**
 * What is wrong with the server's certificate, and what to do.
 *
 * @param trouble  what the transport found.
 * @return a constant sentence or two; NULL for no trouble.
 */
const char *certificate__sentence(enum transport_trouble trouble);

#endif
