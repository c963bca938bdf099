/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Welcome to the way of one signal, as docs/protocol.md has it: a note, its
 * delivery, absence, reassignment, somebody who leaves, handover, sealing
 * anew, taking it back, and telling others while nobody opens it.  SPIN tries
 * every order of all that stands below.  A number in brackets is the chapter
 * that a rule comes from.
 *
 * Each rule can be taken out, by a macro that begins with NO_; then this must
 * fail, and check.py sees to it that it does:
 *
 *   STORING_FIRST -> receipt_without_store
 *   RECEIPT_CHECK -> receipt_without_store
 *   KEEPING_FIRST -> stored_unknown
 *   SHOWING -> wrong_key
 *   LEAVING_OUT -> wrong_key
 *   RESEALING_WHILE_UNREAD -> locked_out
 *   OWN_SIGNATURE -> not_so
 *   HOLDER_CHECK -> wrong_key
 *   OPENING_FIRST -> read_though_back
 *   TAKING_BACK_BEFORE -> read_though_back
 *   READING_FIRST -> left_lying
 *   WAIT_ONCE_OPENED -> left_lying
 *   WAIT_FOR_A_HOLDER -> left_lying
 *   WAIT_THAT_GOES_ON -> left_lying
 *   COUNTING_READERS_ONLY -> left_lying
 *   TELLING_AT_ONCE -> left_lying
 *   TELLING_COORDINATOR -> left_lying
 *   DURABLE_STEPS -> told_twice
 *   RINGING -> not_rung
 *   ACKNOWLEDGEMENT_CHECK -> not_rung
 *
 * The network is a bag: what a client has on disk to be sent, and what the
 * server answered, may arrive at once, later than what came after it, again
 * and again, or never.  What is on disk outlives a crash; what a crash takes
 * is said to be memory.  Whoever does nothing any more (a lost phone, a server
 * that is down for weeks, somebody ill) needs no line of its own: SPIN tries
 * at every point that nothing more comes from there.
 */

/* ---- Who ---- */

#define A 1 /* professional: account holder, until D is assigned */
#define B 2 /* professional: assigned deputy */
#define D 4 /* professional of the same team: deputy of A's absence,
             * account holder after the reassignment */

/* The directory: what the coordinator and A stated. */
#define ABSENT 1 /* A is away, the deputy is D (2.11) */
#define REASSIGNED 2 /* D in the place of A (2.7) */
#define LEFT 4 /* A's appointment was revoked (2.8) */
byte directory;

#define IN_FORCE (directory & LEFT -> B | D : A | B | D)
#define AWAY (directory & ABSENT -> A : 0)

/* (2.12) Account holder and deputies, and for whoever of these is absent the
 * deputy of that absence; each in force. */
#define RECIPIENTS                                                            \
        (directory & REASSIGNED                                               \
                -> B | D                                                      \
                : (directory & LEFT                                           \
                        -> B                                                  \
                        : (directory & ABSENT -> A | B | D : A | B)))

/* ---- The contact's client ---- */

#define NOTHING 0 /* yet */
#define QUEUED 1 /* sealed, and sent until it is answered */
#define STALE 2 /* to be sealed anew */
#define SENT 3 /* "sent" stands on the screen */
#define NOT_SENT 4 /* "not sent, ring" stands on the screen */
#define BACK 5 /* "taken back" stands on the screen */
byte note;
byte kept; /* which bytes of the note it has: 1, or sealed anew 2 */
byte sealed; /* memory: which it made last */
byte sealed_to[3]; /* to whom these bytes are sealed */
byte leaves_out; /* whom the contact leaves out */
byte seen = A | B; /* the club's recipients at its last sync */
byte shown; /* who was shown to the contact by name */

/* ---- The professionals' clients ---- */

byte has_read; /* who of them decrypted and kept the note */

/* ---- The server ---- */

/* (3.3) States of the signal. */
#define NONE 0
#define WAITING 1
#define OPENED 2
#define ACKNOWLEDGED 3
#define RETRACTED 4
byte state;
byte stored; /* which bytes of the note it has */
byte left_out; /* by the note (3.3) */
byte held_by; /* holders by the records (3.3) */
byte acknowledged_by;
byte handed_over; /* who did so: each once here, to keep it small */
byte age; /* (9.2) working days of this wait, at most T3 */
byte told; /* (9.2) last step: 1 account holder, 2 holders, 3 coordinator */
byte taking; /* memory: bytes of a note that came in */
byte giving; /* memory: whose body is being fetched */

#define T3 3 /* terms of the charter; T1 is 1, T2 is 2 */
#define IDLE (taking == 0 && giving == 0)
#define IS_THERE (state != NONE && state != RETRACTED)

/* (3.3) Those of the records; when none is in force, the club's. */
#define HOLDERS                                                               \
        (held_by & IN_FORCE -> held_by & IN_FORCE : RECIPIENTS & ~left_out)

/* (3.3) Sealed anew by its author: while nobody acknowledged it, or when no
 * holder by the records who is in force has read it; to those who receive the
 * club's notes now, never to one who was left out. */
#ifndef NO_LEAVING_OUT
#define KEPT_FROM left_out
#else
#define KEPT_FROM 0
#endif
#define RESEALED_TO (RECIPIENTS & ~KEPT_FROM)
#ifndef NO_RESEALING_WHILE_UNREAD
#define SHUTS_OUT (held_by & IN_FORCE & acknowledged_by & has_read)
#else
#define SHUTS_OUT (held_by & IN_FORCE)
#endif
#define TAKES_RESEAL                                                          \
        (IS_THERE && (state != ACKNOWLEDGED || !SHUTS_OUT))

/* (9.2) Does it wait?  While nobody who holds it has acknowledged it. */
#if defined(NO_WAIT_FOR_A_HOLDER)
#define WAITS (IS_THERE && acknowledged_by == 0)
#elif defined(NO_WAIT_ONCE_OPENED)
#define WAITS (state == WAITING)
#else
#define WAITS (IS_THERE && !(acknowledged_by & HOLDERS))
#endif

/* ---- What the server's answers are in the network ---- */

byte receipt = 1; /* of bytes 1, 2; bit 0: of something else, earlier */
byte changed; /* recipients-changed, for these bytes */
byte conflict; /* other bytes are known under this id */
byte body; /* of the note, to these professionals, before it was opened */

#define OF(bytes) (1 << (bytes))

/* ---- What is true, whatever the programs know of it ---- */

byte handed; /* a holder is handing it to these: only within a step */
byte has_key; /* for whom a content key was ever sealed */
byte unopened; /* working days that no holder has read it, at most T3 */
byte ever_told; /* last step that was told of this wait */

#define IS_OPEN ((has_read & HOLDERS) != 0)

/* ---- Properties: none of these is ever true ---- */

bool receipt_without_store; /* "sent", and the server does not have it */
bool stored_unknown; /* stored, and its author's client knows nothing of it */
bool wrong_key; /* a key for somebody neither shown to the contact nor handed
                 * the signal by a holder, or for one who was left out */
bool read_though_back; /* taken back, and yet read */
bool left_lying; /* sent, not opened, and not told in time */
bool told_twice; /* a step of one wait */
bool locked_out; /* no holder has its key, and its author may seal to none */
bool not_so; /* "not sent", and the client was listed it */
bool not_rung; /* sent, not opened, and the contact's client is silent */

/* Keys are sealed to these; what has not been shown to the contact is handed
 * over by a holder. */
inline seal_to(persons)
{
        wrong_key = ((persons) & ~has_key &
                (~(shown | handed) | left_out)) != 0;
        assert(!wrong_key);
        has_key = has_key | (persons);
        handed = 0
}

/* After every step that matters to one of them. */
inline look()
{
        unopened = (IS_OPEN -> 0 : unopened);
        if
        :: !WAITS -> age = 0; told = 0; ever_told = 0
        :: else
        fi;
        receipt_without_store = note == SENT && state == NONE;
        assert(!receipt_without_store);
        stored_unknown = stored > kept;
        assert(!stored_unknown);
        read_though_back = state == RETRACTED && has_read;
        assert(!read_though_back);
        locked_out = note == SENT && IS_THERE && !(HOLDERS & has_key) &&
                RESEALED_TO && !TAKES_RESEAL;
        assert(!locked_out)
}

/* ---- The organisation: in any order, at any time ---- */

active proctype Organisation()
{
end:    do
        :: d_step { !(directory & (ABSENT | LEFT)) ->
                directory = directory | ABSENT; look() }
        :: d_step { directory & ABSENT -> /* ended early, or over */
                directory = directory & ~ABSENT; look() }
        :: d_step { !(directory & REASSIGNED) ->
                directory = directory | REASSIGNED; look() }
        :: d_step { !(directory & LEFT) ->
                directory = directory & ~ABSENT | LEFT; look() }
        od
}

/* ---- Working days go by ---- */

active proctype Days()
{
end:    do
        :: d_step { IS_THERE ->
                age = (WAITS && age < T3 -> age + 1 : age);
                unopened = (!IS_OPEN && unopened < T3 -> unopened + 1
                                                      : unopened) }
        od
}

/* ---- The contact and its client ---- */

#define WANTED (seen & ~leaves_out)

/* (3.3) Whoever is new is shown to the contact before anything is sealed. */
inline show_new()
{
#ifndef NO_SHOWING
        shown = shown | WANTED
#else
        shown = (kept == 0 -> WANTED : shown) /* at the first time only */
#endif
}

inline seal_note()
{
        show_new();
        sealed = kept + 1;
        sealed_to[sealed] = WANTED;
        seen = 0; /* it looks again before it seals again */
        note = QUEUED
}

/* (3) Its bytes are on disk before the first request. */
#ifndef NO_KEEPING_FIRST
#define SENT_OUT kept
#else
#define SENT_OUT sealed
#endif
#define IS_SENDING (note == QUEUED && SENT_OUT == sealed)

/* (4.5, 9.2) What keeps it from saying "ring": an acknowledgement that
 * verifies, not the server's word. */
#if defined(NO_RINGING)
#define IS_SILENT true
#elif defined(NO_ACKNOWLEDGEMENT_CHECK)
#define IS_SILENT (state >= OPENED)
#else
#define IS_SILENT (acknowledged_by != 0)
#endif

/* What nobody looks at any more: it only keeps the search small. */
inline forget_answers()
{
        receipt = 1;
        changed = 0;
        conflict = 0
}

inline forget_sealing()
{
        forget_answers();
        kept = 1;
        sealed = 1;
        stored = 1
}

active proctype Contact()
{
end:    do
        /* The contact writes, and may leave out somebody: also one who
         * receives nothing yet (3.3). */
        :: d_step { note == NOTHING && leaves_out == 0 -> leaves_out = B }
        :: d_step { note == NOTHING && leaves_out == 0 -> leaves_out = D }
        :: d_step { note == NOTHING && WANTED -> seal_note() }
        :: d_step { sealed > kept -> kept = sealed }
        /* (4.3) "Sent": the receipt is of these very bytes. */
#ifndef NO_RECEIPT_CHECK
        :: d_step { IS_SENDING && receipt & OF(sealed) ->
#else
        :: d_step { IS_SENDING && receipt ->
#endif
                note = SENT; look(); forget_sealing() }
        /* (3.3) recipients-changed: it looks at the directory and seals
         * anew, a few times (here once); the contact may refuse. */
        :: d_step { IS_SENDING && changed & OF(sealed) ->
                note = (sealed == 1 -> STALE : NOT_SENT);
                forget_answers() }
        :: d_step { note == STALE && WANTED -> seal_note() }
        :: d_step { note == STALE -> note = NOT_SENT }
        :: d_step { IS_SENDING && conflict & OF(sealed) ->
                note = NOT_SENT; forget_answers() }
        /* (4) It is listed a note that its own key signed. */
        :: d_step { (note == STALE || note == NOT_SENT) && state != NONE ->
#ifndef NO_OWN_SIGNATURE
                note = SENT;
                forget_sealing();
#endif
                not_so = note == NOT_SENT;
                assert(!not_so) }
        /* It syncs. */
        :: d_step { (note == NOTHING || note == STALE) && seen != RECIPIENTS ->
                seen = RECIPIENTS }
        /* (3.3) It shows who is new, to seal the note anew to these. */
        :: d_step { note == SENT && RECIPIENTS & ~leaves_out & ~shown ->
                shown = shown | (RECIPIENTS & ~leaves_out) }
        :: d_step { note == SENT && state == RETRACTED -> note = BACK }
        /* (9.2) T3 is over, which may be at any moment after it was sent:
         * without a verified acknowledgement it says "ring". */
        :: d_step { note == SENT ->
                not_rung = IS_SILENT && !has_read;
                assert(!not_rung) }
        /* It crashes. */
        :: d_step { sealed > kept ->
                sealed = kept; note = (kept == 0 -> NOTHING : STALE) }
        od
}

/* ---- The professionals' clients ---- */

/* (7.10) Whose seal holds and who holds the signal gets the body, as often as
 * it asks.  (4.5) It decrypts and keeps the note; a crash before that is as a
 * body that did not arrive. */
#define GETS(p)                                                               \
        (((p) & HOLDERS & has_key && IS_THERE && state != WAITING ||          \
                 (p) & body) &&                                               \
                !((p) & has_read))

inline read(p)
{
        has_read = has_read | p;
        look()
}

active proctype Professionals()
{
end:    do
        :: d_step { GETS(A) -> read(A) }
        :: d_step { GETS(B) -> read(B) }
        :: d_step { GETS(D) -> read(D) }
        od
}

/* (4.5) Whoever has read it acknowledges, and not before. */
#ifndef NO_READING_FIRST
#define ACKNOWLEDGING has_read
#else
#define ACKNOWLEDGING has_key
#endif

/* ---- The server: what it takes, each in one durable transaction ---- */

/* (3.3) Persons are compared with the directory of that moment. */
#define FITS(bytes)                                                           \
        (state == NONE && sealed_to[bytes] == (RECIPIENTS & ~leaves_out))

/* As long as an answer matters to somebody; it keeps the search small. */
#define MAY_COME (IDLE && (state == NONE || note == QUEUED))

/* (4.2) The record is on disk, and only then the receipt leaves. */
inline begin_note(bytes)
{
        taking = bytes;
#ifdef NO_STORING_FIRST
        receipt = receipt | (FITS(taking) -> OF(taking) : 0)
#endif
}

inline end_note()
{
        if
        :: FITS(taking) ->
                state = WAITING;
                stored = taking;
                left_out = leaves_out;
                held_by = sealed_to[taking];
                seal_to(held_by);
                sealed_to[1] = 0;
                sealed_to[2] = 0; /* nobody looks at these any more */
                receipt = (note == QUEUED -> receipt | OF(taking) : receipt)
        :: !FITS(taking) && state == NONE ->
                changed = (note == QUEUED -> changed | OF(taking) : changed)
        :: note != QUEUED && state != NONE -> skip /* nobody waits for it */
        :: note == QUEUED && stored == taking -> /* the same receipt */
                receipt = receipt | OF(taking)
        :: note == QUEUED && state != NONE && stored != taking ->
                conflict = conflict | OF(taking)
        fi;
        taking = 0;
        look()
}

/* (4.4, 7.10) The first body to leave: it is on disk that it was opened, and
 * only then it leaves. */
#define OPENS(p) (IDLE && state == WAITING && (p) & HOLDERS & has_key)

inline begin_body(p)
{
        giving = p;
#ifdef NO_OPENING_FIRST
        body = body | giving
#endif
}

inline end_body()
{
        giving = 0;
        state = (state == WAITING -> OPENED : state);
        look()
}

/* (3.3) By its author, as long as nobody was given a body. */
#ifndef NO_TAKING_BACK_BEFORE
#define MAY_TAKE_BACK (state == WAITING)
#else
#define MAY_TAKE_BACK (state == WAITING || state == OPENED)
#endif

/* (3.3) To those who were shown. */
#ifndef NO_SHOWING
#define CAN_BE_NEW shown
#else
#define CAN_BE_NEW (A | B | D)
#endif
#define MAY_RESEAL                                                            \
        (note == SENT && TAKES_RESEAL && RESEALED_TO &&                       \
                !(RESEALED_TO & ~CAN_BE_NEW))

/* (9.2) Passing it on unopened neither ends a wait nor begins it again. */
inline passed_on(by)
{
#ifdef NO_WAIT_THAT_GOES_ON
        age = (acknowledged_by -> 0 : age);
        told = (acknowledged_by -> 0 : told);
        ever_told = told;
#endif
#ifdef NO_COUNTING_READERS_ONLY
        acknowledged_by = acknowledged_by | by;
#endif
        look()
}

inline reseal()
{
        seal_to(RESEALED_TO);
        held_by = held_by | RESEALED_TO;
        passed_on(0)
}

/* (3.3) By a holder, acknowledged, to professionals in force.  The keys of
 * what its writer has read go along. */
#ifndef NO_HOLDER_CHECK
#define MAY_HAND_OVER HOLDERS
#else
#define MAY_HAND_OVER (HOLDERS | has_read)
#endif
#define HANDS_OVER(p, to)                                                     \
        (IDLE && state == ACKNOWLEDGED && !(handed_over & (p)) &&             \
                ((has_read | HOLDERS & ~has_key) & MAY_HAND_OVER & (p)) &&    \
                !((to) & ~IN_FORCE) && !((to) & KEPT_FROM))

inline hand_over(p, to)
{
        handed_over = handed_over | p;
        if
        :: has_read & p ->
                handed = (HOLDERS & p -> to : 0);
                seal_to(to)
        :: else
        fi;
        held_by = to;
        passed_on(p)
}

/* (9.2) A step for each term that is over, in order; the coordinator at once
 * when nobody who holds it is there today. */
#ifndef NO_TELLING_AT_ONCE
#define DUE (!(HOLDERS & ~AWAY) -> T3 : age)
#else
#define DUE age
#endif
#ifndef NO_TELLING_COORDINATOR
#define LAST_STEP T3
#else
#define LAST_STEP (T3 - 1)
#endif

inline tell()
{
        if
        :: WAITS && told < DUE && told < LAST_STEP ->
                told_twice = told < ever_told;
                assert(!told_twice);
                told = (DUE < LAST_STEP -> DUE : LAST_STEP);
                ever_told = told
        :: else
        fi;
        left_lying = !IS_OPEN &&
                (unopened > told || !(HOLDERS & ~AWAY) && told < T3);
        assert(!left_lying)
}

#ifdef NO_DURABLE_STEPS
#define HAS_MEMORY (!IDLE || age)
#else
#define HAS_MEMORY (!IDLE)
#endif

active proctype Server()
{
end:    do
        :: d_step { MAY_COME && SENT_OUT >= 1 -> begin_note(1) }
        :: d_step { MAY_COME && SENT_OUT == 2 -> begin_note(2) }
        :: d_step { taking -> end_note() }
        :: d_step { OPENS(A) -> begin_body(A) }
        :: d_step { OPENS(B) -> begin_body(B) }
        :: d_step { OPENS(D) -> begin_body(D) }
        :: d_step { giving -> end_body() }
        /* (3.3) An acknowledgement of the note, by a holder. */
        :: d_step { IDLE && IS_THERE &&
                        ACKNOWLEDGING & HOLDERS & ~acknowledged_by ->
                acknowledged_by = acknowledged_by | (ACKNOWLEDGING & HOLDERS);
                state = ACKNOWLEDGED;
                look() }
        :: d_step { IDLE && note == SENT && MAY_TAKE_BACK ->
                state = RETRACTED; look() }
        :: d_step { IDLE && MAY_RESEAL -> reseal() }
        :: d_step { HANDS_OVER(A, D) -> hand_over(A, D) }
        :: d_step { HANDS_OVER(A, A) -> hand_over(A, A) }
        :: d_step { HANDS_OVER(B, D) -> hand_over(B, D) }
        :: d_step { HANDS_OVER(B, A) -> hand_over(B, A) }
        :: d_step { HANDS_OVER(D, B | D) -> hand_over(D, B | D) }
        :: d_step { HANDS_OVER(D, D) -> hand_over(D, D) }
        /* (9.2) Once in a while: who is to be told? */
        :: d_step { IDLE && IS_THERE -> tell() }
        /* It crashes. */
        :: d_step { HAS_MEMORY ->
                taking = 0;
                giving = 0;
#ifdef NO_DURABLE_STEPS
                age = 0;
                told = 0;
#endif
                look() }
        od
}
