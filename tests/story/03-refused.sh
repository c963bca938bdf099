#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: what cannot be done is refused with a sentence that says what to do and
# an exit code of its own, and harms nothing.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody

# Codes: mistyped, used before, on the command line, of another server.
"$zijlijn" key-file "$work/eva.key" >/dev/null
join_with() { # CODE EXIT ARGUMENT...
	local got=0
	printf '%s\n' "$1" | as eva join --yes "${@:3}" >"$work/said" 2>&1 ||
		got=$?
	[ "$got" -eq "$2" ] || {
		cat "$work/said" >&2
		die "join ended with $got, not $2"
	}
}
as supporter --json invite --role contact --name Eva --phone 06 \
	--club "SV Zuiderpark" >"$work/invited"
code=$(field 'o["code"]' <"$work/invited")
# One sign is always noticed; more might cancel out.
wrong=$(python3 -c 'import re, sys
print(re.sub("[0-9]", lambda m: str((int(m[0]) + 1) % 10), sys.argv[1], 1))' \
	"$code")
[ "$wrong" != "$code" ] || wrong=${code%?}
join_with "$wrong" 1 --server "$origin"
says "typing mistake"
join_with "" 1 --server "$origin"
join_with "$code" 2
says "--server"
want 2 henk note --text-file "$0" --seen-on 2999-01-01
says "still to come"
join_with "$code" 2 --server http://signalen.example
says "https://"
want 2 supporter invite --role trainer --name Eva --phone 06
says 'no role "trainer"'
join_with "$code" 5 --server http://127.0.0.1:1
says "the code still works"
want 2 eva join "$code"
[ ! -e "$work/eva/vault.db" ] || die "a failed join left a vault"
join_with "$(printf '%s' "$code" | tr 'A-Z-' 'a-z ')" 0 --server "$origin"
join_with "$code" 1 --server "$origin"
says "joined in this profile already"

# Somebody with the same code: both are void, and everybody is told.
ZIJLIJN_HOME=$work/thief "$zijlijn" key-file "$work/thief.key" >/dev/null
printf '%s\n' "$code" |
	as thief join --yes --server "$origin" >"$work/said" 2>&1 || true
says "Somebody used this code before"
! grep -q "You have joined\|Not accepted" "$work/said" ||
	die "who comes second seems to have joined"
want 0 supporter sync
want 0 supporter people
says "INVITATION USED TWICE"

# The key file: none, another, too open; the vault stays as it was.
sum=$(sha256sum "$work/henk/vault.db")
mv "$work/henk.key" "$work/henk.kept"
want 1 henk status
cp "$work/samira.key" "$work/henk.key"
want 3 henk status
says "not the right one"
head -c 31 "$work/henk.kept" >"$work/henk.key"
want 3 henk status
cp "$work/henk.kept" "$work/henk.key"
chmod 644 "$work/henk.key"
want 8 henk status
says "chmod 600"
chmod 600 "$work/henk.key"
status=0
ZIJLIJN_HOME=$work/henk "$zijlijn" status </dev/null >"$work/said" 2>&1 ||
	status=$?
[ "$status" -eq 3 ] || die "without a key file: $status"
[ "$sum" = "$(sha256sum "$work/henk/vault.db")" ] || die "the vault changed"
want 0 henk status

# A vault that is damaged, anywhere, is named and left alone.
cp "$work/henk/vault.db" "$work/whole.db"
size=$(stat -c %s "$work/whole.db")
for place in 30 150 $((size / 3)) $((size / 2)) $((size - 40)); do
	cp "$work/whole.db" "$work/henk/vault.db"
	printf '\125\252\125\252\125\252' |
		dd of="$work/henk/vault.db" bs=1 seek="$place" conv=notrunc \
			status=none
	sum=$(sha256sum "$work/henk/vault.db")
	got=0
	as henk list >"$work/said" 2>&1 || got=$?
	# Some places hold nothing; what is read there must still be right.
	[ "$got" -eq 4 ] || [ "$got" -eq 0 ] || {
		cat "$work/said" >&2
		die "damage at $place ended with $got"
	}
	[ "$sum" = "$(sha256sum "$work/henk/vault.db")" ] ||
		die "the damaged vault was written over"
done
head -c $((size / 2)) "$work/whole.db" >"$work/henk/vault.db"
want 4 henk list
says "damaged" "Nothing was written over it"
cp "$work/whole.db" "$work/henk/vault.db"
want 0 henk list
chmod 755 "$work/henk"
want 8 henk list
says "chmod 700"
chmod 700 "$work/henk"

# One zijlijn at a time; the second waits a while, then says so.
python3 -c 'import sqlite3, sys, time
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN EXCLUSIVE")
open(sys.argv[2], "w").close()
time.sleep(60)' "$work/henk/vault.db" "$work/held" &
holder=$!
until [ -e "$work/held" ]; do sleep 0.05; done
want 9 henk list
says "Another zijlijn is using this profile"
kill "$holder"
wait "$holder" 2>/dev/null || true
want 0 henk list

# Names that fit nothing or too much, and JSON for programs.
want 1 henk who "VV Onbekend"
says "SV Zuiderpark"
want 1 henk who "VV Onbekend" --json
[ "$(field 'o["error"]["status"]' <"$work/said")" = "not found" ] ||
	die "no error in the JSON"
want 1 coordinator assign S --account-holder Samira --phone 06
says "More than one club fits" "Scouting De Meeuw"
want 2 henk note --severity high
says "unknown option --severity"
want 2 henk nonsense
want 1 henk note
says "no terminal" "--yes"
want 2 henk note --yes
says "--text-file"
want 1 henk note --text-file "$work/none.txt" --yes
want 1 supporter invite --role professional --name X --phone 06 \
	--team "Team Zuid"
says "Your role does not appoint this one"
want 1 henk revoke Samira --left
says "Your role does not allow this"
want 1 henk revoke Samira --left --yes

# A club of nobody: said before anything can be written.
as supporter --json invite --role contact --name Bo --phone 06 \
	--club "Scouting De Meeuw" >"$work/invited" || true
[ "$(field '"error" in o' <"$work/invited")" = False ] ||
	die "a supporter of all districts may invite for every club"
"$zijlijn" key-file "$work/bo.key" >/dev/null
field 'o["code"]' <"$work/invited" |
	as bo join --yes --server "$origin" >/dev/null
printf 'x\n' >"$work/seen.txt"
want 1 bo note --text-file "$work/seen.txt" --yes
says "112" "Nobody can receive"
echo "ok"
