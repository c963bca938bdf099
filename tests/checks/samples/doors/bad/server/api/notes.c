/* SPDX-License-Identifier: EUPL-1.2 */
#include <sqlite3.h>
#include <microhttpd.h>
#include <sodium/crypto_box.h>
#include <ini.h>
