/* SPDX-License-Identifier: EUPL-1.2 */
/*~ What differs between two pages of a club: each thing on a page is a line,
 * and lines of the same thing are compared. */
#include "club_diff.h"

#include <string.h>

#include "club_text.h"
#include "out.h"

enum { LINE_ROOM = 16 * 1024 };

/* Everything on a page, by a number that says what it is. */
enum section { DETAIL, CONTACT, PERSON, VISIT, NEED, LIGHT, SECTIONS };

static const char *const section_words[] = {
    "details", "contacts", "people", "visits", "needs", "lights"};

static size_t count_of(const struct zl_club_page *page, enum section section)
{
        switch (section) {
        case DETAIL:
                return CLUB_DETAILS;
        case CONTACT:
                return page->contact_count;
        case PERSON:
                return page->person_count;
        case VISIT:
                return page->visit_count;
        case NEED:
                return page->need_count;
        default:
                return page->light_count;
        }
}

/* Is it the same thing, here and there? */
static bool is_same(enum section section, const struct zl_club_page *a,
    size_t i, const struct zl_club_page *b, size_t k)
{
        switch (section) {
        case DETAIL:
                return i == k;
        case CONTACT:
                return zl_id_equal(
                    &a->contacts[i].member, &b->contacts[k].member);
        case PERSON:
                return zl_id_equal(&a->people[i].id, &b->people[k].id);
        case VISIT:
                return zl_id_equal(&a->visits[i].id, &b->visits[k].id);
        case NEED:
                return zl_id_equal(&a->needs[i].id, &b->needs[k].id);
        default:
                return a->lights[i].requirement == b->lights[k].requirement;
        }
}

static const char *line_of(struct cli *cli, enum section section,
    const struct zl_club_page *page, size_t i, struct zl_buf *buf)
{
        zl_buf_reset(buf);
        switch (section) {
        case DETAIL:
                club_text__detail(&page->details, (unsigned)i, buf);
                break;
        case CONTACT:
                club_text__contact(cli, &page->contacts[i], buf);
                break;
        case PERSON:
                club_text__person(&page->people[i], buf);
                break;
        case VISIT:
                club_text__visit(cli, &page->visits[i], buf);
                break;
        case NEED:
                club_text__need_line(cli, &page->needs[i], buf);
                break;
        default:
                club_text__light(&page->lights[i], buf);
                break;
        }
        return club_text__of(buf);
}

/* Where it is on the other page; its count when it is not there. */
static size_t find(enum section section, const struct zl_club_page *page,
    size_t i, const struct zl_club_page *other)
{
        size_t count = count_of(other, section);
        size_t k = 0;

        while (k < count && !is_same(section, page, i, other, k))
                k++;
        return k;
}

static const char *const nothing = "-";

static void show_one(struct cli *cli, enum section section, size_t i,
    const char *before, const char *after)
{
        if (section == DETAIL)
                out__say(cli, _("  %s: %s, was: %s\n"),
                    club_text__detail_name((unsigned)i),
                    after[0] != '\0' ? after : nothing,
                    before[0] != '\0' ? before : nothing);
        else if (before[0] == '\0')
                out__say(cli, _("  New: %s\n"), after);
        else if (after[0] == '\0')
                out__say(cli, _("  Gone: %s\n"), before);
        else
                out__say(cli, _("  Now: %s\n  Was: %s\n"), after, before);
}

static void put_one(struct cli *cli, enum section section, const char *before,
    const char *after)
{
        zl_json_open_object(cli->json, NULL);
        zl_json_put_text(cli->json, "part", section_words[section]);
        zl_json_put_text(
            cli->json, "before", before[0] != '\0' ? before : NULL);
        zl_json_put_text(cli->json, "after", after[0] != '\0' ? after : NULL);
        zl_json_close(cli->json);
}

/* Goes through all that differs; says or writes it. */
static bool walk(struct cli *cli, const struct zl_club_page *before,
    const struct zl_club_page *after, bool says)
{
        struct zl_buf old;
        struct zl_buf new;
        bool differs = false;

        zl_buf_init(&old, LINE_ROOM);
        zl_buf_init(&new, LINE_ROOM);
        for (unsigned n = 0; n < 2 * SECTIONS; n++) {
                enum section section = (enum section)(n / 2);
                bool gone = n % 2 == 1; /* after what is there now */
                const struct zl_club_page *page = gone ? before : after;
                const struct zl_club_page *other = gone ? after : before;

                for (size_t i = 0; i < count_of(page, section); i++) {
                        size_t k = find(section, page, i, other);
                        bool there = k < count_of(other, section);
                        const char *now = "";
                        const char *was = "";

                        if (gone && there)
                                continue;
                        if (gone || there)
                                was = line_of(
                                    cli, section, before, gone ? i : k, &old);
                        if (!gone)
                                now = line_of(cli, section, after, i, &new);
                        if (strcmp(was, now) == 0)
                                continue;
                        differs = true;
                        if (says)
                                show_one(cli, section, i, was, now);
                        else
                                put_one(cli, section, was, now);
                }
        }
        zl_buf_free(&old);
        zl_buf_free(&new);
        return differs;
}

bool club_diff__show(struct cli *cli, const struct zl_club_page *before,
    const struct zl_club_page *after)
{
        return walk(cli, before, after, true);
}

void club_diff__json(struct cli *cli, const struct zl_club_page *before,
    const struct zl_club_page *after)
{
        zl_json_open_array(cli->json, "changes");
        (void)walk(cli, before, after, false);
        zl_json_close(cli->json);
}
