/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the print of a signal: all that was written, and behind it who
 * opened what. For the family those who told of it are third parties, whose
 * names are theirs to give. */
#include "print_signal.h"

#include <stdio.h>
#include <string.h>

#include "fields.h"
#include "label.h"
#include "show.h"

enum { PERSON = 2 * SHOW_NAME + 256, HEADING = 256 };

/* ---- Persons ---- */

static bool is_professional(struct cli *cli, const struct zl_id *member)
{
        const struct zl_member *is =
            zl_directory_member(zl_core_directory(cli->core), member);

        return is != NULL && is->role == ZL_ROLE_PROFESSIONAL;
}

/* Is this a third party, whose name is not ours to give? */
static bool is_hidden(const struct print *print, const struct zl_id *member)
{
        return print->what_for == ZL_PRINT_FAMILY && !print->with_reporters &&
            !is_professional(print->cli, member);
}

/* "Samira (sociaal werker, Team Zuid)" */
static void person_text(const struct print *print, const struct zl_id *member,
    char ret[static PERSON])
{
        struct cli *cli = print->cli;
        const struct zl_member *is =
            zl_directory_member(zl_core_directory(cli->core), member);
        const struct zl_team *team = show__team(cli, member);
        char name[SHOW_NAME];

        if (is_hidden(print, member))
                (void)snprintf(name, sizeof(name), "%s", ZL_BLACKOUT_MARK);
        else
                show__name(cli, member, name);
        if (is == NULL)
                (void)snprintf(ret, PERSON, "%s", name);
        else
                (void)snprintf(ret, PERSON, "%s (%s%s%s)", name,
                    show__role(cli, is->role), team != NULL ? ", " : "",
                    team != NULL ? team->name : "");
}

/* Names of families have these in front; they say nothing by themselves. */
static bool is_prefix(const char *word)
{
        static const char *const prefixes[] = {"aan", "al", "bij", "da", "de",
            "del", "den", "der", "di", "du", "el", "het", "in", "la", "le",
            "op", "te", "ten", "ter", "van", "von", NULL};

        for (size_t i = 0; prefixes[i] != NULL; i++) {
                if (strcasecmp(word, prefixes[i]) == 0)
                        return true;
        }
        return false;
}

/* The whole name, and each part of it: who is called Bakker-Visser is called
 * Visser, too. */
static int hide_name(struct zl_blackout *blackout, const char *name)
{
        static const char between[] = " ,()-./\"";
        char parts[SHOW_NAME];
        char *rest = NULL;
        int status = zl_blackout_add(blackout, name);

        (void)snprintf(parts, sizeof(parts), "%s", name);
        for (char *part = strtok_r(parts, between, &rest);
             part != NULL && (status == ZL_OK || status == ZL_E_USAGE);
             part = strtok_r(NULL, between, &rest)) {
                if (!is_prefix(part))
                        status = zl_blackout_add(blackout, part);
        }
        return status == ZL_E_USAGE ? ZL_OK : status; /* too short to find */
}

static int hide_person(struct print *print, const struct zl_id *member)
{
        const struct zl_card_document *card =
            zl_core_card(print->cli->core, member);
        int status = ZL_OK;

        if (card == NULL || is_professional(print->cli, member))
                return ZL_OK;
        status = hide_name(print->paper.blackout, card->name);
        if (status == ZL_OK)
                status = zl_blackout_add(print->paper.blackout, card->phone);
        return status == ZL_E_USAGE ? ZL_OK : status;
}

int print__hide_reporters(struct print *print)
{
        const struct zl_id *signal = &print->signal->id;
        size_t count = zl_core_event_count(print->cli->core, signal);
        int status = ZL_OK;

        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                struct zl_event event;

                zl_core_event_at(print->cli->core, signal, i, &event);
                status = hide_person(print, &event.record.author);
                for (size_t k = 0; k < event.receiver_count && status == ZL_OK;
                     k++)
                        status = hide_person(print, &event.receivers[k]);
                for (size_t k = 0; k < event.reading_count && status == ZL_OK;
                     k++)
                        status = hide_person(print, &event.readings[k].member);
        }
        return status;
}

/* ---- What it is ---- */

static void person_line(
    struct print *print, const char *label, const struct zl_id *member)
{
        char text[PERSON];

        person_text(print, member, text);
        paper__line(&print->paper, label, text);
}

static void time_line(
    struct print *print, const char *label, struct zl_time time)
{
        char when[SHOW_TIME];

        show__time(time, when);
        paper__line(&print->paper, label, when);
}

static const char *purpose(enum zl_print_for what_for)
{
        return what_for == ZL_PRINT_FAMILY ? _("parents or child")
                                           : _("the file of the team");
}

static void mark_line(struct paper *paper)
{
        char text[HEADING];

        (void)snprintf(text, sizeof(text),
            _("Where %s stands, something about somebody else was taken out. "
              "It is not in this file."),
            ZL_BLACKOUT_MARK);
        paper__say(paper, text);
}

static void top(struct print *print)
{
        struct cli *cli = print->cli;
        struct paper *paper = &print->paper;
        const struct zl_team *team = NULL;
        struct zl_self self;

        zl_core_self(cli->core, &self);
        team = show__team(cli, &self.member);
        if (print->signal->club_name != NULL)
                paper__line(paper, _("Club"), print->signal->club_name);
        if (team != NULL) {
                paper__line(paper, _("Who answers for it"), team->controller);
                paper__line(
                    paper, _("Questions about privacy"), team->privacy_contact);
        }
        paper__line(paper, _("Printed for"), purpose(print->what_for));
        time_line(print, _("Printed at"), cli__now());
        person_line(print, _("Printed by"), &self.member);
        if (print->what_for == ZL_PRINT_FAMILY) {
                mark_line(paper);
                paper__say(paper,
                    _("Is something wrong, or do you see it otherwise? The "
                      "professional can keep your own words with it. You may "
                      "also ask to have it erased. Are you not satisfied? "
                      "Then ask the one for questions about privacy."));
        } else {
                paper__say(paper,
                    _("This holds names of others, and nothing in it was "
                      "taken out but what was asked for. Keep it where only "
                      "those may read it who work on it."));
        }
}

/* ---- What was written ---- */

static void heading_of(
    const struct zl_record_view *record, char ret[static HEADING])
{
        char when[SHOW_TIME];
        char id[TEXT_ID];

        show__time(record->time, when);
        text__id(&record->id, id);
        (void)snprintf(
            ret, HEADING, "%s %s, %s", show__kind(record->kind), id, when);
}

/* Of those who told of it, or how to reach them? */
static bool is_of_reporter(const struct field *field)
{
        return strcmp(field->name, "seen_by") == 0 ||
            strcmp(field->name, "contact_at") == 0 ||
            strcmp(field->name, "name_me") == 0;
}

static void print_field(void *context, const struct field *field)
{
        struct print *print = context;

        if (print->what_for == ZL_PRINT_FAMILY && !print->with_reporters &&
            is_of_reporter(field))
                paper__line(&print->paper, field->label, ZL_BLACKOUT_MARK);
        else if (field->kind == FIELD_LINES)
                paper__lines(&print->paper, field->label, field->text);
        else
                paper__line(&print->paper, field->label,
                    field->kind == FIELD_WORD ? label__of(field->text)
                                              : field->text);
}

static int print_event(struct print *print, const struct zl_event *event)
{
        const struct zl_record_view *record = &event->record;
        struct paper *paper = &print->paper;
        char heading[HEADING];
        int status = ZL_OK;

        heading_of(record, heading);
        paper__heading(paper, 3, heading);
        person_line(print, _("From"), &record->author);
        for (size_t i = 0; i < event->receiver_count; i++)
                person_line(print, _("To"), &event->receivers[i]);
        if (record->unproven || record->is_void)
                paper__say(
                    paper, _("Take care: it is not certain who wrote this."));
        if (record->has_body && !record->is_void) {
                status = fields__of(print->cli, record, print_field, print);
                print->records++;
        } else if (!zl_kind_is_status(record->kind)) {
                paper__say(paper,
                    _("What it says is not in this print: it was not opened "
                      "on this device."));
                print->unread++;
        }
        return status;
}

/* ---- Who opened it ---- */

static void print_readings(struct print *print, const struct zl_event *event)
{
        char heading[HEADING];
        char who[PERSON];
        char text[PERSON + SHOW_TIME + 64];
        char when[SHOW_TIME];

        heading_of(&event->record, heading);
        for (size_t i = 0; i < event->reading_count; i++) {
                const struct zl_reading *reading = &event->readings[i];

                person_text(print, &reading->member, who);
                show__time(reading->time, when);
                (void)snprintf(text, sizeof(text),
                    reading->unreadable ? _("%s, %s: could not be read")
                                        : "%s, %s",
                    who, when);
                paper__line(&print->paper, heading, text);
        }
}

static void print_others(struct print *print)
{
        struct zl_print_view made;

        paper__heading(&print->paper, 2, _("Who has it now"));
        for (size_t i = 0; i < print->signal->holder_count; i++)
                person_line(print, _("With"), &print->signal->holders[i]);
        paper__heading(&print->paper, 2, _("Printed before, on this device"));
        for (size_t i = 0;
             zl_core_print_at(print->cli->core, &print->signal->id, i, &made);
             i++)
                time_line(print, purpose(made.what_for), made.time);
}

int print__write(struct print *print)
{
        const struct zl_id *signal = &print->signal->id;
        size_t count = zl_core_event_count(print->cli->core, signal);
        struct paper *paper = &print->paper;
        struct zl_event event;
        char title[HEADING];
        char id[TEXT_ID];
        int status = ZL_OK;
        int ended = ZL_OK;

        text__id(signal, id);
        (void)snprintf(title, sizeof(title), _("Signal %s"), id);
        paper__begin(paper, title);
        top(print);
        paper__heading(paper, 2, _("What was written"));
        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                zl_core_event_at(print->cli->core, signal, i, &event);
                status = print_event(print, &event);
        }
        paper__page(paper);
        paper__heading(paper, 2, _("Who opened it"));
        paper__say(paper,
            _("Whoever opens a text signs for it. Those who wrote a text have "
              "it as well. Who read along on a screen, or got a print, cannot "
              "be seen here."));
        for (size_t i = 0; i < count; i++) {
                zl_core_event_at(print->cli->core, signal, i, &event);
                print_readings(print, &event);
        }
        print_others(print);
        ended = paper__end(paper);
        return status == ZL_OK ? ended : status;
}
