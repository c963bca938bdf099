/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints: what left the vault on paper, as far as this device made it. */
#include "core_print.h"

#include <stdlib.h>
#include <string.h>

#include "core_internal.h"

static void forget_words(struct core__print *print)
{
        if (print->taken_out != NULL)
                zl_wipe(print->taken_out, strlen((char *)print->taken_out));
        free(print->taken_out);
        print->taken_out = NULL;
}

void core__prints_free(struct zl_core *core)
{
        for (size_t i = 0; i < core->print_count; i++)
                forget_words(&core->prints[i]);
        free(core->prints);
}

static int put_print(struct zl_core *core, const struct core__print *print)
{
        uint8_t key[8];

        core__number_key(print->number, key);
        return core__put_print(core, print, key);
}

/* Takes the words over. */
static int add(struct zl_core *core, const struct core__print *print)
{
        int status =
            core__grow(&core->prints, core->print_count, sizeof(*print));

        if (status == ZL_OK)
                status = put_print(core, print);
        if (status == ZL_OK)
                core->prints[core->print_count++] = *print;
        return status;
}

/* Who holds a signal, and it is still there. */
static int check(const struct zl_core *core, const struct zl_id *signal)
{
        const struct core__record *note = core__record(core, signal);
        struct zl_signal_facts facts;

        if (note == NULL || note->kind != ZL_NOTE)
                return ZL_E_NOT_FOUND;
        core__facts(core, signal, true, ZL_POSITION_END, &facts);
        if (facts.state == ZL_STATE_ERASED || facts.state == ZL_STATE_RETRACTED)
                return ZL_E_ERASED;
        return core->profile.role == ZL_ROLE_PROFESSIONAL &&
                core__holds(core, &facts, &core->profile.member)
            ? ZL_OK
            : ZL_E_POLICY;
}

int zl_core_print(struct zl_core *core, struct zl_time now,
    const struct zl_id *signal, enum zl_print_for what_for,
    const char *taken_out, uint64_t *ret_number)
{
        struct core__print print = {
            .time = now, .signal = *signal, .what_for = what_for};
        size_t size = strlen(taken_out);
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        status =
            size > ZL_PRINT_WORDS_MAX ? ZL_E_TOO_LARGE : check(core, signal);
        if (status == ZL_OK)
                status = zl_bytes_copy(taken_out, size, &print.taken_out);
        if (status == ZL_OK) {
                print.number = core->state.next_item++;
                status = add(core, &print);
                if (status != ZL_OK)
                        forget_words(&print);
        }
        if (status == ZL_OK)
                *ret_number = print.number;
        return core__finish(core, status);
}

int zl_core_print_undo(
    struct zl_core *core, struct zl_time now, uint64_t number)
{
        int status = core__act(core, now);
        uint8_t key[8];
        size_t at = 0;

        if (status != ZL_OK)
                return status;
        while (at < core->print_count && core->prints[at].number != number)
                at++;
        if (at == core->print_count)
                return core__finish(core, ZL_E_NOT_FOUND);
        core__number_key(number, key);
        status = core__delete(core, CORE__PRINT, key, sizeof(key));
        if (status == ZL_OK) {
                forget_words(&core->prints[at]);
                core->print_count--;
                memmove(&core->prints[at], &core->prints[at + 1],
                    (core->print_count - at) * sizeof(*core->prints));
        }
        return core__finish(core, status);
}

bool zl_core_print_at(const struct zl_core *core, const struct zl_id *signal,
    size_t index, struct zl_print_view *ret)
{
        for (size_t i = 0; i < core->print_count; i++) {
                const struct core__print *print = &core->prints[i];

                if (!zl_id_equal(&print->signal, signal) || index-- > 0)
                        continue;
                *ret = (struct zl_print_view){.time = print->time,
                    .member = core->profile.member,
                    .what_for = print->what_for,
                    .taken_out = (const char *)print->taken_out};
                return true;
        }
        return false;
}

int core__prints_forget(struct zl_core *core, const struct zl_id *signal)
{
        int status = ZL_OK;

        for (size_t i = 0; i < core->print_count && status == ZL_OK; i++) {
                struct core__print *print = &core->prints[i];

                if (!zl_id_equal(&print->signal, signal) ||
                    print->taken_out == NULL)
                        continue;
                forget_words(print);
                status = put_print(core, print);
        }
        return status;
}
