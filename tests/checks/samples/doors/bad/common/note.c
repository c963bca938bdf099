/* SPDX-License-Identifier: EUPL-1.2 */
#include <sodium.h>
#include <jansson.h>
/* #include <curl/curl.h> */
#include <glib.h>
