/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Goal: with the root lost, the spare root that the newest charter names goes
 * on in its place; one that a later charter replaced does not
 * (docs/protocol.md, 2.1 and 2.3). */
#include "check.h"
#include "samples.h"
#include "world.h"

static struct zl_charter next_charter(const struct world *w)
{
        struct zl_charter charter = *zl_directory_charter(w->directory);

        charter.number++;
        charter.has_previous = true;
        charter.previous = w->charter;
        return charter;
}

static void the_spare_root_makes_and_ends_coordinators(void)
{
        struct world *w = world_new();
        struct person second = {.id = sample_id(0x61)};
        struct zl_card card = {.member = second.id};
        const struct zl_member *m = NULL;

        REQUIRE_OK(
            world_appoint(w, &w->spare, &second, ZL_ROLE_COORDINATOR, ""));
        m = zl_directory_member(w->directory, &second.id);
        REQUIRE(m != NULL);
        CHECK(zl_id_equal(&m->appointed_by, &(struct zl_id){{0}}));
        CHECK_OK(world_say(w, &w->spare, ZL_CARD, &card));
        REQUIRE_OK(world_join(w, &second));
        CHECK_OK(world_club(w, &second.device, 0x33, NORTH));
        CHECK_OK(world_left(w, &w->spare, &w->coordinator.appointment));
        CHECK_STATUS(
            world_club(w, &w->coordinator.device, 0x34, NORTH), ZL_E_REVOKED);
        CHECK_OK(world_compromised(
            w, &w->spare, &second.device_hash, w->at.position));
        person_free(&second);
        world_free(w);
}

static void it_does_no_more_than_the_root(void)
{
        struct world *w = world_new();
        struct person p = {.id = sample_id(0x61)};
        struct zl_card card = {.member = w->supporter.id};

        CHECK_STATUS(world_club(w, &w->spare, 0x33, NORTH), ZL_E_POLICY);
        CHECK_STATUS(world_appoint(w, &w->spare, &p, ZL_ROLE_SUPPORTER, ""),
            ZL_E_POLICY);
        CHECK_STATUS(
            world_left(w, &w->spare, &w->supporter.appointment), ZL_E_SCOPE);
        CHECK_STATUS(world_say(w, &w->spare, ZL_CARD, &card), ZL_E_POLICY);
        CHECK_STATUS(world_publish(w, &w->spare, 1, NULL), ZL_E_POLICY);
        world_free(w);
}

static void a_spare_root_that_was_replaced_is_nobody(void)
{
        struct world *w = world_new();
        struct person second = {.id = sample_id(0x61)};
        struct person third = {.id = sample_id(0x62)};
        struct zl_charter charter = next_charter(w);
        struct zl_signer fresh;

        REQUIRE_OK(zl_signer_new(&fresh));
        REQUIRE_OK(
            world_appoint(w, &w->spare, &second, ZL_ROLE_COORDINATOR, ""));
        REQUIRE_OK(world_join(w, &second));
        CHECK_STATUS(world_appoint(w, &fresh, &third, ZL_ROLE_COORDINATOR, ""),
            ZL_E_CHAIN);
        charter.spare_root = fresh.key;
        REQUIRE_OK(world_say(w, &w->spare, ZL_CHARTER, &charter));
        w->charter = w->last;
        CHECK_STATUS(
            world_appoint(w, &w->spare, &third, ZL_ROLE_COORDINATOR, ""),
            ZL_E_CHAIN);
        CHECK_OK(world_appoint(w, &fresh, &third, ZL_ROLE_COORDINATOR, ""));
        /* What it said in its time stands, also when all is judged anew. */
        REQUIRE_OK(world_compromised(
            w, &w->root, &w->coordinator.device_hash, w->at.position));
        CHECK_OK(world_club(w, &second.device, 0x33, NORTH));
        charter = next_charter(w);
        CHECK_STATUS(world_say(w, &w->spare, ZL_CHARTER, &charter), ZL_E_CHAIN);
        CHECK_OK(world_say(w, &w->root, ZL_CHARTER, &charter));
        zl_signer_free(&fresh);
        person_free(&second);
        person_free(&third);
        world_free(w);
}

static void no_device_has_a_roots_key(void)
{
        struct world *w = world_new();
        struct zl_charter charter = next_charter(w);
        struct zl_signer fresh;

        REQUIRE_OK(zl_signer_new(&fresh));
        charter.spare_root = w->holder.device.key;
        CHECK_STATUS(
            world_say(w, &w->root, ZL_CHARTER, &charter), ZL_E_CONFLICT);
        charter.spare_root = w->holder.invitation.key;
        CHECK_STATUS(
            world_say(w, &w->root, ZL_CHARTER, &charter), ZL_E_CONFLICT);
        CHECK_STATUS(world_device(w, &w->holder.device, &w->holder, &w->spare),
            ZL_E_CONFLICT);
        charter.spare_root = fresh.key;
        REQUIRE_OK(world_say(w, &w->root, ZL_CHARTER, &charter));
        /* Nor that of one that was replaced. */
        CHECK_STATUS(world_device(w, &w->holder.device, &w->holder, &w->spare),
            ZL_E_CONFLICT);
        CHECK_STATUS(world_device(w, &w->holder.device, &w->holder, &fresh),
            ZL_E_CONFLICT);
        zl_signer_free(&fresh);
        world_free(w);
}

static const struct check_case cases[] = {
    CHECK_CASE(the_spare_root_makes_and_ends_coordinators),
    CHECK_CASE(it_does_no_more_than_the_root),
    CHECK_CASE(a_spare_root_that_was_replaced_is_nobody),
    CHECK_CASE(no_device_has_a_roots_key),
};

CHECK_MAIN("directory_root", cases)
