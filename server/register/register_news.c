/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Which clubs were changed, from the thread that writes to the one that
 * keeps lists. It is told before the answer leaves, so who asks for a list
 * after that finds the change in it. */
#include <pthread.h>
#include <stdlib.h>

#include "register_internal.h"

enum { TOLD_MAX = 4096 }; /* one by one */

/* A set that forgets its members when it is full: then it is everything. */
struct clubs {
        struct zl_id *ids;
        size_t count;
        size_t room;
        bool is_all;
};

struct zl_register_news {
        pthread_mutex_t lock;
        struct clubs told;
        struct clubs group; /* of the writer: not durable yet */
};

int zl_register_news_new(struct zl_register_news **ret_news)
{
        struct zl_register_news *news = calloc(1, sizeof(*news));

        if (news == NULL)
                return ZL_E_MEMORY;
        if (pthread_mutex_init(&news->lock, NULL) != 0) {
                free(news);
                return ZL_E_MEMORY;
        }
        *ret_news = news;
        return ZL_OK;
}

void zl_register_news_free(struct zl_register_news *news)
{
        if (news == NULL)
                return;
        (void)pthread_mutex_destroy(&news->lock);
        free(news->told.ids);
        free(news->group.ids);
        free(news);
}

static void empty(struct clubs *clubs)
{
        free(clubs->ids);
        *clubs = (struct clubs){.ids = NULL};
}

static void add(struct clubs *clubs, const struct zl_id *club)
{
        if (clubs->count > 0 &&
            zl_id_equal(&clubs->ids[clubs->count - 1], club))
                return; /* row after row of one */
        if (clubs->count == clubs->room && !clubs->is_all) {
                size_t room = clubs->room == 0 ? 16 : 2 * clubs->room;
                struct zl_id *ids = room > TOLD_MAX
                    ? NULL
                    : realloc(clubs->ids, room * sizeof(*ids));

                if (ids == NULL) {
                        empty(clubs);
                        clubs->is_all = true;
                } else {
                        clubs->ids = ids;
                        clubs->room = room;
                }
        }
        if (!clubs->is_all)
                clubs->ids[clubs->count++] = *club;
}

void zl_register_tell(struct zl_register *reg, struct zl_register_news *news)
{
        reg->news = news;
}

void register__touch(struct zl_register *reg, const struct zl_id *club)
{
        if (reg->news != NULL)
                add(&reg->news->group, club);
}

void register__touched(struct zl_register *reg, int status)
{
        struct zl_register_news *news = reg->news;

        if (news == NULL)
                return;
        if (status != ZL_E_STATE) {
                (void)pthread_mutex_lock(&news->lock);
                for (size_t i = 0; i < news->group.count; i++)
                        add(&news->told, &news->group.ids[i]);
                if (status != ZL_OK || news->group.is_all) {
                        empty(&news->told);
                        news->told.is_all = true;
                }
                (void)pthread_mutex_unlock(&news->lock);
        }
        empty(&news->group);
}

bool zl_register_news_take(
    struct zl_register_news *news, struct zl_id **ret_clubs, size_t *ret_count)
{
        bool is_all = false;

        (void)pthread_mutex_lock(&news->lock);
        is_all = news->told.is_all;
        *ret_clubs = news->told.ids;
        *ret_count = news->told.count;
        news->told = (struct clubs){.ids = NULL};
        (void)pthread_mutex_unlock(&news->lock);
        return !is_all;
}
