#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# completion.sh FILE ZIJLIJN: a real bash completes what can be typed, with
# the completion in FILE: every command and option of --help.
set -euo pipefail

file=$1
program=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
touch "$work/note.txt"
cd "$work"
# shellcheck source=/dev/null
source "$file"
failed=0

# offers WORD...: what the last one may become, one a line
offers() {
	COMP_WORDS=(zijlijn "$@")
	COMP_CWORD=$#
	COMPREPLY=()
	_zijlijn
	printf '%s\n' "${COMPREPLY[@]}"
}

# is WANTED WORD...
is() {
	local wanted=$1 got
	shift
	got=$(offers "$@" | paste -sd' ')
	if [ "$got" != "$wanted" ]; then
		echo "$*: \"$got\" instead of \"$wanted\""
		failed=1
	fi
}

is "organisation" org
is "create show change" organisation ""
is "create" --json organisation cr
is "outbox" outb
is "send drop" outbox ""
is "training" note --place tr
is "yes no ask-help unsafe unknown" note --parents-know ""
is "nl en" --lang ""
is "nl" status --lang n
is "contact professional supporter coordinator" invite --role ""
is "note.txt" note --text-file no
is "note.txt" --key-file n
is "note.txt" organisation create n
is "--text-file" note --te
is "--kind" club add --ki
is "" nothing ""

env -i LC_ALL=C "$program" --help |
	sed -n 's/^  \([a-z][a-z -]*[a-z]\)  .*/\1/p' >commands
[ "$(wc -l <commands)" -gt 20 ]
while read -r first second; do
	offers "$first" >offered
	grep -qxF -- "$first" offered || {
		echo "$first is not completed"
		failed=1
	}
	# shellcheck disable=SC2086 # nothing, or one word
	env -i LC_ALL=C "$program" "$first" $second --help |
		sed -n 's/^  \(--[a-z-]*\).*/\1/p' | sort >wanted
	# shellcheck disable=SC2086
	offers "$first" $second -- | sort >offered
	if ! diff wanted offered; then
		echo "$first $second: other options than --help has"
		failed=1
	fi
done <commands
exit $failed
