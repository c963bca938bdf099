/* SPDX-License-Identifier: EUPL-1.2 */
/* Who must be able to read a record: persons, since which keys they have is
 * their own affair (docs/protocol.md, 3.3). */
#include <string.h>

#include "record.h"

/* A sorted set of ids in somebody's array of ZL_PERSONS_MAX. */
struct set {
        struct zl_id *ids;
        size_t count;
        bool full;
};

/* Where the id stands, or should. */
static size_t place_of(const struct set *set, const struct zl_id *id)
{
        size_t at = 0;

        while (at < set->count &&
            memcmp(set->ids[at].bytes, id->bytes, ZL_ID_SIZE) < 0)
                at++;
        return at;
}

static bool holds(const struct set *set, const struct zl_id *id)
{
        size_t at = place_of(set, id);

        return at < set->count && zl_id_equal(&set->ids[at], id);
}

static void add(struct set *set, const struct zl_id *id)
{
        size_t at = place_of(set, id);

        if (holds(set, id))
                return;
        if (set->count == ZL_PERSONS_MAX) {
                set->full = true;
                return;
        }
        memmove(&set->ids[at + 1], &set->ids[at],
            (set->count - at) * sizeof(*set->ids));
        set->ids[at] = *id;
        set->count++;
}

static void take_out(struct set *set, const struct zl_id *id)
{
        size_t at = place_of(set, id);

        set->count--;
        memmove(&set->ids[at], &set->ids[at + 1],
            (set->count - at) * sizeof(*set->ids));
}

/* In force, and something can be sealed to this person. */
static bool can_read(const struct zl_directory *directory,
    const struct zl_id *member, struct zl_point at)
{
        struct zl_sealing_entry key;

        return zl_directory_member_in_force(directory, member, at) == ZL_OK &&
            zl_directory_sealing_keys(directory, member, at, &key, 1) > 0;
}

static int note_persons(const struct zl_directory *directory,
    const struct zl_id *author, const struct zl_id *club, struct zl_point at,
    const struct zl_id *left_out, size_t left_count, struct set *set)
{
        struct zl_routing routing = {0};
        int status = zl_directory_routing(directory, club, at, &routing);

        if (status != ZL_OK)
                return status;
        if (routing.has_account_holder)
                add(set, &routing.account_holder);
        for (size_t i = 0; i < routing.deputy_count; i++)
                add(set, &routing.deputies[i]);
        for (size_t i = 0; i < left_count; i++) {
                if (!holds(set, &left_out[i]))
                        return ZL_E_RECIPIENTS;
                take_out(set, &left_out[i]);
        }
        /* One must stay.  A professional who notes and is alone with the
         * club is the one who stays. */
        if (set->count == 0)
                return ZL_E_RECIPIENTS;
        add(set, author);
        return ZL_OK;
}

static int holder_persons(const struct zl_directory *directory,
    enum zl_kind kind, struct zl_point at, const struct zl_signal_facts *facts,
    struct set *set)
{
        for (size_t i = 0; i < facts->holder_count; i++) {
                if (can_read(directory, &facts->holders[i], at))
                        add(set, &facts->holders[i]);
        }
        if (set->count == 0)
                return ZL_E_RECIPIENTS;
        if (kind == ZL_FEEDBACK && can_read(directory, &facts->author, at))
                add(set, &facts->author);
        return ZL_OK;
}

int zl_record_persons(const struct zl_directory *directory, enum zl_kind kind,
    const struct zl_id *author, const struct zl_id *club, struct zl_point at,
    const struct zl_signal_facts *facts, const struct zl_id *left_out,
    size_t left_count, struct zl_id ret[static ZL_PERSONS_MAX],
    size_t *ret_count)
{
        struct zl_id ids[ZL_PERSONS_MAX];
        struct set set = {.ids = ids};
        int status = kind == ZL_NOTE
            ? note_persons(
                  directory, author, club, at, left_out, left_count, &set)
            : holder_persons(directory, kind, at, facts, &set);

        if (status != ZL_OK)
                return status;
        if (set.full)
                return ZL_E_RECIPIENTS;
        memcpy(ret, ids, set.count * sizeof(*ids));
        *ret_count = set.count;
        return ZL_OK;
}

void zl_signal_holders(const struct zl_directory *directory,
    const struct zl_record *note, struct zl_signal_facts *ret_facts)
{
        struct set set = {.ids = ret_facts->holders};

        for (uint8_t i = 0; i < note->context.recipient_count; i++) {
                const struct zl_id *id = &note->context.recipients[i].member;
                const struct zl_member *member =
                    zl_directory_member(directory, id);

                if (member != NULL && member->role == ZL_ROLE_PROFESSIONAL)
                        add(&set, id);
        }
        ret_facts->holder_count = set.count;
}
