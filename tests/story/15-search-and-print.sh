#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: who keeps signals can find what is written in them about somebody,
# however it was spelled, without anything leaving the device.
# 15-search-and-print.sh nl|en: the same in both languages.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

export LC_ALL=C.UTF-8 LANGUAGE=$1
shift
# tells ENGLISH DUTCH: the last command said this, in the language of this run
tells() {
	case $LANGUAGE in
	en) says "$1" ;;
	nl) says "$2" ;;
	esac
}

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody

# What others write may be anything: marks of HTML, of terminals, of direction.
printf '%s\n' 'Zoë kwam weer zonder jas.' \
	'Ze zei: "Noortje heeft <b>honger</b> & dorst".' \
	$'\u202eBo\u202c en No\u00ador gingen mee.' >"$work/seen.txt"
printf 'Het <script>alert(1)</script> stond op haar jas.\n' >"$work/more.txt"
printf 'Ik bel de moeder van Zoe.\n' >"$work/weighed.txt"
printf 'Dank je, Henk: ik ga langs.\n' >"$work/answer.txt"
printf 'De trainer, Jan-Willem.\n' >"$work/by.txt"
want 0 henk note --text-file "$work/seen.txt" --seen-by-file "$work/by.txt" \
	--ring-me "06 1234 5678" --yes
signal=$(first_signal henk)
want 0 henk add "$signal" --text-file "$work/more.txt" --yes

# Unopened is not looked into, and that is said.
want 0 samira sync
want 0 samira search zoe
tells "Not found" "Niet gevonden"
tells "2 records were not opened here" "2 stukken zijn hier niet geopend"
want 0 samira open "$signal"
want 0 samira assess "$signal" --text-file "$work/weighed.txt"
want 0 samira answer "$signal" --text-file "$work/answer.txt"

# However it was spelled; all words in one record; each line where it stands.
stop_server
cp -r "$work/samira" "$work/samira.before"
want 0 samira search ZOE
says "$signal" "SV Zuiderpark" "| Zoë kwam weer zonder jas." \
	"| Ik bel de moeder van Zoe."
tells "1 signal." "1 signaal."
silent "Noortje"
want 0 samira search zoë moeder
says "moeder van Zoe"
silent "zonder jas"
want 0 samira search noor
says "Noortje" "gingen mee"
silent $'\u202e'
want 0 samira search 'zonder jas'
says "Zoë kwam"
want 0 samira search 'jas zonder'
silent "Zoë kwam"
want 0 samira --json search jan-willem
field '[list(map(r.get, ["field", "kind", "line"])) for r in o["results"]]' \
	<"$work/said" >"$work/results"
[ "$(cat "$work/results")" = \
	"[['seen_by', 'note', 'De trainer, Jan-Willem.']]" ] ||
	die "$(cat "$work/said")"
[ "$(field 'o["unread"]' <"$work/said")" = 0 ] || die "all was opened"
want 2 samira search a
tells "two letters" "twee letters"
want 2 samira search
want 0 henk search dank
tells "Not found" "Niet gevonden"
want 0 henk search honger
says "Noortje"
want 1 supporter search honger
# Nothing was kept of it, not even that somebody looked.
diff -r "$work/samira" "$work/samira.before" || die "searching leaves a trace"

# A long line is cut around what was found.
start_server
python3 -c 'print("ver " * 200 + "é naald " + "weg " * 200)' >"$work/long.txt"
want 0 henk add "$signal" --text-file "$work/long.txt" --yes
want 0 henk --json search NAALD
line=$(field 'o["results"][0]["line"]' <"$work/said")
[[ ${#line} -lt 240 && $line == "… "*"é naald"*" …" ]] ||
	die "$(cat "$work/said")"
echo "ok"
