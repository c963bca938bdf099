#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: the first signal goes through nginx as packaging/nginx/ configures it,
# over TLS 1.3 with a certificate that the client verifies. With one that does
# not hold nothing is sent, and the client says what to do. What nginx refuses
# it refuses in the words of the protocol, and it writes down nobody.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

# shellcheck source=tests/support/nginx.sh
source "$(dirname "$0")/../support/nginx.sh"

authority municipality
authority stranger
certificate municipality localhost 2
found --ca "$work/municipality.pem"
start_server
open_socket
start_nginx

# Who begins a request and does not go on is let go of; looked at below.
python3 "$(dirname "$0")/through_nginx.py" slow "$port" \
	"$work/municipality.pem" >"$work/slow" 2>&1 &
slow=$!

# The first signal, whole.
join_options=(--ca "$work/municipality.pem")
everybody
printf 'Hij had al drie weken geen gymschoenen bij zich.\n' >"$work/seen.txt"
want 0 henk note --text-file "$work/seen.txt" --yes
want 0 samira sync
signal=$(first_signal samira)
want 0 samira open "$signal"
says "gymschoenen"
printf 'Ik ken het gezin en bel de moeder.\n' >"$work/weighed.txt"
want 0 samira assess "$signal" --text-file "$work/weighed.txt" --yes
printf 'Dank je. Ik bel morgen.\n' >"$work/answer.txt"
want 0 samira answer "$signal" --text-file "$work/answer.txt" --yes
want 0 henk sync
want 0 henk open "$signal"
says "Ik bel morgen"
silent "Ik ken het gezin"

# Who waits for news is answered as soon as there is any.
want 0 samira sync
as samira sync --wait 600 >"$work/waited" 2>&1 </dev/null &
waiting=$!
sleep 1
want 0 henk note --text-file "$work/seen.txt" --yes
wait "$waiting" || die "waiting ended with $?: $(cat "$work/waited")"
grep -q "New signal .* from Henk" "$work/waited" ||
	die "not told: $(cat "$work/waited")"

# zijlijnd is away: the note is kept, and goes out when it is back.
stop_server
want 5 henk note --text-file "$work/seen.txt" --yes
start_server
open_socket
want 0 henk sync
want 0 samira sync

# refused TEXT: each thing that henk does is refused with this sentence, a note
# is kept, and no request reaches the server.
log=$work/nginx/log/zijlijn-access.log
refused() {
	local before
	before=$(wc -l <"$log")
	want 7 henk sync
	says "Nothing was sent" "$1"
	want 7 henk note --text-file "$work/seen.txt" --yes
	says "Nothing was sent" "$1" "What was written is kept"
	[ "$before" -eq "$(wc -l <"$log")" ] || die "something was sent"
	stop_nginx
}
# with HOST, DAYS and authority as in certificate
with() {
	stop_nginx
	certificate "$@"
	start_nginx
}
with stranger localhost 2
refused "nobody whom this machine trusts"
with municipality signalen.example 2
refused "for another name"
with municipality localhost -1
refused "not within the dates"

# Without --ca the machine's own authorities count, which know none of this.
with municipality localhost 2
as supporter --json invite --role contact --name Eva --phone 06 \
	--club "SV Zuiderpark" >"$work/invited"
"$zijlijn" key-file "$work/eva.key" >/dev/null
eva_joins() { # EXIT OPTION...
	local got=0
	field 'o["code"]' <"$work/invited" |
		as eva join --yes --server "$origin" "${@:2}" \
			>"$work/said" 2>&1 || got=$?
	[ "$got" -eq "$1" ] || {
		cat "$work/said" >&2
		die "join ended with $got, not $1"
	}
}
eva_joins 7
says "nobody whom this machine trusts" "--ca"
[ ! -e "$work/eva/vault.db" ] || die "a failed join left a vault"
for file in none.pem seen.txt; do
	eva_joins 7 --ca "$work/$file"
	says "certificate authority cannot be used"
done
want 1 eva organisation create "$ZL_SOURCE/tests/data/organisation.json" \
	--log-key "$root" --server "$origin" --ca "$work/none.pem"
says "cannot be read"
want 1 eva organisation create "$ZL_SOURCE/tests/data/organisation.json" \
	--log-key "$root" --server "$origin" --ca "$work/seen.txt"
says "holds no certificate"
[ ! -e "$work/eva/server-ca.pem" ] || die "no authority was kept"
eva_joins 0 --ca "$work/municipality.pem"
rm "$work/municipality.pem" # it was for now and later
want 0 eva sync
cp "$work/eva/server-ca.pem" "$work/municipality.pem"

# What was kept goes out now.
want 0 henk sync
want 0 samira sync
as samira --json list >"$work/listed"
[ "$(field 'len(o["signals"])' <"$work/listed")" -eq 6 ] ||
	die "not every note that was kept has arrived"

# What nginx answers and refuses by itself.
wait "$slow" || {
	cat "$work/slow" >&2
	die "who is slow is not let go of"
}
python3 "$(dirname "$0")/through_nginx.py" answers "$port" \
	"$work/municipality.pem"
stop_server
python3 "$(dirname "$0")/through_nginx.py" away "$port" \
	"$work/municipality.pem"
stop_nginx

# Nothing in its logs says who asked, or for what; no body was on its disk.
grep -qE ' PUT record 201 ' "$log" || die "the log does not say what was asked"
! grep -qE '[0-9a-f]{16}|127\.0\.0\.1|::1|\?|localhost|zijlijn' "$log" ||
	die "the log says who, or for what"
# (How many files it may open is for this machine to say.)
! grep -v 'setrlimit(RLIMIT_NOFILE' "$work/nginx/log/zijlijn-error.log" >&2 ||
	die "nginx complained"
[ -z "$(find "$work/nginx/lib" -type f)" ] || die "a body is on the disk"
echo "ok"
