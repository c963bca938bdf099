/* SPDX-License-Identifier: EUPL-1.2 */
#include "client/core/outbox.h"
#include "../server/store/store.h"
#include "nowhere.h"
#include "json_internal.h"
