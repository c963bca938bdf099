#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# release.sh hardened|size|blind PROGRAM: looks at a program as it is shipped.
#
#   hardened  position-independent, read-only relocations bound at start, no
#             executable stack, stack protector, fortified C library calls,
#             and on x86 a landing mark for CET at the start of main()
#   size      at most 600 KiB when stripped
#   blind     refers to nothing of libsodium that opens or seals: a server
#             that cannot read a record has no code to read one with
set -euo pipefail

sealing='\bcrypto_(box|aead|secretbox|secretstream|kdf|kx|pwhash|scalarmult)'
sealing+='|\bcrypto_stream|\bzl_(envelope|seal|sealing_pair|invitation|code)_'
sealing+='|\bzl_(lock|unlock|derive|stretch_key)\b'

what=${1-}
program=${2-}
[ -f "$program" ] || {
	echo "usage: release.sh hardened|size|blind PROGRAM" >&2
	exit 2
}
failed=0

# want TEXT STATUS: notes whether TEXT holds
want() {
	if [ "$2" -eq 0 ]; then
		echo "ok      $1"
	else
		echo "MISSING $1"
		failed=1
	fi
}

has() {
	local status=0
	grep -Eq -- "$1" <<<"$2" || status=$?
	echo "$status"
}

hardened() {
	local header program_headers dynamic symbols start stack
	header=$(readelf --wide --file-header "$program")
	program_headers=$(readelf --wide --program-headers "$program")
	dynamic=$(readelf --wide --dynamic "$program")
	symbols=$(readelf --wide --dyn-syms "$program")
	stack=$(grep GNU_STACK <<<"$program_headers" || true)
	want "position-independent" "$(has 'Type: +DYN' "$header")"
	want "read-only relocations" "$(has GNU_RELRO "$program_headers")"
	want "bound at start" "$(has 'BIND_NOW|FLAGS.* NOW' "$dynamic")"
	want "stack not executable" "$(has ' RW +0x' "$stack")"
	want "stack protector" "$(has '__stack_chk_fail' "$symbols")"
	want "fortified calls" "$(has '__[a-z]+_chk(@|$)' "$symbols")"
	if grep -q 'X86-64' <<<"$header"; then
		# Debian's own start-up objects are not marked, so that the
		# program as a whole is not either; ours are looked at.
		start=$(objdump --disassemble=main "$program" |
			grep -A 1 '<main>:')
		want "CET" "$(has endbr64 "$start")"
	fi
}

size() {
	local stripped bytes
	stripped=$(mktemp)
	strip -o "$stripped" "$program"
	bytes=$(stat -c %s "$stripped")
	rm -f "$stripped"
	echo "$(basename "$program"): $bytes bytes stripped"
	want "at most 600 KiB" "$((bytes > 600 * 1024))"
}

blind() {
	local symbols found
	symbols=$(nm --dynamic "$program" && nm "$program")
	# It must be possible to see anything at all.
	want "libsodium is used" "$(has ' U crypto_sign' "$symbols")"
	found=$(grep -E "$sealing" <<<"$symbols" || true)
	[ -z "$found" ] || echo "$found"
	want "nothing that opens or seals" "${#found}"
}

case $what in
hardened) hardened ;;
size) size ;;
blind) blind ;;
*) exit 2 ;;
esac
exit "$failed"
