/* SPDX-License-Identifier: EUPL-1.2 */
#include "cast.h"

#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "calendar.h"
#include "check.h"
#include "core_internal.h"

enum { CLUB_RECIPIENTS = 1 << HOLDER | 1 << DEPUTY | 1 << STEPPED_OUT };

/* ---- Who they are ---- */

static const struct zl_charter *charter_of(const struct cast *cast)
{
        return zl_directory_charter(loop_directory(cast->town->loop));
}

static void say(struct cast *cast, const struct zl_signer *signer,
    enum zl_statement_type type, const void *of)
{
        REQUIRE_OK(loop_say(cast->town->loop, signer, type, of));
}

/* Another device by the same invitation. */
static void say_device(struct cast *cast, const struct zl_signer *invitation,
    const struct zl_id *member, struct zl_signer *ret)
{
        const struct zl_directory *directory = loop_directory(cast->town->loop);
        struct zl_device device = {.member = *member};

        REQUIRE_OK(zl_signer_new(ret));
        device.appointment =
            zl_directory_member(directory, member)->appointment;
        device.key = ret->key;
        device.proof =
            zl_device_proof(ret, zl_directory_organisation(directory), member);
        say(cast, invitation, ZL_DEVICE, &device);
}

/* Somebody without a core: appointed, with a device and a sealing key.  Who
 * is to be voided has a second device by the same invitation later. */
static void appoint(struct cast *cast, enum role_played who,
    const struct person *by, enum zl_role role, struct zl_id scope,
    uint32_t days, struct zl_signer *invitation)
{
        struct actor *actor = &cast->actors[who];
        struct zl_appointment appointment = {.member = zl_random_id(),
            .role = role,
            .scope = &scope,
            .scope_count = 1,
            .from = zl_time_day(people_now),
            .until = zl_time_day(people_now) + days};
        struct zl_sealing_pair pair;
        struct zl_sealing sealing = {.member = appointment.member};

        REQUIRE_OK(zl_signer_new(invitation));
        appointment.invitation = invitation->key;
        say(cast, &by->core->device, ZL_APPOINTMENT, &appointment);
        say_device(cast, invitation, &appointment.member, &actor->own);
        REQUIRE_OK(zl_sealing_pair_new(&pair));
        sealing.key = pair.key;
        say(cast, &actor->own, ZL_SEALING_KEY, &sealing);
        actor->role = role;
        actor->id = appointment.member;
        actor->device = &actor->own;
        actor->key = pair.key;
        actor->has_key = true;
        actor->in_force = true;
        zl_sealing_pair_free(&pair);
}

static void appoint_simply(struct cast *cast, enum role_played who,
    const struct person *by, enum zl_role role, struct zl_id scope,
    uint32_t days)
{
        struct zl_signer invitation;

        appoint(cast, who, by, role, scope, days, &invitation);
        zl_signer_free(&invitation);
}

static void with_core(
    struct cast *cast, enum role_played who, const struct person *person)
{
        struct actor *actor = &cast->actors[who];
        struct zl_self self;

        zl_core_self(person->core, &self);
        actor->role = self.role;
        actor->id = self.member;
        actor->device = &person->core->device;
        actor->in_force = true;
        actor->has_key = person->core->pair_count > 0;
        if (actor->has_key)
                actor->key = person->core->pairs[0].pair.key;
}

static void assign_club(struct cast *cast)
{
        struct zl_assignment assignment = {.written = people_now,
            .club = cast->town->club,
            .account_holder = cast->actors[HOLDER].id,
            .phone = "010-4444444"};
        static const enum role_played deputies[] = {
            DEPUTY, LEFT_OUT, STEPPED_OUT, REVOKED, VOIDED};

        cast->actors[HOLDER].relations = ZL_REL_ASSIGNED;
        for (size_t i = 0; i < sizeof(deputies) / sizeof(deputies[0]); i++) {
                struct actor *deputy = &cast->actors[deputies[i]];

                assignment.deputies[assignment.deputy_count++] = deputy->id;
                deputy->relations = ZL_REL_ASSIGNED;
        }
        cast->actors[AUTHOR].relations = ZL_REL_OF_CLUB;
        cast->actors[CONTACT].relations = ZL_REL_OF_CLUB;
        cast->actors[EXPIRED].relations = ZL_REL_OF_CLUB;
        say(cast, &cast->town->coordinator->core->device, ZL_ASSIGNMENT,
            &assignment);
}

static void end(struct cast *cast, enum role_played who)
{
        cast->actors[who].in_force = false;
        cast->actors[who].has_key = false;
}

static void revoke(struct cast *cast)
{
        struct zl_revocation revocation = {
            .subject = zl_directory_member(
                loop_directory(cast->town->loop), &cast->actors[REVOKED].id)
                           ->appointment};

        say(cast, &cast->town->coordinator->core->device, ZL_REVOCATION,
            &revocation);
        end(cast, REVOKED);
}

static void add_outsiders(struct cast *cast)
{
        const struct person *c = cast->town->coordinator;
        const struct person *s = cast->town->supporter;
        struct zl_id club = cast->town->club;
        struct zl_id north = charter_of(cast)->teams[0].id;
        struct zl_id south = charter_of(cast)->teams[1].id;
        struct zl_club other = {.written = people_now,
            .club = zl_random_id(),
            .kind = "scouting",
            .district = charter_of(cast)->districts[0].id,
            .name = "Scouting Noord"};
        struct zl_signer invitation;
        struct zl_signer second;

        cast->other_club = other.club;
        say(cast, &s->core->device, ZL_CLUB, &other);
        appoint_simply(cast, LEFT_OUT, c, ZL_ROLE_PROFESSIONAL, north, 365);
        appoint_simply(cast, STEPPED_OUT, c, ZL_ROLE_PROFESSIONAL, north, 365);
        appoint_simply(cast, COLLEAGUE, c, ZL_ROLE_PROFESSIONAL, north, 365);
        appoint_simply(cast, ELSEWHERE, c, ZL_ROLE_PROFESSIONAL, south, 365);
        appoint_simply(cast, REVOKED, c, ZL_ROLE_PROFESSIONAL, north, 365);
        appoint_simply(cast, OTHER_CLUB, s, ZL_ROLE_CONTACT, other.club, 365);
        appoint_simply(cast, EXPIRED, s, ZL_ROLE_CONTACT, club, 1);
        appoint(cast, VOIDED, c, ZL_ROLE_PROFESSIONAL, north, 365, &invitation);
        assign_club(cast);
        revoke(cast);
        say_device(cast, &invitation, &cast->actors[VOIDED].id, &second);
        end(cast, VOIDED);
        end(cast, EXPIRED); /* in two days */
        zl_signer_free(&second);
        zl_signer_free(&invitation);
        REQUIRE_OK(zl_signer_new(&cast->actors[UNKNOWN].own));
        cast->actors[UNKNOWN].device = &cast->actors[UNKNOWN].own;
        cast->actors[UNKNOWN].id = zl_random_id();
}

/* ---- Readers ---- */

static void keep_rows(struct reader *reader)
{
        const struct person *p = reader->person;

        reader->rows = calloc(p->row_count, sizeof(*reader->rows));
        REQUIRE(reader->rows != NULL);
        reader->row_count = p->row_count;
        for (size_t i = 0; i < p->row_count; i++) {
                reader->rows[i] = p->rows[i];
                REQUIRE_OK(zl_bytes_copy(
                    p->rows[i].value, p->rows[i].size, &reader->rows[i].value));
        }
}

static void set_back(struct reader *reader)
{
        struct person *p = reader->person;

        for (size_t i = 0; i < p->row_count; i++)
                free(p->rows[i].value);
        p->row_count = reader->row_count;
        for (size_t i = 0; i < p->row_count; i++) {
                p->rows[i] = reader->rows[i];
                REQUIRE_OK(zl_bytes_copy(reader->rows[i].value,
                    reader->rows[i].size, &p->rows[i].value));
        }
        person_forget(p);
        person_reload(p);
}

static void add_readers(struct cast *cast)
{
        const struct reader readers[READERS] = {
            {.who = HOLDER, .person = cast->town->holder},
            {.who = DEPUTY, .person = cast->town->deputy},
            {.who = AUTHOR, .person = cast->town->contact},
            {.who = CONTACT, .person = cast->contact}};

        memcpy(cast->readers, readers, sizeof(readers));
        for (size_t i = 0; i < READERS; i++) {
                struct person *p = cast->readers[i].person;

                REQUIRE_OK(person_sync(p, cast->town->loop));
                keep_rows(&cast->readers[i]);
        }
        cast->directory = cast->town->holder->core->state.claim;
}

/* Cores come and go with their rows; their devices stay the same. */
static void see_cores(struct cast *cast)
{
        with_core(cast, COORDINATOR, cast->town->coordinator);
        with_core(cast, SUPPORTER, cast->town->supporter);
        with_core(cast, HOLDER, cast->town->holder);
        with_core(cast, DEPUTY, cast->town->deputy);
        with_core(cast, AUTHOR, cast->town->contact);
        with_core(cast, CONTACT, cast->contact);
}

struct cast *cast_new(void)
{
        static const char *const names[ACTORS] = {"coordinator", "supporter",
            "account holder", "deputy", "left-out deputy", "stepped-out deputy",
            "colleague", "professional elsewhere", "author", "another contact",
            "contact of another club", "revoked deputy", "expired contact",
            "voided deputy", "unknown key"};
        struct cast *cast = calloc(1, sizeof(*cast));

        REQUIRE(cast != NULL);
        cast->town = town_new();
        cast->contact = town_join(cast->town, cast->town->supporter,
            ZL_ROLE_CONTACT, &cast->town->club, "Karin Club");
        for (size_t i = 0; i < ACTORS; i++)
                cast->actors[i].name = names[i];
        see_cores(cast);
        add_outsiders(cast);
        people_now.ms += 2 * ZL_MS_DAY;
        REQUIRE_OK(person_sync(cast->town->supporter, cast->town->loop));
        REQUIRE_OK(person_sync(cast->town->coordinator, cast->town->loop));
        cast->statements = loop_statements(cast->town->loop);
        add_readers(cast);
        REQUIRE_UINT(loop_statements(cast->town->loop), cast->statements);
        loop_lies(cast->town->loop, LOOP_CARELESS);
        return cast;
}

void cast_free(struct cast *cast)
{
        if (cast == NULL)
                return;
        for (size_t r = 0; r < READERS; r++) {
                for (size_t i = 0; i < cast->readers[r].row_count; i++)
                        free(cast->readers[r].rows[i].value);
                free(cast->readers[r].rows);
        }
        for (size_t i = 0; i < ACTORS; i++)
                zl_signer_free(&cast->actors[i].own);
        person_free(cast->contact);
        town_free(cast->town);
        free(cast);
}

void cast_rewind(struct cast *cast)
{
        loop_roll_back(cast->town->loop, cast->statements, 0);
        loop_lies(cast->town->loop, LOOP_CARELESS);
        for (size_t i = 0; i < READERS; i++)
                set_back(&cast->readers[i]);
        see_cores(cast);
}

/* ---- What they write ---- */

void cast_recipients(
    const struct cast *cast, unsigned to, struct zl_context *context)
{
        context->recipient_count = 0;
        for (size_t i = 0; i < ACTORS; i++) {
                if ((to & 1u << i) == 0 || !cast->actors[i].has_key)
                        continue;
                context->recipients[context->recipient_count++] =
                    (struct zl_recipient){
                        cast->actors[i].id, cast->actors[i].key};
        }
        REQUIRE_OK(zl_context_sort(context));
}

/* Holders of a scene are the account holder and the deputy. */
static unsigned recipients_of(
    const struct cast *cast, enum zl_kind kind, enum role_played by)
{
        const unsigned holders = 1 << HOLDER | 1 << DEPUTY;
        bool professional = cast->actors[by].role == ZL_ROLE_PROFESSIONAL;

        switch (kind) {
        case ZL_NOTE:
                return CLUB_RECIPIENTS | 1u << by |
                    (professional ? 1u << LEFT_OUT : 0);
        case ZL_ADDENDUM:
                return holders | 1u << by;
        case ZL_ASSESSMENT:
        case ZL_FAMILY_STATEMENT:
                return holders;
        case ZL_FEEDBACK:
                return holders | 1 << AUTHOR;
        case ZL_HANDOVER:
        case ZL_STEP_OUT:
                return by == COLLEAGUE ? 1 << HOLDER : 1 << COLLEAGUE;
        case ZL_RESEAL:
                if (!professional)
                        return holders;
                return by == DEPUTY ? 1 << HOLDER : 1 << DEPUTY;
        default:
                return 0; /* a status */
        }
}

void cast_context(const struct cast *cast, enum zl_kind kind,
    enum role_played by, const struct scene *scene, struct zl_context *ret)
{
        const struct actor *actor = &cast->actors[by];

        *ret = (struct zl_context){.kind = kind,
            .organisation =
                *zl_directory_organisation(loop_directory(cast->town->loop)),
            .id = zl_record_id(people_now),
            .signal = scene->id,
            .club = cast->town->club,
            .author = actor->device->key,
            .directory = cast->directory};
        if (kind == ZL_NOTE && scene->state == ZL_STATE_NONE)
                ret->signal = ret->id;
        else if (kind == ZL_NOTE)
                ret->id = scene->id;
        else
                ret->previous[ret->previous_count++] = scene->note;
        if (kind == ZL_NOTE && actor->role != ZL_ROLE_PROFESSIONAL)
                ret->left_out[ret->left_out_count++] =
                    cast->actors[LEFT_OUT].id;
        cast_recipients(cast, recipients_of(cast, kind, by), ret);
}

void cast_body(enum zl_kind kind, enum zl_role author, struct zl_buf *buf)
{
        struct zl_note note = zl_note_empty();
        struct zl_assessment assessment = {.written = people_now,
            .text = "Samen gekeken.",
            .step = -1,
            .report_needed = -1,
            .help_possible = -1};
        struct zl_feedback feedback = {
            .written = people_now, .state = 1, .text = "Dank je."};
        struct zl_family_statement family = {
            .written = people_now, .text = "Wij werken tot zeven."};
        struct zl_passing passing = {.written = people_now};

        note.written = people_now;
        note.text = "Vaak heel laat opgehaald.";
        if (author == ZL_ROLE_PROFESSIONAL)
                note.came = 0;
        if (kind == ZL_NOTE || kind == ZL_ADDENDUM)
                REQUIRE_OK(zl_note_write(&note, author, buf, NULL));
        else if (kind == ZL_ASSESSMENT)
                REQUIRE_OK(zl_assessment_write(&assessment, buf, NULL));
        else if (kind == ZL_FEEDBACK)
                REQUIRE_OK(zl_feedback_write(&feedback, buf, NULL));
        else if (kind == ZL_FAMILY_STATEMENT)
                REQUIRE_OK(zl_family_statement_write(&family, buf, NULL));
        else
                REQUIRE_OK(
                    zl_passing_write(&passing, kind != ZL_RESEAL, buf, NULL));
}

int cast_put(struct cast *cast, struct zl_bytes bytes, struct zl_hash *ret_hash)
{
        struct zl_id to[READERS];
        size_t count = 0;

        for (size_t i = 0; i < READERS; i++) {
                enum role_played who = cast->readers[i].who;

                if ((cast->unlisted & 1u << who) == 0)
                        to[count++] = cast->actors[who].id;
        }
        loop_time(cast->town->loop, people_now);
        return loop_take(cast->town->loop, bytes, to, count, ret_hash);
}

int cast_say(struct cast *cast, enum role_played by,
    const struct zl_context *context, const struct zl_buf *body,
    struct zl_hash *ret_hash)
{
        const struct actor *actor = &cast->actors[by];
        struct zl_hash none = {{0}};
        struct zl_buf right;
        struct zl_buf buf;
        int status = ZL_OK;

        zl_buf_init(&right, ZL_BODY_JSON_MAX);
        zl_buf_init(&buf, ZL_RECORD_MAX);
        if (zl_kind_is_status(context->kind)) {
                REQUIRE_OK(zl_record_write(actor->device, context, &none, NULL,
                    (struct zl_bytes){NULL, 0}, &buf));
        } else {
                /* Who is neither writes as a contact would. */
                if (body == NULL)
                        cast_body(context->kind,
                            actor->role == ZL_ROLE_PROFESSIONAL
                                ? ZL_ROLE_PROFESSIONAL
                                : ZL_ROLE_CONTACT,
                            &right);
                REQUIRE_OK(zl_envelope_seal(actor->device, context,
                    zl_buf_bytes(body == NULL ? &right : body), &buf));
        }
        status = cast_put(cast, zl_buf_bytes(&buf), ret_hash);
        zl_buf_free(&buf);
        zl_buf_free(&right);
        return status;
}

static void follow(struct cast *cast, enum zl_kind kind, enum role_played by,
    const struct scene *scene)
{
        struct zl_context *context = calloc(1, sizeof(*context));

        REQUIRE(context != NULL);
        cast_context(cast, kind, by, scene, context);
        if (kind == ZL_STEP_OUT)
                cast_recipients(cast, 1 << HOLDER | 1 << DEPUTY, context);
        REQUIRE_OK(cast_say(cast, by, context, NULL, NULL));
        free(context);
}

void cast_scene(struct cast *cast, enum zl_state state, struct scene *ret)
{
        struct zl_context *context = calloc(1, sizeof(*context));

        REQUIRE(context != NULL);
        *ret = (struct scene){
            .state = ZL_STATE_NONE, .id = zl_record_id(people_now)};
        zl_random(ret->note.bytes, ZL_HASH_SIZE); /* of nothing */
        if (state != ZL_STATE_NONE) {
                cast_context(cast, ZL_NOTE, AUTHOR, ret, context);
                REQUIRE_OK(cast_say(cast, AUTHOR, context, NULL, &ret->note));
                ret->id = context->id;
                ret->state = state;
                follow(cast, ZL_STEP_OUT, STEPPED_OUT, ret);
        }
        free(context);
        if (state == ZL_STATE_RETRACTED)
                follow(cast, ZL_RETRACTION, AUTHOR, ret);
        else if (state != ZL_STATE_NONE && state != ZL_STATE_WAITING)
                follow(cast, ZL_ACKNOWLEDGEMENT, HOLDER, ret);
        if (state == ZL_STATE_CLOSED)
                follow(cast, ZL_CLOSING, DEPUTY, ret);
        else if (state == ZL_STATE_ERASED)
                follow(cast, ZL_ERASURE, HOLDER, ret);
}

/* ---- What readers say ---- */

struct zl_signal_view reader_view(
    const struct reader *reader, const struct scene *scene)
{
        struct zl_signal_view view;
        char text[ZL_ID_TEXT];

        zl_hex_of(scene->id.bytes, ZL_ID_SIZE, text);
        if (zl_core_find_signal(reader->person->core, text, &view) != ZL_OK)
                memset(&view, 0, sizeof(view));
        return view;
}

bool reader_shows(const struct reader *reader, const struct zl_id *signal,
    const struct zl_id *id)
{
        struct scene scene = {.id = *signal};
        struct zl_signal_view view = reader_view(reader, &scene);

        for (size_t i = 0; i < view.record_count; i++) {
                struct zl_record_view record;

                zl_core_record_at(reader->person->core, signal, i, &record);
                if (zl_id_equal(&record.id, id))
                        return true;
        }
        return false;
}

bool reader_said(struct reader *reader, const struct zl_id *id)
{
        char text[ZL_ID_TEXT];

        zl_hex_of(id->bytes, ZL_ID_SIZE, text);
        person_listen(reader->person);
        for (size_t i = 0; i < reader->person->message_count; i++) {
                const struct zl_message *m = &reader->person->messages[i];

                if ((m->id == ZL_MSG_RECORD_REFUSED ||
                        m->id == ZL_MSG_RECORD_WAITS) &&
                    strcmp(m->args[0], text) == 0)
                        return true;
        }
        return false;
}
