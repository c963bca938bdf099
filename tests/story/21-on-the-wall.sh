#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: every club has a poster that says whom to tell, whoever its contact is
# called and whether it has one; and who is invited gets the first steps on
# paper, with the agreement for the club's board.
# 21-on-the-wall.sh nl|en: the same in both languages.
set -euo pipefail
# shellcheck source=tests/story/lib.sh
source "$(dirname "$0")/lib.sh"

export LC_ALL=C.UTF-8 LANGUAGE=$1
shift
# tells ENGLISH DUTCH: the last command said this, in the language of this run
tells() {
	case $LANGUAGE in
	en) says "$1" ;;
	nl) says "$2" ;;
	esac
}

# on_page FILE NUMBER: what stands on a page of a PDF, to $work/page
on_page() {
	pdftotext -f "$2" -l "$2" -layout "$1" - |
		sed 's/\xc2\xa0/ /g' | tr -s ' \n' ' ' >"$work/page"
}

# reads ENGLISH DUTCH: it stands on that page, in the language of this run
reads() {
	local text=$1
	[ "$LANGUAGE" = en ] || text=$2
	grep -qF -- "$text" "$work/page" || {
		cat "$work/page" >&2
		die "not on the page: $text"
	}
}

# bare TEXT...: none of it stands there
bare() {
	local text
	for text in "$@"; do
		! grep -qF -- "$text" "$work/page" || die "on the page: $text"
	done
}

# pages FILE COUNT: so many pages of A4, readable for its owner alone, with
# every word 10 mm or more from the edge
pages() {
	pdfinfo "$1" >"$work/info"
	grep -q "^Pages: *$2\$" "$work/info" || die "$1: $(cat "$work/info")"
	grep -q '^Page size:.*A4' "$work/info" || die "$1 is not A4"
	[ "$(stat -c %a "$1")" = 600 ] || die "others may read $1"
	pdftotext -bbox "$1" - >"$work/words"
	python3 - "$work/words" <<'P' || die "$1: a word leaves its page"
import re
import sys

words = re.findall(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" '
                   r'xMax="([\d.-]+)" yMax="([\d.-]+)"',
                   open(sys.argv[1], encoding="utf-8").read())
assert len(words) > 50
for left, top, right, bottom in words:
    assert float(left) > 28 and float(right) < 595 - 28, (left, right)
    assert float(top) > 28 and float(bottom) < 842 - 14, (top, bottom)
P
}

# codes FILE NUMBER...: the codes on it ring these numbers
codes() {
	local file=$1
	shift
	pdftoppm -png -r 150 -singlefile "$file" "$work/seen"
	zbarimg --quiet --raw "$work/seen.png" 2>/dev/null | sort >"$work/rings"
	printf 'tel:%s\n' "$@" | sort >"$work/wanted"
	diff "$work/wanted" "$work/rings" >&2 || die "$file rings another"
}

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
henk_name='Henk <b>&"van der" Aa'
everybody
cd "$work"

# ---- A club with a contact ----

want 0 supporter sync
want 0 supporter club poster "SV Zuiderpark"
tells "It shows $henk_name with telephone number 0612345678. Ask first" \
	"Er staat op: $henk_name, met telefoonnummer 0612345678. Vraag eerst"
pages poster.pdf 1
on_page poster.pdf 1
reads "SV Zuiderpark" "SV Zuiderpark"
reads "Our vertrouwenscontactpersoon" "Onze vertrouwenscontactpersoon"
reads "$henk_name" "$henk_name"
reads "do not question the child" "vraag het kind niet uit"
reads "Samira is the accounthouder wijkteam of our club" \
	"Samira is de accounthouder wijkteam van onze club"
reads "about the contact or the board? Then ring Samira: 070 555 01 20." \
	"over de contactpersoon of het bestuur? Bel dan Samira: 070 555 01 20."
reads "112" "112"
reads "0800-2000" "0800-2000"
reads "0900-2025590" "0900-2025590"
codes poster.pdf 0612345678

# What is there is not written over, and a name says what is in the file.
want 1 supporter club poster "SV Zuiderpark"
tells "is not written over" "wordt niet overschreven"
want 2 supporter club poster "SV Zuiderpark" --out poster.doc
tells "ends in .pdf or .svg" "op .pdf of .svg eindigt"
want 8 supporter club poster "SV Zuiderpark" --out nowhere/poster.pdf

# In the other language, whatever this one is.
other="nl"
[ "$LANGUAGE" = en ] || other="en"
want 0 henk sync
want 0 henk --lang "$other" club poster --out other.pdf
on_page other.pdf 1
case $other in
en) grep -q "Our vertrouwens" page || die "it is not in English" ;;
nl) grep -q "Onze vertrouwens" page || die "it is not in Dutch" ;;
esac

# Who is assigned to the club makes one too; a colleague does not.
invite coordinator mo --role professional --name Mo --team "Team Zuid"
want 0 joris sync
want 0 joris club poster "SV Zuiderpark" --out joris.pdf
want 0 mo sync
want 1 mo club poster "SV Zuiderpark" --out mo.pdf
tells "is printed by its contact" "print je als contactpersoon"
[ ! -e mo.pdf ] || die "a poster was made"

# ---- A club without one ----

want 0 coordinator sync
want 0 coordinator --json club poster "Scouting De Meeuw" --out none.pdf
[ "$(field '(o["contacts"], o["files"], "account_holder" in o)' <said)" = \
	"([], ['none.pdf'], False)" ] || die "$(cat said)"
pages none.pdf 1
on_page none.pdf 1
reads "We are looking for a vertrouwens" "Wij zoeken een vertrouwens"
reads "Ring Petra: 0612345678." "Bel Petra: 0612345678."
reads "Ring Team Noord" "Bel Team Noord"
reads "There for our club: Team Noord" "Voor onze club is er Team Noord"
reads "Is it about the board? Then ring Team Noord: 070 555 01 10." \
	"Gaat het over het bestuur? Bel dan Team Noord: 070 555 01 10."
reads "Scouting Nederland" "Scouting Nederland"
codes none.pdf 0705550110

# Without the program there is still something to print.
PATH=$work/nowhere want 0 supporter club poster "Scouting De Meeuw" \
	--out plain.pdf
tells "apt install librsvg2-bin" "apt install librsvg2-bin"
[ ! -e plain.pdf ] || die "what is no PDF is called one"
python3 -c 'import sys, xml.dom.minidom
xml.dom.minidom.parse(sys.argv[1])' plain.svg || die "it is no SVG"

# The pages come along with the program; without them it says which is missing.
cp "$zijlijn" "$work/alone"
zijlijn=$work/alone want 8 supporter club poster "Scouting De Meeuw" \
	--out alone.pdf
says "poster.svg"

# ---- Inviting on paper ----

want 2 supporter invite --role contact --club "Scouting De Meeuw" \
	--name Iris --phone 0655555555 --print-code
want 1 supporter invite --role contact --club "Scouting De Meeuw" \
	--name Iris --phone 0655555555 --print none.pdf
want 0 supporter --json invite --role contact --club "Scouting De Meeuw" \
	--name Iris --phone "06 5555 5555" --print iris.pdf --print-code
code=$(field 'o["code"]' <said)
[ "$(field 'o["files"]' <said)" = "['iris.pdf']" ] || die "$(cat said)"
pages iris.pdf 2
on_page iris.pdf 1
reads "What we agree Scouting De Meeuw" "Wat we afspreken Scouting De Meeuw"
reads "Iris is vertrouwenscontactpersoon of our club" \
	"Iris is vertrouwenscontactpersoon van onze club"
reads "Worries about home go to the team, and not to the board" \
	"Zorgen over thuis gaan naar het team, niet naar het bestuur"
reads "VOG" "VOG"
reads "Signature" "Handtekening"
bare "$code"
on_page iris.pdf 2
reads "This sheet is for Iris alone" "Dit blad is alleen voor Iris"
reads "zijlijn join --server $origin" "zijlijn join --server $origin"
reads "$code" "$code"
reads "$words" "$words"
# What stands on the sheet is enough to join with.
"$zijlijn" key-file "$work/iris.key" >/dev/null
grep -oE '([0-9A-Z]{4}-){4}[0-9A-Z]' page |
	as iris join --yes --server "$origin" >/dev/null

# A code that was not asked for is on no sheet; other roles sign nothing.
want 0 coordinator --json invite --role professional --team "Team Noord" \
	--name Anouk --phone 0655555556 --print anouk.pdf
code=$(field 'o["code"]' <said)
pages anouk.pdf 1
on_page anouk.pdf 1
reads "First steps of Anouk" "Eerste stappen van Anouk"
reads "Karin de Wit tells you what to write here." \
	"Karin de Wit vertelt je wat je hier opschrijft."
bare "$code"

# Without the program each page is a file of its own, for its owner alone.
name=$(python3 -c 'print("أحمد " * 8 + "Świętosława " * 3 + "n\u0303" * 2 +
	" 👩‍👩‍👧")')
PATH=$work/nowhere want 0 supporter invite --role contact \
	--club "Scouting De Meeuw" --club "SV Zuiderpark" --name "$name" \
	--phone "+31 (0)6 66 66 66 66" --print both.pdf --print-code --link
for number in 1 2 3; do
	[ "$(stat -c %a "both-$number.svg")" = 600 ] ||
		die "others may read a page"
done
grep -q 'SV Zuiderpark' both-2.svg || die "each club signs for itself"
grep -q "$origin/#" both-3.svg || die "the link is not on it"
! grep -q "$origin/#" both-1.svg both-2.svg || die "the board gets the link"

# ---- Two contacts, one of whom is called like nobody here ----

want 0 supporter sync
want 0 supporter club poster "Scouting De Meeuw" --out two.pdf
pages two.pdf 1
on_page two.pdf 1
reads "+31 (0)6 66 66 66 66" "+31 (0)6 66 66 66 66"
reads "06 5555 5555" "06 5555 5555"
codes two.pdf 0655555555 +31666666666
want 0 supporter club poster "SV Zuiderpark" --out one.pdf --contact "$name"
pages one.pdf 1
on_page one.pdf 1
bare "$henk_name"
codes one.pdf +31666666666
for i in 3 4; do
	want 0 supporter invite --role contact --club "Scouting De Meeuw" \
		--name "Bo $i" --phone "06 7777777$i"
	[ "$i" = 4 ] || {
		want 0 supporter club poster "Scouting De Meeuw" --out three.pdf
		pages three.pdf 1
		codes three.pdf 0655555555 +31666666666 0677777773
	}
done
want 2 supporter club poster "Scouting De Meeuw" --out four.pdf
tells "Say whom with --contact NAME" "Zeg wie erop komt met --contact NAAM"
want 0 supporter club end "Scouting De Meeuw" --yes
want 1 supporter club poster "Scouting De Meeuw" --out ended.pdf
echo "ok"
