#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a professional steps out of a signal that is too near, unopened or
# opened, and can never be given it again.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
second_team
found "$@"
start_server
everybody
invite coordinator anouk --role professional --name Anouk \
	--team "Jeugdteam Zuid"
printf 'Het gaat om een jongen uit de Lindestraat.\n' >"$work/seen.txt"
printf 'Neem jij dit over?\n' >"$work/passed.txt"

# Unopened, it can only be left to who has it already.
want 0 henk note --text-file "$work/seen.txt" --yes
signal=$(first_signal henk)
want 0 samira sync
want 1 samira step-out "$signal" --to Anouk --yes
says 'No person fits "Anouk". There is: Joris'
want 1 samira step-out "$signal" --to Joris </dev/null
says "asked first" "nobody can ever give it back"
want 0 samira step-out "$signal" --to Joris --yes
says "You have stepped out"
want 0 samira open "$signal"
silent "Lindestraat"
want 0 joris sync
want 0 joris open "$signal"
says "Lindestraat" "> Stepped out"

# Nobody can give it to her again.
want 1 joris handover "$signal" --to Samira --yes
says 'No person fits "Samira"'
want 0 joris handover "$signal" --to Anouk --with-me --yes
want 0 samira sync
silent "New"
want 0 anouk sync
want 0 anouk open "$signal"
says "Lindestraat"

# Opened, it goes to anybody of the district, with words if there are any.
want 0 anouk step-out "$signal" --to Joris --text-file "$work/passed.txt" --yes
want 0 anouk show "$signal"
silent "Lindestraat" "Neem jij"
# It is apart from what there is to do, and not gone.
want 0 anouk list
says "1 signal is with others now: 'zijlijn list --all'"
silent "$signal"
want 0 anouk list --all
says "$signal"
want 0 joris sync
says "Signal $signal is with you now (stepped out, by Anouk)"
silent "Signal $signal is now with Joris"
want 0 joris open "$signal"
says "Neem jij dit over?"
want 0 joris list
says "$signal"
silent "with others"
want 0 joris show "$signal"
says "Now with: you"
want 0 henk sync
want 0 henk show "$signal"
says "Now with: Joris"
silent "Neem jij" "Samira,"
want 1 henk step-out "$signal" --to Joris --yes
says "Only a professional"

# Where nobody else can have it, it says so and not something else.
want 0 henk note --text-file "$work/seen.txt" --leave-out Joris --yes
want 0 samira sync
signal=$(first_signal samira)
want 1 samira step-out "$signal"
says "only you have it" "take it back"
want 0 samira open "$signal"
want 0 coordinator revoke Anouk --left --yes
want 0 samira sync
want 1 samira step-out "$signal"
says "There is no colleague it can be left to" "ring your coordinator"
silent "As long as you have not opened it"
echo "ok"
