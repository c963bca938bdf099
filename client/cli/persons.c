/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the choosing of people. Whoever cannot be chosen is not in the
 * list, so that nobody is offered what would be refused. */
#include "persons.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "ask.h"
#include "out.h"
#include "prompt.h"
#include "resolve.h"
#include "show.h"

static bool add(struct chosen *chosen, const struct zl_id *id)
{
        for (size_t i = 0; i < chosen->count; i++) {
                if (zl_id_equal(&chosen->of[i], id))
                        return true;
        }
        if (chosen->count == ZL_PERSONS_MAX)
                return false;
        chosen->of[chosen->count++] = *id;
        return true;
}

int persons__named(struct cli *cli, const char *option,
    const struct persons *from, struct chosen *ret)
{
        *ret = (struct chosen){.count = 0};
        for (size_t i = 0;; i++) {
                const char *name = args__many(&cli->args, option, i);
                struct zl_id id;
                int code = EXIT_DONE;

                if (name == NULL)
                        return EXIT_DONE;
                code = resolve__among(cli, name, from->of, from->count, &id);
                if (code != EXIT_DONE)
                        return code;
                if (!add(ret, &id))
                        return out__fail(cli, ZL_E_TOO_LARGE);
        }
}

/* ---- At the terminal ---- */

static void put_list(struct cli *cli, const char *question,
    const struct persons *from, struct zl_buf *buf)
{
        zl_put_text(buf, question);
        zl_put_text(buf, "\n");
        for (size_t i = 0; i < from->count; i++) {
                const struct zl_team *team = show__team(cli, &from->of[i]);
                char name[SHOW_NAME];
                char number[32];

                show__name(cli, &from->of[i], name);
                (void)snprintf(number, sizeof(number), "  %zu  ", i + 1);
                zl_put_text(buf, number);
                zl_put_text(buf, name);
                if (team != NULL) {
                        zl_put_text(buf, ", ");
                        zl_put_text(buf, team->name);
                }
                zl_put_text(buf, "\n");
        }
        zl_put_u8(buf, 0);
}

/* By number or whole name, or by the beginning of one name only. */
static const struct zl_id *find(
    struct cli *cli, const struct persons *from, const char *text)
{
        const struct zl_id *found = NULL;
        unsigned long long number = 0;
        size_t fits = 0;

        if (args__number(text, from->count, &number) && number > 0)
                return &from->of[number - 1];
        for (size_t i = 0; i < from->count; i++) {
                char name[SHOW_NAME];

                show__name(cli, &from->of[i], name);
                if (strcmp(name, text) == 0)
                        return &from->of[i];
                if (strncmp(name, text, strlen(text)) == 0) {
                        found = &from->of[i];
                        fits++;
                }
        }
        return fits == 1 ? found : NULL;
}

/* Takes an answer apart at its commas. */
static bool take(struct cli *cli, const struct persons *from, char *answer,
    struct chosen *ret)
{
        char *rest = NULL;

        *ret = (struct chosen){.count = 0};
        for (char *part = strtok_r(answer, ",", &rest); part != NULL;
             part = strtok_r(NULL, ",", &rest)) {
                const struct zl_id *found = NULL;
                size_t size = 0;

                part += strspn(part, " ");
                size = strlen(part);
                while (size > 0 && part[size - 1] == ' ')
                        part[--size] = '\0';
                found = size > 0 ? find(cli, from, part) : NULL;
                if (found == NULL || !add(ret, found))
                        return false;
        }
        return true;
}

int persons__ask(struct cli *cli, const char *question,
    const struct persons *from, struct chosen *ret)
{
        struct zl_buf list = {0};
        struct zl_buf answer = {0};
        int code = EXIT_DONE;

        *ret = (struct chosen){.count = 0};
        zl_buf_init(&list, 64 * 1024);
        zl_buf_init(&answer, 4096);
        put_list(cli, question, from, &list);
        if (list.status == ZL_OK)
                prompt__say((const char *)list.data);
        else
                code = out__fail(cli, list.status);
        while (code == EXIT_DONE) {
                code = ask__line(cli,
                    _("Number or name, several with a comma between (or "
                      "nothing): "),
                    &answer);
                if (code != EXIT_DONE ||
                    take(cli, from, (char *)answer.data, ret))
                        break;
                prompt__say(_("That is none of them. Type a number.\n"));
        }
        zl_buf_free(&list);
        zl_buf_free(&answer);
        return code;
}

void persons__names(struct cli *cli, const struct zl_id *ids, size_t count,
    char ret[static PERSONS_NAMES])
{
        size_t at = 0;

        assert(count <= ZL_PERSONS_MAX);
        ret[0] = '\0';
        for (size_t i = 0; i < count && at < PERSONS_NAMES; i++) {
                const char *between = i == 0 ? ""
                    : i + 1 < count          ? ", "
                                             : _(" and ");
                char name[SHOW_NAME];

                show__name(cli, &ids[i], name);
                at += (size_t)snprintf(
                    ret + at, PERSONS_NAMES - at, "%s%s", between, name);
        }
}
