#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a signal from its note to its erasing, through every act of a
# professional and of another team; the contact sees by name who has it.
# 09-whole-signal.sh nl|en: the same in both languages.
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
second_team
found "$@"
start_server
everybody
invite coordinator anouk --role professional --name Anouk \
	--team "Jeugdteam Zuid"

write() { printf '%s\n' "$2" >"$work/$1.txt"; }
write seen 'Ze kwam weer zonder brood.'
write more 'Vandaag weer. Ze zei: mama slaapt nog.'
write weighed 'Ik overleg dit met de jeugdverpleegkundige.'
write answer 'Dank je, ik ga langs.'
write family 'Wij vragen zelf om hulp met geld.'
write mother 'de moeder'
write passed 'Het gezin verhuist naar Noord.'

want 0 henk who
tells "can be read by nobody" "niemand anders kan die lezen"
want 0 henk note --text-file "$work/seen.txt" --yes
signal=$(first_signal henk)

# What is to be done, by when.
want 0 samira sync
want 0 samira worklist
says "$signal" "SV Zuiderpark" "Henk"
tells "new" "nieuw"
want 1 samira handover "$signal" --to Anouk --yes
tells "Open the signal first" "Open eerst"
want 0 samira open "$signal"
says "Ze kwam weer zonder brood."
want 0 samira worklist
tells "waiting" "wacht"

# More from the contact, to whoever holds it.
want 0 henk add "$signal" --text-file "$work/more.txt" --yes
says "112" "0800-2000" "113" "Samira, Team Zuid" "Joris, Team Zuid"
tells "Sent." "Verstuurd."
want 1 samira add "$signal" --text-file "$work/more.txt" --yes
tells "Only who wrote the note" "Alleen wie de notitie schreef"
want 0 samira open "$signal"
says "mama slaapt nog"
tells "Addition" "Aanvulling"
want 0 samira assess "$signal" --step 2 --text-file "$work/weighed.txt"
want 0 samira family "$signal" --text-file "$work/family.txt" \
	--from-file "$work/mother.txt"
want 0 samira answer "$signal" --text-file "$work/answer.txt"
want 0 samira worklist
tells "answered" "beantwoord"
want 1 henk family "$signal" --text-file "$work/family.txt"

# To another team: nobody else has it then, and the contact reads who does.
want 2 samira handover "$signal" --yes
tells "Say who is to have it" "Zeg wie het krijgt"
want 1 samira handover "$signal" --to Petra --yes
want 1 samira handover "$signal" --to Anouk </dev/null
tells "asked first" "eerst gevraagd"
want 0 samira handover "$signal" --to Anouk --text-file "$work/passed.txt" \
	--yes
tells "Handed over." "Overgedragen."
want 1 samira assess "$signal" --text-file "$work/weighed.txt"
want 0 samira show "$signal"
silent "zonder brood" "geld" "verhuist"
want 0 joris sync
want 0 joris show "$signal"
silent "zonder brood"
want 0 anouk sync
want 0 anouk open "$signal"
says "zonder brood" "mama slaapt nog" "jeugdverpleegkundige" \
	"zelf om hulp" "de moeder" "ga langs" "verhuist naar Noord"
want 0 anouk timeline "$signal"
silent "zonder brood" "verhuist naar Noord"
tells "+ Note" "+ Notitie"
tells "= Assessment" "= Beoordeling"
tells "> Handed over" "> Overgedragen"
tells "To Anouk" "Aan Anouk"
want 0 henk sync
says "Anouk" "Samira"
[ "$(grep -c '^Samira ' "$work/said")" = 1 ] || die "said more than once"
want 0 henk show "$signal"
tells "Now with: Anouk" "Nu bij: Anouk"
silent "jeugdverpleegkundige" "zelf om hulp" "verhuist"
want 0 henk --json timeline "$signal"
silent "assessment" "family-statement"
[ "$(field 'o["signal"]["holders"][0]["name"]' <"$work/said")" = Anouk ] ||
	die "another holder"

# Somebody new is shown before more is sent.
want 1 henk add "$signal" --text-file "$work/more.txt"
says "Anouk"
want 0 henk add "$signal" --text-file "$work/more.txt" --yes

# Closed, reopened, closed and held, erased.
want 0 anouk sync
want 0 anouk close "$signal"
tells "Closed." "Gesloten."
says "zijlijn erase $signal"
want 0 henk sync
tells "Anouk has closed signal" "Anouk heeft signaal"
want 1 henk add "$signal" --text-file "$work/more.txt" --yes
want 0 henk show "$signal"
tells "closed" "gesloten"
want 0 anouk --json worklist
[ "$(field 'len(o["worklist"])' <"$work/said")" = 0 ] ||
	die "closed, and still to do"
want 0 anouk reopen "$signal"
want 1 anouk reopen "$signal"
tells "is not closed" "is niet gesloten"
want 0 anouk close "$signal"
want 0 anouk hold "$signal" --reason "$work/more.txt"
want 1 anouk hold "$signal" --reason "$work/more.txt"
tells "held already" "wordt al bewaard"
want 1 anouk erase "$signal" </dev/null
tells "lost for good" "voorgoed weg"
want 0 anouk erase "$signal" --yes
tells "Erased." "Gewist."
want 1 anouk assess "$signal" --text-file "$work/weighed.txt"
tells "was erased" "is gewist"
want 0 anouk show "$signal"
silent "zonder brood" "verhuist"
want 0 henk sync
want 0 henk show "$signal"
tells "erased" "gewist"
silent "zonder brood" "ga langs"
want 0 samira sync
want 0 samira timeline "$signal"
echo "ok"
