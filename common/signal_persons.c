/* SPDX-License-Identifier: EUPL-1.2 */
/* Who holds a signal, and who must or may be able to read a record: persons,
 * since which keys they have is their own affair (docs/protocol.md, 3.3). */
#include <string.h>

#include "signal_internal.h"

/* In force, and something can be sealed to this person. */
static bool can_read(const struct zl_directory *directory,
    const struct zl_id *member, struct zl_point at)
{
        struct zl_sealing_entry key;

        return zl_directory_member_in_force(directory, member, at) == ZL_OK &&
            zl_directory_sealing_keys(directory, member, at, &key, 1) > 0;
}

static int add_club(const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at, struct signal__set *set)
{
        struct zl_routing routing = {0};
        int status = zl_directory_routing(directory, club, at, &routing);

        if (status != ZL_OK)
                return status;
        if (routing.has_account_holder)
                signal__set_add(set, &routing.account_holder);
        for (size_t i = 0; i < routing.deputy_count; i++)
                signal__set_add(set, &routing.deputies[i]);
        return ZL_OK;
}

/* The club's recipients whom nothing keeps from this signal. */
static int add_club_left(const struct zl_directory *directory,
    const struct zl_id *club, const struct zl_signal_facts *facts,
    struct zl_point at, struct signal__set *set)
{
        int status = add_club(directory, club, at, set);

        for (size_t i = 0; i < facts->left_out_count; i++)
                (void)signal__set_remove(set, &facts->left_out[i]);
        for (size_t i = 0; i < facts->stepped_out_count; i++)
                (void)signal__set_remove(set, &facts->stepped_out[i]);
        return status;
}

void zl_signal_holders(const struct zl_directory *directory,
    const struct zl_signal_facts *facts, struct zl_point at,
    struct zl_id ret[static ZL_PERSONS_MAX], size_t *ret_count)
{
        struct signal__set set = {.ids = ret, .max = ZL_PERSONS_MAX};

        if (signal__any_in_force(
                directory, facts->holders, facts->holder_count, at)) {
                memcpy(ret, facts->holders,
                    facts->holder_count * sizeof(*facts->holders));
                *ret_count = facts->holder_count;
                return;
        }
        /* A club that is not known has nobody. */
        (void)add_club_left(directory, &facts->club, facts, at, &set);
        *ret_count = set.count;
}

static int note_persons(const struct zl_directory *directory,
    const struct zl_id *author, const struct zl_id *club, struct zl_point at,
    const struct zl_id *left_out, size_t left_count, struct signal__set *set)
{
        int status = add_club(directory, club, at, set);

        if (status != ZL_OK)
                return status;
        /* Who receives nothing now may do so later, and is left out then. */
        for (size_t i = 0; i < left_count; i++)
                (void)signal__set_remove(set, &left_out[i]);
        /* One must stay.  A professional who notes and is alone with the
         * club is the one who stays. */
        if (set->count == 0)
                return ZL_E_RECIPIENTS;
        signal__set_add(set, author);
        return ZL_OK;
}

static int holder_persons(const struct zl_directory *directory,
    enum zl_kind kind, const struct zl_id *author, struct zl_point at,
    const struct zl_signal_facts *facts, struct signal__set *set)
{
        struct zl_id holders[ZL_PERSONS_MAX];
        size_t count = 0;

        zl_signal_holders(directory, facts, at, holders, &count);
        for (size_t i = 0; i < count; i++) {
                if (can_read(directory, &holders[i], at))
                        signal__set_add(set, &holders[i]);
        }
        if (set->count == 0)
                return ZL_E_RECIPIENTS;
        if (kind == ZL_ADDENDUM)
                signal__set_add(set, author);
        if (kind == ZL_FEEDBACK && can_read(directory, &facts->author, at))
                signal__set_add(set, &facts->author);
        return ZL_OK;
}

static int reseal_persons(const struct zl_directory *directory,
    const struct zl_id *club, struct zl_point at,
    const struct zl_signal_facts *facts, struct signal__set *set)
{
        int status = add_club_left(directory, club, facts, at, set);

        if (status != ZL_OK)
                return status;
        return set->count > 0 ? ZL_OK : ZL_E_RECIPIENTS;
}

int zl_signal_persons(const struct zl_directory *directory, enum zl_kind kind,
    const struct zl_id *author, const struct zl_id *club, struct zl_point at,
    const struct zl_signal_facts *facts, const struct zl_id *left_out,
    size_t left_count, struct zl_id ret[static ZL_PERSONS_MAX],
    size_t *ret_count)
{
        struct zl_id ids[ZL_PERSONS_MAX];
        struct signal__set set = {.ids = ids, .max = ZL_PERSONS_MAX};
        int status = ZL_OK;

        if (kind == ZL_NOTE)
                status = note_persons(
                    directory, author, club, at, left_out, left_count, &set);
        else if (kind == ZL_RESEAL)
                status = reseal_persons(directory, club, at, facts, &set);
        else
                status =
                    holder_persons(directory, kind, author, at, facts, &set);
        if (status != ZL_OK)
                return status;
        if (set.full)
                return ZL_E_RECIPIENTS;
        memcpy(ret, ids, set.count * sizeof(*ids));
        *ret_count = set.count;
        return ZL_OK;
}

/* Somebody who lost every device and joined as somebody new: only when
 * nobody is left in the place that is to be taken. */
static bool may_take_place(const struct zl_directory *directory,
    const struct zl_signal_facts *facts, const struct zl_id *member,
    struct zl_point at)
{
        unsigned relations =
            zl_directory_club_relation(directory, member, &facts->club, at);

        return (relations & ZL_REL_OF_CLUB) != 0 &&
            facts->author_role == ZL_ROLE_CONTACT &&
            !signal__any_in_force(directory, &facts->author, 1, at);
}

/* Of whichever district: the one who hands over sees all professionals, the
 * one who receives sees the club from then on. */
static bool may_hold(const struct zl_directory *directory,
    const struct zl_signal_facts *facts, const struct zl_id *member,
    struct zl_point at)
{
        return zl_directory_may_receive(directory, member, at) &&
            !signal__among(facts->left_out, facts->left_out_count, member) &&
            !signal__among(
                facts->stepped_out, facts->stepped_out_count, member);
}

static bool is_holder(const struct zl_directory *directory,
    const struct zl_signal_facts *facts, const struct zl_id *member,
    struct zl_point at)
{
        struct zl_id holders[ZL_PERSONS_MAX];
        size_t count = 0;

        zl_signal_holders(directory, facts, at, holders, &count);
        return signal__among(holders, count, member);
}

int zl_signal_may_receive(const struct zl_directory *directory,
    enum zl_kind kind, const struct zl_id *author,
    const struct zl_signal_facts *facts, const struct zl_id *member,
    struct zl_point at)
{
        const struct zl_member *known = zl_directory_member(directory, member);
        bool may = false;

        if (known == NULL || !can_read(directory, member, at))
                return ZL_E_RECIPIENTS;
        if (known->role == ZL_ROLE_CONTACT)
                may = kind == ZL_RESEAL &&
                    may_take_place(directory, facts, member, at);
        else if (known->role == ZL_ROLE_PROFESSIONAL && kind == ZL_RESEAL)
                may = is_holder(directory, facts, member, at);
        else if (known->role == ZL_ROLE_PROFESSIONAL)
                may = may_hold(directory, facts, member, at) &&
                    !(kind == ZL_STEP_OUT && zl_id_equal(author, member));
        return may ? ZL_OK : ZL_E_RECIPIENTS;
}

bool zl_kind_is_inner(enum zl_kind kind)
{
        return kind == ZL_ASSESSMENT || kind == ZL_FAMILY_STATEMENT;
}

bool zl_kind_handles(enum zl_kind kind, enum zl_kind followed)
{
        switch (kind) {
        case ZL_UNREADABLE:
        case ZL_HANDOVER:
        case ZL_STEP_OUT:
                return false;
        case ZL_ACKNOWLEDGEMENT:
                return followed == ZL_NOTE || followed == ZL_ADDENDUM;
        default:
                return true;
        }
}
