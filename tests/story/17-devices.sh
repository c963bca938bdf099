#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a lost computer costs nobody more than it must. Samira has everything
# back with the code on her paper, adds another computer, and ends what was
# lost; Henk, who lost his only one, is invited anew and reads his answer again
# once Samira has rung; whoever was ended finds nothing on the computer.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody

# code WHO FILE OPTION...: WHO joins with the code in FILE, in a new profile
code() {
	local who=$1 file=$2 got=0
	shift 2
	"$zijlijn" key-file "$work/$who.key" >/dev/null
	as "$who" recover --server "$origin" --yes "$@" <"$file" \
		>"$work/said" 2>&1 || got=$?
	echo "$got" >"$work/got"
}

echo "Elke dag te laat." >"$work/late"
echo "Ik bel vandaag." >"$work/answer"
echo "Vandaag weer." >"$work/again"

# What there is to lose.
want 0 samira status
says "No recovery code was made here"
want 1 henk recovery new --file "$work/none"
says "invited anew"
[ ! -e "$work/none" ] || die "a contact has a code"
want 2 samira recovery new
says "--file FILE or --json"
want 0 samira recovery new --file "$work/paper"
[ "$(stat -c %a "$work/paper")" = 600 ] || die "others can read the code"
want 1 samira recovery new --file "$work/paper"
says "not written over"
want 0 samira recovery
says "made here"
want 0 supporter sync
want 0 henk sync
want 0 henk note --club "SV Zuiderpark" --text "$work/late" --yes
signal=$(first_signal henk)
want 0 samira open "$signal"
want 0 samira answer "$signal" --state taken-up --text "$work/answer" --yes
want 0 henk open "$signal"
says "Ik bel vandaag."

# At a terminal: what was not typed back is worth nothing, and the code of
# before goes on counting; what was, takes its place.
on_paper() {
	ZIJLIJN_HOME=$work/$2 python3 "$(dirname "$0")/on_paper.py" "$1" \
		"$zijlijn" --key-file "$work/$2.key" recovery new
}
got=0
on_paper - joris || got=$?
[ "$got" = 1 ] || die "a code that nobody typed back ends with $got"
want 0 joris status
says "No recovery code was made here"
on_paper "$work/joris.paper" joris || die "the code on paper is not taken"
want 0 joris recovery
says "made here"
code joris2 "$work/joris.paper" --lost
[ "$(cat "$work/got")" = 0 ] || die "no recovery: $(cat "$work/said")"

# Typed wrong, for another server, of nobody.
tr 0-9A-Z 1-9A-Z0 <"$work/paper" >"$work/wrong"
code nobody "$work/wrong"
[ "$(cat "$work/got")" != 0 ] || die "a wrong code is taken"
[ ! -e "$work/nobody/vault.db" ] || die "something was made"

# The computer is gone: the code on paper brings everything back.
code samira2 "$work/paper" --lost
[ "$(cat "$work/got")" = 0 ] || die "no recovery: $(cat "$work/said")"
says "Words:        $words" \
	"You also have: your first device, where this code was made" \
	"There is no recovery code yet"
want 0 samira2 sync
want 0 samira2 open "$signal"
want 0 samira2 show "$signal"
says "Elke dag te laat." "Ik bel vandaag."
want 0 samira2 devices
says "this device"
silent "another device" "used code"
code samira3 "$work/paper"
[ "$(cat "$work/got")" != 0 ] || die "a code works twice"
says "does not count any more"
[ ! -e "$work/samira3/vault.db" ] || die "something was made"
# What was lost erases itself when somebody switches it on.
want 1 samira sync
says "This device was ended" "is erased"
[ ! -e "$work/samira/vault.db" ] || die "the lost computer keeps something"
want 1 samira list
says "Nobody has joined"

# Without the server there is no code, and nothing that goes out later.
stop_server
want 5 samira2 device add
says "No code was made"
want 5 samira2 recovery new --file "$work/none"
says "No code was made"
[ ! -e "$work/none" ] || die "a code that nobody stated is in a file"
# Nor when the server took it, and the connection broke before it said so.
inner=$(free_port)
listen=127.0.0.1:$inner
start_server
python3 "$(dirname "$0")/cut_off.py" "$port" "$inner" "$work/cut" &
between=$!
for _ in $(seq 200); do
	[ -e "$work/cut" ] && break
	sleep 0.05
done
got=0
as samira2 device add >"$work/said" 2>&1 </dev/null || got=$?
kill "$between"
wait "$between" || true
[ "$got" = 5 ] || die "a code that nobody was shown ends with $got"
says "No code was made"
grep -q "cut 201" "$work/cut" || die "no statement was sent"
stop_server
listen=127.0.0.1:$port
start_server
want 0 samira2 sync
silent "not known here"
want 0 samira2 --json devices
[ "$(field 'len(o["devices"])' <"$work/said")" = 1 ] ||
	die "a code came of nothing"

# One more computer, and one less.
want 0 samira2 --json device add
field 'o["code"]' <"$work/said" >"$work/device"
"$zijlijn" key-file "$work/laptop.key" >/dev/null
printf 'Code\t%s\nAre these the words\ty\n' \
	"$(cat "$work/device")" >"$work/answers"
ZIJLIJN_HOME=$work/laptop python3 "$(dirname "$0")/at_terminal.py" \
	"$zijlijn" --key-file "$work/laptop.key" join --server "$origin" \
	<"$work/answers" >"$work/said" || die "no second device"
# The one that made the code is at hand, so nobody is asked whether it is lost.
says "You also have: the device where this code was made"
silent "Is it lost?"
want 0 samira2 sync
says "A new device came in with the code"
want 0 supporter sync
want 0 henk sync
want 0 henk add "$signal" --text "$work/again" --yes
want 0 laptop open "$signal"
says "Vandaag weer."
want 0 laptop show "$signal"
says "Elke dag te laat."
want 0 samira2 open "$signal"
want 0 samira2 --json devices
number=$(field '[d["number"] for d in o["devices"]
	if d["what"] == "other"][0]' <"$work/said")
want 1 samira2 device revoke 9 --yes
says "no such device"
want 0 samira2 device revoke "$number" --yes
says "It has ended."
want 1 laptop sync
[ ! -e "$work/laptop/vault.db" ] || die "the laptop keeps something"

# Another passphrase, from and to a key file.
"$zijlijn" key-file "$work/new.key" >/dev/null
mv "$work/samira2.key" "$work/old.key"
cp "$work/new.key" "$work/samira2.key"
want 3 samira2 passphrase --new-key-file "$work/new.key"
mv "$work/old.key" "$work/samira2.key"
want 0 samira2 passphrase --new-key-file "$work/new.key"
want 3 samira2 status
cp "$work/new.key" "$work/samira2.key"
want 0 samira2 show "$signal"
says "Elke dag te laat."

# Henk lost his only device: somebody new, after a voice on the telephone.
member=$(as henk --json status | field 'o["member"]')
want 0 supporter revoke Henk --left --yes
want 1 henk sync
says "Your membership has ended" "is erased"
[ ! -e "$work/henk/vault.db" ] || die "who left keeps something"
invite supporter henk2 --role contact --name Henk \
	--club "SV Zuiderpark"
[ "$(as henk2 --json status | field 'o["member"]')" != "$member" ] ||
	die "the same identity"
want 0 henk2 sync
want 0 samira2 sync
says "Henk has joined, as a contact of SV Zuiderpark" \
	"zijlijn reseal $signal --to \"Henk\""
want 1 henk2 show "$signal"
want 0 samira2 reseal "$signal" --to Henk --yes
want 0 henk2 open "$signal"
want 0 henk2 show "$signal"
says "Elke dag te laat." "Ik bel vandaag."
echo "ok"
