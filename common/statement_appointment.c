/* SPDX-License-Identifier: EUPL-1.2 */
/* The payload of an appointment (docs/protocol.md, 2.3). */
#include <stdlib.h>

#include "calendar.h"
#include "statement_internal.h"

static const char *const role_words[] = {
    "coordinator", "supporter", "professional", "contact", NULL};

/* A coordinator has no scope, a professional one team, a contact a club or
 * more; a supporter without districts has them all. */
static bool scope_fits(const struct zl_appointment *a)
{
        switch (a->role) {
        case ZL_ROLE_COORDINATOR:
                return a->scope_count == 0;
        case ZL_ROLE_SUPPORTER:
                return true;
        case ZL_ROLE_PROFESSIONAL:
                return a->scope_count == 1;
        case ZL_ROLE_CONTACT:
                return a->scope_count > 0;
        case ZL_ROLE_NONE:
                break;
        }
        return false;
}

static void read_scope(struct zl_json_reader *r, struct zl_appointment *a)
{
        const struct zl_json *array = NULL;
        size_t count = zl_json_array(r, "scope", ZL_SCOPE_MAX, &array);

        a->scope = statement__array(r, count, sizeof(*a->scope));
        for (size_t i = 0; i < count && r->status == ZL_OK; i++)
                zl_json_array_hex(r, array, i, a->scope[i].bytes, ZL_ID_SIZE);
        if (r->status != ZL_OK)
                return;
        a->scope_count = count;
        if (!scope_fits(a) ||
            statement__twice(a->scope, count, sizeof(*a->scope)))
                zl_json_fail(r, "scope", ZL_E_MALFORMED);
}

static void read(struct statement__in *in, struct zl_statement *ret)
{
        struct zl_appointment *a = &ret->is.appointment;
        struct zl_json_reader *r = in->r;

        zl_json_hex(r, "member", a->member.bytes, ZL_ID_SIZE);
        a->role = zl_role_of(role_words[zl_json_choice(r, "role", role_words)]);
        read_scope(r, a);
        a->from = zl_json_date(r, "from");
        a->until = zl_json_date(r, "until");
        if (a->until < a->from)
                zl_json_fail(r, "until", ZL_E_MALFORMED);
        zl_json_hex(r, "invitation", a->invitation.bytes, ZL_SIGN_KEY_SIZE);
}

static int write(struct zl_json_writer *w, const void *of)
{
        const struct zl_appointment *a = of;

        if (a->from > ZL_DAY_MAX || a->until > ZL_DAY_MAX)
                return ZL_E_MALFORMED;
        zl_json_put_hex(w, "member", a->member.bytes, ZL_ID_SIZE);
        zl_json_put_text(w, "role", zl_role_str(a->role));
        zl_json_open_array(w, "scope");
        for (size_t i = 0; i < a->scope_count; i++)
                zl_json_put_hex(w, NULL, a->scope[i].bytes, ZL_ID_SIZE);
        zl_json_close(w);
        zl_json_put_date(w, "from", a->from);
        zl_json_put_date(w, "until", a->until);
        zl_json_put_hex(w, "invitation", a->invitation.bytes, ZL_SIGN_KEY_SIZE);
        return ZL_OK;
}

static void done(struct zl_statement *statement)
{
        free(statement->is.appointment.scope);
}

const struct statement__form statement__appointment = {
    .word = "appointment",
    .read = read,
    .write = write,
    .done = done,
};
