/* SPDX-License-Identifier: EUPL-1.2 */
#  include <curl/curl.h>
#include <CUnit/CUnit.h>
#include <sqlite3.h>
