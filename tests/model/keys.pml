/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * Welcome to a professional's own sealing keys, as docs/protocol.md has them:
 * a device replaces its key while a note comes in, a second device joins and
 * goes, and the seals are made anew (3.4, 7.13).  SPIN tries every order.
 *
 * Each rule can be taken out, by a macro that begins with NO_; then this must
 * fail, and check.py sees to it that it does:
 *
 *   KEEPING_SECRET_FIRST -> nobody_can_open
 *   KEY_IN_FORCE -> nobody_can_open
 *   WAITING_FOR_LOG -> nobody_can_open
 *   LISTING_FIRST -> nobody_can_open
 *   SEALING_ANEW_FIRST -> nobody_can_open
 *   WAITING_FOR_ANSWER -> nobody_can_open
 *   SEALS_FOR_ALL -> shut_out
 *
 * The network and crashes are as in signal.pml.
 */

/* ---- Keys, as sets ---- */

#define OLD 1 /* of the first device */
#define NEW 2 /* that replaces it */
#define OTHER 4 /* of the second device */

/* ---- The server's disk ---- */

byte in_force = OLD; /* sealing keys of this member, by the log */
bool stored; /* the note */
byte seals; /* of the note, for these keys of this member */

/* ---- The contact's client ---- */

byte seen = OLD; /* the keys of this member at its last sync */
byte sealed_to; /* the note is sealed to these, and sent */

/* ---- The member's devices ---- */

byte secrets = OLD; /* on disk, of both devices */
bool made; /* memory: the secret of NEW */
bool stated; /* NEW was sent to the log */
bool caught_up; /* everything logged before NEW was listed */
bool listed; /* the note is among it */
byte sealing; /* seals that the first device made and sends */

/* ---- Properties: none of these is ever true ---- */

bool first_could; /* the first device could open the note */
bool second_could;
bool nobody_can_open; /* the note is stored, and opens for nobody */
bool shut_out; /* a device in force has lost the seal that it had */

#define OF_FIRST (OLD | NEW)

inline look()
{
        first_could = first_could || seals & secrets & OF_FIRST;
        second_could = (second_could || seals & secrets & OTHER) &&
                in_force & OTHER;
        nobody_can_open = stored && !(seals & secrets);
        assert(!nobody_can_open);
        shut_out = first_could && !(seals & secrets & OF_FIRST) ||
                second_could && !(seals & secrets & OTHER);
        assert(!shut_out)
}

active proctype Contact()
{
end:    do
        :: d_step { seen != in_force -> seen = in_force }
        /* (3.3) Sealed to the keys it knows, and again when these are not
         * those in force. */
        :: d_step { !stored && sealed_to != seen -> sealed_to = seen }
        od
}

/* (3.4) A secret is on disk before its key is stated. */
#ifndef NO_KEEPING_SECRET_FIRST
#define CAN_STATE (secrets & NEW)
#else
#define CAN_STATE (secrets & NEW || made)
#endif

/* (3.4) The old secret is wiped once the log shows the new key, */
#ifndef NO_WAITING_FOR_LOG
#define IN_LOG (in_force & NEW)
#else
#define IN_LOG stated
#endif
/* everything logged before it was listed, */
#ifndef NO_LISTING_FIRST
#define ALL_LISTED caught_up
#else
#define ALL_LISTED true
#endif
/* and every seal was made anew, so the server said. */
#if defined(NO_SEALING_ANEW_FIRST)
#define ALL_SEALED true
#elif defined(NO_WAITING_FOR_ANSWER)
#define ALL_SEALED (!listed || (seals | sealing) & NEW)
#else
#define ALL_SEALED (!listed || seals & NEW)
#endif

active proctype First()
{
end:    do
        :: d_step { !made && !(secrets & NEW) && !stated -> made = true }
        :: d_step { made -> secrets = secrets | NEW; made = false }
        :: d_step { CAN_STATE && !stated -> stated = true }
        :: d_step { stored && !listed -> listed = true }
        :: d_step { IN_LOG && !caught_up ->
                caught_up = true;
                listed = stored }
        /* (3.4) What it can open it seals to whatever key of its member in
         * force has no seal. */
        :: d_step { listed && seals & secrets & OF_FIRST &&
                        in_force & ~seals & ~sealing ->
                sealing = sealing | in_force & ~seals }
        :: d_step { secrets & OLD && IN_LOG && ALL_LISTED && ALL_SEALED ->
                secrets = secrets & ~OLD;
                look() }
        /* It crashes. */
        :: d_step { made -> made = false }
        od
}

/* A second device of the member, by its own key; and it is revoked. */
active proctype Second()
{
        d_step { secrets = secrets | OTHER; in_force = in_force | OTHER;
                look() };
end:    d_step { in_force = in_force & ~OTHER; look() }
}

/* (3.3) It takes a key only if it is in force; and a member has one. */
#ifndef NO_KEY_IN_FORCE
#define FITS (sealed_to && !(sealed_to & ~in_force))
#else
#define FITS sealed_to
#endif

/* (7.13) Once there is a seal for every key in force the others go. */
inline take_seal(key)
{
        seals = seals | key;
#ifndef NO_SEALS_FOR_ALL
        seals = (in_force & ~seals -> seals : seals & in_force);
#else
        seals = key;
#endif
        sealing = sealing & ~key;
        look()
}

#define COMES(key) (sealing & in_force & (key))

active proctype Server()
{
end:    do
        :: d_step { !stored && FITS ->
                stored = true; seals = sealed_to; look() }
        :: d_step { stated && !(in_force & NEW) ->
                in_force = in_force & ~OLD | NEW; look() }
        :: d_step { COMES(NEW) -> take_seal(NEW) }
        :: d_step { COMES(OTHER) -> take_seal(OTHER) }
        od
}
