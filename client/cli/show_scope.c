/* SPDX-License-Identifier: EUPL-1.2 */
/* What a member is there for: clubs, a team, districts. */
#include "out.h"
#include "show.h"

static const char *name_of(
    const struct zl_directory *directory, const struct zl_id *id)
{
        const struct zl_charter *charter = zl_directory_charter(directory);
        const struct zl_club_entry *club = zl_directory_club(directory, id);
        const struct zl_team *team = zl_directory_team(directory, id);

        if (club != NULL)
                return club->club.name;
        if (team != NULL)
                return team->name;
        for (size_t i = 0; charter != NULL && i < charter->district_count;
             i++) {
                if (zl_id_equal(&charter->districts[i].id, id))
                        return charter->districts[i].name;
        }
        return NULL;
}

void show__scope(struct cli *cli, const struct zl_member *member)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);

        zl_json_open_array(cli->json, "scope");
        for (size_t i = 0; i < member->scope_count; i++) {
                const struct zl_id *id = &member->scope[i];
                const char *name = name_of(directory, id);

                out__say(cli, ", %s", name != NULL ? name : "?");
                zl_json_open_object(cli->json, NULL);
                zl_json_put_hex(cli->json, "id", id->bytes, ZL_ID_SIZE);
                zl_json_put_text(cli->json, "name", name);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}
