#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# lang.sh ZIJLIJN: the program speaks the language it is asked for, on a
# machine that has no locale generated: LOCPATH is an empty folder here.
set -euo pipefail

program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/locales" "$work/home"
failed=0
# glibc itself leaks its copy of LOCPATH.
export ASAN_OPTIONS=detect_leaks=0

# says WORD [VARIABLE=VALUE]... [-- ARGUMENT...]: the help begins with WORD
says() {
	local wanted=$1 got
	local -a variables=()
	shift
	while [ $# -gt 0 ] && [ "$1" != -- ]; do
		variables+=("$1")
		shift
	done
	[ $# -eq 0 ] || shift
	got=$(env -i "LOCPATH=$work/locales" "${variables[@]}" \
		"ASAN_OPTIONS=$ASAN_OPTIONS" "$program" "$@" --help)
	got=${got%%:*}
	if [ "$got" != "$wanted" ]; then
		echo "${variables[*]} $*: \"$got\" instead of \"$wanted\""
		failed=1
	fi
}

env -i "LOCPATH=$work/locales" LC_ALL=nl_NL.UTF-8 locale \
	>"$work/said" 2>&1 || true
if ! grep -qF 'Cannot set' "$work/said"; then
	echo "LOCPATH does not hide the locales of this machine"
	exit 1
fi

# Nothing asked for is the locale C, and that is English.
says Usage
says Usage LANGUAGE=nl
says Usage LC_ALL=C LANGUAGE=nl LANG=nl_NL.UTF-8
says Usage LANG=POSIX LANGUAGE=nl
says Usage LANG=C.UTF-8
says Usage LANG=en_GB.UTF-8
says Usage LANG=fr_FR.UTF-8
says Usage LANG=nlx_XX
says Gebruik LANG=nl_NL.UTF-8
says Gebruik LANG=nl
says Gebruik LANG=nl_BE@euro
says Gebruik LC_MESSAGES=nl_NL.UTF-8 LANG=en_GB.UTF-8
says Usage LC_ALL=en_GB.UTF-8 LC_MESSAGES=nl_NL.UTF-8 LANG=nl_NL.UTF-8
says Gebruik LC_ALL= LC_MESSAGES= LANG=nl_NL.UTF-8
says Gebruik LANG=C.UTF-8 LANGUAGE=nl
says Gebruik LANG=en_GB.UTF-8 LANGUAGE=nl:en
says Usage LANG=nl_NL.UTF-8 LANGUAGE=en:nl
says Gebruik LANG=nl_NL.UTF-8 LANGUAGE=fr
says Gebruik LANG=fr_FR.UTF-8 LANGUAGE=de:nl_NL:en

# What is typed goes first, wherever it stands.
says Gebruik -- --lang nl
says Gebruik -- --lang=nl note
says Gebruik -- note --lang nl
says Gebruik LC_ALL=C -- organisation create --lang nl
says Usage LANG=nl_NL.UTF-8 -- note --lang en

# Every command's help is Dutch, and so is what goes wrong.
env -i "$program" --help | sed -n 's/^  \([a-z][a-z -]*[a-z]\)  .*/\1/p' \
	>"$work/commands"
[ "$(wc -l <"$work/commands")" -gt 20 ]
while read -r command; do
	# shellcheck disable=SC2086 # two words, two arguments
	env -i "$program" --lang nl $command --help >"$work/help"
	if ! grep -q '^Gebruik: ' "$work/help" ||
		grep -E '^(Usage|Options|Examples|Exit)' "$work/help"; then
		echo "$command --help is not Dutch"
		failed=1
	fi
done <"$work/commands"
env -i "ZIJLIJN_HOME=$work/home/none" "$program" --lang nl list \
	2>"$work/said" && failed=1
if ! grep -qF 'doet nog niemand mee' "$work/said"; then
	echo "list fails in another language:"
	cat "$work/said"
	failed=1
fi
# --json is for programs: it has the same names in every language.
env -i "ZIJLIJN_HOME=$work/home/none" "$program" --lang nl list --json \
	>"$work/json" || true
if ! grep -qF '"error":{"status":"not possible in this state"' \
	"$work/json"; then
	echo "--json in another language:"
	cat "$work/json"
	failed=1
fi
if env -i "$program" --lang de list 2>"$work/said" ||
	! grep -q -e '--lang' "$work/said"; then
	echo "--lang de is not refused"
	failed=1
fi
exit $failed
