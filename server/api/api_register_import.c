/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The routes of an import: its parts, and what has them taken. Whoever
 * changes statements meanwhile never waits for all of it: the directory is
 * asked for each club anew. */
#include <stdio.h>
#include <stdlib.h>

#include "api_register.h"
#include "events.h"
#include "register/take.h"

enum { PATIENCE_S = 55 /* less than the minute that proxies wait */ };

static struct zl_import_part part_of(const struct zl_call *call)
{
        return (struct zl_import_part){
            .sender = call->member, .import = call->id, .number = call->part};
}

/* One that was not stated may be tried. */
static int judge_club(void *context, const struct zl_id *club, bool *ret_stated)
{
        const struct zl_call *call = context;
        const struct zl_register_asker asker = api__asker(call);
        const struct zl_directory *directory =
            zl_shared_read(call->api->shared);
        int status = ZL_E_STORAGE;

        if (directory != NULL) {
                *ret_stated = zl_directory_club(directory, club) != NULL;
                if (*ret_stated)
                        status = api__may(call, directory, club, &asker);
                else
                        status =
                            call->reg->is.import.dry_run ? ZL_OK : ZL_E_SCOPE;
        }
        zl_shared_read_end(call->api->shared);
        return status;
}

static int judge_person(void *context, const struct zl_register_person *person)
{
        const struct zl_call *call = context;
        const struct zl_register_asker asker = api__asker(call);
        const struct zl_directory *directory =
            zl_shared_read(call->api->shared);
        int status = directory != NULL
            ? api__check_member(directory, &asker, person)
            : ZL_E_STORAGE;

        zl_shared_read_end(call->api->shared);
        return status;
}

/* Says where, for people: they count from 1. */
static void refuse_at(
    struct zl_call *call, int status, const struct zl_import_refusal *refusal)
{
        struct zl_problem_more more = {.detail = NULL};
        char club[40] = "";
        char person[40] = "";
        char detail[200];

        if (refusal->place.club > 0)
                (void)snprintf(
                    club, sizeof(club), ", club %zu", refusal->place.club);
        if (refusal->place.person > 0)
                (void)snprintf(person, sizeof(person), ", person %zu",
                    refusal->place.person);
        (void)snprintf(detail, sizeof(detail), "Part %u%s%s: %s.",
            refusal->part + 1, club, person, refusal->wrong);
        if (status == ZL_E_MALFORMED || status == ZL_E_SCOPE ||
            status == ZL_E_NOT_FOUND || status == ZL_E_TOO_LARGE)
                more.detail = detail;
        api__refuse(call, zl_problem_of(status), &more);
}

static void write_import(struct zl_register *reg, void *context)
{
        struct zl_call *call = context;
        const struct api_import *import = &call->reg->is.import;
        const struct zl_import_asking asking = {.part = part_of(call),
            .parts = import->parts,
            .dry_run = import->dry_run,
            .after = import->after,
            .now = zl_clock_now()};
        const struct zl_import_judge judge = {
            .context = call, .club = judge_club, .person = judge_person};
        struct zl_import_refusal refusal = {.wrong = ""};
        struct zl_buf answer;
        int status = api__begin_change(reg, call);

        zl_buf_init(&answer, ZL_IMPORT_ANSWER_MAX);
        if (status == ZL_OK)
                status =
                    zl_import_take(reg, &asking, &judge, &answer, &refusal);
        if (status == ZL_OK)
                api__answer(call, 200, zl_buf_bytes(&answer));
        else
                refuse_at(call, status, &refusal);
        zl_buf_free(&answer);
        api__done(call);
}

void api__put_import(struct zl_call *call)
{
        int status = ZL_E_MEMORY;

        call->reg = calloc(1, sizeof(*call->reg));
        if (call->reg != NULL)
                status = api__parse_import(zl_request_body(call->request),
                    &call->id, &call->item, call->reg);
        if (status != ZL_OK) {
                api__refuse_status(call, status);
                return;
        }
        api__hold(call);
        zl_request_patience(call->request, PATIENCE_S);
        status = zl_registers_write(call->api->registers, write_import, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}

static void write_part(struct zl_register *reg, void *context)
{
        struct zl_call *call = context;
        struct zl_import_part part = part_of(call);
        int status = api__begin_change(reg, call);

        if (status == ZL_OK) {
                status = zl_import_put_part(
                    reg, &part, zl_clock_now(), zl_request_body(call->request));
                if (status == ZL_OK)
                        status = zl_register_commit(reg);
                else
                        zl_register_rollback(reg);
        }
        if (status == ZL_OK)
                api__answer(call, 204, (struct zl_bytes){NULL, 0});
        else
                api__refuse_status(call, status);
        api__done(call);
}

void api__put_import_part(struct zl_call *call)
{
        struct zl_import_refusal refusal = {
            .part = call->part, .wrong = "not of the form written down"};
        int status =
            zl_part_walk(zl_request_body(call->request), NULL, &refusal.place);

        if (status != ZL_OK) {
                refuse_at(call, status, &refusal);
                return;
        }
        api__hold(call);
        status = zl_registers_write(call->api->registers, write_part, call);
        if (status != ZL_OK)
                api__not_taken(call, status);
}
