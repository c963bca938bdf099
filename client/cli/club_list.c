/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of the club register: asked for until there is no more. */
#include "club_list.h"

#include <stdio.h>
#include <string.h>

#include "core.h"
#include "out.h"
#include "register.h"

enum { PATH_ROOM = 96 };

int club_list__each(struct cli *cli, const char *name,
    enum zl_club_list_kind kind, club_list_taker *take, void *context)
{
        uint64_t after = 0;

        do {
                struct zl_register_answer answer;
                struct zl_club_list list = {0};
                char path[PATH_ROOM];
                int status = ZL_OK;
                int code = EXIT_DONE;

                (void)snprintf(path, sizeof(path),
                    kind == ZL_CLUB_LIST_OVERVIEW
                        ? "/v1/register/%s"
                        : "/v1/register/%s?after=%llu",
                    name, (unsigned long long)after);
                code = register__get(cli, path, &answer);
                if (code != EXIT_DONE)
                        return code;
                status = zl_club_list_read(answer.body, kind, after, &list);
                if (status != ZL_OK)
                        return out__fail(
                            cli, status == ZL_E_MEMORY ? status : ZL_E_SERVER);
                take(cli, &list, context);
                after = list.next;
                zl_club_list_free(&list);
        } while (after != 0);
        return EXIT_DONE;
}

const char *club_list__district(struct cli *cli, const struct zl_id *district)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(cli->core));

        for (size_t i = 0; charter != NULL && i < charter->district_count; i++)
                if (zl_id_equal(&charter->districts[i].id, district))
                        return charter->districts[i].name;
        return "?";
}
