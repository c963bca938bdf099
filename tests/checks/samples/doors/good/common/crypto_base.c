/* SPDX-License-Identifier: EUPL-1.2 */
#include <sodium.h>
#include <string.h>
#include "crypto.h"
