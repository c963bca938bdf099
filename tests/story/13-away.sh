#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: an account holder on leave names who stands in, in one action; notes
# reach that colleague until it ends. A stolen device ends since a day, and
# what that does is shown before it is done.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody
invite coordinator fatima --role professional --name Fatima --team "Team Zuid"
printf 'Een lege brooddoos.\n' >"$work/seen.txt"
today=$(date +%F)
later=$(date +%F -d '+10 days')

want 0 samira absence
says "You are not away"
want 2 samira absence set
says "--until DATE"
want 2 samira absence set --until "$later"
says "--deputy NAME"
want 1 samira absence set --until "$later" --deputy Samira
says 'No person fits "Samira"'
want 2 samira absence set --until 2020-01-01 --deputy Fatima
want 1 henk absence set --until "$later" --deputy Fatima
says "Only professionals"
want 0 samira absence set --until "$later" --deputy Fatima
says "From $today to $later, Fatima receives"
want 1 samira absence set --until "$later" --deputy Joris
says "away on one of these days already"
want 0 fatima sync
says "Samira is away from $today until $later, and you stand in"
silent "nothing new"
want 0 fatima sync
says "nothing new"
want 0 fatima absence
says "Samira is away, Fatima stands in"

# Shown by name to who writes, and read by her.
want 0 henk sync
want 0 henk who
says "Fatima, stands in for somebody on leave"
want 0 henk note --text-file "$work/seen.txt" --yes
signal=$(first_signal henk)
want 0 fatima sync
want 0 fatima open "$signal"
says "Een lege brooddoos."

# Back early.
want 0 samira absence end
says "The leave of Samira has ended."
want 0 fatima sync
says "Samira is back: you do not stand in any more"
want 1 samira absence end
says "no leave to end"
want 0 henk sync
want 0 henk who
silent "Fatima"

# Joris' keys were in other hands since today: nothing of today counts.
want 2 coordinator revoke Joris
says "--compromised --since DATE"
want 2 coordinator revoke Joris --compromised
want 2 coordinator revoke Joris --compromised --since soon
want 1 coordinator revoke Joris --compromised --since "$today" </dev/null
says "No longer in force:" "Joris" "SV Zuiderpark" "asked first"
want 0 coordinator revoke Joris --compromised --since "$today" --yes
says "What was signed from there on is void"
want 0 henk sync
want 0 henk who
silent "Joris"
echo "ok"
