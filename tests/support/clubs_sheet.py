#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""clubs_sheet.py FILE [--clubs N] [--seed N]: a
municipality's list of clubs as a Dutch spreadsheet saves it: Windows-1252,
semicolons, CR LF, line breaks in cells, Dutch dates and numbers, empty lines
at the end. The same seed gives the same bytes."""

import argparse
import random

DISTRICTS = ["Noord", "Zuid"]
KINDS = ["Voetbal", "Hockey", "Gymnastiek", "Scouting", "Muziek", "Speeltuin",
         "Atletiek", "Zwemmen", "Korfbal", "Judo", "Handbal", "Overig"]
FIRST = ["SV", "VV", "HC", "De", "Sint", "Olympia", "Excelsior", "Unitas",
         "Café", "Één", "Oranje", "Die Haghe"]
SECOND = ["Zuiderpark", "Duinzicht", "Meeuwen", "Laakkwartier", "Vooruit",
          "Ooievaar", "Strandlopers", "Trekvliet", "Kruiwagen", "Zeemeeuw"]
GIVEN = ["Jan", "Fatima", "Renée", "Joris", "Ömer", "Anouk", "Henk", "Zoë",
         "Mohammed", "Lieke", "Bjørn", "Noor"]
PREFIX = ["", "", "", "van", "de", "van der", "van 't", "el"]
FAMILY = ["Jansen", "Vries", "Berg", "Yılmaz", "Bakker", "Visser", "Smit",
          "Müller", "Dijk", "Amrani", "Cheng", "Groot"]
HEADERS = ["Naam vereniging", "Soort", "Wijk", "Adres", "Website",
           "Jeugdleden", "Extra ondersteuning", "Bezoekritme", "Gedragscode",
           "Trainers geschoold", "Voornaam", "Tussenvoegsel", "Achternaam",
           "Telefoon", "E-mail", "VOG gezien", "Scholing tot", "Opmerkingen"]


def day(dice, first, last):
    form = dice.choice(
        ["{0}-{1}-{2}", "{0:02}-{1:02}-{2}", "{2}-{1:02}-{0:02}"])
    return form.format(dice.randint(1, 28), dice.randint(1, 12),
                       dice.randint(first, last))


def maybe(dice, text, of=3):
    return text if dice.randrange(of) else ""


def contact(dice):
    """Half of the clubs has none."""
    if dice.randrange(2):
        return [""] * 7
    given, family = dice.choice(GIVEN), dice.choice(FAMILY)
    # Windows-1252 has no dotless i
    family = family.replace("ı", "i")
    return [given, dice.choice(PREFIX), family,
            maybe(dice, "+31 6 %08d" % dice.randrange(10**8)),
            maybe(dice, "vcp%d@club.example" % dice.randrange(10**6)),
            maybe(dice, day(dice, 2023, 2026)),
            maybe(dice, day(dice, 2026, 2029))]


def club(dice, number):
    """One line."""
    name = "%s %s %d" % (dice.choice(FIRST), dice.choice(SECOND), number)
    if number % 97 == 0:
        name = '=%s "De Bal"; Zuid' % name
    youth = dice.randrange(1500)
    return [name, dice.choice(KINDS), dice.choice(DISTRICTS),
            "Laan van Meerdervoort %d\r\n25%02d AB  Den Haag" % (
                number, number % 100),
            maybe(dice, "https://www.club%d.example" % number),
            maybe(dice, dice.choice(["{:d}", "{:,}", "{:d},0"]).format(
                youth).replace(",", "." if youth > 999 else ",")
                if number % 3 else str(youth)),
            "Wil hulp bij het vinden van een VCP" if number % 11 == 0 else "",
            maybe(dice, dice.choice(["180", "26 weken", "6 maanden",
                                     "jaarlijks"])),
            maybe(dice, day(dice, 2018, 2026)),
            maybe(dice, day(dice, 2020, 2026)),
            *contact(dice), "zie map" if number % 7 == 0 else ""]


def cell(text):
    if any(sign in text for sign in ';"\r\n'):
        return '"%s"' % text.replace('"', '""')
    return text


def sheet(clubs, seed):
    dice = random.Random(seed)
    rows = [HEADERS] + [club(dice, n + 1) for n in range(clubs)]
    rows += [[""] * len(HEADERS)] * 3
    return "".join(";".join(map(cell, row)) + "\r\n" for row in rows)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("--clubs", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with open(given.file, "wb") as file:
        file.write(sheet(given.clubs, given.seed).encode("cp1252"))


if __name__ == "__main__":
    main()
