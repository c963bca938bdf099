/* SPDX-License-Identifier: EUPL-1.2 */
#include "server/store/store.h"
