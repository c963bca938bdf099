/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the names. People know a club by its name and a colleague by
 * a first name; ids are for when two have the same. */
#include "resolve.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ask.h"
#include "calendar.h"
#include "label.h"
#include "out.h"
#include "prompt.h"

struct choice {
        struct zl_id id;
        const char *name;
};

/* A list that grows; NULL `of` with a count of 0 is an empty one. */
struct choices {
        struct choice *of;
        size_t count;
        bool failed;
};

static void add(
    struct choices *choices, const struct zl_id *id, const char *name)
{
        struct choice *grown =
            realloc(choices->of, (choices->count + 1) * sizeof(*choices->of));

        if (grown == NULL) {
                choices->failed = true;
                return;
        }
        choices->of = grown;
        grown[choices->count++] = (struct choice){*id, name};
}

/* How well a text fits: 0 not at all, more is better. */
static int fit(const struct choice *choice, const char *text)
{
        char id[ZL_ID_TEXT];
        size_t size = strlen(text);

        if (choice->name != NULL && strcmp(choice->name, text) == 0)
                return 3;
        zl_hex_of(choice->id.bytes, ZL_ID_SIZE, id);
        if (size >= 4 && size < ZL_ID_TEXT &&
            strcmp(id + ZL_ID_TEXT - 1 - size, text) == 0)
                return 2;
        if (choice->name != NULL && size > 0 &&
            strncmp(choice->name, text, size) == 0)
                return 1;
        return 0;
}

static void list_names(const struct choices *choices, const char *text,
    int wanted, struct zl_buf *buf)
{
        for (size_t i = 0; i < choices->count; i++) {
                const struct choice *choice = &choices->of[i];
                char id[TEXT_ID];

                if (wanted > 0 && fit(choice, text) != wanted)
                        continue;
                text__id(&choice->id, id);
                zl_put_text(buf, buf->size > 0 ? ", " : "");
                zl_put_text(buf, choice->name != NULL ? choice->name : "?");
                zl_put_text(buf, " (");
                zl_put_text(buf, id);
                zl_put_text(buf, ")");
        }
        zl_put_u8(buf, 0);
}

static int not_one(struct cli *cli, const struct choices *choices,
    const char *what, const char *text, int best)
{
        struct zl_buf names = {0};
        int code = EXIT_REFUSED;

        zl_buf_init(&names, 32 * 1024);
        list_names(choices, text, best, &names);
        if (names.status != ZL_OK)
                code = out__fail(cli, names.status);
        else if (best > 0)
                code = out__fail_with(cli, ZL_E_CONFLICT,
                    _("More than one %s fits \"%s\": %s. Type more of the "
                      "name, or the digits."),
                    what, text, (const char *)names.data);
        else if (choices->count == 0)
                code = out__fail_with(cli, ZL_E_NOT_FOUND,
                    _("No %s is known here yet. 'zijlijn sync' fetches what "
                      "is new."),
                    what);
        else
                code = out__fail_with(cli, ZL_E_NOT_FOUND,
                    _("No %s fits \"%s\". There is: %s."), what, text,
                    (const char *)names.data);
        zl_buf_free(&names);
        return code;
}

/* Frees the choices. */
static int pick(struct cli *cli, struct choices *choices, const char *what,
    const char *text, struct zl_id *ret)
{
        size_t found = 0;
        size_t at = 0;
        int best = 0;
        int code = EXIT_DONE;

        for (size_t i = 0; i < choices->count; i++) {
                int fits = fit(&choices->of[i], text);

                if (fits > best) {
                        best = fits;
                        found = 0;
                }
                if (fits == best && fits > 0) {
                        at = i;
                        found++;
                }
        }
        if (choices->failed)
                code = out__fail(cli, ZL_E_MEMORY);
        else if (found == 1)
                *ret = choices->of[at].id;
        else
                code = not_one(cli, choices, what, text, best);
        free(choices->of);
        return code;
}

static struct choices all_clubs(struct cli *cli)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct choices choices = {0};

        for (size_t i = 0; i < zl_directory_club_count(directory); i++) {
                const struct zl_club_entry *entry =
                    zl_directory_club_at(directory, i);

                add(&choices, &entry->club.club, entry->club.name);
        }
        return choices;
}

int resolve__club(struct cli *cli, const char *text, struct zl_id *ret)
{
        struct choices choices = all_clubs(cli);

        return pick(cli, &choices, _("club"), text, ret);
}

/* Frees the choices. */
static int ask_which(
    struct cli *cli, struct choices *choices, struct zl_id *ret)
{
        const char **names = calloc(choices->count + 1, sizeof(*names));
        int at = -1;
        int code = EXIT_DONE;

        for (size_t i = 0; names != NULL && i < choices->count; i++)
                names[i] = choices->of[i].name;
        if (names == NULL)
                code = out__fail(cli, ZL_E_MEMORY);
        else if (!prompt__possible())
                code = out__fail_with(cli, ZL_E_USAGE,
                    _("You have more than one club. Say which: --club NAME"));
        else
                code = ask__word(cli, _("Which club?"), names, true, &at);
        if (code == EXIT_DONE)
                *ret = choices->of[at].id;
        free(names);
        free(choices->of);
        return code;
}

int resolve__own_club(struct cli *cli, const char *text, struct zl_id *ret)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct zl_point now = zl_core_point(cli->core, cli__now());
        struct choices choices = {0};
        struct zl_self self;

        zl_core_self(cli->core, &self);
        for (size_t i = 0; i < zl_directory_club_count(directory); i++) {
                const struct zl_club *club =
                    &zl_directory_club_at(directory, i)->club;

                /* Unless it is named, one that has ended is not meant. */
                if (text == NULL && club->ended)
                        continue;
                if (zl_directory_club_relation(
                        directory, &self.member, &club->club, now) != 0)
                        add(&choices, &club->club, club->name);
        }
        /* Everything begins with nothing. */
        if (text != NULL || choices.failed)
                return pick(cli, &choices, _("club of yours"),
                    text != NULL ? text : "", ret);
        if (choices.count == 1) {
                *ret = choices.of[0].id;
                free(choices.of);
                return EXIT_DONE;
        }
        if (choices.count > 1)
                return ask_which(cli, &choices, ret);
        return pick(cli, &choices, _("club of yours"), "", ret);
}

int resolve__member(
    struct cli *cli, const char *text, enum zl_role role, struct zl_id *ret)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct choices choices = {0};

        for (size_t i = 0; i < zl_directory_member_count(directory); i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);
                const struct zl_card_document *card =
                    zl_core_card(cli->core, &member->id);

                if (role == ZL_ROLE_NONE || member->role == role)
                        add(&choices, &member->id,
                            card != NULL ? card->name : NULL);
        }
        return pick(cli, &choices, _("person"), text, ret);
}

/* Frees the choices. */
static int pick_whole(
    struct choices *choices, const char *text, struct zl_id *ret)
{
        size_t found = 0;
        size_t at = 0;
        int best = 2;
        int status = choices->failed ? ZL_E_MEMORY : ZL_E_NOT_FOUND;

        for (size_t i = 0; i < choices->count; i++) {
                int fits = fit(&choices->of[i], text);

                if (fits < best)
                        continue;
                found = fits > best ? 1 : found + 1;
                best = fits;
                at = i;
        }
        if (found > 1)
                status = ZL_E_CONFLICT;
        if (found == 1 && status != ZL_E_MEMORY) {
                *ret = choices->of[at].id;
                status = ZL_OK;
        }
        free(choices->of);
        return status;
}

int resolve__whole_club(struct cli *cli, const char *text, struct zl_id *ret)
{
        struct choices choices = all_clubs(cli);

        return pick_whole(&choices, text, ret);
}

int resolve__whole_professional(
    struct cli *cli, const char *text, struct zl_id *ret)
{
        const struct zl_directory *directory = zl_core_directory(cli->core);
        struct zl_point now = zl_core_point(cli->core, cli__now());
        struct choices choices = {0};

        for (size_t i = 0; i < zl_directory_member_count(directory); i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);

                if (member->role == ZL_ROLE_PROFESSIONAL &&
                    zl_directory_member_in_force(directory, &member->id, now) ==
                        ZL_OK)
                        add(&choices, &member->id,
                            zl_core_name(cli->core, &member->id));
        }
        return pick_whole(&choices, text, ret);
}

int resolve__among(struct cli *cli, const char *text, const struct zl_id *ids,
    size_t count, struct zl_id *ret)
{
        struct choices choices = {0};

        for (size_t i = 0; i < count; i++) {
                const struct zl_card_document *card =
                    zl_core_card(cli->core, &ids[i]);

                add(&choices, &ids[i], card != NULL ? card->name : NULL);
        }
        return pick(cli, &choices, _("person"), text, ret);
}

int resolve__district(struct cli *cli, const char *text, struct zl_id *ret)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(cli->core));
        struct choices choices = {0};

        for (size_t i = 0; charter != NULL && i < charter->district_count; i++)
                add(&choices, &charter->districts[i].id,
                    charter->districts[i].name);
        return pick(cli, &choices, _("district"), text, ret);
}

int resolve__team(struct cli *cli, const char *text, struct zl_id *ret)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(cli->core));
        struct choices choices = {0};

        for (size_t i = 0; charter != NULL && i < charter->team_count; i++)
                add(&choices, &charter->teams[i].id, charter->teams[i].name);
        return pick(cli, &choices, _("team"), text, ret);
}

int resolve__signal(
    struct cli *cli, const char *text, struct zl_signal_view *ret)
{
        size_t count = zl_core_signal_count(cli->core);
        struct choices choices = {0};
        struct zl_id id;
        int code = EXIT_DONE;

        for (size_t i = 0; i < count; i++) {
                struct zl_signal_view signal;

                zl_core_signal_at(cli->core, i, &signal);
                add(&choices, &signal.id, signal.club_name);
        }
        code = pick(cli, &choices, _("signal"), text, &id);
        for (size_t i = 0; code == EXIT_DONE && i < count; i++) {
                zl_core_signal_at(cli->core, i, ret);
                if (zl_id_equal(&ret->id, &id))
                        break;
        }
        return code;
}

bool resolve__unopened(struct cli *cli, const struct zl_signal_view *signal)
{
        struct zl_record_view note = {0};

        if (signal->record_count == 0)
                return false;
        zl_core_record_at(cli->core, &signal->id, 0, &note);
        return note.progress == ZL_LISTED;
}

/* Looks through all records of all signals. */
static size_t find_record(struct cli *cli, const char *text,
    struct choices *choices, struct zl_record_view *ret)
{
        size_t found = 0;

        for (size_t i = 0; i < zl_core_signal_count(cli->core); i++) {
                struct zl_signal_view signal;

                zl_core_signal_at(cli->core, i, &signal);
                for (size_t k = 0; k < signal.record_count; k++) {
                        struct zl_record_view record;
                        struct choice choice = {0};

                        zl_core_record_at(cli->core, &signal.id, k, &record);
                        choice.id = record.id;
                        add(choices, &record.id,
                            label__of(zl_kind_str(record.kind)));
                        if (fit(&choice, text) == 2) {
                                *ret = record;
                                found++;
                        }
                }
        }
        return found;
}

int resolve__record(
    struct cli *cli, const char *text, struct zl_record_view *ret)
{
        struct choices choices = {0};
        size_t found = find_record(cli, text, &choices, ret);
        int code = EXIT_DONE;

        if (choices.failed)
                code = out__fail(cli, ZL_E_MEMORY);
        else if (found != 1)
                code = not_one(
                    cli, &choices, _("record"), text, found > 1 ? 2 : 0);
        free(choices.of);
        return code;
}

/* The day it is here. */
static int local_today(uint32_t *ret)
{
        time_t now = (time_t)(cli__now().ms / 1000);
        struct tm local = {0};
        char today[ZL_DATE_TEXT];

        if (localtime_r(&now, &local) == NULL ||
            strftime(today, sizeof(today), "%Y-%m-%d", &local) == 0)
                return ZL_E_SYSTEM;
        return zl_date_parse(today, ret);
}

static int read_day(const char *text, uint32_t *ret)
{
        bool yesterday =
            strcmp(text, "yesterday") == 0 || strcmp(text, _("yesterday")) == 0;
        uint32_t today = 0;

        if (!yesterday && strcmp(text, "today") != 0 &&
            strcmp(text, _("today")) != 0)
                return zl_date_parse(text, ret);
        if (local_today(&today) != ZL_OK)
                return ZL_E_SYSTEM;
        *ret = yesterday ? today - 1 : today;
        return ZL_OK;
}

int resolve__day(struct cli *cli, const char *text, uint32_t *ret)
{
        if (read_day(text, ret) == ZL_OK)
                return EXIT_DONE;
        return out__fail_with(cli, ZL_E_USAGE,
            _("\"%s\" is not a date. Write it as 2026-11-23, or today or "
              "yesterday."),
            text);
}

int resolve__midnight(struct cli *cli, const char *text, struct zl_time *ret)
{
        struct tm local = {.tm_isdst = -1};
        char date[ZL_DATE_TEXT];
        time_t seconds = 0;
        uint32_t day = 0;
        int code = resolve__day(cli, text, &day);

        if (code != EXIT_DONE)
                return code;
        zl_date_of(day, date);
        if (strptime(date, "%Y-%m-%d", &local) == NULL)
                return out__fail(cli, ZL_E_SYSTEM);
        local.tm_isdst = -1;
        seconds = mktime(&local);
        if (seconds < 0)
                return out__fail(cli, ZL_E_SYSTEM);
        ret->ms = (uint64_t)seconds * 1000;
        return EXIT_DONE;
}

const char *resolve__past_day(const char *text, uint32_t *ret)
{
        /* Nowhere is it later than in UTC+14, whatever the zone says. */
        const uint64_t ahead_ms = UINT64_C(14) * 3600 * 1000;
        struct zl_time latest = cli__now();
        uint32_t today = 0;
        uint32_t last = 0;
        uint32_t day = 0;

        latest.ms += ahead_ms;
        last = zl_time_day(latest);
        if (local_today(&today) == ZL_OK && today < last)
                last = today;
        if (read_day(text, &day) != ZL_OK)
                return _("That is not a date. Write it as 2026-11-23, or today "
                         "or yesterday.");
        if (day > last)
                return _("That day is still to come.");
        *ret = day;
        return NULL;
}

int resolve__word(struct cli *cli, const char *option, const char *text,
    const char *const *words, int *ret)
{
        struct zl_buf list = {0};
        int code = EXIT_REFUSED;

        *ret = -1;
        if (text == NULL)
                return EXIT_DONE;
        for (int i = 0; words[i] != NULL; i++) {
                if (strcmp(words[i], text) == 0) {
                        *ret = i;
                        return EXIT_DONE;
                }
        }
        zl_buf_init(&list, 1024);
        for (size_t i = 0; words[i] != NULL; i++) {
                zl_put_text(&list, i > 0 ? ", " : "");
                zl_put_text(&list, words[i]);
        }
        zl_put_u8(&list, 0);
        code = out__fail_with(cli, ZL_E_USAGE, _("--%s is one of: %s."), option,
            list.status == ZL_OK ? (const char *)list.data : "");
        zl_buf_free(&list);
        return code;
}
