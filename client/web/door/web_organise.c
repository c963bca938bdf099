/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to what supporters and coordinators state of the organisation, and
 * professionals of their own absence. */
#include <string.h>

#include "crypto.h"
#include "web_internal.h"

/* Without "club" a new one is made. */
static int run_put_club(struct web__call *call)
{
        struct zl_club club = {.written = {0}};
        struct zl_id id = {{0}};
        int status = ZL_OK;

        if (zl_json_has(&call->in, "club"))
                club.club = web__id(call, "club");
        club.kind = zl_json_text(&call->in, "kind", ZL_TEXT_LINE, 100);
        club.district = web__id(call, "district");
        club.name =
            zl_json_text(&call->in, "name", ZL_TEXT_LINE, ZL_NAME_CHARS);
        club.ended =
            zl_json_has(&call->in, "ended") && zl_json_bool(&call->in, "ended");
        status = zl_json_end(&call->in);
        if (status == ZL_OK)
                status = zl_core_put_club(call->core, call->now, &club, &id);
        if (status == ZL_OK)
                web__put_id(call, "club", &id);
        return status;
}

static void put_code(struct web__call *call, struct zl_code *code)
{
        char text[ZL_CODE_TEXT];

        zl_code_text(code, text);
        zl_json_put_text(call->out, "code", text);
        zl_wipe(text, sizeof(text));
        zl_code_free(code);
}

static int run_invite(struct web__call *call)
{
        static const char *const roles[] = {
            "coordinator", "supporter", "professional", "contact", NULL};
        struct zl_id scope[ZL_SCOPE_MAX];
        struct zl_invite invite = {.scope = scope};
        struct zl_code code = {0};
        struct zl_id member = {{0}};
        int status = ZL_OK;

        invite.role = (enum zl_role)(
            zl_json_choice(&call->in, "role", roles) + ZL_ROLE_COORDINATOR);
        invite.scope_count = web__ids(call, "scope", scope, ZL_SCOPE_MAX);
        invite.name =
            zl_json_text(&call->in, "name", ZL_TEXT_LINE, ZL_NAME_CHARS);
        invite.phone =
            zl_json_text(&call->in, "phone", ZL_TEXT_LINE, ZL_PHONE_CHARS);
        invite.from = zl_json_date(&call->in, "from");
        invite.until = zl_json_date(&call->in, "until");
        invite.link = zl_json_bool(&call->in, "link");
        status = zl_json_end(&call->in);
        if (status == ZL_OK)
                status = zl_core_invite(
                    call->core, call->now, &invite, &member, &code);
        if (status != ZL_OK)
                return status;
        web__put_id(call, "member", &member);
        put_code(call, &code);
        return ZL_OK;
}

static int run_assign(struct web__call *call)
{
        struct zl_assignment it = {.club = web__id(call, "club")};
        int status = ZL_OK;

        it.account_holder = web__id(call, "account_holder");
        it.deputy_count =
            web__ids(call, "deputies", it.deputies, ZL_DEPUTIES_MAX);
        it.phone =
            zl_json_text(&call->in, "phone", ZL_TEXT_LINE, ZL_PHONE_CHARS);
        status = zl_json_end(&call->in);
        return status == ZL_OK ? zl_core_assign(call->core, call->now, &it, 1)
                               : status;
}

/* ---- Revoking ---- */

/* "subject" is the hash of an appointment or a device; "since", a position in
 * the log, makes it one of compromised keys. */
static int read_revocation(struct web__call *call, struct zl_revocation *ret)
{
        *ret = (struct zl_revocation){.compromised = false};
        zl_json_hex(&call->in, "subject", ret->subject.bytes, ZL_HASH_SIZE);
        if (zl_json_has(&call->in, "since")) {
                ret->compromised = true;
                ret->since =
                    zl_json_u64(&call->in, "since", 0, (1ULL << 53) - 1);
        }
        return zl_json_end(&call->in);
}

static int run_revoke(struct web__call *call)
{
        struct zl_revocation it;
        int status = read_revocation(call, &it);

        return status == ZL_OK ? zl_core_revoke(call->core, call->now, &it)
                               : status;
}

/* What it would do; nothing is said. */
static int run_preview(struct web__call *call)
{
        struct zl_revocation it;
        struct zl_preview preview = {.void_count = 0};
        int status = read_revocation(call, &it);

        if (status == ZL_OK)
                status = zl_core_preview(call->core, call->now, &it, &preview);
        if (status != ZL_OK)
                return status;
        zl_json_put_u64(call->out, "voids", preview.void_count);
        zl_json_open_array(call->out, "members");
        for (size_t i = 0; i < preview.member_count; i++)
                web__put_person(call, NULL, &preview.members[i]);
        zl_json_close(call->out);
        zl_json_open_array(call->out, "clubs");
        for (size_t i = 0; i < preview.club_count; i++)
                web__put_id(call, NULL, &preview.clubs[i]);
        zl_json_close(call->out);
        zl_preview_free(&preview);
        return ZL_OK;
}

/* The log position at a time, for "since". */
static int run_position(struct web__call *call)
{
        struct zl_time time = {
            zl_json_u64(&call->in, "time", 0, (1ULL << 53) - 1)};
        int status = zl_json_end(&call->in);

        if (status == ZL_OK)
                zl_json_put_u64(call->out, "position",
                    zl_core_position_at(call->core, time));
        return status;
}

/* ---- Being away ---- */

/* Without "absence" it is a new one. */
static int run_absence(struct web__call *call)
{
        struct zl_absence it = {.ended = false};
        struct zl_id id = {{0}};
        int status = ZL_OK;

        if (zl_json_has(&call->in, "absence"))
                it.absence = web__id(call, "absence");
        it.from = zl_json_date(&call->in, "from");
        it.until = zl_json_date(&call->in, "until");
        it.deputy = web__id(call, "deputy");
        status = zl_json_end(&call->in);
        if (status == ZL_OK)
                status = zl_core_absence(call->core, call->now, &it, &id);
        if (status == ZL_OK)
                web__put_id(call, "absence", &id);
        return status;
}

static int run_absence_end(struct web__call *call)
{
        struct zl_id absence = web__id(call, "absence");
        int status = zl_json_end(&call->in);

        return status == ZL_OK
            ? zl_core_end_absence(call->core, call->now, &absence)
            : status;
}

static int run_absences(struct web__call *call)
{
        struct zl_absence_view all[ZL_ABSENCES_MAX];
        size_t count = 0;
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        count = zl_core_absences(call->core, call->now, all, ZL_ABSENCES_MAX);
        zl_json_open_array(call->out, "absences");
        for (size_t i = 0; i < count && i < ZL_ABSENCES_MAX; i++) {
                zl_json_open_object(call->out, NULL);
                web__put_id(call, "absence", &all[i].absence);
                web__put_person(call, "away", &all[i].member);
                web__put_person(call, "deputy", &all[i].deputy);
                zl_json_put_date(call->out, "from", all[i].from);
                zl_json_put_date(call->out, "until", all[i].until);
                zl_json_put_bool(call->out, "ours", all[i].ours);
                zl_json_put_bool(call->out, "begun", all[i].begun);
                zl_json_put_bool(call->out, "queued", all[i].queued);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
        return ZL_OK;
}

/* Whom an absence may name. */
static int run_absence_deputies(struct web__call *call)
{
        struct zl_deputy_view all[100];
        enum { MAX = sizeof(all) / sizeof(all[0]) };
        uint32_t from = zl_json_date(&call->in, "from");
        uint32_t until = zl_json_date(&call->in, "until");
        size_t count = 0;
        int status = zl_json_end(&call->in);

        if (status != ZL_OK)
                return status;
        count = zl_core_deputies_for_absence(
            call->core, call->now, from, until, all, MAX);
        zl_json_open_array(call->out, "deputies");
        for (size_t i = 0; i < count && i < MAX; i++) {
                zl_json_open_object(call->out, NULL);
                web__put_person(call, "deputy", &all[i].member);
                zl_json_put_bool(call->out, "away", all[i].away);
                zl_json_close(call->out);
        }
        zl_json_close(call->out);
        return ZL_OK;
}

const struct web__command web__organising[] = {
    {"put-club", run_put_club, false},
    {"invite", run_invite, false},
    {"assign", run_assign, false},
    {"revoke", run_revoke, false},
    {"preview", run_preview, false},
    {"position", run_position, false},
    {"absence", run_absence, false},
    {"absence-end", run_absence_end, false},
    {"absences", run_absences, false},
    {"absence-deputies", run_absence_deputies, false},
    {NULL, NULL, false},
};
