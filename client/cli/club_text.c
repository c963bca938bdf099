/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the words of the club register. A light has a sign and a word:
 * nobody has to tell red from green. */
#include "club_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "calendar.h"
#include "show.h"

enum { LINE_ROOM = 4096 };

void club_text__put(struct zl_buf *buf, const char *format, ...)
{
        char line[LINE_ROOM];
        va_list list;

        va_start(list, format);
        (void)vsnprintf(line, sizeof(line), format, list);
        va_end(list);
        zl_put_text(buf, line);
}

const char *club_text__of(struct zl_buf *buf)
{
        zl_put_u8(buf, 0);
        if (buf->status != ZL_OK)
                return "";
        buf->size--;
        return (const char *)buf->data;
}

static const char *day_text(uint32_t day, char ret[static ZL_DATE_TEXT])
{
        zl_date_of(day < ZL_DAY_MAX ? day : ZL_DAY_MAX, ret);
        return ret;
}

/* ---- Words ---- */

const char *club_text__requirement(unsigned what)
{
        static const char *const words[] = {N_("contact"), N_("account holder"),
            N_("VOG"), N_("training of the contact"), N_("code of conduct"),
            N_("training of trainers"), N_("visit"), N_("need"),
            N_("invitation")};

        return _(words[what]);
}

const char *club_text__sign(unsigned colour)
{
        static const char *const signs[] = {"✓", "▲", "✗"};

        return signs[colour];
}

const char *club_text__colour(unsigned colour)
{
        static const char *const words[] = {
            N_("green"), N_("amber"), N_("red")};

        return _(words[colour]);
}

const char *club_text__post(unsigned post)
{
        static const char *const words[] = {N_("contact"), N_("chair"),
            N_("secretary"), N_("trainer"), N_("at the club")};

        return _(words[post]);
}

const char *club_text__need(unsigned what)
{
        static const char *const words[] = {N_("a contact"), N_("training"),
            N_("code of conduct"), N_("VOG"), N_("volunteers"), N_("a talk"),
            N_("something else")};

        return _(words[what]);
}

static const char *about_text(unsigned about)
{
        static const char *const words[] = {N_("getting to know each other"),
            N_("regular contact"), N_("a need"), N_("training"),
            N_("something else")};

        return _(words[about]);
}

static const char *how_text(unsigned how)
{
        static const char *const words[] = {
            N_("at the club"), N_("on the phone"), N_("in another way")};

        return _(words[how]);
}

const char *club_text__urgency(unsigned urgency)
{
        static const char *const words[] = {
            N_("now"), N_("within 2 weeks"), N_("within 8 weeks")};

        return _(words[urgency]);
}

/* ---- Lights and what comes next ---- */

/* A sentence with a day, or the one without. */
static void put_day(
    struct zl_buf *buf, uint32_t on, const char *with, const char *without)
{
        const char *place = strstr(with, "%s");
        char day[ZL_DATE_TEXT];

        if (on == 0 || place == NULL) {
                zl_put_text(buf, without);
                return;
        }
        zl_put_bytes(buf, with, (size_t)(place - with));
        zl_put_text(buf, day_text(on, day));
        zl_put_text(buf, place + 2);
}

void club_text__reason(unsigned reason, uint32_t on, struct zl_buf *buf)
{
        switch (reason) {
        case ZL_CLUB_VACANT:
                put_day(buf, on, _("nobody since %s"), _("nobody yet"));
                break;
        case ZL_CLUB_ENDS:
                put_day(buf, on, _("is over on %s"), _("is nearly over"));
                break;
        case ZL_CLUB_INVITED:
                put_day(buf, on, _("invited; the code is over on %s"),
                    _("invited, has not joined yet"));
                break;
        case ZL_CLUB_NOBODY:
                zl_put_text(buf, _("notes reach nobody now"));
                break;
        case ZL_CLUB_NO_DEPUTY:
                zl_put_text(buf, _("nobody can stand in"));
                break;
        case ZL_CLUB_MISSING:
                zl_put_text(buf, _("not known"));
                break;
        case ZL_CLUB_EXPIRED:
                put_day(buf, on, _("over since %s"), _("over"));
                break;
        case ZL_CLUB_OVERDUE:
                put_day(buf, on, _("was due on %s"), _("none yet"));
                break;
        case ZL_CLUB_DUE:
                put_day(buf, on, _("due on %s"), _("due soon"));
                break;
        case ZL_CLUB_UNANSWERED:
                zl_put_text(buf, _("no answer for 30 days"));
                break;
        case ZL_CLUB_OPEN:
                put_day(buf, on, _("waits for an answer, until %s"),
                    _("waits for an answer"));
                break;
        case ZL_CLUB_UNUSED:
                put_day(buf, on, _("not used yet; the code is over on %s"),
                    _("not used yet"));
                break;
        default: /* on its day it turns */
                put_day(buf, on > 0 ? on - 1 : 0, _("until %s"), "");
                break;
        }
}

/* In single quotes a shell reads nothing into a name. */
static void put_quoted(struct zl_buf *buf, const char *name)
{
        zl_put_text(buf, "'");
        for (; *name != '\0'; name++) {
                if (*name == '\'')
                        zl_put_text(buf, "'\\''");
                else
                        zl_put_u8(buf, (uint8_t)*name);
        }
        zl_put_text(buf, "'");
}

/* Not everybody's to do: who else is asked? */
static bool is_others(enum zl_role role, const struct zl_club_to_do *to_do)
{
        return role == ZL_ROLE_PROFESSIONAL && to_do->what != ZL_CLUB_VISIT &&
            to_do->what != ZL_CLUB_ACCOUNT_HOLDER;
}

void club_text__next(enum zl_role role, const char *club,
    const struct zl_club_to_do *to_do, struct zl_buf *buf)
{
        static const struct {
                const char *name;
                const char *verb;
                const char *rest;
        } steps[] = {
            [ZL_CLUB_CONTACT] = {"invite", "--club",
                N_("--name NAME --phone NUMBER")},
            [ZL_CLUB_ACCOUNT_HOLDER] = {"assign", "",
                N_("--account-holder NAME --deputy NAME --phone NUMBER "
                   "(coordinator)")},
            [ZL_CLUB_VOG] = {"person", "change", N_("NAME --vog-seen DATE")},
            [ZL_CLUB_TRAINING] = {"person", "change",
                N_("NAME --trained-until DATE")},
            [ZL_CLUB_CODE_OF_CONDUCT] = {"club", "set",
                N_("--code-of-conduct DATE")},
            [ZL_CLUB_TRAINERS] = {"club", "set", N_("--trainers-trained DATE")},
            [ZL_CLUB_VISIT] = {"visit", "plan", N_("DATE")},
            [ZL_CLUB_NEED] = {"need", "take", ""},
        };
        bool has_verb = to_do->what < ZL_CLUB_REQUIREMENTS &&
            steps[to_do->what].verb[0] != '\0';

        if (is_others(role, to_do)) {
                zl_put_text(buf, _("for the club's supporter"));
                return;
        }
        zl_put_text(buf, "zijlijn ");
        if (to_do->what == ZL_CLUB_INVITATION) {
                zl_put_text(buf, _("invitation renew NAME"));
                return;
        }
        if (to_do->what == ZL_CLUB_CONTACT && to_do->reason == ZL_CLUB_ENDS) {
                zl_put_text(buf, _("appoint NAME --until DATE"));
                return;
        }
        club_text__put(buf, "%s %s%s", steps[to_do->what].name,
            steps[to_do->what].verb, has_verb ? " " : "");
        put_quoted(buf, club);
        if (steps[to_do->what].rest[0] == '\0')
                return;
        zl_put_text(buf, " ");
        zl_put_text(buf, _(steps[to_do->what].rest));
}

void club_text__light(const struct zl_club_light *light, struct zl_buf *buf)
{
        struct zl_buf reason;
        const char *text = NULL;

        zl_buf_init(&reason, LINE_ROOM);
        club_text__reason(light->reason, light->on, &reason);
        text = club_text__of(&reason);
        club_text__put(buf, text[0] != '\0' ? "%s %-6s %s: %s" : "%s %-6s %s",
            club_text__sign(light->colour), club_text__colour(light->colour),
            club_text__requirement(light->requirement), text);
        zl_buf_free(&reason);
}

/* ---- People, visits, needs ---- */

void club_text__name(const struct zl_club_person *person, struct zl_buf *buf)
{
        club_text__put(buf, "%s %s%s%s", person->given, person->prefix,
            person->prefix[0] != '\0' ? " " : "", person->family);
}

void club_text__person(const struct zl_club_person *person, struct zl_buf *buf)
{
        char day[ZL_DATE_TEXT];

        club_text__name(person, buf);
        club_text__put(buf, ", %s", club_text__post(person->post));
        if (person->phone[0] != '\0')
                club_text__put(buf, ", %s", person->phone);
        if (person->mail[0] != '\0')
                club_text__put(buf, ", %s", person->mail);
        if (person->vog_seen != 0)
                club_text__put(buf, _(", VOG seen on %s"),
                    day_text(person->vog_seen, day));
        if (person->trained_until != 0)
                club_text__put(buf, _(", training holds until %s"),
                    day_text(person->trained_until, day));
}

static void put_note(struct zl_buf *buf, const char *note)
{
        if (note[0] != '\0')
                club_text__put(buf, ": \"%s\"", note);
}

void club_text__visit(
    struct cli *cli, const struct zl_club_visit *visit, struct zl_buf *buf)
{
        char day[ZL_DATE_TEXT];
        char name[SHOW_NAME];

        show__name(cli, &visit->by, name);
        club_text__put(buf,
            visit->done ? _("%s done by %s, %s, about %s")
                        : _("%s PLANNED by %s, %s, about %s"),
            day_text(visit->on, day), name, how_text(visit->how),
            about_text(visit->about));
        put_note(buf, visit->note);
}

void club_text__need_line(
    struct cli *cli, const struct zl_club_need *need, struct zl_buf *buf)
{
        char day[ZL_DATE_TEXT];
        char name[SHOW_NAME];

        club_text__put(buf, "%s, ", club_text__need(need->what));
        club_text__put(buf, need->asked ? _("asked on %s") : _("noticed on %s"),
            day_text(need->since, day));
        show__name(cli, &need->helper, name);
        if (need->status == ZL_CLUB_NEED_OPEN)
                zl_put_text(buf, _(", OPEN"));
        else if (zl_club_is_nobody(&need->helper))
                zl_put_text(buf,
                    need->status == ZL_CLUB_NEED_DONE ? _(", done")
                                                      : _(", in hand"));
        else
                club_text__put(buf,
                    need->status == ZL_CLUB_NEED_DONE ? _(", done, with %s")
                                                      : _(", %s helps"),
                    name);
        put_note(buf, need->note);
}

void club_text__contact(
    struct cli *cli, const struct zl_club_contact *contact, struct zl_buf *buf)
{
        char since[ZL_DATE_TEXT];
        char until[ZL_DATE_TEXT];
        char name[SHOW_NAME];

        show__name(cli, &contact->member, name);
        day_text(contact->since, since);
        day_text(contact->until, until);
        switch (contact->state) {
        case ZL_CLUB_IN_FORCE:
                club_text__put(
                    buf, _("%s, since %s, until %s"), name, since, until);
                break;
        case ZL_CLUB_WAS_INVITED:
                club_text__put(
                    buf, _("%s, invited on %s, not joined yet"), name, since);
                break;
        case ZL_CLUB_INVITATION_EXPIRED:
                club_text__put(buf,
                    _("%s, never joined; the invitation is over since %s"),
                    name, since);
                break;
        case ZL_CLUB_NOT_YET:
                day_text(contact->from, since);
                club_text__put(buf, _("%s, from %s on"), name, since);
                break;
        default:
                club_text__put(buf, _("%s, ended on %s"), name, since);
                break;
        }
}

/* ---- Details ---- */

const char *club_text__detail_name(unsigned index)
{
        static const char *const names[] = {N_("Address"), N_("Website"),
            N_("Youth members"), N_("Extra support"), N_("Days between visits"),
            N_("Code of conduct adopted on"), N_("Trainers trained on")};

        return _(names[index]);
}

void club_text__detail(
    const struct zl_club_details *details, unsigned index, struct zl_buf *buf)
{
        char day[ZL_DATE_TEXT];

        switch (index) {
        case 0:
                zl_put_text(buf, details->address);
                break;
        case 1:
                zl_put_text(buf, details->website);
                break;
        case 2:
                if (details->has_youth_members)
                        club_text__put(buf, "%u", details->youth_members);
                break;
        case 3:
                zl_put_text(buf, details->extra_support);
                break;
        case 4:
                if (details->visit_days != 0)
                        club_text__put(buf, "%u", details->visit_days);
                break;
        case 5:
                if (details->code_of_conduct != 0)
                        zl_put_text(
                            buf, day_text(details->code_of_conduct, day));
                break;
        default:
                if (details->trainers_trained != 0)
                        zl_put_text(
                            buf, day_text(details->trainers_trained, day));
                break;
        }
}
