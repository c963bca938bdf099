#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: from a club, a contact is appointed and invited in one step; invitations
# are seen, withdrawn and renewed, by whoever may appoint; who is there already
# gets a club more; and a contact who leaves leaves in one act.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody
want 0 supporter sync

# states WHO: name and state of each invitation
states() {
	as "$1" --json invitations --all | field 'sorted((i["name"], i["state"])
		for i in o["invitations"])'
}

# join_as PERSON: with the code that was shown last
join_as() {
	"$zijlijn" key-file "$work/$1.key" >/dev/null 2>&1 || true
	field 'o["code"]' <"$work/invited" |
		as "$1" join --yes --server "$origin" >"$work/said" 2>&1
}

# One step from the club; a second contact; nobody is invited twice unseen.
want 0 supporter invite --club "SV Zuiderpark" --name Karin --phone 0611
[ "$(states supporter)" = "[('Henk', 'used'), ('Karin', 'open')]" ] ||
	die "states: $(states supporter)"
[ "$(states coordinator)" = "[('Joris', 'used'), ('Petra', 'used'), \
('Samira', 'used')]" ] || die "states of the coordinator"
want 1 samira invitations
says "for coordinators and supporters"
want 1 supporter invite --club "SV Zuiderpark" --name karin --phone 0612
says "invited before" "zijlijn invitation renew" "--another"
want 1 supporter invite --club "Scouting De Meeuw" --name Henk --phone 0612
says "Henk is a contact already" \
	'zijlijn appoint "Henk" --add-club "Scouting De Meeuw"'
want 2 supporter invite --name Karin --phone 0612
says "--club NAME (a contact)"

# A new code: the one before lets nobody in, and the person is the same.
as supporter --json invitation renew Karin >"$work/invited"
karin=$(field 'o["member"]' <"$work/invited")
as supporter --json invitation renew Karin >"$work/renewed"
! join_as early || die "the code from before still works"
says "This code is void" "You have not joined"
silent "may be forged" "Not accepted"
mv "$work/renewed" "$work/invited"
[ "$(field 'o["member"]' <"$work/invited")" = "$karin" ] || die "another one"
join_as karin || die "cannot join"
want 0 supporter sync
says "Karin has joined."
silent "nothing new"
want 0 samira sync
says "Karin has joined, as a contact of SV Zuiderpark"
silent "Signal"
want 0 coordinator sync
silent "Karin"
[ "$(states supporter)" = "[('Henk', 'used'), ('Karin', 'used')]" ] ||
	die "states after joining"
want 1 supporter invitation withdraw Karin
says "Karin has joined"
want 1 supporter invitation renew Karin
says "Karin has joined"

# Withdrawn: void, and no contact; a coordinator does it for professionals.
as coordinator --json invite --team "Team Noord" --name Bram --phone 0613 \
	>"$work/invited"
want 1 supporter invitation withdraw Bram --yes
want 0 supporter status
says "Nothing waits to be sent"
want 1 samira invitation renew Bram
want 0 coordinator invitation withdraw Bram --yes
says "the code of Bram is void"
want 1 coordinator invitation withdraw Bram --yes
says "withdrawn before"
! join_as bram || die "a withdrawn code works"
want 0 coordinator invitations
says "Bram, sociaal werker, Team Noord" "withdrawn on $(date -u +%F)"
as coordinator --json invitation renew Bram >"$work/invited"

join_as bram || die "Bram cannot join after all"
want 0 coordinator invite --district Noord --name Anouk --phone 0614
want 0 coordinator invitations
says "Anouk, verenigingsondersteuner, Noord" "not used yet; until"

# A club more, and one less: her other club keeps her.
want 0 supporter appoint Karin --add-club "Scouting De Meeuw"
silent "has no contact"
want 0 karin sync
says "Your appointment changed"
want 1 supporter appoint Henk --drop-club "SV Zuiderpark"
says "That is the last club"
want 1 supporter appoint Henk --drop-club "Scouting De Meeuw"
says "is no contact of Scouting De Meeuw"
want 0 supporter appoint Karin --drop-club "SV Zuiderpark"
silent "has no contact"

# Leaving is one act, of all clubs at once, and what it leaves is said.
want 0 supporter appoint Karin --add-club "SV Zuiderpark"
want 0 supporter revoke Henk --left --yes
silent "has no contact" "Only one of the clubs"
want 0 supporter revoke Karin --left --yes
says "SV Zuiderpark has no contact then" \
	'zijlijn invite --club "SV Zuiderpark"' \
	"Scouting De Meeuw has no contact then" \
	'zijlijn appoint "Karin" --drop-club CLUB'
want 0 supporter people
says "revoked"
want 0 supporter to-do
says "SV Zuiderpark" "zijlijn invite --club"
want 1 karin sync
says "Your membership has ended"
echo "ok"
