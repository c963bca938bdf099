/* SPDX-License-Identifier: EUPL-1.2 */
/* Who we are, and who is who. */
#include <string.h>

#include "core_internal.h"
#include "words.h"

const struct zl_card_document *zl_core_card(
    const struct zl_core *core, const struct zl_id *member)
{
        const struct zl_member *known = core->profile.joined
            ? zl_directory_member(core__shown(core), member)
            : NULL;
        const struct zl_card_document *any = NULL;

        /* The document that the newest card statement names; before we have
         * that, one we were given with the invitation. */
        for (size_t i = core->card_count; i-- > 0;) {
                const struct core__card *card = &core->cards[i];

                if (!zl_id_equal(&card->document.member, member))
                        continue;
                if (known != NULL && known->has_card &&
                    zl_hash_equal(&known->card, &card->hash))
                        return &card->document;
                if (any == NULL)
                        any = &card->document;
        }
        return any;
}

const char *core__name_of(
    const struct zl_core *core, const struct zl_id *member)
{
        const struct zl_card_document *card = zl_core_card(core, member);

        return card == NULL ? "" : card->name;
}

const char *zl_core_name(const struct zl_core *core, const struct zl_id *member)
{
        return core__name_of(core, member);
}

/* The phone that a club's assignment gives, or its team's. */
static const char *phone_of(
    const struct zl_core *core, const struct zl_id *club)
{
        struct zl_routing routing;

        if (zl_directory_routing(
                core->directory, club, core__point(core), &routing) != ZL_OK ||
            routing.phone == NULL)
                return "";
        return routing.phone;
}

const char *core__phone(const struct zl_core *core, const struct zl_id *club)
{
        size_t count = zl_directory_club_count(core->directory);
        const char *phone = "";

        if (club != NULL)
                return phone_of(core, club);
        for (size_t i = 0; i < count && phone[0] == '\0'; i++) {
                const struct zl_club_entry *entry =
                    zl_directory_club_at(core->directory, i);

                if (zl_directory_club_relation(core->directory,
                        &core->profile.member, &entry->club.club,
                        core__point(core)) != 0)
                        phone = phone_of(core, &entry->club.club);
        }
        return phone;
}

/* What a person waits for: not our own directory statements. */
static size_t waiting(const struct zl_core *core)
{
        size_t count = 0;

        for (size_t i = 0; i < core->item_count; i++) {
                const struct core__item *item = core->items[i];

                if (item->state != CORE__KEPT &&
                    item->type != CORE__ITEM_SEAL &&
                    !(item->type == CORE__ITEM_STATEMENT &&
                        item->what == ZL_DIRECTORY))
                        count++;
        }
        return count;
}

void zl_core_self(const struct zl_core *core, struct zl_self *ret_self)
{
        const struct core__profile *p = &core->profile;
        struct zl_hash hash = zl_root_words_hash(&p->root);
        struct zl_self self = {.joined = p->joined,
            .organisation = p->organisation,
            .member = p->member,
            .role = p->role,
            .origin = p->origin,
            .name = "",
            .root = p->root,
            .device = core->device.key};

        if (p->joined) {
                self.name = core__name_of(core, &p->member);
                self.outbox = waiting(core);
                zl_words_of_hash(hash.bytes, self.words);
        }
        *ret_self = self;
}

const struct zl_directory *zl_core_directory(const struct zl_core *core)
{
        return core->profile.joined ? core__shown(core) : NULL;
}

struct zl_point zl_core_point(const struct zl_core *core, struct zl_time now)
{
        (void)core;
        return (struct zl_point){ZL_POSITION_END, now};
}
