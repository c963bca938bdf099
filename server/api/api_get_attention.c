/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! GET /v1/attention: to a coordinator, which teams have a signal that
 * nobody took up in time, and whom mail does not reach. Of a signal the
 * answer says no more than its team and since when. */
#include "api_internal.h"
#include "json.h"
#include "store/watch.h"

enum { WAITING_MAX = 1000, ANSWER_MAX = 1024 * 1024 };

struct gathering {
        struct zl_store *store;
        const struct zl_directory *directory;
        struct zl_point at;
        struct zl_json_writer *w;
};

/* The team of who is the club's account holder, or else of the first who
 * holds it. */
static const struct zl_id *team_of(
    const struct gathering *g, const struct zl_signal_facts *facts)
{
        struct zl_id holders[ZL_PERSONS_MAX];
        struct zl_routing routing = {.has_account_holder = false};
        const struct zl_member *member = NULL;
        size_t count = 0;

        if (zl_directory_routing(g->directory, &facts->club, g->at, &routing) ==
                ZL_OK &&
            routing.has_account_holder)
                member =
                    zl_directory_member(g->directory, &routing.account_holder);
        if (member == NULL) {
                zl_signal_holders(g->directory, facts, g->at, holders, &count);
                if (count > 0)
                        member = zl_directory_member(g->directory, &holders[0]);
        }
        return member != NULL && member->scope_count > 0 ? &member->scope[0]
                                                         : NULL;
}

static int put_waiting(void *context, const struct zl_watch *watch)
{
        struct gathering *g = context;
        struct zl_signal_facts facts;
        const struct zl_id *team = NULL;
        int status = zl_store_signal(g->store, &watch->signal, &facts);

        if (status != ZL_OK)
                return status;
        team = team_of(g, &facts);
        zl_json_open_object(g->w, NULL);
        if (team != NULL)
                zl_json_put_hex(g->w, "team", team->bytes, ZL_ID_SIZE);
        zl_json_put_u64(g->w, "since", watch->since.ms);
        zl_json_close(g->w);
        return ZL_OK;
}

static int put_member(void *context, const struct zl_mailbox *mailbox)
{
        struct gathering *g = context;

        zl_json_open_object(g->w, NULL);
        zl_json_put_hex(g->w, "member", mailbox->member.bytes, ZL_ID_SIZE);
        zl_json_put_text(g->w, "state", zl_mail_state_str(mailbox->state));
        zl_json_put_u64(g->w, "since", mailbox->since.ms);
        zl_json_close(g->w);
        return ZL_OK;
}

static int put_mail(struct gathering *g, bool on)
{
        struct zl_relay relay = {.failing = false};
        int status = zl_store_relay(g->store, &relay);

        zl_json_open_object(g->w, "mail");
        zl_json_put_text(g->w, "state",
            !on                 ? "off"
                : relay.failing ? "failing"
                                : "works");
        zl_json_put_u64(g->w, "since", on ? relay.since.ms : 0);
        zl_json_open_array(g->w, "members");
        if (status == ZL_OK)
                status = zl_store_each_mailbox(g->store, true, put_member, g);
        zl_json_close(g->w);
        zl_json_close(g->w);
        return status;
}

static int gather(struct zl_store *store, const struct zl_call *call,
    const struct zl_directory *directory, struct zl_buf *buf)
{
        struct gathering g = {.store = store,
            .directory = directory,
            .at = api__asking(call).at,
            .w = zl_json_write()};
        int status = ZL_OK;
        int written = ZL_OK;

        zl_json_put_u64(g.w, "v", 1);
        zl_json_put_u64(
            g.w, "looked", zl_committer_looked(call->api->committer).ms);
        zl_json_open_array(g.w, "waiting");
        status = zl_store_each_escalated(store, WAITING_MAX, put_waiting, &g);
        zl_json_close(g.w);
        if (status == ZL_OK)
                status = put_mail(&g, zl_committer_mails(call->api->committer));
        written = zl_json_write_end(g.w, buf);
        return status == ZL_OK ? written : status;
}

static void read_attention(struct zl_store *store, void *context)
{
        api__read_directory(store, context, ANSWER_MAX, gather);
}

void api__get_attention(struct zl_call *call)
{
        api__read(call, read_attention);
}
