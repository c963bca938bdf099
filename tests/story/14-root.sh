#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: the root leaves the coordinator's computer as a file; from then on a
# charter, a second coordinator and an organisation whose coordinator lost
# everything need that file and its key, and nothing else.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
everybody
"$zijlijn" key-file "$work/root.key" >/dev/null
"$zijlijn" key-file "$work/other.key" >/dev/null
file=$work/root.zlroot

want 0 coordinator root
says "kept on this computer"
want 1 supporter root
says "Only a coordinator"
want 1 coordinator root forget </dev/null
says "root export FILE"
silent "asked first"
want 0 coordinator root export "$file" --root-key "$work/root.key"
says "read back"
want 1 coordinator root export "$file" --root-key "$work/root.key"
says "not written over"
[ "$(stat -c %a "$file")" = 600 ] || die "others can read the root file"
want 1 coordinator root forget </dev/null
says "asked first"
want 0 coordinator root forget --yes
want 0 coordinator root
says "not on this computer"
want 1 coordinator root forget </dev/null
says "nothing to take away"
silent "asked first"

# Another charter: not without the file, and not with a wrong key.
second_team
want 1 coordinator organisation change "$organisation" --yes
says "root file"
want 3 coordinator organisation change "$organisation" --yes \
	--root "$file" --root-key "$work/other.key"
says "does not open"
want 1 coordinator organisation change "$organisation" --yes \
	--root "$work/root.key" --root-key "$work/root.key"
says "is not a root file"
want 1 coordinator organisation change "$organisation" \
	--root "$file" --root-key "$work/root.key" </dev/null
says "New team: Jeugdteam Zuid" "asked first"
want 0 coordinator organisation change "$organisation" --yes \
	--root "$file" --root-key "$work/root.key"
silent "New district" "No longer"
want 0 coordinator organisation show
says "Jeugdteam Zuid"
want 0 henk sync
want 0 henk organisation show
says "Jeugdteam Zuid"

# A second coordinator; nor does the root stay here by that.
want 1 coordinator invite --role coordinator --name Bram --phone 06
says "root"
invite coordinator bram --role coordinator --name Bram --root "$file" \
	--root-key "$work/root.key"
want 0 bram sync
want 0 bram club add "VV De Sluis" --kind football --district Noord
want 0 coordinator root
says "not on this computer"

# Everything is lost but the file.
rm -r "$work/coordinator" "$work/bram"
"$zijlijn" key-file "$work/karin.key" >/dev/null
want 2 karin root restore "$file" --root-key "$work/root.key"
says "--name NAME"
want 1 karin root restore "$file" --root-key "$work/root.key" --name Karin \
	--phone 06 </dev/null
says "$words" "asked first"
want 0 karin root restore "$file" --root-key "$work/root.key" --name Karin \
	--phone 06 --yes
says "You are a coordinator now." "What comes next:"
want 0 karin sync
want 0 karin club list
says "SV Zuiderpark" "VV De Sluis"
want 0 karin root
says "not on this computer"
invite karin anouk --role professional --name Anouk --team "Jeugdteam Zuid"
want 0 karin sync
want 0 karin assign "SV Zuiderpark" --account-holder Anouk --phone 06
want 0 henk sync
want 0 henk who
says "Anouk"
want 0 karin root take "$file" --root-key "$work/root.key"
want 0 karin root
says "kept on this computer"
echo "ok"
