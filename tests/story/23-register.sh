#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: the supporter, the account holder and the contact do their work on the
# club register with their commands alone, each as far as the role goes; of two
# supporters who change one club the second is shown what the first did; and a
# text that nobody should write is refused with a sentence.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
club="SV Zuiderpark"
found "$@"
start_server
everybody
invite coordinator bas --role supporter --name Bas
want 0 coordinator sync
today=$(date +%F)
soon=$(date +%F -d '+20 days')

# of WHO EXPRESSION: of the club's page as WHO sees it, called o
of() {
	as "$1" --json club show "$club" | field "$2"
}

# is WANTED WHO EXPRESSION
is() {
	local got
	got=$(of "$2" "$3")
	[ "$got" = "$1" ] || die "$3 for $2 is $got, not $1"
}

# Everything is there to be seen, with a sign, a word and the next command.
want 0 supporter club show "$club"
says "Contact: Henk" "Account holder: Samira" "Ring: 070 555 01 20" \
	"✗ red    VOG: not known" "✓ green  contact" \
	"-> zijlijn person change 'SV Zuiderpark' NAME --vog-seen DATE"
want 0 supporter --lang nl club show "$club"
says "Contactpersoon: Henk" "✗ rood   VOG: niet bekend"

# What is not said stays, what is empty goes.
want 2 supporter club set "$club"
says "--help"
want 0 supporter club set "$club" --address "Laan 1" --youth-members 120 \
	--visit-days 90 --code-of-conduct 2024-02-29
says "Youth members: 120, was: -" "✓ green  code of conduct"
want 0 supporter club set "$club" --website example.org --address ""
says "Address: -, was: Laan 1"
is "{'website': 'example.org', 'youth_members': 120, 'visit_days': 90, \
'code_of_conduct': '2024-02-29'}" supporter 'o["details"]'
want 0 supporter club set "$club" --youth-members 0
is 0 supporter 'o["details"]["youth_members"]'
want 0 supporter club set "$club" --youth-members 0
says "Nothing changed"
want 2 supporter club set "$club" --visit-days 6
says "from 7 to 730"
want 2 supporter club set "$club" --code-of-conduct 2023-02-29
says "not a date"
want 2 supporter club set "$club" --code-of-conduct "$(date +%F -d '+3 days')"
says "still to come"

# Who is who; a VOG seen on a leap day is over after three years, in February.
want 0 supporter person add "$club" --given Henk --prefix van \
	--family Visser --vog-seen 2024-02-29
says "New: Henk van Visser"
is Henk supporter 'o["people"][0]["contact"]'
is 2027-02-28 supporter '[l["on"] for l in o["lights"]
	if l["requirement"] == "vog"][0]'
want 1 supporter person add "$club" --given Henk --prefix van --family Visser
says "there already"
want 0 supporter person change "$club" Henk --trained-until "$soon" \
	--phone 06123
want 1 supporter person change "$club" Karin --phone 06
says 'Which person? There is: Henk van Visser'
want 2 supporter person add "$club" --given Karin
says "--family NAME"

# Plan, tick off, speak; the contact sees the day and who comes.
printf 'Met het bestuur over trainers.\n' >"$work/note.txt"
want 0 samira visit plan "$club" "$soon" --note-file "$work/note.txt"
says "PLANNED by Samira" "Met het bestuur"
is "['$soon']" henk '[v["on"] for v in o["visits"]]'
want 0 henk club show
says "$soon PLANNED by Samira"
silent "Met het bestuur" "Lights" "People" "Laan 1"
want 0 samira visit change "$club" --how phone
want 1 samira visit change "$club" 2020-01-01
says "Which visit? There is: $soon"
want 2 samira visit "done" "$club" --on "$soon"
says "still to come"
want 0 samira visit "done" "$club"
is "[('$today', True, 'Samira', 'phone')]" supporter \
	'[(v["on"], v["done"], v["by"], v["how"]) for v in o["visits"]]'
want 0 supporter club spoken "$club" --on yesterday
want 1 samira visit remove "$club" "$(date +%F -d yesterday)"
says "Your role does not allow this"
want 0 supporter visit remove "$club" "$(date +%F -d yesterday)"
says "Gone:"

# Spoken today is today where the person is, far ahead of UTC or behind.
for zone in "<+14>-14" "<-12>12"; do
	before=$(TZ=$zone date +%F)
	TZ=$zone want 0 samira --json club spoken "$club"
	after=$(TZ=$zone date +%F)
	got=$(field 'o["changes"][0]["after"][:10]' <"$work/said")
	[ "$got" = "$before" ] || [ "$got" = "$after" ] ||
		die "spoken in $zone is $got, not $before"
done

# A need lands on the supporter's list, whoever noticed it.
printf 'Twee trainers stoppen.\n' >"$work/note.txt"
want 2 henk need add
says "--what"
want 0 henk need add --what volunteers --note-file "$work/note.txt"
says "OPEN" "Twee trainers"
want 0 samira need add "$club" --what training
is 1 henk 'len(o["needs"])'
is 2 samira 'len(o["needs"])'
want 0 supporter to-do
says "SV Zuiderpark: need" "-> zijlijn need take 'SV Zuiderpark'" \
	"Scouting De Meeuw: contact, nobody yet (now)" \
	"-> zijlijn invite --club 'Scouting De Meeuw'"
[ "$(head -n 1 "$work/said")" = \
	"Scouting De Meeuw: contact, nobody yet (now)" ] ||
	die "what matters most is not first"
want 1 supporter need take "$club"
says "Which need? There is:" "volunteers (" "training ("
want 0 supporter need take "$club" volunteers
says "Petra helps"
want 0 supporter need "done" "$club" volunteers
want 1 samira need remove "$club" training
want 0 supporter need remove "$club" training
is "['done']" supporter '[n["status"] for n in o["needs"]]'
want 1 henk need take "$club" volunteers
says "Your role does not allow this"
want 2 henk need add --what talk --noticed

# Lists: filters, and each as far as the role goes.
want 0 supporter club list --light red --requirement contact
says "Scouting De Meeuw (scouting), Noord" "1 of 2 clubs"
silent "$club"
want 0 supporter club list --district Zuid
says "$club"
silent "Scouting De Meeuw"
want 0 samira club list
says "$club" "last contact on"
silent "Scouting De Meeuw"
want 0 coordinator club list --light red
says "Scouting De Meeuw" "account holder: notes reach nobody now"
silent "$club" "contact:"
want 0 coordinator overview
says "Zuid: 1 club, too few to show more"
want 1 samira overview
want 1 henk to-do
want 1 coordinator club show "$club"
says "zijlijn overview"
want 1 samira club set "$club" --website x
want 1 henk club set "$club" --website x
says "Your role does not allow this"
for i in 1 2 3 4; do
	want 0 coordinator club add "Club $i" --kind music --district Zuid
done
want 0 coordinator overview
says "Zuid: 5 clubs, 1 with a contact" "contact                  ████"

# Before a leave: the clubs that were not spoken to.
want 0 coordinator assign "Club 1" --account-holder Samira --phone 070
want 0 samira absence set --from "$soon" --until "$soon" --deputy Joris
want 0 samira to-do
says "You are away from $soon to $soon; Joris stands in." "    Club 1"
[ "$(as samira --json to-do | field '[c["club_name"]
	for c in o["silent"]]')" = "['Club 1']" ] || die "who was not spoken to"

# Texts that nobody should write.
for text in $'a\u202eb' $'\e[2Jx' $'a\u200bb' $'a\nb'; do
	want 1 supporter club set "$club" --extra-support "$text"
	says "--extra-support holds a character"
	printf '%s\n' "$text" >"$work/note.txt"
	want 1 samira visit plan "$club" "$soon" --note-file "$work/note.txt"
	says "--note-file holds a character"
done
long=$(printf 'é%.0s' $(seq 201))
want 1 supporter club set "$club" --extra-support "$long"
says "at most 200 letters"
want 0 supporter club set "$club" --extra-support "${long%é}"
want 0 supporter club set "$club" --extra-support "محمد, Łódź, O'Neil"
is "محمد, Łódź, O'Neil" supporter 'o["details"]["extra_support"]'

# Two change one club: the second sees what the first did, and decides.
theirs="ZIJLIJN_HOME=$work/bas $zijlijn --key-file $work/bas.key"
edit() {
	printf '%s\t%s\n' "Address [" "Plein 2" "Website [" "" "Youth" "" \
		"Extra support [" "" "Days between" "" "Code of" ""
	printf 'Trainers trained\t\t%s club set "%s" --website %s\n' \
		"$theirs" "$club" "$1"
	printf 'on the page as it is now?\t%s\n' "$2"
}
edit_as() {
	edit "$@" | ZIJLIJN_HOME=$work/supporter python3 \
		"$(dirname "$0")/at_terminal.py" "$zijlijn" \
		--key-file "$work/supporter.key" --lang en club set "$club"
}
edit_as bas.example n >"$work/said" && die "it was made all the same"
says "Somebody else changed $club" "Website: bas.example, was: example.org" \
	"Your change was not made" "Then nothing was done"
is None supporter 'o["details"].get("address")'
edit_as two.example y >"$work/said" || die "it was not made"
says "Website: two.example, was: bas.example" "Address: Plein 2, was: -"
is "('Plein 2', 'two.example')" supporter \
	'(o["details"]["address"], o["details"]["website"])'

# Who carries a membership sees what is kept, and erases it.
want 0 henk own-data
says "Henk van Visser, contact, 06123, VOG seen on 2024-02-29"
want 0 samira own-data
says "Visits by you:"
want 1 henk own-data --erase
says "asked first"
want 0 henk own-data --erase --yes
says "keeps nothing of you"
is "[]" supporter 'o["people"]'
want 0 supporter person add "$club" --given Ans --family Bos --post chair
want 0 supporter person remove "$club" Ans
says "Gone: Ans Bos, chair"

# Without a connection nothing is guessed.
stop_server
want 5 supporter club spoken "$club"
says "on the server"
want 0 supporter club list
says "No connection now" "$club"
want 5 supporter club list --light red
echo "ok"
