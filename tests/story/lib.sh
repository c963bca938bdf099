# shellcheck shell=bash
# SPDX-License-Identifier: EUPL-1.2
#
# What the stories share: five people, each with a profile and a key file, and
# a server on loopback. Source it; it makes a folder that goes at the end.
# Needs ZL_BUILD and ZL_SOURCE.

zijlijn=$ZL_BUILD/client/cli/zijlijn
zijlijnd=$ZL_BUILD/server/zijlijnd
work=$(mktemp -d /tmp/zl-story-XXXXXX)
server=

finish() {
	stop_server
	rm -rf "$work"
}
trap finish EXIT

die() {
	echo "WRONG: $*" >&2
	exit 1
}

# as PERSON ARGUMENT...: zijlijn as this person
as() {
	local who=$1
	shift
	ZIJLIJN_HOME=$work/$who "$zijlijn" --key-file "$work/$who.key" "$@"
}

# want CODE PERSON ARGUMENT...: the same, and this must be its exit code;
# what it said is in $work/said
want() {
	local wanted=$1 got=0
	shift
	as "$@" >"$work/said" 2>&1 </dev/null || got=$?
	[ "$got" -eq "$wanted" ] && return
	cat "$work/said" >&2
	die "$* ended with $got, not $wanted"
}

# says TEXT...: the last command said this
says() {
	local text
	for text in "$@"; do
		grep -qF -- "$text" "$work/said" || {
			cat "$work/said" >&2
			die "it does not say: $text"
		}
	done
}

# silent TEXT...: the last command did not say this
silent() {
	local text
	for text in "$@"; do
		! grep -qF -- "$text" "$work/said" || die "it says: $text"
	done
}

# field EXPRESSION: of the JSON object on standard input, called o
field() {
	python3 -c 'import json, sys
o = json.load(sys.stdin)
print(eval(sys.argv[1]))' "$1"
}

free_port() {
	python3 -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

start_server() {
	: >"$work/ready"
	"$zijlijnd" --data "$work/data" --root "$root" --origin "$origin" \
		--listen "$listen" >"$work/ready" 2>>"$work/server.log" &
	server=$!
	for _ in $(seq 200); do
		grep -q 'ready on' "$work/ready" && return
		sleep 0.05
	done
	cat "$work/server.log" >&2
	die "the server does not start"
}

stop_server() {
	[ -n "$server" ] || return 0
	kill "$server" 2>/dev/null || true
	wait "$server" 2>/dev/null || true
	server=
}

# found [OPTION...]: the coordinator sets up the organisation of tests/data, or
# of another file; origin and listen say where the server is
organisation=$ZL_SOURCE/tests/data/organisation.json
found() {
	local log_key
	log_key=$("$zijlijnd" --init "$work/data")
	"$zijlijn" key-file "$work/coordinator.key" >/dev/null
	as coordinator --json organisation create "$organisation" \
		--log-key "$log_key" --server "$origin" "$@" >"$work/created"
	root=$(field 'o["root"]' <"$work/created")
	words=$(field 'o["words"]' <"$work/created")
}

# second_team: from here on the organisation has a second team in Zuid
second_team() {
	python3 -c 'import json, sys
o = json.load(sys.stdin)
o["teams"].append({**o["teams"][1], "name": "Jeugdteam Zuid"})
json.dump(o, sys.stdout)' <"$organisation" >"$work/organisation.json"
	organisation=$work/organisation.json
}

# invite WHO PERSON OPTION...: WHO invites PERSON, who joins; JOIN_OPTIONS
# are added to join
invite() {
	local by=$1 who=$2
	shift 2
	as "$by" --json invite --phone 0612345678 "$@" >"$work/invited"
	"$zijlijn" key-file "$work/$who.key" >/dev/null
	field 'o.get("link") or o["code"]' <"$work/invited" |
		as "$who" join --yes --server "$origin" \
			"${join_options[@]}" >"$work/said"
}
join_options=()

# everybody: two professionals, a supporter and a contact have joined
everybody() {
	want 0 coordinator sync
	want 0 coordinator club add "SV Zuiderpark" --kind football \
		--district Zuid
	want 0 coordinator club add "Scouting De Meeuw" --kind scouting \
		--district Noord
	invite coordinator supporter --role supporter --name Petra
	invite coordinator samira --role professional --name Samira \
		--team "Team Zuid"
	invite coordinator joris --role professional --name Joris \
		--team "Team Zuid" --link
	want 0 coordinator assign "SV Zuiderpark" --account-holder Samira \
		--deputy Joris --phone "070 555 01 20"
	invite supporter henk --role contact --name "${henk_name:-Henk}" \
		--club "SV Zuiderpark"
}

# the short name of somebody's first signal
first_signal() {
	as "$1" --json list | field 'o["signals"][0]["id"][-8:]'
}
