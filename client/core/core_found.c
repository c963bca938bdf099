/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the beginning of an organisation: a root, a spare root that is
 * kept elsewhere, the charter, and the first coordinator, who is appointed
 * by the root and joins in the same breath. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

enum { COORDINATOR_DAYS = 5 * 365 };

/* Letters, digits, dots and hyphens, or an address in brackets; a port. */
static bool is_host(const char *text)
{
        size_t size = strspn(text,
            "abcdefghijklmnopqrstuvwxyz0123456789.-ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        size_t port = 0;

        if (text[0] == '[') {
                size = 1 + strspn(text + 1, "0123456789abcdef:.");
                if (text[size] != ']')
                        return false;
                size++;
        }
        if (size == 0)
                return false;
        text += size;
        if (*text == '\0')
                return true;
        port = strspn(text + 1, "0123456789");
        return *text == ':' && port > 0 && port <= 5 && text[1 + port] == '\0';
}

static bool is_loopback(const char *host)
{
        static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};

        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
                size_t size = strlen(names[i]);

                if (strncmp(host, names[i], size) == 0 &&
                    (host[size] == '\0' || host[size] == ':'))
                        return true;
        }
        return false;
}

bool core__origin_fits(const char *origin)
{
        if (strlen(origin) > ZL_ORIGIN_CHARS)
                return false;
        if (strncmp(origin, "https://", 8) == 0)
                return is_host(origin + 8);
        return strncmp(origin, "http://", 7) == 0 && is_host(origin + 7) &&
            is_loopback(origin + 7);
}

static int say_charter(struct zl_core *core, const struct zl_founding *founding,
    const struct zl_sign_key *spare)
{
        struct core__item proto = {.quiet = false};
        struct zl_charter charter = {.districts = NULL};
        int status = core__charter_ids(
            founding->charter, founding->team_districts, &charter);

        charter.number = 1;
        charter.has_previous = false;
        charter.spare_root = *spare;
        if (status == ZL_OK)
                status = core__say_statement(core, &core->root, ZL_CHARTER,
                    &charter, &proto, NULL, NULL);
        free(charter.districts);
        free(charter.teams);
        return status;
}

static int say_coordinator(struct zl_core *core, const struct zl_signer *root,
    const struct zl_sign_key *invitation)
{
        struct core__item proto = {.quiet = true, .id = core->profile.member};
        uint32_t today = zl_time_day(core->state.now);
        struct zl_appointment appointment = {.member = core->profile.member,
            .role = ZL_ROLE_COORDINATOR,
            .from = today,
            .until = today + COORDINATOR_DAYS,
            .invitation = *invitation};

        return core__say_statement(core, root, ZL_APPOINTMENT, &appointment,
            &proto, &core->profile.appointment, NULL);
}

int core__become_coordinator(struct zl_core *core, const struct zl_signer *root,
    const char *name, const char *phone)
{
        struct zl_signer invitation = {.secret = NULL};
        int status = zl_signer_new(&invitation);

        if (status == ZL_OK)
                status = say_coordinator(core, root, &invitation.key);
        if (status == ZL_OK)
                status = core__make_card(core, root, name, phone);
        if (status == ZL_OK)
                status = core__make_device(core, &invitation);
        zl_signer_free(&invitation);
        return status;
}

static int begin_profile(
    struct zl_core *core, const struct zl_founding *founding)
{
        struct core__profile *p = &core->profile;
        int status = zl_signer_new(&core->root);

        if (status != ZL_OK)
                return status;
        *p = (struct core__profile){.root = core->root.key,
            .organisation = zl_organisation_of(&core->root.key),
            .member = zl_random_id(),
            .role = ZL_ROLE_COORDINATOR,
            .log_key = founding->charter->log_key};
        memcpy(p->origin, founding->origin, strlen(founding->origin) + 1);
        return zl_directory_new(&p->root, &core->directory);
}

/* As if nothing had been: what was refused for its form is tried again. */
static void begin_anew(struct zl_core *core)
{
        core__working_drop(core);
        while (core->item_count > 0) {
                free(core->items[--core->item_count]->bytes);
                free(core->items[core->item_count]);
        }
        core->card_count = 0;
        zl_directory_free(core->directory);
        core->directory = NULL;
        zl_signer_free(&core->root);
        zl_signer_free(&core->device);
        core->profile = (struct core__profile){.joined = false};
        core__rows_free(&core->rows);
        core->dirty = false;
}

static int found(struct zl_core *core, const struct zl_founding *founding,
    const struct zl_sign_key *spare)
{
        int status = begin_profile(core, founding);

        if (status == ZL_OK)
                status = say_charter(core, founding, spare);
        if (status == ZL_OK)
                status = core__become_coordinator(
                    core, &core->root, founding->name, founding->phone);
        if (status == ZL_OK)
                status = core__put_seed(core, CORE__ROOT, &core->root);
        core->root_kept = status == ZL_OK;
        return status;
}

int zl_core_found(struct zl_core *core, struct zl_time now,
    const struct zl_founding *founding, struct zl_secret **ret_spare)
{
        struct zl_signer spare = {.secret = NULL};
        struct zl_secret *seed = NULL;
        int status = core__begin(core, now);

        if (status != ZL_OK)
                return status;
        if (core->profile.joined || core->joining != NULL ||
            core->restoring != NULL)
                return ZL_E_STATE;
        if (!core__origin_fits(founding->origin))
                return ZL_E_MALFORMED;
        status = zl_signer_new(&spare);
        if (status == ZL_OK)
                status = zl_secret_new(ZL_SEED_SIZE, &seed);
        if (status == ZL_OK)
                status = found(core, founding, &spare.key);
        if (status == ZL_OK) {
                zl_signer_seed(&spare, zl_secret_bytes(seed));
                *ret_spare = seed;
                seed = NULL;
                core__sync_begin(core);
        } else if (status != ZL_E_MEMORY) {
                begin_anew(core);
        }
        zl_secret_free(seed);
        zl_signer_free(&spare);
        return core__finish(core, status);
}
