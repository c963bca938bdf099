/* SPDX-License-Identifier: EUPL-1.2 */
/* When what waits is somebody's turn. */
#include "terms.h"

#include <assert.h>

#include "calendar.h"

uint32_t zl_terms_last_day(uint8_t days, struct zl_time since)
{
        return zl_working_day_after(zl_time_day(since), days);
}

/* Nobody is helped by what is told on a Saturday. */
uint32_t zl_terms_over_day(uint8_t days, struct zl_time since)
{
        return zl_working_day_after(zl_time_day(since), days + UINT32_C(1));
}

uint32_t zl_terms_step_day(
    const struct zl_terms *terms, struct zl_time since, int step)
{
        const uint8_t days[] = {
            0, terms->remind_days, terms->deputy_days, terms->coordinator_days};

        assert(step >= ZL_STEP_HOLDER && step <= ZL_STEP_COORDINATORS);
        return zl_terms_over_day(days[step], since);
}

/* From the last: a charter may have a later step come before an earlier. */
int zl_terms_step(
    const struct zl_terms *terms, struct zl_time since, struct zl_time now)
{
        uint32_t today = zl_time_day(now);
        int step = ZL_STEP_COORDINATORS;

        while (step > ZL_STEP_NONE &&
            today < zl_terms_step_day(terms, since, step))
                step--;
        return step;
}

bool zl_terms_answer_over(
    const struct zl_terms *terms, struct zl_time since, struct zl_time now)
{
        return zl_time_day(now) >= zl_terms_over_day(terms->answer_days, since);
}

uint32_t zl_terms_open_times(
    uint16_t open_days, struct zl_time since, struct zl_time now)
{
        uint32_t begun = zl_time_day(since);
        uint32_t today = zl_time_day(now);

        if (today <= begun || today - begun <= open_days)
                return 0;
        return 1 + (today - begun - open_days - 1) / ZL_OPEN_AGAIN_DAYS;
}
