/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the loop between core and server. Its order is what makes a
 * kill at any moment harmless: store, say so, only then send. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "calendar.h"
#include "certificate.h"
#include "out.h"
#include "progress.h"
#include "session.h"
#include "show.h"
#include "transport.h"
#include "vault_sqlite.h"

enum { WAIT_MAX_S = 30, ANSWER_START = 4096 };

struct zl_time cli__now(void)
{
        struct timespec now = {0};

        (void)clock_gettime(CLOCK_REALTIME, &now);
        if (now.tv_sec < 0)
                return (struct zl_time){0};
        return (struct zl_time){
            (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000};
}

int session__save(struct cli *cli)
{
        size_t count = 0;
        const struct zl_row *rows = zl_core_changes(cli->core, &count);
        int status = ZL_OK;

        if (cli->file != NULL)
                status = vault_file__save(cli->file, rows, count);
        if (status == ZL_OK)
                zl_core_saved(cli->core);
        return status;
}

static void wait_seconds(uint64_t seconds)
{
        struct timespec left = {.tv_sec = (time_t)seconds};

        while (nanosleep(&left, &left) != 0 && errno == EINTR)
                ;
}

/* Sends one request and hands over what came.  Whether the loop goes on
 * stands in ret_more. */
static int exchange(struct cli *cli, const struct zl_request *asked,
    struct zl_buf *body, bool *ret_more)
{
        struct transport_request request = {
            .method = asked->method,
            .origin = asked->origin,
            .path = asked->path,
            .body = asked->body,
            .is_json = asked->is_json,
            .if_match = asked->if_match,
            .if_none_match = asked->if_none_match,
            .content_digest = asked->content_digest,
            .signature_input = asked->signature_input,
            .signature = asked->signature,
        };
        int http = 0;
        int status = ZL_OK;

        *ret_more = false;
        if (asked->wait_s > WAIT_MAX_S) {
                zl_core_no_answer(cli->core);
                return ZL_E_BUSY;
        }
        if (asked->wait_s > 0)
                wait_seconds(asked->wait_s);
        status = transport__send(cli->transport, &request, &http, body);
        if (status != ZL_OK) {
                zl_core_no_answer(cli->core);
                return status;
        }
        *ret_more = true;
        zl_core_answer_etag(cli->core, transport__etag(cli->transport));
        return zl_core_answer(cli->core, cli__now(), http, zl_buf_bytes(body));
}

/* Of many things it is told how many there are still. */
static void tell_left(struct cli *cli)
{
        enum { MANY = 10 };
        char text[120];
        struct zl_self self;

        zl_core_self(cli->core, &self);
        if (self.outbox < MANY)
                return;
        (void)snprintf(text, sizeof(text), _("Busy with the server, %zu to go"),
            self.outbox);
        progress__change(text);
}

int session__loop(struct cli *cli)
{
        struct zl_buf body = {0};
        int status = ZL_OK;
        bool more = true;

        zl_buf_init(&body, ANSWER_START);
        progress__begin(_("Busy with the server"));
        while (status == ZL_OK && more) {
                struct zl_request request;

                status = session__save(cli);
                if (status == ZL_OK)
                        status = zl_core_next_request(
                            cli->core, cli__now(), &request);
                if (status == ZL_E_NOT_FOUND) {
                        status = ZL_OK;
                        break;
                }
                if (status == ZL_OK) {
                        tell_left(cli);
                        status = exchange(cli, &request, &body, &more);
                }
        }
        zl_buf_free(&body);
        /* What the last answer, or its absence, changed. */
        if (status != ZL_E_STORAGE && status != ZL_E_DAMAGED) {
                int saved = session__save(cli);

                if (saved != ZL_OK)
                        status = saved;
        }
        progress__end();
        if (out__messages(cli) != ZL_OK && status == ZL_OK)
                status = ZL_E_MEMORY;
        if (status == ZL_E_REVOKED)
                (void)session__erase_ended(cli);
        return status;
}

int session__sync(struct cli *cli)
{
        int status = zl_core_sync(cli->core, cli__now());

        return status == ZL_OK ? session__loop(cli) : status;
}

int session__refresh(struct cli *cli)
{
        const char *sentence = NULL;
        int status = session__sync(cli);

        switch (status) {
        case ZL_OK:
                return EXIT_DONE;
        case ZL_E_NETWORK:
        case ZL_E_BUSY:
                out__say(cli,
                    _("No connection now: going on with what is known "
                      "here.\n"));
                return EXIT_DONE;
        case ZL_E_SERVER:
                /* Nothing left this machine, so writing can go on. */
                sentence =
                    certificate__sentence(transport__trouble(cli->transport));
                if (sentence == NULL)
                        return out__fail(cli, status);
                out__say(cli, "%s\n", sentence);
                return EXIT_DONE;
        default:
                return out__fail(cli, status);
        }
}

int session__fail(struct cli *cli, int status)
{
        const char *sentence =
            certificate__sentence(transport__trouble(cli->transport));

        if (status != ZL_E_SERVER || sentence == NULL)
                return out__fail(cli, status);
        return out__fail_with(cli, status, "%s", sentence);
}

/* What became of a sync that was to deliver something. */
int session__told(struct cli *cli, int status)
{
        const char *sentence = NULL;

        if (status == ZL_OK)
                return EXIT_DONE;
        if (status == ZL_E_NETWORK || status == ZL_E_BUSY) {
                out__say(cli, "%s\n", text__status(status));
                return EXIT_LATER;
        }
        sentence = certificate__sentence(transport__trouble(cli->transport));
        if (status == ZL_E_SERVER && sentence != NULL)
                return out__fail_with(cli, status,
                    _("%s What was written is kept, and goes out once this is "
                      "mended."),
                    sentence);
        if (status == ZL_E_SERVER && transport__detail(cli->transport)[0])
                return out__fail_with(cli, status,
                    _("The server is not used: %s. What was written is kept. "
                      "Tell the administrator."),
                    transport__detail(cli->transport));
        return out__fail(cli, status);
}

/* A professional who is away and works is told, once what was done is safe. */
static void warn_away(struct cli *cli)
{
        const struct zl_absence *absence = NULL;
        struct zl_self self;
        char deputy[SHOW_NAME];
        char until[ZL_DATE_TEXT];

        zl_core_self(cli->core, &self);
        if (self.role != ZL_ROLE_PROFESSIONAL || !self.joined ||
            strcmp(cli->command->name, "absence") == 0)
                return;
        absence = zl_directory_absence_of(zl_core_directory(cli->core),
            &self.member, zl_core_point(cli->core, cli__now()));
        if (absence == NULL)
                return;
        show__name(cli, &absence->deputy, deputy);
        zl_date_of(absence->until, until);
        zl_json_put_text(cli->json, "away_until", until);
        out__say(cli,
            _("You are away until %s, and %s stands in for you. Are you back? "
              "'zijlijn absence end' says so.\n"),
            until, deputy);
}

int session__deliver(struct cli *cli)
{
        warn_away(cli);
        return session__told(cli, session__sync(cli));
}

int session__wait(struct cli *cli, unsigned seconds)
{
        int status = zl_core_wait(cli->core, cli__now(), seconds);

        progress__begin(_("Waiting for news"));
        if (status == ZL_OK)
                status = session__loop(cli);
        progress__end();
        return session__told(cli, status);
}
