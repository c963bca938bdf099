#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a concern goes from a club's contact to the account holder and the
# deputy, is opened, assessed and answered, and nobody else sees a word of it.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port

# Before there is a server, what was made is kept.
found "$@"
want 5 coordinator sync
start_server
everybody
as supporter status >"$work/said"
says "$words" "verenigingsondersteuner"

# Who gets it is said by name, before anything is asked.
want 0 henk who "SV Zuiderpark"
says Samira Joris "070 555 01 20"

secret="Hij kwam weer zonder jas en zei: thuis is niemand."
printf '%s\n' "$secret" >"$work/seen.txt"
want 0 henk note --text-file "$work/seen.txt" --seen-on yesterday \
	--place training --name-me ask-first --yes
says "112" "0800-2000" "113" "Samira" "Sent" "5 working days"
signal=$(first_signal henk)
want 0 henk show "$signal"
says "$secret" "on the server" "not opened yet"

# Long lines break at a space on the screen, and nowhere else.
long=$(printf 'zéér vaak te laat, %.0s' {1..20})einde
printf '%s\n\n%s\n' "$long" "$(printf 'x%.0s' {1..150})" >"$work/long.txt"
want 0 henk note --text-file "$work/long.txt" --leave-out Samira --yes
want 0 henk show "$(first_signal henk)"
[ "$(grep -c '^ *| .*laat' "$work/said")" -ge 5 ] || die "no line breaks"
[ "$(grep '^ *| ' "$work/said" | wc -L)" -le 80 ] || die "a line is too long"
as henk --json show "$(first_signal henk)" |
	field 'o["signal"]["records"][0]["body"]["text"]' >"$work/shown.txt"
cmp "$work/long.txt" "$work/shown.txt" || die "the text was altered"

# The account holder: listed, not opened; then opened, assessed, answered.
want 0 samira sync
says "New signal $signal from Henk, SV Zuiderpark"
want 0 samira show "$signal"
silent "$secret"
want 1 samira assess "$signal" --text-file "$work/seen.txt"
says "Open the signal first"
want 0 samira open "$signal"
says "$secret" "at training" "yes, but ask me first"
assessment="Ik overleg dit met de jeugdverpleegkundige."
printf '%s\n' "$assessment" >"$work/assessment.txt"
want 0 samira assess "$signal" --step 2 --text-file "$work/assessment.txt"
want 2 samira assess "$signal" --step 6 --text-file "$work/assessment.txt"
want 1 samira assess "$signal" --step 5 --text-file "$work/assessment.txt"
want 0 samira answer "$signal" --state taken-up --sentence 2
says "To Henk"

# The contact sees who opened it and the answer, and no assessment.
want 0 henk sync
says "Samira has opened signal $signal"
want 0 henk open "$signal"
says "I have taken this up" "Opened by Samira"
silent "$assessment" "ssessment"
want 0 henk --json show "$signal"
silent "$assessment" "ssessment"
want 1 henk assess "$signal" --text-file "$work/assessment.txt"
says "What this means is for Samira to judge; you need not."

# "Ring me" alone is a whole note, and one may be left out.
want 0 henk note --ring-me "06 12345678, na 18 uur" --leave-out Joris --yes
want 0 samira sync
want 0 joris sync
[ "$(as samira --json list | field 'len(o["signals"])')" = 2 ] ||
	die "the account holder lacks a signal, or has one too many"
[ "$(as joris --json list | field 'len(o["signals"])')" = 2 ] ||
	die "the deputy lacks a signal, or has one too many"

# The deputy sees both; supporter and coordinator see that there is nothing.
want 0 joris sync
want 0 joris open "$signal"
says "$secret" "$assessment" "I have taken this up"
# He opened the assessment too, which the contact must not learn of: a sync
# that met an acknowledgement of something unknown would end with 7.
want 0 henk sync
for who in supporter coordinator; do
	want 0 "$who" sync
	want 0 "$who" --json list
	[ "$(field 'len(o["signals"])' <"$work/said")" = 0 ] ||
		die "$who has signals"
	want 1 "$who" show "$signal"
	want 1 "$who" note --text-file "$work/seen.txt" --yes
done

# On the server there is no word of it.
stop_server
for text in "$secret" "$assessment" "taken this up"; do
	! grep -rqaF -- "$text" "$work/data" "$work/server.log" ||
		die "the server has: $text"
	for who in henk samira joris; do
		! grep -qaF -- "$text" "$work/$who/vault.db" ||
			die "the vault of $who shows: $text"
	done
done
echo "ok"
