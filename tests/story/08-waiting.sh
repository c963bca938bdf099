#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: a professional's client waits for news and tells it when it comes,
# without asking again and again; the server ends without waiting for it.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port

# answers COUNT: so many lists of records were answered since the mark
mark=0
answers() {
	tail -n +$((mark + 1)) "$work/server.log" | grep -c 'get-records 200' ||
		true
}
set_mark() {
	mark=$(wc -l <"$work/server.log")
}

found "$@"
start_server
everybody
want 0 samira sync
want 0 joris sync
want 2 samira sync --wait 0
says "--wait is a number"
want 1 supporter sync --wait 10
printf 'De brooddoos was leeg.\n' >"$work/seen.txt"

# Nothing comes: it ends when its time is over.
set_mark
want 0 joris sync --wait 1
says "nothing new"
[ "$(answers)" -eq 1 ] || die "one answer was enough: $(answers)"

# A note comes: she is told, long before her time is over. What was listed
# before she began to wait would be told as well.
set_mark
as samira sync --wait 600 >"$work/waited" 2>&1 </dev/null &
waiting=$!
sleep 1
[ "$(answers)" -eq 0 ] || die "it did not wait"
want 0 henk note --text-file "$work/seen.txt" --yes
wait "$waiting" || die "waiting ended with $?: $(cat "$work/waited")"
grep -q "New signal .* from Henk" "$work/waited" ||
	die "not told: $(cat "$work/waited")"

# A server that ends answers who waits; then there is no connection.
as samira sync --wait 600 >"$work/waited" 2>&1 </dev/null &
waiting=$!
sleep 1
stop_server
code=0
wait "$waiting" || code=$?
[ "$code" -eq 5 ] || die "waiting ended with $code: $(cat "$work/waited")"
