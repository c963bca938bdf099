#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# manual.sh SHARE ZIJLIJN ZIJLIJND: the manual in both languages is well
# formed, and has every command and option of --help; that of the server has
# the options and configuration keys of its --help, and no other.
set -euo pipefail

share=$1
program=$2
server=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# The Dutch page has Dutch headings, which mandoc does not know.
mandoc -T lint -W warning "$share/man/man1/zijlijn.1" || failed=1
mandoc -T lint -W error "$share/man/nl/man1/zijlijn.1" || failed=1

env -i LC_ALL=C "$program" --help |
	sed -n 's/^  \([a-z][a-z -]*[a-z]\)  .*/\1/p' >"$work/commands"
[ "$(wc -l <"$work/commands")" -gt 20 ]
for page in "$share"/man/man1/zijlijn.1 "$share"/man/nl/man1/zijlijn.1; do
	mandoc -T utf8 "$page" | sed 's/.\x08//g' >"$work/page"
	while read -r command; do
		# shellcheck disable=SC2086 # two words, two arguments
		env -i LC_ALL=C "$program" $command --help |
			sed -n 's/^  \(--[a-z-]*\).*/\1/p' >"$work/options"
		for word in "$command" $(<"$work/options"); do
			if ! grep -qF -- "$word" "$work/page"; then
				echo "$page does not have $word"
				failed=1
			fi
		done
	done <"$work/commands"
	grep -q '^  *note' "$work/page"
done

page=$(dirname "$0")/../../server/zijlijnd.8
mandoc -T lint -W warning "$page" || failed=1
"$server" --help >"$work/help"
{
	grep -o -- '^  --[a-z-]*' "$work/help" | tr -d ' '
	# "  key = number", and more of them on a line
	grep -oE '(^  |, )[a-z_]+ = ' "$work/help" | tr -d ' =,'
	printf '%s\n' root origin listen data
} | sort >"$work/wanted"
{
	sed -n 's/^\.It Fl \\-\([a-z-]*\).*/--\1/p' "$page"
	sed -n 's/^\.It Cm \([a-z_, ]*[a-z]\).*/\1/p' "$page" | tr -d ' ' |
		tr ',' '\n'
} | sort >"$work/got"
diff "$work/wanted" "$work/got" || failed=1
exit $failed
