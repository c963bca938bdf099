#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: the web app in Debian's Chromium, against a real zijlijnd behind nginx
# as shipped. Sets up the people who are played on the command line, and has
# app.mjs play those with the app.
#
# app.sh SCREENS: screenshots of every screen are put into that folder.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$ZL_SOURCE/tests/story/lib.sh"
export app=$ZL_APP app_port
app_port=$(free_port)
# shellcheck source=tests/support/nginx.sh
source "$ZL_SOURCE/tests/support/nginx.sh"

# code WHO OPTION...: invite; prints the code
code() {
	local who=$1
	shift
	as "$who" --json invite --phone 0612345678 "$@" | field 'o["code"]'
}

authority municipality
certificate municipality localhost 2
found --ca "$work/municipality.pem"
start_server
open_socket
start_nginx
join_options=(--ca "$work/municipality.pem")
want 0 coordinator sync
want 0 coordinator club add "SV Zuiderpark" --kind football --district Zuid
invite coordinator supporter --role supporter --name Petra
invite coordinator joris --role professional --name Joris --team "Team Zuid"
samira=$(code coordinator --role professional --name Samira --team "Team Zuid")
henk=$(code supporter --role contact --name Henk --club "SV Zuiderpark")
anouk=$(code coordinator --role supporter --name Anouk)
karim=$(code coordinator --role coordinator --name Karim)
for club in "Scouting De Meeuw" "HC De Dam" "TC Net" "GV Kracht"; do
	want 0 coordinator club add "$club" --kind other --district Zuid
done
want 0 coordinator assign "SV Zuiderpark" --account-holder Samira \
	--deputy Joris --phone "070 555 01 20"

ZL_APP_URL=https://localhost:$app_port ZL_WORDS=$words ZL_WORK=$work \
	ZL_ANOUK=$anouk ZL_KARIM=$karim ZL_SAMIRA=$samira ZL_HENK=$henk \
	ZL_SCREENS=$1 ZL_CLI=$zijlijn \
	"$ZL_NODE" "$ZL_SOURCE/tests/browser/app.mjs" || {
	cat "$work/nginx.said" "$work/nginx/log/zijlijn-error.log" >&2
	die "the app"
}
echo "ok"
