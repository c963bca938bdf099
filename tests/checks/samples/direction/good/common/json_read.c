/* SPDX-License-Identifier: EUPL-1.2 */
#include "json_internal.h"
#include "record.h"
