#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# release-selftest.sh: the checks of release.sh find what is wrong with
# programs made for that, and nothing with one that is right.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >right.c <<'EOF'
#include <sodium.h>
#include <stdio.h>
#include <string.h>
int main(int argc, char **argv)
{
	char text[64];
	unsigned char key[32] = {0}, sig[64] = {0};
	memcpy(text, argv[0], (size_t)argc);
	(void)snprintf(text, (size_t)argc, "%s", argv[0]);
	return crypto_sign_verify_detached(sig, key, 32, key);
}
EOF
sed 's/return /(void)crypto_box_seal(key, sig, 1, key); return /' \
	right.c >sees.c
sed 's/^int main/int zl_envelope_open(void) { return 1; }\n&/' \
	right.c >opens.c
sed 's/^int main/static const char big[700 * 1024] = {1};\n&/
	s/return /(void)puts(big + argc); return /' right.c >large.c
hard="-O2 -fPIE -fstack-protector-strong -D_FORTIFY_SOURCE=2
	-fcf-protection=full -pie -Wl,-z,relro,-z,now"
make_program() {
	local name=$1
	shift
	gcc -w -o "$name" "$@" -lsodium
}
# shellcheck disable=SC2086 # flags are words
{
	make_program right $hard right.c
	make_program sees $hard sees.c
	make_program opens $hard opens.c
	make_program large $hard large.c
	make_program no_pie $hard right.c -no-pie -fno-pie
	make_program no_relro $hard right.c -Wl,-z,norelro
	make_program lazy $hard right.c -Wl,-z,lazy
	make_program stack $hard right.c -Wl,-z,execstack
	make_program no_guard $hard right.c -fno-stack-protector
	make_program no_fortify $hard right.c -U_FORTIFY_SOURCE
}

failed=0
# expect STATUS CHECK PROGRAM [SAYS]
expect() {
	local status=0 said
	said=$("$here/release.sh" "$2" "$work/$3" 2>&1) || status=$?
	if [ "$status" -ne "$1" ] || ! grep -q -- "${4-}" <<<"$said"; then
		echo "release.sh $2 of $3 ended with $status:"
		echo "$said"
		failed=1
	fi
}

for check in hardened size blind; do
	expect 0 "$check" right
done
expect 1 blind sees "MISSING nothing that opens"
expect 1 blind opens "zl_envelope_open"
expect 1 size large "MISSING at most"
expect 1 hardened no_pie "MISSING position"
expect 1 hardened no_relro "MISSING read-only"
expect 1 hardened lazy "MISSING bound"
expect 1 hardened stack "MISSING stack not"
expect 1 hardened no_guard "MISSING stack protector"
expect 1 hardened no_fortify "MISSING fortified"
if [ "$(uname -m)" = x86_64 ]; then
	# shellcheck disable=SC2086
	make_program no_cet $hard right.c -fcf-protection=none
	expect 1 hardened no_cet "MISSING CET"
fi
exit "$failed"
