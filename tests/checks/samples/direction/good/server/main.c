/* SPDX-License-Identifier: EUPL-1.2 */
#include "common/record.h"
#include "server/store/store.h"
#include "store/store.h"
