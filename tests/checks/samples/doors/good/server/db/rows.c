/* SPDX-License-Identifier: EUPL-1.2 */
#include <sqlite3.h>
#include <sys/stat.h>
