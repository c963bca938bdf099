/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the desk: one club's page at a time. A change says which page
 * it was made from; of two who change the same, the second is shown what the
 * first did, and nothing of either is lost. */
#include "club_desk.h"

#include <string.h>

#include "ask.h"
#include "club_diff.h"
#include "club_text.h"
#include "out.h"
#include "prompt.h"
#include "register.h"
#include "resolve.h"
#include "session.h"

enum { PATH_ROOM = 160, NOTE_ROOM = 8 * 1024 };

static void put_id(struct zl_buf *buf, const struct zl_id *id)
{
        char text[ZL_ID_TEXT];

        zl_hex_of(id->bytes, ZL_ID_SIZE, text);
        zl_put_text(buf, text);
}

/* Takes a page that came. */
static int take(
    struct cli *cli, struct desk *desk, const struct zl_register_answer *answer)
{
        struct zl_club_page page;
        int status = answer->etag != NULL && strlen(answer->etag) < DESK_ETAG
            ? zl_club_page_read(answer->body, &desk->club, &page)
            : ZL_E_SERVER;

        if (status != ZL_OK)
                return out__fail(
                    cli, status == ZL_E_MEMORY ? status : ZL_E_SERVER);
        zl_club_page_free(&desk->page);
        desk->page = page;
        memcpy(desk->etag, answer->etag, strlen(answer->etag) + 1);
        return EXIT_DONE;
}

static int fetch(struct cli *cli, struct desk *desk)
{
        struct zl_register_answer answer;
        char text[ZL_ID_TEXT];
        char path[PATH_ROOM] = "/v1/register/clubs/";
        int code = EXIT_DONE;

        zl_hex_of(desk->club.bytes, ZL_ID_SIZE, text);
        memcpy(path + strlen(path), text, sizeof(text));
        code = register__get(cli, path, &answer);
        return code == EXIT_DONE ? take(cli, desk, &answer) : code;
}

int desk__open(struct cli *cli, const char *club, struct desk *desk)
{
        struct zl_self self;
        int code = register__begin(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        if (self.role == ZL_ROLE_COORDINATOR)
                return out__fail_with(cli, ZL_E_POLICY,
                    _("What is kept of a single club is for its supporter, "
                      "its account holder and its contact. 'zijlijn overview' "
                      "shows the districts."));
        if (club != NULL)
                code = resolve__club(cli, club, &desk->club);
        else
                code = resolve__own_club(cli, NULL, &desk->club);
        return code == EXIT_DONE ? fetch(cli, desk) : code;
}

void desk__free(struct desk *desk)
{
        zl_club_page_free(&desk->page);
}

enum zl_role desk__role(struct cli *cli)
{
        struct zl_self self;

        zl_core_self(cli->core, &self);
        return self.role;
}

const char *desk__phone(struct cli *cli, const struct zl_id *club)
{
        struct zl_routing routing;

        if (zl_directory_routing(zl_core_directory(cli->core), club,
                zl_core_point(cli->core, cli__now()), &routing) != ZL_OK)
                return NULL;
        return routing.phone;
}

/* ---- A change ---- */

static int ask(struct cli *cli, const struct desk *desk,
    const struct desk_change *change, struct zl_register_answer *ret)
{
        struct zl_register_ask asked = {
            .method = change->drops ? "DELETE" : "PUT",
            .match = change->is_new ? NULL : desk->etag,
            .is_new = change->is_new,
        };
        struct zl_buf path;
        int code = EXIT_DONE;

        zl_buf_init(&path, PATH_ROOM);
        zl_put_text(&path, "/v1/register/clubs/");
        put_id(&path, &desk->club);
        if (change->part != NULL) {
                zl_put_text(&path, "/");
                zl_put_text(&path, change->part);
                zl_put_text(&path, "/");
                put_id(&path, &change->item);
        }
        asked.path = club_text__of(&path);
        if (!change->drops)
                asked.body = zl_buf_bytes(change->body);
        code = path.status == ZL_OK ? register__ask(cli, &asked, ret)
                                    : out__fail(cli, path.status);
        zl_buf_free(&path);
        return code;
}

/* Somebody else was first: what did they change? */
static int show_theirs(struct cli *cli, struct desk *desk)
{
        struct zl_club_page before = desk->page;
        bool differs = false;
        int code = EXIT_DONE;

        desk->page = (struct zl_club_page){0};
        code = fetch(cli, desk);
        if (code == EXIT_DONE) {
                out__say(cli,
                    _("Somebody else changed %s while you were at it:\n"),
                    desk->page.name);
                differs = club_diff__show(cli, &before, &desk->page);
                if (!differs)
                        out__say(cli, _("  (nothing that you can see)\n"));
                code = out__fail_with(cli, ZL_E_CONFLICT,
                    _("Your change was not made. Look at what is above, and "
                      "give the command once more if it still holds."));
                club_diff__json(cli, &before, &desk->page);
        }
        zl_club_page_free(&before);
        return code;
}

int desk__put(struct cli *cli, struct desk *desk,
    const struct desk_change *change, bool *ret_changed)
{
        struct zl_register_answer answer;
        struct zl_club_page before;
        int code = ask(cli, desk, change, &answer);

        if (ret_changed != NULL)
                *ret_changed = false;
        if (code != EXIT_DONE)
                return code;
        if (answer.status == ZL_E_CONFLICT) {
                if (ret_changed != NULL)
                        *ret_changed = true;
                return show_theirs(cli, desk);
        }
        if (answer.status != ZL_OK)
                return register__refused(cli, &answer);
        before = desk->page;
        desk->page = (struct zl_club_page){0};
        code = take(cli, desk, &answer);
        if (code == EXIT_DONE) {
                if (!club_diff__show(cli, &before, &desk->page))
                        out__say(
                            cli, _("Nothing changed: it was so before.\n"));
                club_diff__json(cli, &before, &desk->page);
        }
        zl_club_page_free(&before);
        return code;
}

int desk__put_item(struct cli *cli, struct desk *desk, const char *part,
    const struct zl_id *item, bool is_new, int status, struct zl_buf *body)
{
        const struct desk_change change = {
            .part = part, .item = *item, .is_new = is_new, .body = body};
        int code = desk__written(cli, status);

        if (code == EXIT_DONE)
                code = desk__put(cli, desk, &change, NULL);
        zl_buf_free(body);
        return code;
}

int desk__drop(struct cli *cli, struct desk *desk, const char *part,
    const struct zl_id *item)
{
        const struct desk_change change = {
            .part = part, .item = *item, .drops = true};

        return desk__put(cli, desk, &change, NULL);
}

/* ---- What options say ---- */

int desk__written(struct cli *cli, int status)
{
        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}

static int refuse_line(
    struct cli *cli, const char *option, size_t points, int status)
{
        if (status == ZL_E_TOO_LARGE)
                return out__fail_with(cli, status,
                    _("--%s is too long: at most %zu letters fit."), option,
                    points);
        return out__fail_with(cli, status,
            _("--%s holds a character that nobody can see, or that turns the "
              "writing around. Type it anew on one line."),
            option);
}

int desk__line(struct cli *cli, const char *option, const char *typed,
    size_t points, const char **text)
{
        int status = ZL_OK;

        if (typed == NULL)
                return EXIT_DONE;
        if (typed[0] != '\0')
                status = zl_club_check_line(typed, points);
        if (status != ZL_OK)
                return refuse_line(cli, option, points, status);
        *text = typed;
        return EXIT_DONE;
}

int desk__day(struct cli *cli, const char *option, const char *typed, bool past,
    uint32_t *day)
{
        const char *wrong = NULL;

        if (typed == NULL)
                return EXIT_DONE;
        if (typed[0] == '\0') {
                *day = 0;
                return EXIT_DONE;
        }
        if (!past)
                return resolve__day(cli, typed, day);
        wrong = resolve__past_day(typed, day);
        return wrong == NULL
            ? EXIT_DONE
            : out__fail_with(cli, ZL_E_USAGE, "--%s: %s", option, wrong);
}

/* The last line end is the editor's. */
static void trim(struct zl_buf *buf)
{
        while (buf->size > 1 && buf->data[buf->size - 1] == '\0' &&
            (buf->data[buf->size - 2] == '\n' ||
                buf->data[buf->size - 2] == '\r'))
                buf->data[--buf->size - 1] = '\0';
}

int desk__note(
    struct cli *cli, const char *was, struct zl_buf *buf, const char **note)
{
        bool given = args__get(&cli->args, "note-file") != NULL;
        int status = ZL_OK;
        int code = EXIT_DONE;

        *note = was != NULL ? was : "";
        if (!given && (was != NULL || cli->yes || !prompt__possible()))
                return EXIT_DONE;
        if (given) {
                code = ask__text(cli, "note-file", NULL, NOTE_ROOM, buf);
        } else {
                prompt__say(
                    _("No names or facts of children here: what is told "
                      "about a child goes into 'zijlijn note'.\n"));
                code = ask__line(cli, _("A line about it, or nothing: "), buf);
        }
        if (code != EXIT_DONE)
                return code;
        trim(buf);
        *note = buf->size > 0 ? (const char *)buf->data : "";
        if ((*note)[0] != '\0')
                status = zl_club_check_line(*note, ZL_CLUB_LINE);
        return status == ZL_OK
            ? EXIT_DONE
            : refuse_line(cli, "note-file", ZL_CLUB_LINE, status);
}

/* ---- Choosing ---- */

static int fits(const struct desk_choice *choice, const char *text)
{
        char id[ZL_ID_TEXT];
        size_t size = strlen(text);

        zl_hex_of(choice->id.bytes, ZL_ID_SIZE, id);
        if (strcmp(choice->name, text) == 0)
                return 3;
        if (size >= 4 && size < ZL_ID_TEXT &&
            strcmp(id + ZL_ID_TEXT - 1 - size, text) == 0)
                return 2;
        return strncmp(choice->name, text, size) == 0 ? 1 : 0;
}

int desk__choose(struct cli *cli, const char *what, const char *text,
    const struct desk_choice *choices, size_t count, struct zl_id *ret)
{
        struct zl_buf list;
        size_t found = 0;
        int best = 1;
        int code = EXIT_DONE;

        zl_buf_init(&list, NOTE_ROOM);
        for (size_t i = 0; i < count; i++) {
                int fit = text == NULL ? 1 : fits(&choices[i], text);
                char digits[TEXT_ID];

                text__id(&choices[i].id, digits);
                club_text__put(&list, "%s%s (%s)", i > 0 ? ", " : "",
                    choices[i].name, digits);
                if (fit > best) {
                        best = fit;
                        found = 0;
                }
                if (fit == best) {
                        *ret = choices[i].id;
                        found++;
                }
        }
        if (count == 0)
                code = out__fail_with(
                    cli, ZL_E_NOT_FOUND, _("The club has no such %s."), what);
        else if (found != 1)
                code = out__fail_with(cli,
                    found == 0 ? ZL_E_NOT_FOUND : ZL_E_CONFLICT,
                    _("Which %s? There is: %s. Type it, or the digits behind "
                      "it."),
                    what, club_text__of(&list));
        zl_buf_free(&list);
        return code;
}
