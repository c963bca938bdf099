#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
#
# Goal: who keeps signals can find what is written in them about somebody,
# however it was spelled, and give it to the team's file or to the family,
# without the names of others and with who opened it.
# 15-search-and-print.sh nl|en: the same in both languages.
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

port=$(free_port)
origin=http://127.0.0.1:$port
listen=127.0.0.1:$port
found "$@"
start_server
henk_name="Henk Bakker-Visser"
everybody

# What others write may be anything: marks of HTML, of terminals, of direction.
printf '%s\n' 'Zoë kwam weer zonder jas.' \
	'Ze zei: "Noortje heeft <b>honger</b> & dorst".' \
	$'\u202eBo\u202c en No\u00ador gingen mee.' >"$work/seen.txt"
printf 'Het <script>alert(1)</script> stond op haar jas.\n' >"$work/more.txt"
printf 'Ik bel de moeder van Zoe.\n' >"$work/weighed.txt"
printf 'Dank je, Henk: ik ga langs.\nMevrouw Visser belde ook.\n' \
	>"$work/answer.txt"
printf 'De trainer, Jan-Willem.\n' >"$work/by.txt"
want 0 henk note --text-file "$work/seen.txt" --seen-by-file "$work/by.txt" \
	--ring-me "06 1234 5678" --yes
signal=$(first_signal henk)
want 0 henk add "$signal" --text-file "$work/more.txt" --yes

# Unopened is not looked into, and that is said.
want 0 samira sync
want 0 samira search zoe
tells "Not found" "Niet gevonden"
tells "2 records were not opened here" "2 stukken zijn hier niet geopend"
want 0 samira open "$signal"
want 0 samira assess "$signal" --text-file "$work/weighed.txt"
want 0 samira answer "$signal" --text-file "$work/answer.txt"

# However it was spelled; all words in one record; each line where it stands.
stop_server
cp -r "$work/samira" "$work/samira.before"
want 0 samira search ZOE
says "$signal" "SV Zuiderpark" "| Zoë kwam weer zonder jas." \
	"| Ik bel de moeder van Zoe."
tells "1 signal." "1 signaal."
silent "Noortje"
want 0 samira search zoë moeder
says "moeder van Zoe"
silent "zonder jas"
want 0 samira search noor
says "Noortje" "gingen mee"
silent $'\u202e'
want 0 samira search 'zonder jas'
says "Zoë kwam"
want 0 samira search 'jas zonder'
silent "Zoë kwam"
want 0 samira --json search jan-willem
field '[list(map(r.get, ["field", "kind", "line"])) for r in o["results"]]' \
	<"$work/said" >"$work/results"
[ "$(cat "$work/results")" = \
	"[['seen_by', 'note', 'De trainer, Jan-Willem.']]" ] ||
	die "$(cat "$work/said")"
[ "$(field 'o["unread"]' <"$work/said")" = 0 ] || die "all was opened"
want 2 samira search a
tells "two letters" "twee letters"
want 2 samira search
want 0 henk search dank
tells "Not found" "Niet gevonden"
want 0 henk search honger
says "Noortje"
want 1 supporter search honger
# Nothing was kept of it, not even that somebody looked.
diff -r "$work/samira" "$work/samira.before" || die "searching leaves a trace"

# A long line is cut around what was found.
start_server
python3 -c 'print("ver " * 200 + "é naald " + "weg " * 200)' >"$work/long.txt"
want 0 henk add "$signal" --text-file "$work/long.txt" --yes
want 0 henk --json search NAALD
line=$(field 'o["results"][0]["line"]' <"$work/said")
[[ ${#line} -lt 240 && $line == "… "*"é naald"*" …" ]] ||
	die "$(cat "$work/said")"

# ---- On paper ----

# paper TEXT...: the file last printed says this
paper() {
	local text
	for text in "$@"; do
		grep -qF -- "$text" "$work/paper" || die "not printed: $text"
	done
}

# bare TEXT...: it says nothing of this
bare() {
	local text
	for text in "$@"; do
		! grep -qiF -- "$text" "$work/paper" || die "printed: $text"
	done
}

# print_as PERSON OPTION...: prints the signal to $work/paper
print_as() {
	local who=$1
	shift
	rm -f "$work/paper"
	want 0 "$who" print "$signal" "$work/paper" "$@"
}

want 2 samira print "$signal" "$work/paper"
tells "Say whom it is for" "Zeg voor wie het is"
want 1 henk print "$signal" "$work/paper" --for dossier
tells "Only a professional" "Alleen een sociaal werker"
want 0 joris sync
want 1 joris print "$signal" "$work/paper" --for dossier
tells "Open the signal first" "Open eerst"
[ ! -e "$work/paper" ] || die "a file was made"

# For the team's own file: everything, and nothing of it is obeyed.
want 0 samira sync
want 0 samira open "$signal"
print_as samira --for dossier
[ "$(stat -c %a "$work/paper")" = 600 ] || die "others may read the print"
paper "Zoë kwam weer zonder jas." "Noortje heeft &lt;b&gt;honger&lt;/b&gt;" \
	"&amp; dorst" "&lt;script&gt;alert(1)" "Jan-Willem" "06 1234 5678" \
	"Henk" "SV Zuiderpark" "Ik bel de moeder van Zoe." \
	'\xe2\x80\xaeBo' "default-src 'none'" "</html>"
bare "<script" "<b>h" $'\u202e'
python3 - "$work/paper" <<'P' || die "it is no page by itself"
import html.parser
import sys

class Page(html.parser.HTMLParser):
    seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        for name, value in attrs:
            assert name in ("lang", "charset", "http-equiv", "content",
                            "name", "class", "dir"), (tag, name, value)

page = Page()
page.feed(open(sys.argv[1], encoding="utf-8").read())
assert set(page.seen) == {"html", "head", "meta", "style", "title", "body",
                          "h1", "h2", "h3", "p", "b", "bdi", "div"}, page.seen
P
cp "$work/paper" "$work/first"
want 1 samira print "$signal" "$work/paper" --for dossier
tells "is not written over" "wordt niet overschreven"
cmp "$work/first" "$work/paper" || die "the print was written over"

# For the family: those who told of it are third parties.
printf 'noortje\nBo\n' >"$work/others.txt"
want 0 joris open "$signal"
want 0 samira sync
print_as samira --for family --black-out-file "$work/others.txt"
tells "Blacked out: noortje (1 time)" "Zwart gemaakt: noortje (1 keer)"
tells "Not found in what was written, look for it: 0612345678" \
	"Niet gevonden in wat er geschreven is, zoek het na: 0612345678"
tells "Read all of it" "Lees alles na"
paper "Zoë kwam weer zonder jas." "Samira" "Ik bel de moeder van Zoe." \
	'Ze zei: &quot;█████ heeft' "SV Zuiderpark" "Dank je, █████: ik ga"
paper "Mevrouw █████ belde ook."
bare "Henk" "Bakker" "Visser" "Noor" "Bo en" "aeBo" "Jan-Willem" "Willem" \
	"1234" "honger</b>"
paper "<html lang=\"$LANGUAGE\">" "█████ (vertrouwenscontactpersoon)" \
	"Joris (sociaal werker, Team Zuid), 20"
case $LANGUAGE in
en) paper "Who opened it" "Printed before" ;;
nl) paper "Wie het opende" "Eerder geprint" ;;
esac
print_as samira --for family --with-reporters --format text
paper "Henk" "Jan-Willem" "06 1234 5678" "  | Ze zei: \"Noortje"
bare "<p>" "<h2" "&quot;" "█████ ("
grep -q $'\f' "$work/paper" || die "no page of its own for who opened it"
[ "$(wc -L <"$work/paper")" -le 80 ] || die "too wide for a page"

# What cannot be blacked out stops it, and leaves no trace of a print.
printf 'Noor\n.\n' >"$work/others.txt"
want 2 samira print "$signal" "$work/paper.2" --for family \
	--black-out-file "$work/others.txt"
tells "two letters or more" "twee letters of meer"
want 8 samira print "$signal" "$work/nowhere/paper" --for family --yes
tells "cannot be written" "kan niet geschreven worden"

# That it was printed is kept, by this vault only, as long as the words are.
want 0 samira --json timeline "$signal"
field '[(p["by"], p["for"], p.get("black_out", "").count("\n"))
	for p in o["signal"]["prints"]]' <"$work/said" >"$work/prints" ||
	die "no prints"
[ "$(cat "$work/prints")" = "[('Samira', 'dossier', 0), \
('Samira', 'family', 6), ('Samira', 'family', 0)]" ] ||
	die "$(cat "$work/prints")"
want 0 samira timeline "$signal"
tells "Printed by Samira for the family" "Geprint door Samira voor het gezin"
says "| noortje"
want 0 henk timeline "$signal"
silent "rinted" "eprint"
want 0 samira erase "$signal" --yes
want 0 samira timeline "$signal"
tells "Printed by Samira for the family" "Geprint door Samira voor het gezin"
silent "noortje"
want 1 samira print "$signal" "$work/paper.3" --for dossier
echo "ok"
