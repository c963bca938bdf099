#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a municipality's spreadsheet of 400 clubs becomes an organisation that
# works, with the commands of the README alone; a broken line changes nothing,
# the same file again neither, and what was cut off is finished.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
clubs=$work/clubs.csv
found "$@"
start_server
python3 "$ZL_SOURCE/tests/support/clubs_sheet.py" "$clubs"
want 0 coordinator sync

# counts EXPRESSION: of what the last --json import said
counts() {
	local got
	got=$(field "o['clubs']['new'], o['clubs']['changed'], \
o['clubs']['same'], o['people']['new'], o['people']['changed']" <"$work/said")
	[ "$got" = "$1" ] || die "it counts $got, not $1"
}

# A column that nobody knows is named, and skipped only when somebody says so.
want 2 coordinator club import "$clubs" --yes
says "18  Opmerkingen" "--skip"
want 0 coordinator --json club import "$clubs" --skip --dry-run
counts "(400, 0, 0, 200, 0)"
want 0 coordinator club list
says "No clubs are known here."

# A broken line refuses the file: which line, which column, and why.
sed '4s/;Zuid;/;Zuidwest;/; 6s/;Korfbal;/;Curling;/' \
	"$clubs" >"$work/broken.csv"
printf 'Naamloos;Judo;Zuid;;;1.02;;;29-02-2027;;;;;;;;;\r\n' \
	>>"$work/broken.csv"
want 1 coordinator club import "$work/broken.csv" --skip --yes
says 'Line 4, column "Wijk": There is no district "Zuidwest".' \
	'Line 6, column "Soort": "Curling" is no kind of club' \
	'column "Jeugdleden": "1.02": That is not a whole number.' \
	'column "Gedragscode": "29-02-2027": There is no such day.' \
	"4 things in the file are refused" "Noord" "korfball"
want 0 coordinator club list
says "No clubs are known here."
want 1 coordinator --lang nl club import "$work/broken.csv" --skip --yes
says "Regel 4, kolom" "Er is geen wijk" "Die dag bestaat niet."

# Without a connection nothing begins.
stop_server
want 5 coordinator club import "$clubs" --skip --yes
start_server

# Cut off after 150 of the clubs have arrived: the same command again does the
# rest.
ZIJLIJN_HOME=$work/coordinator "$zijlijn" --key-file "$work/coordinator.key" \
	club import "$clubs" --skip --yes >"$work/cut" 2>&1 &
importing=$!
for _ in $(seq 600); do
	[ "$(grep -c "put-statement 201" "$work/server.log")" -lt 150 ] || break
	sleep 0.02
done
kill -9 "$importing"
wait "$importing" 2>/dev/null || true
! grep -q "^Taken" "$work/cut" || die "it was over before it was cut off"
want 0 coordinator --json club import "$clubs" --skip --yes
[ "$(field "o['clubs']['new'] < 300" <"$work/said")" = True ] ||
	die "it begins anew"
[ "$(field "o['people']['new']" <"$work/said")" = 200 ] ||
	die "it does not finish"

# The same file again changes nothing, in this list as in the other one.
want 0 coordinator --json club import "$clubs" --skip --yes
counts "(0, 0, 400, 0, 0)"
[ "$(as coordinator --json club list | field 'len(o["clubs"])')" = 400 ] ||
	die "not every club is there, or one is there twice"

# A supporter does so for the own districts, and changes what changed.
invite coordinator petra --role supporter --name Petra --district Zuid
printf 'Club;Wijk;Jeugdleden;Telefoon;Voornaam;Achternaam\r\n%s%s' \
	$'DE BAL;Zuid;12;;;\r\n' $'sv bal;Noord;12;;;\r\n' >"$work/few.csv"
want 1 petra club import "$work/few.csv" --kind Voetbal --yes
says 'Line 3, column "Wijk": Noord is none of your districts.'
printf 'Club;Wijk;Jeugdleden;Telefoon;Voornaam;Achternaam\r\n%s%s' \
	$'De Bal;Zuid;12;06;Jan;Smit\r\n' $'de bal;zuid;;07;An;Smit\r\n' \
	>"$work/few.csv"
want 0 petra club import "$work/few.csv" --kind Voetbal --yes
says "Line 2: De Bal: new: football, Zuid" \
	"Line 2: De Bal: new: contact Jan Smit" \
	"Line 3: De Bal: new: contact An Smit"
sed -i 's/;12;06/;13;08/' "$work/few.csv"
want 0 petra club import "$work/few.csv" --kind Voetbal --yes
says "Line 2: De Bal: changes: youth members" \
	"Line 2: De Bal: contact Jan Smit changes: phone" \
	"Clubs: 0 new, 1 changed, 0 the same."
want 0 petra club import "$work/few.csv" --yes
says "Everything is as the file says already."
printf 'Club;Wijk;Jeugdleden\nDe Bal;Zuid;5\nDE BAL;Zuid;6\n' >"$work/few.csv"
want 1 petra club import "$work/few.csv" --yes
says "Line 2 says something else of this club." "The same club is in line 2."
printf 'Club;Naam;Wijk\nx;y;z\n' >"$work/few.csv"
want 2 petra club import "$work/few.csv" --yes
says 'Columns 1 ("Club") and 2 ("Naam") are both read as "name"'

# What a list is exported as can be imported again, and changes nothing: also
# a name that a spreadsheet would reckon with, in either language.
for language in en nl; do
	want 0 petra --lang "$language" club list --csv "$work/out.csv"
	want 0 petra --lang "$language" person list --csv "$work/people.csv"
	grep -q "^\"'=" "$work/out.csv" || die "a formula is exported"
	! grep -q '^"\?[=+@-]' "$work/out.csv" || die "a formula is exported"
	grep -q $'\r$' "$work/out.csv" || die "the lines end otherwise"
	grep -q ";\"'+31" "$work/people.csv" || die "no phone number is there"
	for list in out people; do
		want 0 petra club import "$work/$list.csv" --yes
		says "Everything is as the file says already."
		silent "Nobody knows"
	done
	rm "$work/out.csv" "$work/people.csv"
done
want 0 coordinator overview --csv "$work/overview.csv"
want 0 coordinator people --csv "$work/people.csv"
want 1 coordinator people --csv "$work/people.csv"
says "is there already"
[ "$(head -c 3 "$work/overview.csv")" = $'\xef\xbb\xbf' ] || die "no mark"

# At a terminal both are asked, and a no changes nothing.
asked() {
	printf 'Skip them?\t%s\nTake all of it?\t%s\n' "$1" "$2" |
		ZIJLIJN_HOME=$work/petra python3 \
			"$(dirname "$0")/at_terminal.py" "$zijlijn" \
			--key-file "$work/petra.key" club import \
			"$work/asked.csv" --kind Judo >"$work/said" || true
}
printf 'Naam;Wijk;Kleur\nNieuw;Zuid;rood\n' >"$work/asked.csv"
asked yes no
says "3  Kleur" "Line 2: Nieuw: new: judo, Zuid" "Then nothing was done."
want 0 petra --json club list
silent '"Nieuw"'
asked yes yes
says "Taken."
want 0 petra --json club list
says '"Nieuw"'

# Files that are none.
head -c 200000 /dev/urandom >"$work/noise.csv"
want 1 coordinator club import "$work/noise.csv" --yes
truncate -s 100M "$work/huge.csv"
want 1 coordinator club import "$work/huge.csv" --yes
says "larger than 16 MiB"
want 1 coordinator club import "$work/none.csv" --yes
printf 'Naam;Wijk\r\nSV;"Zuid\r\n' >"$work/open.csv"
want 1 coordinator club import "$work/open.csv" --yes
says "open.csv, line 2, column 2: a quote is opened and never closed"
printf 'Naam;Wijk\r\nS\0V;Zuid\r\n' >"$work/nul.csv"
want 1 coordinator club import "$work/nul.csv" --yes
says "nul.csv, line 2:" "no text"

# It works: professionals, whose clubs are whose, a contact, a note.
for who in samira joris; do
	invite coordinator "$who" --role professional --name "${who^}" \
		--team "Team Zuid"
done
# waits WHAT: is that among what is to be done for De Bal?
waits() {
	as petra --json to-do | field "'$1' in [t['what'] for t in o['to_dos'] \
if t['club_name'] == 'De Bal']"
}
[ "$(waits account-holder) $(waits contact)" = "True True" ] ||
	die "nothing is to be done"
want 0 coordinator assign --district Zuid --account-holder Samira \
	--deputy Joris --phone "070 555 01 20" --yes
want 0 petra sync
want 0 petra to-do --csv "$work/to-do.csv"
[ "$(grep -c "De Bal" "$work/to-do.csv")" -ge 1 ] || die "De Bal is all right"
invite petra henk --role contact --name Henk --club "De Bal"
[ "$(waits account-holder) $(waits contact)" = "False False" ] ||
	die "what was done is still to be done"
want 1 henk club import "$clubs" --skip --yes
says "Your role is another one."
printf 'Een lege brooddoos.\n' >"$work/seen.txt"
want 0 henk note --text-file "$work/seen.txt" --yes
want 0 samira sync
want 0 samira open "$(first_signal samira)"
want 0 samira show "$(first_signal samira)"
says "lege brooddoos" "De Bal"
echo "ok"
