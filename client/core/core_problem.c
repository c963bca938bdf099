/* SPDX-License-Identifier: EUPL-1.2 */
/* Refusals: problem documents of our server (RFC 9457), and whatever else a
 * proxy or library between us may say instead. */
#include <string.h>

#include "calendar.h"
#include "core_internal.h"
#include "json.h"

static const char prefix[] = "urn:zijlijn:problem:";

static unsigned two_digits(const char *text)
{
        if (text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9')
                return 100;
        return (unsigned)(text[0] - '0') * 10 + (unsigned)(text[1] - '0');
}

/* "2026-11-23T18:26:59...Z", to the second. */
static bool read_time(const char *text, struct zl_time *ret)
{
        char date[ZL_DATE_TEXT] = {0};
        unsigned parts[3];
        uint32_t day = 0;

        if (strlen(text) < 20 || text[10] != 'T' || text[13] != ':' ||
            text[16] != ':')
                return false;
        memcpy(date, text, ZL_DATE_TEXT - 1);
        if (zl_date_parse(date, &day) != ZL_OK)
                return false;
        for (size_t i = 0; i < 3; i++)
                parts[i] = two_digits(text + 11 + 3 * i);
        if (parts[0] > 23 || parts[1] > 59 || parts[2] > 60)
                return false;
        ret->ms = day * ZL_MS_DAY + parts[0] * ZL_MS_HOUR +
            parts[1] * ZL_MS_MINUTE + parts[2] * ZL_MS_SECOND;
        return true;
}

static void copy_text(char *ret, size_t room, const char *text)
{
        size_t size = text == NULL ? 0 : strlen(text);

        if (size >= room)
                size = 0; /* too long to be one of ours */
        if (size > 0)
                memcpy(ret, text, size);
        ret[size] = '\0';
}

void core__problem_read(struct zl_bytes body, struct core__problem *ret)
{
        struct zl_json *json = NULL;
        struct zl_json_reader r;
        const char *type = NULL;
        const char *time = NULL;

        *ret = (struct core__problem){.known = false};
        if (zl_json_parse(body.data, body.size, &json) != ZL_OK)
                return;
        r = zl_json_read(json);
        type = zl_json_text_optional(&r, "type", ZL_TEXT_LINE, 100);
        copy_text(ret->detail, sizeof(ret->detail),
            zl_json_text_optional(
                &r, "detail", ZL_TEXT_LINE, ZL_MSG_ARG_CHARS));
        time = zl_json_text_optional(&r, "server_time", ZL_TEXT_LINE, 40);
        if (zl_json_end_open(&r) == ZL_OK && type != NULL &&
            strncmp(type, prefix, strlen(prefix)) == 0) {
                ret->known = true;
                copy_text(ret->name, sizeof(ret->name), type + strlen(prefix));
                ret->has_time = time != NULL && read_time(time, &ret->time);
        }
        zl_json_free(json);
}

/* How far apart the clocks are, for people. */
static void say_clock(struct zl_core *core, const struct core__problem *problem)
{
        uint64_t ours = core->state.now.ms;
        uint64_t theirs = problem->has_time ? problem->time.ms : ours;
        uint64_t apart = ours > theirs ? ours - theirs : theirs - ours;
        char minutes[24] = "";

        if (problem->has_time)
                core__number(apart / ZL_MS_MINUTE, minutes);
        core__say(core, ZL_MSG_CLOCK_OFF, minutes,
            !problem->has_time  ? ""
                : ours > theirs ? "ahead"
                                : "behind",
            NULL, NULL);
}

/* A busy server is waited for once, and so is one that we ask too often; then
 * the sync ends.  Waiting that helped is no news. */
static int busy(struct zl_core *core)
{
        char seconds[24];

        if (!core->sync.busy) {
                core->sync.busy = true;
                core->sync.wait_s = CORE__WAIT_S;
                return ZL_E_STATE;
        }
        core__number(CORE__WAIT_S, seconds);
        core__say(core, ZL_MSG_BUSY, seconds, NULL, NULL, NULL);
        return ZL_E_BUSY;
}

int core__problem_stops(
    struct zl_core *core, int status, const struct core__problem *problem)
{
        if (status == 503 || status == 429)
                return busy(core);
        if (strcmp(problem->name, "clock-off") == 0) {
                say_clock(core, problem);
                return ZL_E_CLOCK;
        }
        if (status == 507)
                return ZL_E_STORAGE;
        /* Only what our own server says about a thing is final for it. */
        if (status >= 500 || !problem->known)
                return ZL_E_SERVER;
        return ZL_OK;
}

int core__refused(struct zl_core *core, int status, struct zl_bytes body)
{
        static const struct {
                const char *name;
                int status;
                enum zl_message_id message;
        } reasons[] = {
            {"revoked", ZL_E_REVOKED, ZL_MSG_MEMBER_LEFT},
            {"expired", ZL_E_EXPIRED, ZL_MSG_MEMBER_LEFT},
            {"invitation-used", ZL_E_CODE_USED, ZL_MSG_INVITATION_TWICE},
            {"signature-wrong", ZL_E_CHAIN, ZL_MSG_NONE},
            {"chain-broken", ZL_E_CHAIN, ZL_MSG_NONE},
            {"organisation-wrong", ZL_E_ORGANISATION, ZL_MSG_NONE},
            {"version-unknown", ZL_E_VERSION, ZL_MSG_NONE},
            {"not-allowed", ZL_E_POLICY, ZL_MSG_NONE},
        };
        struct core__problem problem;
        int stops = ZL_OK;

        core__problem_read(body, &problem);
        stops = core__problem_stops(core, status, &problem);
        if (stops != ZL_OK)
                return stops == ZL_E_STATE ? ZL_OK : stops;
        for (size_t i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
                if (strcmp(problem.name, reasons[i].name) != 0)
                        continue;
                if (reasons[i].message != ZL_MSG_NONE)
                        core__say(core, reasons[i].message,
                            core__name_of(core, &core->profile.member), NULL,
                            NULL, NULL);
                return reasons[i].status;
        }
        return ZL_E_SERVER;
}
