/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the clubs of an import. A line is about the club that has its
 * name in its district, however the name is written; else about a new one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "crypto.h"
#include "csv_value.h"
#include "fold.h"
#include "import.h"
#include "lang.h"

/* A name in a district, to look it up. */
struct key {
        struct zl_id district;
        char *name; /* folded */
        size_t at; /* a club of the directory, or a row */
};

struct keys {
        struct key *of;
        size_t count;
};

static void free_keys(struct keys *keys)
{
        for (size_t i = 0; i < keys->count; i++)
                free(keys->of[i].name);
        free(keys->of);
        *keys = (struct keys){.of = NULL};
}

static int same_name(const struct key *a, const struct key *b)
{
        int order = memcmp(&a->district, &b->district, sizeof(a->district));

        return order != 0 ? order : strcmp(a->name, b->name);
}

static int compare(const void *a, const void *b)
{
        const struct key *one = a;
        const struct key *two = b;
        int order = same_name(one, two);

        return order != 0 ? order : (one->at > two->at) - (one->at < two->at);
}

static int add_key(struct keys *keys, const struct zl_id *district,
    const char *name, size_t at)
{
        struct key *key = &keys->of[keys->count];
        struct zl_folded folded = {.from = NULL};
        int status = zl_fold(name, &folded);

        zl_put_u8(&folded.text, 0);
        if (status == ZL_OK)
                status = folded.text.status;
        if (status == ZL_OK) {
                key->district = *district;
                key->name = strdup((const char *)folded.text.data);
                key->at = at;
                status = key->name != NULL ? ZL_OK : ZL_E_MEMORY;
        }
        if (status == ZL_OK)
                keys->count++;
        zl_folded_free(&folded);
        return status;
}

/* ---- District and kind ---- */

static bool is_own(const struct zl_core *core, const struct zl_id *district)
{
        const struct zl_member *member = NULL;
        struct zl_self self;

        zl_core_self(core, &self);
        member = zl_directory_member(zl_core_directory(core), &self.member);
        if (self.role != ZL_ROLE_SUPPORTER || member == NULL ||
            member->scope_count == 0)
                return true;
        for (size_t i = 0; i < member->scope_count; i++) {
                if (zl_id_equal(&member->scope[i], district))
                        return true;
        }
        return false;
}

static void find_district(
    struct import *import, size_t row, const struct zl_core *core)
{
        const struct zl_charter *charter =
            zl_directory_charter(zl_core_directory(core));
        struct import_row *it = &import->rows[row];
        size_t column = import__column(import, CSV_DISTRICT);
        const char *name = it->text[CSV_DISTRICT] != NULL
            ? it->text[CSV_DISTRICT]
            : import->district;

        if (name == NULL) {
                import__refuse(
                    import, row, column, _("The club has no district."));
                return;
        }
        for (size_t i = 0; charter != NULL && i < charter->district_count;
             i++) {
                if (strcasecmp(charter->districts[i].name, name) != 0)
                        continue;
                it->district = charter->districts[i].id;
                if (!is_own(core, &it->district))
                        import__refuse(import, row, column,
                            _("%s is none of your districts."), name);
                return;
        }
        import->bad_district = true;
        import__refuse(
            import, row, column, _("There is no district \"%.60s\"."), name);
}

/* One that the organisation uses already is a kind, too. */
static const char *used_kind(const struct zl_core *core, const char *name)
{
        const struct zl_directory *directory = zl_core_directory(core);
        const struct zl_charter *charter = zl_directory_charter(directory);

        for (size_t i = 0; charter != NULL && i < charter->signpost_count;
             i++) {
                const char *kind = charter->signposts[i].kind;

                if (kind != NULL && strcasecmp(kind, name) == 0)
                        return kind;
        }
        for (size_t i = 0; i < zl_directory_club_count(directory); i++) {
                const struct zl_club *club =
                    &zl_directory_club_at(directory, i)->club;

                if (strcasecmp(club->kind, name) == 0)
                        return club->kind;
        }
        return NULL;
}

static void take_kind(struct import_row *it, const char *kind)
{
        (void)snprintf(it->kind, sizeof(it->kind), "%s", kind);
}

static void find_kind(
    struct import *import, size_t row, const struct zl_core *core)
{
        struct import_row *it = &import->rows[row];
        const char *name =
            it->text[CSV_KIND] != NULL ? it->text[CSV_KIND] : import->kind;
        const char *used = NULL;

        if (name == NULL || csv_words__kind(name, it->kind))
                return;
        used = used_kind(core, name);
        if (used != NULL) {
                take_kind(it, used);
                return;
        }
        import->bad_kind = true;
        import__refuse(import, row, import__column(import, CSV_KIND),
            _("\"%.60s\" is no kind of club that is known here."), name);
}

/* ---- Which club ---- */

/* Texts may have been stated with white space that a file has not. */
static bool is_same_text(const char *stated, const char *text)
{
        struct zl_buf line = {0};
        bool same = false;

        zl_buf_init(&line, 4096);
        csv_value__line(stated, &line);
        same =
            line.status == ZL_OK && strcmp((const char *)line.data, text) == 0;
        zl_buf_free(&line);
        return same;
}

static void take_known(
    struct import *import, size_t row, const struct zl_club *club)
{
        struct import_row *it = &import->rows[row];

        it->club = club->club;
        if (club->ended)
                import__refuse(import, row, CSV_COLUMNS_MAX,
                    _("This club has ended. 'zijlijn club resume' makes it go "
                      "on."));
        if (it->kind[0] == '\0')
                take_kind(it, club->kind);
        if (strcmp(it->kind, club->kind) != 0 ||
            !is_same_text(club->name, it->text[CSV_NAME]))
                it->stated = IMPORT_RENAMED;
}

static void find_club(struct import *import, const struct key *key,
    const struct keys *clubs, const struct zl_directory *directory)
{
        struct import_row *it = &import->rows[key->at];
        const struct zl_club *found = NULL;
        size_t low = 0;
        size_t high = clubs->count;

        while (low < high) {
                size_t middle = low + (high - low) / 2;

                if (same_name(&clubs->of[middle], key) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        for (; low < clubs->count && same_name(&clubs->of[low], key) == 0;
             low++) {
                const struct zl_club *club =
                    &zl_directory_club_at(directory, clubs->of[low].at)->club;

                if (found != NULL && !found->ended && !club->ended) {
                        import__refuse(import, key->at, CSV_COLUMNS_MAX,
                            _("More than one club has this name in this "
                              "district. Give one of them another name "
                              "first."));
                        return;
                }
                if (found == NULL || found->ended)
                        found = club;
        }
        if (found != NULL) {
                take_known(import, key->at, found);
                return;
        }
        it->stated = IMPORT_NEW;
        it->club = zl_random_id();
        if (it->text[CSV_KIND] == NULL && import->kind == NULL)
                import__refuse(import, key->at,
                    import__column(import, CSV_KIND),
                    _("The club has no kind."));
}

/* ---- Several lines about one club ---- */

static bool is_same_person(
    const struct import_row *a, const struct import_row *b)
{
        return strcmp(a->person.given, b->person.given) == 0 &&
            strcmp(a->person.prefix, b->person.prefix) == 0 &&
            strcmp(a->person.family, b->person.family) == 0;
}

/* Another line adds another contact, and says nothing else of the club. */
static void join_rows(struct import *import, size_t first, size_t row)
{
        struct import_row *to = &import->rows[first];
        struct import_row *it = &import->rows[row];

        bool twice = it->person.family == NULL;

        for (size_t at = first;; at = import->rows[at].next) {
                struct import_row *other = &import->rows[at];

                twice = twice ||
                    (other->person.family != NULL && is_same_person(other, it));
                if (other->next == 0) {
                        other->next = row;
                        break;
                }
        }
        it->stated = IMPORT_MORE;
        it->first = first;
        it->club = to->club;
        for (int what = CSV_KIND; what < CSV_CONTACT; what++) {
                if (what == CSV_DISTRICT || it->text[what] == NULL)
                        continue;
                if (to->text[what] == NULL) {
                        to->text[what] = it->text[what];
                        to->number[what] = it->number[what];
                        it->text[what] = NULL;
                } else if (strcmp(to->text[what], it->text[what]) != 0) {
                        import__refuse(import, row,
                            import__column(import, (enum csv_column)what),
                            _("Line %zu says something else of this club."),
                            to->line);
                }
        }
        if (twice)
                import__refuse(import, row, CSV_COLUMNS_MAX,
                    _("The same club is in line %zu. A club has another line "
                      "for another contact only."),
                    to->line);
}

/* So many as one club may bring. */
static void count_people(struct import *import, size_t row, size_t *count)
{
        if (import->rows[row].person.family != NULL &&
            ++*count == ZL_CLUB_IMPORT_PEOPLE + 1)
                import__refuse(import, row, CSV_COLUMNS_MAX,
                    _("A club brings at most %d contacts."),
                    (int)ZL_CLUB_IMPORT_PEOPLE);
}

static void find_clubs(struct import *import, const struct keys *rows,
    const struct keys *clubs, const struct zl_directory *directory)
{
        size_t people = 0;

        for (size_t i = 0; i < rows->count; i++) {
                size_t first = i;

                while (first > 0 &&
                    same_name(&rows->of[first - 1], &rows->of[i]) == 0)
                        first--;
                if (first == i) {
                        people = 0;
                        find_club(import, &rows->of[i], clubs, directory);
                } else {
                        join_rows(import, rows->of[first].at, rows->of[i].at);
                }
                count_people(import, rows->of[i].at, &people);
        }
}

static int add_clubs(const struct zl_directory *directory, struct keys *keys)
{
        size_t count = zl_directory_club_count(directory);
        int status = ZL_OK;

        keys->of = calloc(count + 1, sizeof(*keys->of));
        if (keys->of == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                const struct zl_club *club =
                    &zl_directory_club_at(directory, i)->club;

                status = add_key(keys, &club->district, club->name, i);
        }
        qsort(keys->of, keys->count, sizeof(*keys->of), compare);
        return status;
}

static int add_rows(
    struct import *import, const struct zl_core *core, struct keys *keys)
{
        static const struct zl_id none;
        int status = ZL_OK;

        keys->of = calloc(import->count + 1, sizeof(*keys->of));
        if (keys->of == NULL)
                return ZL_E_MEMORY;
        for (size_t i = 0; i < import->count && status == ZL_OK; i++) {
                struct import_row *it = &import->rows[i];

                find_district(import, i, core);
                find_kind(import, i, core);
                if (it->text[CSV_NAME] != NULL &&
                    !zl_id_equal(&it->district, &none))
                        status =
                            add_key(keys, &it->district, it->text[CSV_NAME], i);
        }
        qsort(keys->of, keys->count, sizeof(*keys->of), compare);
        return status;
}

int import__clubs(struct import *import, const struct zl_core *core)
{
        const struct zl_directory *directory = zl_core_directory(core);
        struct keys clubs = {.of = NULL};
        struct keys rows = {.of = NULL};
        int status = add_clubs(directory, &clubs);

        if (status == ZL_OK)
                status = add_rows(import, core, &rows);
        if (status == ZL_OK)
                find_clubs(import, &rows, &clubs, directory);
        for (size_t i = 0; i < import->count && status == ZL_OK; i++) {
                struct import_row *it = &import->rows[i];

                if (it->person.family != NULL)
                        status = zl_club_person_id(
                            &it->club, &it->person, &it->person.id);
        }
        free_keys(&clubs);
        free_keys(&rows);
        return status == ZL_E_MALFORMED ? ZL_OK : status;
}

/* ---- What is said of them ---- */

size_t import__stated(const struct import *import, struct zl_club *ret)
{
        size_t count = 0;

        for (size_t i = 0; i < import->count; i++) {
                const struct import_row *it = &import->rows[i];

                if (it->stated != IMPORT_NEW && it->stated != IMPORT_RENAMED)
                        continue;
                ret[count++] = (struct zl_club){.club = it->club,
                    .kind = it->kind,
                    .district = it->district,
                    .name = it->text[CSV_NAME]};
        }
        return count;
}

static const char *said(const struct import_row *it, enum csv_column what)
{
        return it->text[what] != NULL ? it->text[what] : "";
}

void import__told(
    const struct import *import, size_t row, struct zl_club_import *ret)
{
        const struct import_row *it = &import->rows[row];

        *ret = (struct zl_club_import){.club = it->club};
        ret->details = (struct zl_club_details){
            .address = said(it, CSV_ADDRESS),
            .website = said(it, CSV_WEBSITE),
            .has_youth_members = it->text[CSV_YOUTH] != NULL,
            .youth_members = it->number[CSV_YOUTH],
            .extra_support = said(it, CSV_SUPPORT),
            .visit_days = it->number[CSV_VISIT_DAYS],
            .code_of_conduct = it->number[CSV_CONDUCT],
            .trainers_trained = it->number[CSV_TRAINERS],
        };
        do {
                it = &import->rows[row];
                if (it->person.family != NULL &&
                    ret->person_count < ZL_CLUB_IMPORT_PEOPLE)
                        ret->people[ret->person_count++] = it->person;
                row = it->next;
        } while (row != 0);
}
