/* SPDX-License-Identifier: EUPL-1.2 */
#include "../cli/vault.h"
#include "server/store/store.h"
