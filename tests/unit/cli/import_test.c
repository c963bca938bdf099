/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Imports: which column is what, and what each line says or why it is
 * refused. Which club a line is about is told in a story. */
#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"

static struct import *import_of(const char *text)
{
        struct import *import = calloc(1, sizeof(*import));
        struct csv_place place = {CSV_FINE, 0, 0};

        REQUIRE(import != NULL);
        REQUIRE_OK(csv_read__table(
            (struct zl_bytes){(const uint8_t *)text, strlen(text)},
            &import->table, &place));
        REQUIRE_OK(import__columns(import));
        return import;
}

static void forget(struct import *import)
{
        import__free(import);
        free(import);
}

static void columns_are_known_by_many_names(void)
{
        struct import *import =
            import_of("Naam vereniging;SOORT;Stadsdeel;Jeugd-leden;"
                      "VOG gezien op;E-mailadres;Laatst bezocht;"
                      "trained_until;Opmerkingen;;Contactpersoon\n");

        CHECK_INT(import->of[0], CSV_NAME);
        CHECK_INT(import->of[1], CSV_KIND);
        CHECK_INT(import->of[2], CSV_DISTRICT);
        CHECK_INT(import->of[3], CSV_YOUTH);
        CHECK_INT(import->of[4], CSV_VOG);
        CHECK_INT(import->of[5], CSV_MAIL);
        CHECK_INT(import->of[6], CSV_OURS);
        CHECK_INT(import->of[7], CSV_TRAINED);
        CHECK_INT(import->of[8], CSV_UNKNOWN);
        CHECK_INT(import->of[9], CSV_OURS);
        CHECK_INT(import->of[10], CSV_CONTACT);
        CHECK_UINT(import__column(import, CSV_YOUTH), 3);
        CHECK_UINT(import__column(import, CSV_PHONE), CSV_COLUMNS_MAX);
        forget(import);
}

static void somebody_says_what_a_column_is(void)
{
        struct import *import = import_of("Wie=wat;Club;Naam\n");
        size_t first = 0;
        size_t second = 0;

        CHECK(import__twice(import, &first, &second));
        CHECK_UINT(first, 1);
        CHECK_UINT(second, 2);
        CHECK_OK(import__map(import, "club=skip"));
        CHECK(!import__twice(import, &first, &second));
        CHECK_OK(import__map(import, "Wie=wat=district"));
        CHECK_INT(import->of[0], CSV_DISTRICT);
        CHECK_STATUS(import__map(import, "Adres=address"), ZL_E_NOT_FOUND);
        CHECK_STATUS(import__map(import, "Club=naam"), ZL_E_USAGE);
        CHECK_STATUS(import__map(import, "Club"), ZL_E_USAGE);
        CHECK_STATUS(import__map(import, ""), ZL_E_USAGE);
        forget(import);
}

static void a_line_says_what_its_cells_say(void)
{
        struct import *import = import_of(
            "Naam;Jeugdleden;Bezoekritme;Gedragscode;Contactpersoon;Telefoon\n"
            "'=SV  Zuid;1.024;26 weken;1-3-2026;Jan van der Berg;'+31 6 12\n"
            "De Bal;;-;nee;Anouk Smit - Vries;\n"
            "Los;0;;;;\n");
        const struct import_row *row = NULL;

        REQUIRE_OK(import__rows(import));
        CHECK_UINT(import->refused, 0);
        REQUIRE_UINT(import->count, 3);
        row = &import->rows[0];
        CHECK_UINT(row->line, 2);
        CHECK_STR(row->text[CSV_NAME], "=SV Zuid");
        CHECK_UINT(row->number[CSV_YOUTH], 1024);
        CHECK_UINT(row->number[CSV_VISIT_DAYS], 182);
        CHECK_UINT(row->number[CSV_CONDUCT], 20513);
        CHECK_STR(row->person.given, "Jan");
        CHECK_STR(row->person.prefix, "van der");
        CHECK_STR(row->person.family, "Berg");
        CHECK_STR(row->person.phone, "+31 6 12");
        CHECK_STR(row->person.mail, "");
        row = &import->rows[1];
        CHECK(row->text[CSV_VISIT_DAYS] == NULL);
        CHECK(row->text[CSV_CONDUCT] == NULL);
        CHECK_STR(row->person.prefix, "");
        CHECK_STR(row->person.family, "Smit - Vries");
        row = &import->rows[2];
        CHECK_STR(row->text[CSV_YOUTH], "0");
        CHECK(row->person.family == NULL);
        forget(import);
}

static void refused(const struct import *import, size_t at, size_t line,
    size_t column, const char *why)
{
        REQUIRE(import->refused > at);
        CHECK_UINT(import->refusals[at].line, line);
        CHECK_UINT(import->refusals[at].column, column);
        if (!CHECK(strstr(import->refusals[at].why, why) != NULL))
                CHECK_STR(import->refusals[at].why, why);
}

static void what_is_wrong_is_told_with_line_and_column(void)
{
        struct import *import =
            import_of("Naam;Jeugdleden;VOG;Achternaam;Voornaam\n"
                      "A;ca. 80;29-02-2027;Smit;Jan\n"
                      ";5;;;\n"
                      "\"x\ny\";;;Smit;\n"
                      "B;;;;Jan\n"
                      "C\xe2\x80\xae"
                      "D;;;;\n");

        REQUIRE_OK(import__rows(import));
        CHECK_UINT(import->refused, 6);
        refused(import, 0, 2, 2, "\"ca. 80\": That is not a whole number.");
        refused(import, 1, 2, 3, "\"29-02-2027\": There is no such day.");
        refused(import, 2, 3, 1, "The club has no name.");
        refused(import, 3, 4, 0, "needs a given name and a family name");
        refused(import, 4, 6, 0, "needs a given name and a family name");
        refused(import, 5, 7, 1, "a character that is no text");
        forget(import);
}

/* One wrong column is not a hundred thousand sentences. */
static void refusals_are_counted_and_not_all_kept(void)
{
        struct import *import = NULL;
        struct zl_buf text;

        zl_buf_init(&text, 65536);
        zl_put_text(&text, "Naam;Gedragscode\n");
        for (unsigned i = 0; i < 5000; i++)
                zl_put_text(&text, "A;x1\n");
        zl_put_u8(&text, 0);
        import = import_of((const char *)text.data);
        REQUIRE_OK(import__rows(import));
        CHECK_UINT(import->refused, 5000);
        refused(import, IMPORT_SHOWN_MAX - 1, IMPORT_SHOWN_MAX + 1, 2, "x1");
        forget(import);
        zl_buf_free(&text);
}

static const struct check_case cases[] = {
    CHECK_CASE(columns_are_known_by_many_names),
    CHECK_CASE(somebody_says_what_a_column_is),
    CHECK_CASE(a_line_says_what_its_cells_say),
    CHECK_CASE(what_is_wrong_is_told_with_line_and_column),
    CHECK_CASE(refusals_are_counted_and_not_all_kept),
};

CHECK_MAIN("cli_import", cases)
