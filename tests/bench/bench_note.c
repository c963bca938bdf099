/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * How much CPU a contact's client needs to write, seal and queue a note, once
 * unlocked: bench_note KEY-FILE TEXT-FILE, with the contact's ZIJLIJN_HOME.
 * The rows are made as for storing, but nothing is stored or sent.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "json.h"
#include "profile_session.h"

enum { NOTES = 200 };

static double cpu_ms(void)
{
        struct timespec t;

        (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
        return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static char *read_text(const char *path)
{
        FILE *file = fopen(path, "r");
        char *text = calloc(1, 64 * 1024);

        if (file == NULL || text == NULL ||
            fread(text, 1, 64 * 1024 - 1, file) == 0) {
                perror(path);
                exit(2);
        }
        (void)fclose(file);
        return text;
}

static int write_notes(struct profile_session *s, const char *text)
{
        const struct zl_member *self =
            zl_directory_member(s->core->directory, &s->core->profile.member);
        struct zl_note note = zl_note_empty();
        struct zl_sealing_entry key;
        struct zl_routing routing;
        struct zl_id id;
        const char *field = NULL;
        size_t recipients = 0;
        double before = 0;
        int status = ZL_OK;

        note.text = text;
        if (self == NULL || self->scope_count == 0)
                return ZL_E_STATE;
        status = zl_directory_routing(s->core->directory, &self->scope[0],
            zl_core_point(s->core, profile_session_now()), &routing);
        if (status != ZL_OK)
                return status;
        recipients = routing.deputy_count + routing.has_account_holder +
            zl_directory_sealing_keys(s->core->directory, &self->id,
                zl_core_point(s->core, profile_session_now()), &key, 1);
        before = cpu_ms();
        for (int i = 0; i < NOTES && status == ZL_OK; i++) {
                status = zl_core_note(s->core, profile_session_now(),
                    &self->scope[0], &note, NULL, 0, &id, &field);
                zl_core_saved(s->core);
        }
        printf("%.3f %zu\n", (cpu_ms() - before) / NOTES, recipients);
        return status;
}

int main(int argc, char **argv)
{
        struct profile_session s = {0};
        char *text = NULL;
        int status = ZL_E_USAGE;

        if (argc != 3 || zl_crypto_start() != ZL_OK ||
            zl_secret_start() != ZL_OK || zl_json_start() != ZL_OK)
                return 2;
        text = read_text(argv[2]);
        status = profile_session_open(argv[1], &s);
        if (status == ZL_OK)
                status = write_notes(&s, text);
        if (status != ZL_OK)
                fprintf(stderr, "bench_note: %s\n", zl_status_str(status));
        profile_session_close(&s);
        free(text);
        zl_secret_stop();
        return status == ZL_OK ? 0 : 1;
}
