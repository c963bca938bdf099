/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the newcomers: nobody's words go to somebody they have never
 * been shown. */
#include "newcomers.h"

#include "ask.h"
#include "out.h"
#include "session.h"
#include "show.h"

int newcomers__show(struct cli *cli, const struct zl_id *ids, size_t count,
    const char *question)
{
        int status = ZL_OK;
        int code = EXIT_DONE;

        if (count == 0)
                return EXIT_DONE;
        out__say(cli, _("\nThese people are new to you:\n"));
        for (size_t i = 0; i < count; i++) {
                char name[SHOW_NAME];

                show__name(cli, &ids[i], name);
                out__say(cli, "  %s\n", name);
        }
        code = ask__confirm(cli, "%s", question);
        if (code != EXIT_DONE)
                return code;
        status = zl_core_seen(cli->core, ids, count);
        if (status == ZL_OK)
                status = session__save(cli);
        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}
