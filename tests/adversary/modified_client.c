/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A client somebody changed: it acts with a member's own profile and keys,
 * properly sealed and signed, but without asking whether that is allowed.
 * What stops it must be the server, the keys, or other people's clients.
 *
 *     modified-client assess SIGNAL --key-file FILE
 *             a contact sends an assessment of the own signal
 *     modified-client misroute --key-file FILE
 *             a contact sends a note to a professional who is not assigned
 *     modified-client read SIGNAL --key-file FILE
 *             a supporter asks the server for records, and for a body
 *
 * ZIJLIJN_HOME chooses the profile.  Exit status: 1 refused (which is said in
 * a line), 0 it worked (it must not), 2 something else is wrong.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "json.h"
#include "profile_session.h"

enum { ACCEPTED = 0, REFUSED = 1, WRONG = 2 };

/* Send, and say in a line what came of it. */
static int send_it(struct profile_session *s, const char *what,
    struct transport_request *request)
{
        struct zl_buf answer;
        struct core__problem problem;
        int http = 0;
        int status = ZL_OK;

        zl_buf_init(&answer, ZL_BUNDLE_MAX);
        request->origin = s->core->profile.origin;
        status = transport__send(s->transport, request, &http, &answer);
        if (status == ZL_OK && http < 300) {
                printf("%s: the server said %d\n", what, http);
                zl_buf_free(&answer);
                return ACCEPTED;
        }
        if (status == ZL_OK) {
                core__problem_read(zl_buf_bytes(&answer), &problem);
                printf("%s: refused by the server, %d %s: %s\n", what, http,
                    problem.name, problem.detail);
        } else {
                printf("%s: %s\n", what, transport__detail(s->transport));
        }
        zl_buf_free(&answer);
        return status == ZL_OK ? REFUSED : WRONG;
}

static int put_record(struct profile_session *s, const char *what,
    struct zl_context *context, struct zl_bytes body)
{
        struct zl_buf bytes;
        char path[64] = "/v1/records/";
        struct transport_request request = {.method = "PUT", .path = path};
        int result = WRONG;

        zl_buf_init(&bytes, ZL_RECORD_MAX);
        if (zl_context_sort(context) == ZL_OK &&
            zl_envelope_seal(&s->core->device, context, body, &bytes) ==
                ZL_OK) {
                zl_hex_of(context->id.bytes, ZL_ID_SIZE, path + strlen(path));
                request.body = zl_buf_bytes(&bytes);
                result = send_it(s, what, &request);
        }
        zl_buf_free(&bytes);
        return result;
}

static void add_recipient(struct profile_session *s, struct zl_context *context,
    const struct zl_id *member)
{
        struct zl_sealing_entry keys[8];
        size_t count = zl_directory_sealing_keys(s->core->directory, member,
            zl_core_point(s->core, profile_session_now()), keys, 8);

        for (size_t i = 0; i < count; i++)
                context->recipients[context->recipient_count++] =
                    (struct zl_recipient){*member, keys[i].key};
}

static struct zl_context context_of(
    struct profile_session *s, enum zl_kind kind)
{
        const struct core__state *state = &s->core->state;

        return (struct zl_context){
            .kind = kind,
            .organisation = s->core->profile.organisation,
            .id = zl_record_id(profile_session_now()),
            .author = s->core->device.key,
            .directory = state->claim,
            .seen = {state->head.statements, state->head.statement_root,
                state->head.records, state->head.record_root},
        };
}

static int assess(struct profile_session *s, const char *signal)
{
        struct zl_context context = context_of(s, ZL_ASSESSMENT);
        struct zl_assessment assessment = {
            .written = profile_session_now(),
            .text = "Het is duidelijk: mishandeling.",
            .step = -1,
            .report_needed = -1,
            .help_possible = -1,
        };
        const struct core__record *note = NULL;
        struct zl_signal_view view;
        struct zl_buf body;
        int result = WRONG;

        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        if (zl_core_find_signal(s->core, signal, &view) != ZL_OK)
                goto out;
        note = core__record(s->core, &view.id);
        if (note == NULL ||
            zl_assessment_write(&assessment, &body, NULL) != ZL_OK)
                goto out;
        context.signal = view.id;
        context.club = view.club;
        context.previous[context.previous_count++] = note->hash;
        for (size_t i = 0; i < view.holder_count; i++)
                add_recipient(s, &context, &view.holders[i]);
        result = put_record(
            s, "assessment by a contact", &context, zl_buf_bytes(&body));
out:
        zl_buf_free(&body);
        return result;
}

/* A professional the club is not assigned to. */
static const struct zl_id *stranger(
    struct profile_session *s, const struct zl_id *club)
{
        const struct zl_directory *directory = s->core->directory;
        struct zl_point at = zl_core_point(s->core, profile_session_now());

        for (size_t i = 0; i < zl_directory_member_count(directory); i++) {
                const struct zl_member *member =
                    zl_directory_member_at(directory, i);
                struct zl_sealing_entry key;

                if (member->role == ZL_ROLE_PROFESSIONAL &&
                    zl_directory_club_relation(
                        directory, &member->id, club, at) == 0 &&
                    zl_directory_sealing_keys(
                        directory, &member->id, at, &key, 1) > 0)
                        return &member->id;
        }
        return NULL;
}

static int misroute(struct profile_session *s)
{
        struct zl_context context = context_of(s, ZL_NOTE);
        const struct zl_member *self =
            zl_directory_member(s->core->directory, &s->core->profile.member);
        struct zl_note note = zl_note_empty();
        const struct zl_id *other = NULL;
        struct zl_buf body;
        int result = WRONG;

        zl_buf_init(&body, ZL_BODY_JSON_MAX);
        note.written = profile_session_now();
        note.contact_at = "06-55555555";
        if (self == NULL || self->scope_count == 0)
                goto out;
        context.signal = context.id;
        context.club = self->scope[0];
        other = stranger(s, &context.club);
        if (other == NULL ||
            zl_note_write(&note, ZL_ROLE_CONTACT, &body, NULL) != ZL_OK)
                goto out;
        add_recipient(s, &context, other);
        add_recipient(s, &context, &self->id);
        result = put_record(s, "note to somebody who is not assigned", &context,
            zl_buf_bytes(&body));
out:
        zl_buf_free(&body);
        return result;
}

static int get(struct profile_session *s, const char *what, const char *path)
{
        char target[ZL_ORIGIN_CHARS + 128];
        char input[ZL_HTTPSIG_INPUT_TEXT];
        char signature[ZL_HTTPSIG_SIGNATURE_TEXT];
        struct zl_request_parts parts = {"GET", target, NULL};
        struct transport_request request = {.method = "GET",
            .path = path,
            .signature_input = input,
            .signature = signature};

        (void)snprintf(
            target, sizeof(target), "%s%s", s->core->profile.origin, path);
        if (zl_request_sign(&s->core->device, &s->core->profile.organisation,
                &parts, profile_session_now().ms / 1000, input,
                signature) != ZL_OK)
                return WRONG;
        return send_it(s, what, &request);
}

static int read_records(struct profile_session *s, const char *signal)
{
        char path[80];
        int list = get(s, "list of records", "/v1/records?after=0");
        int body = WRONG;

        (void)snprintf(path, sizeof(path), "/v1/records/%s/body", signal);
        body = get(s, "body of the note", path);
        return list == REFUSED && body == REFUSED ? REFUSED
            : list == WRONG || body == WRONG      ? WRONG
                                                  : ACCEPTED;
}

static int act(struct profile_session *s, int argc, char **argv)
{
        if (strcmp(argv[1], "assess") == 0 && argc == 5)
                return assess(s, argv[2]);
        if (strcmp(argv[1], "misroute") == 0 && argc == 4)
                return misroute(s);
        if (strcmp(argv[1], "read") == 0 && argc == 5)
                return read_records(s, argv[2]);
        return WRONG;
}

int main(int argc, char **argv)
{
        struct profile_session s = {0};
        int result = WRONG;
        int status = ZL_E_USAGE;

        if (argc < 4 || strcmp(argv[argc - 2], "--key-file") != 0 ||
            zl_crypto_start() != ZL_OK || zl_secret_start() != ZL_OK ||
            zl_json_start() != ZL_OK)
                goto out;
        status = profile_session_open(argv[argc - 1], &s);
        if (status == ZL_OK)
                result = act(&s, argc, argv);
        if (result == WRONG)
                fprintf(stderr, "modified-client: %s\n", zl_status_str(status));
out:
        profile_session_close(&s);
        zl_secret_stop();
        return result;
}
