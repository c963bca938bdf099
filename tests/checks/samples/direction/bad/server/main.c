/* SPDX-License-Identifier: EUPL-1.2 */
#include "client/core/outbox.h"
#include "common/envelope.h"
#include "common/record.h"
#include "locker.h"
