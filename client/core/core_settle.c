/* SPDX-License-Identifier: EUPL-1.2 */
/*~ What rests on a directory that was found complete: sealing what waits,
 * sealing anew what others must receive, a new sealing key once a month, a
 * new directory statement, and telling of new recipients. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

static bool seals(const struct zl_core *core)
{
        return core->profile.role == ZL_ROLE_CONTACT ||
            core->profile.role == ZL_ROLE_PROFESSIONAL;
}

static void warn_of_age(struct zl_core *core)
{
        struct zl_claim_view claim = zl_directory_claim(core->directory);
        char date[ZL_DATE_TEXT] = "";

        if (!seals(core) ||
            (claim.claim != NULL &&
                core->state.now.ms <= claim.claim->expires.ms))
                return;
        if (claim.claim != NULL)
                zl_date_of(zl_time_day(claim.claim->expires), date);
        core__say(core, ZL_MSG_DIRECTORY_EXPIRED, date, core__phone(core, NULL),
            NULL, NULL);
}

static struct zl_time newest_pair(const struct zl_core *core)
{
        struct zl_time newest = {0};

        for (size_t i = 0; i < core->pair_count; i++) {
                if (core->pairs[i].made.ms > newest.ms)
                        newest = core->pairs[i].made;
        }
        return newest;
}

/* The old secret stays: what was sealed to it is still to be opened. */
static int renew_sealing(struct zl_core *core)
{
        struct core__item proto = {.quiet = true, .id = core->profile.member};
        struct zl_sealing sealing = {.member = core->profile.member};
        struct zl_sealing_pair pair = {.secret = NULL};
        int status = ZL_OK;

        if (!seals(core) ||
            newest_pair(core).ms + CORE__SEALING_DAYS * ZL_MS_DAY >
                core->state.now.ms ||
            zl_directory_device_in_force(core->directory, &core->device.key,
                core__point(core), NULL) != ZL_OK)
                return ZL_OK;
        status = zl_sealing_pair_new(&pair);
        if (status != ZL_OK)
                return status;
        sealing.key = pair.key;
        status = core__add_pair(core, &pair, core->state.now);
        zl_sealing_pair_free(&pair);
        if (status == ZL_OK)
                status = core__say_statement(core, &core->device,
                    ZL_SEALING_KEY, &sealing, &proto, NULL, NULL);
        return status == ZL_E_MEMORY ? status : ZL_OK;
}

static bool is_among(
    const struct zl_id *ids, size_t count, const struct zl_id *id)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&ids[i], id))
                        return true;
        }
        return false;
}

/* Somebody nobody has shown yet, or who had not received it before. */
static bool is_new(const struct zl_core *core, const struct core__item *item,
    const struct core__record *record, const struct zl_id *person)
{
        if (!core__is_shown(core, person))
                return true;
        return item->size > 0 &&
            !is_among(record->persons, record->person_count, person);
}

static int ask(struct zl_core *core, struct core__item *item,
    struct core__record *record, const struct zl_id *persons, size_t count)
{
        char names[ZL_MSG_ARG_CHARS + 1] = "";
        char id[ZL_ID_TEXT];
        size_t at = 0;
        int status = ZL_OK;

        for (size_t i = 0; i < count; i++) {
                const char *name = core__name_of(core, &persons[i]);
                size_t size = strlen(name);

                if (!is_new(core, item, record, &persons[i]) ||
                    at + size + 2 > ZL_MSG_ARG_CHARS)
                        continue;
                if (at > 0) {
                        memcpy(names + at, ", ", 2);
                        at += 2;
                }
                memcpy(names + at, name, size);
                at += size;
                names[at] = '\0';
        }
        zl_hex_of(record->id.bytes, ZL_ID_SIZE, id);
        core__say(core, ZL_MSG_ASK_NEW_RECIPIENTS, id, names, NULL, NULL);
        if (item->first_try.ms == 0)
                item->first_try = core->state.now;
        item->state = CORE__ASKS;
        record->progress = ZL_ASKING;
        status = core__put_item(core, item);
        return status == ZL_OK ? core__put_record(core, record) : status;
}

static int seal_now(
    struct zl_core *core, struct core__item *item, struct core__record *record)
{
        bool anew = item->size > 0;
        struct zl_buf body;
        struct zl_buf sealed;
        char id[ZL_ID_TEXT];
        int status = ZL_OK;

        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        zl_buf_init(&sealed, ZL_RECORD_MAX);
        status = zl_core_body(core, &record->id, &body);
        if (status == ZL_OK)
                status = core__seal(core, record, item->left_out,
                    item->left_out_count, zl_buf_bytes(&body), &sealed);
        if (status == ZL_OK) {
                item->state = CORE__WAITING;
                item->hash = record->hash;
                record->progress = ZL_QUEUED;
                status = core__item_bytes(core, item, zl_buf_bytes(&sealed));
                if (status == ZL_OK)
                        status = core__put_record(core, record);
                zl_hex_of(record->id.bytes, ZL_ID_SIZE, id);
                if (anew)
                        core__say(
                            core, ZL_MSG_SEALED_ANEW, id, NULL, NULL, NULL);
        } else if (status != ZL_E_MEMORY) {
                status = core__give_up(core, item);
        }
        zl_buf_free(&body);
        zl_buf_free(&sealed);
        return status;
}

static bool is_hopeless(
    const struct zl_core *core, const struct core__item *item)
{
        return item->tries > CORE__TRIES_MAX ||
            (item->first_try.ms != 0 &&
                core->state.now.ms > item->first_try.ms + ZL_MS_HOUR);
}

int core__seal_stale(struct zl_core *core, struct core__item *item)
{
        struct core__record *record = core__record(core, &item->id);
        struct zl_id persons[ZL_PERSONS_MAX];
        size_t count = 0;
        int status = ZL_OK;

        if (record == NULL)
                return core__item_drop(core, item);
        if (core__too_old(core))
                return ZL_OK; /* it stays a draft */
        status = core__persons(core, record, item->left_out,
            item->left_out_count, persons, &count);
        if (status == ZL_E_MEMORY)
                return status;
        if (status != ZL_OK || is_hopeless(core, item))
                return core__give_up(core, item);
        /* The holders of a signal are settled; its first note asks. */
        for (size_t i = 0; record->kind == ZL_NOTE && i < count; i++) {
                if (is_new(core, item, record, &persons[i]))
                        return ask(core, item, record, persons, count);
        }
        return seal_now(core, item, record);
}

/* A question that nobody answers within the hour: better ring. */
static int ring_if_late(struct zl_core *core, struct core__item *item)
{
        const struct core__record *record = core__record(core, &item->id);
        char id[ZL_ID_TEXT];

        if (item->rung || record == NULL || !is_hopeless(core, item))
                return ZL_OK;
        zl_hex_of(item->id.bytes, ZL_ID_SIZE, id);
        core__say(core, ZL_MSG_NOT_SENT_RING, id,
            core__phone(core, &record->club), NULL, NULL);
        item->rung = true;
        return core__put_item(core, item);
}

static int settle_items(struct zl_core *core)
{
        int status = ZL_OK;

        for (size_t i = 0; i < core->item_count && status == ZL_OK; i++) {
                struct core__item *item = core->items[i];
                size_t before = core->item_count;

                if (item->state == CORE__STALE)
                        status = core__seal_stale(core, item);
                else if (item->state == CORE__ASKS)
                        status = ring_if_late(core, item);
                if (core->item_count < before)
                        i--; /* it went */
        }
        return status;
}

static int tell_of(struct zl_core *core, const struct zl_id *member,
    const struct zl_club_entry *club)
{
        if (zl_id_equal(member, &core->profile.member) ||
            core__is_told(core, member))
                return ZL_OK;
        /* At the very first sync everybody is new. */
        if (core->state.met)
                core__say(core, ZL_MSG_NEW_RECIPIENT,
                    core__name_of(core, member), club->club.name, NULL, NULL);
        return core__mark_seen(core, member, false);
}

static int tell_of_recipients(struct zl_core *core)
{
        size_t count = zl_directory_club_count(core->directory);
        int status = ZL_OK;

        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                const struct zl_club_entry *club =
                    zl_directory_club_at(core->directory, i);
                struct zl_routing routing;

                if (zl_directory_club_relation(core->directory,
                        &core->profile.member, &club->club.club,
                        core__point(core)) == 0 ||
                    zl_directory_routing(core->directory, &club->club.club,
                        core__point(core), &routing) != ZL_OK)
                        continue;
                if (routing.has_account_holder)
                        status = tell_of(core, &routing.account_holder, club);
                for (size_t d = 0; d < routing.deputy_count && status == ZL_OK;
                     d++)
                        status = tell_of(core, &routing.deputies[d], club);
        }
        return status;
}

int core__settle(struct zl_core *core)
{
        int status = ZL_OK;

        warn_of_age(core);
        if (seals(core)) {
                status = renew_sealing(core);
                if (status == ZL_OK)
                        status = settle_items(core);
                if (status == ZL_OK)
                        status = tell_of_recipients(core);
        } else {
                status = core__claim(core);
        }
        core->state.met = true;
        core->dirty = true;
        return status;
}
