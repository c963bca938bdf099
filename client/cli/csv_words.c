/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the dictionary: what columns and cells of other people's
 * spreadsheets say, and what it means here. None of it is shown to anybody but
 * the kinds of clubs. Each table is one text, without a pointer to every word,
 * which would take more room than the words. */
#include "csv_words.h"

#include <string.h>
#include <strings.h>

enum { YEAR = 365 };

/* What means the same stands in one line, with commas between. */

/* As enum csv_column, up to CSV_OURS but for CSV_COLUMN_COUNT. */
static const char columns[] =
    "naam,club,vereniging,clubnaam,verenigingsnaam,naamvereniging,"
    "naamclub,naamvandevereniging,organisatie,naamorganisatie,name,"
    "clubname,nameofclub,association\n"
    "soort,soortvereniging,soortclub,sport,tak,taksport,takvansport,"
    "type,typevereniging,categorie,sportsoort,kind,kindofclub,"
    "category\n"
    "wijk,stadsdeel,district,gebied,wijknaam,naamwijk,deelgemeente,"
    "area\n"
    "adres,bezoekadres,adresvereniging,clubadres,address\n"
    "website,site,web,url,webadres,internet,homepage\n"
    "jeugdleden,aantaljeugdleden,jeugd,ledenjeugd,jeugdledenaantal,"
    "youth,youthmembers,numberofyouthmembers\n"
    "extraondersteuning,ondersteuning,support,extrasupport\n"
    "bezoekritme,bezoekfrequentie,ritme,bezoekomdedagen,bezoekdagen,"
    "visitrhythm,visitdays,rhythm,visitevery\n"
    "gedragscode,datumgedragscode,gedragscodedatum,gedragscodeop,"
    "gedragscodevastgesteld,gedragscodevastgesteldop,codeofconduct,"
    "codeofconductdate,codeofconducton\n"
    "trainersgeschoold,scholingtrainers,trainersgeschooldop,"
    "datumscholingtrainers,pedagogischescholing,"
    "pedagogischescholingtrainers,trainerstrained,trainerstrainedon,"
    "trainerstraineddate\n"
    "contactpersoon,vertrouwenscontactpersoon,vcp,naamvcp,"
    "naamcontactpersoon,vertrouwenspersoon,contact,contactname,"
    "contactperson,nameofcontact\n"
    "voornaam,voornaamvcp,voornaamcontactpersoon,roepnaam,given,"
    "givenname,firstname\n"
    "tussenvoegsel,tussenvoegsels,voorvoegsel,voorvoegsels,tv,prefix\n"
    "achternaam,familienaam,achternaamvcp,achternaamcontactpersoon,"
    "naamfamilie,family,familyname,lastname,surname\n"
    "functie,rol,post,role\n"
    "telefoon,telefoonnummer,tel,telnr,mobiel,mobielnummer,telefoonvcp,"
    "telefooncontactpersoon,phone,phonenumber,mobile\n"
    "email,emailadres,mail,mailadres,emailvcp,emailcontactpersoon,"
    "mailaddress,emailaddress\n"
    "vog,vogdatum,datumvog,voggezien,voggezienop,vogafgegeven,vogseen,"
    "vogseenon,vogdate\n"
    "scholing,scholingtot,scholinggeldigtot,scholinggeldigtotenmet,"
    "scholingvcp,trainingtot,training,traininguntil,trainingvaliduntil,"
    "traineduntil,opleidinggeldigtot\n"
    "laatstbezocht,laatstebezoek,volgendebezoek,contactpersonen,"
    "lastvisit,nextvisit,contacts,lastcontact,laatstecontact,"
    "geplandbezoek,contactmetvereniging";

/* First the word of the protocol, then the Dutch one if it is another. */
static const char kinds[] =
    "football,voetbal,soccer,voetbalvereniging,voetbalclub\n"
    "futsal,zaalvoetbal\n"
    "hockey,hockey,hockeyclub\n"
    "gymnastics,gymnastiek,turnen,gym,gymvereniging\n"
    "scouting,scouting,scouts,padvinderij,welpen\n"
    "music,muziek,muziekvereniging,fanfare,harmonie,drumband\n"
    "playground,speeltuin,speeltuinvereniging\n"
    "athletics,atletiek\n"
    "swimming,zwemmen,zwemvereniging,zwemclub\n"
    "water-polo,waterpolo\n"
    "tennis\n"
    "padel\n"
    "korfball,korfbal\n"
    "handball,handbal\n"
    "volleyball,volleybal\n"
    "basketball,basketbal\n"
    "baseball,honkbal,honk- en softbal\n"
    "softball,softbal\n"
    "rugby\n"
    "cricket\n"
    "badminton\n"
    "table-tennis,table tennis,tafeltennis\n"
    "judo\n"
    "karate\n"
    "martial-arts,martial arts,vechtsport,vechtsporten,taekwondo,"
    "kickboksen\n"
    "boxing,boksen\n"
    "cycling,wielrennen,fietsen,wielersport\n"
    "skating,schaatsen,skeeleren\n"
    "ice-hockey,ice hockey,ijshockey\n"
    "rowing,roeien\n"
    "sailing,zeilen\n"
    "canoeing,kanovaren,kano\n"
    "diving,duiken\n"
    "lifesaving,reddingsbrigade\n"
    "riding,paardensport,paardrijden,ruitersport,ponyclub,manege\n"
    "dance,dans,dansen,ballet\n"
    "theatre,theater,toneel\n"
    "choir,koor,kinderkoor,jeugdkoor\n"
    "fencing,schermen\n"
    "archery,boogschieten,handboogschieten\n"
    "chess,schaken,schaak,dammen\n"
    "darts\n"
    "billiards,biljart,snooker\n"
    "bowling\n"
    "climbing,klimmen,klimsport\n"
    "triathlon\n"
    "running,hardlopen\n"
    "walking,wandelen,avondvierdaagse\n"
    "golf\n"
    "youth,jeugd,jeugdwerk,jongerenwerk,jeugdvereniging\n"
    "neighbourhood,buurt,buurtvereniging,buurthuis\n"
    "nature,natuur,kinderboerderij\n"
    "multi-sport,omnisport,omnivereniging\n"
    "other,overig,overige,anders";

/* As numbered by the register. */
static const char posts[] =
    "contact,contactpersoon,vertrouwenscontactpersoon,vcp\n"
    "chair,voorzitter\n"
    "secretary,secretaris\n"
    "trainer,coach\n"
    "other,anders,overig";

static const char yes[] = "yes,y,ja,j,x,true,waar,1";

static const char no[] = "no,n,none,nee,geen,false,onwaar,0,-,--,?,n/a,nvt,"
                         "n.v.t.,n.v.t,onbekend,unknown";

static const char often[] = "jaarlijks,elk jaar,yearly\n"
                            "halfjaarlijks,half-yearly,elk half jaar\n"
                            "elk kwartaal,per kwartaal,quarterly\n"
                            "maandelijks,elke maand,monthly";
static const uint16_t often_days[] = {YEAR, YEAR / 2, YEAR / 4, 30};

/* Months are twelfths of a year. */
static const char units[] =
    "dag,dagen,day,days\nweek,weken,weeks\nmaand,maanden,month,months\n"
    "jaar,year,years";
static const struct {
        uint16_t days;
        uint16_t of;
} unit_days[] = {{1, 1}, {7, 1}, {YEAR, 12}, {YEAR, 1}};

static const char prefixes[] =
    "van,de,der,den,het,'t,te,ten,ter,op,in,'s,von,el,al,bin,ben,di,da,dos,du,"
    "la,le,v.d.,v.,d.,aan,bij,onder,uit,over,voor";

const char *const csv_words__keys[CSV_COLUMN_COUNT] = {
    [CSV_NAME] = "name",
    [CSV_KIND] = "kind",
    [CSV_DISTRICT] = "district",
    [CSV_ADDRESS] = "address",
    [CSV_WEBSITE] = "website",
    [CSV_YOUTH] = "youth_members",
    [CSV_SUPPORT] = "extra_support",
    [CSV_VISIT_DAYS] = "visit_days",
    [CSV_CONDUCT] = "code_of_conduct",
    [CSV_TRAINERS] = "trainers_trained",
    [CSV_CONTACT] = "contact",
    [CSV_GIVEN] = "given",
    [CSV_PREFIX] = "prefix",
    [CSV_FAMILY] = "family",
    [CSV_POST] = "post",
    [CSV_PHONE] = "phone",
    [CSV_MAIL] = "mail",
    [CSV_VOG] = "vog_seen",
    [CSV_TRAINED] = "trained_until",
};

/* In which line a word stands; -1: in none. */
static int line_of(const char *table, const char *word, size_t size)
{
        int line = 0;

        if (size == 0)
                return -1;
        while (*table != '\0') {
                size_t here = strcspn(table, ",\n");

                if (here == size && strncasecmp(table, word, size) == 0)
                        return line;
                table += here;
                if (*table != '\0' && *table++ == '\n')
                        line++;
        }
        return -1;
}

static int find(const char *table, const char *word)
{
        return line_of(table, word, strlen(word));
}

enum csv_column csv_words__column(const char *word)
{
        int line = find(columns, word);

        if (line < 0)
                return CSV_UNKNOWN;
        return line < CSV_COLUMN_COUNT ? (enum csv_column)line : CSV_OURS;
}

bool csv_words__kind_at(int at, bool dutch, char ret[static CSV_KIND_ROOM])
{
        const char *word = kinds;
        size_t size = 0;

        for (int line = 0; line < at; line++) {
                word = strchr(word, '\n');
                if (word == NULL)
                        return false;
                word++;
        }
        size = strcspn(word, ",\n");
        if (dutch && word[size] == ',') {
                word += size + 1;
                size = strcspn(word, ",\n");
        }
        if (size >= CSV_KIND_ROOM)
                return false;
        memcpy(ret, word, size);
        ret[size] = '\0';
        return true;
}

bool csv_words__kind(const char *name, char ret[static CSV_KIND_ROOM])
{
        int line = find(kinds, name);

        return line >= 0 && csv_words__kind_at(line, false, ret);
}

int csv_words__post(const char *word)
{
        return find(posts, word);
}

bool csv_words__is_yes(const char *word)
{
        return find(yes, word) >= 0;
}

bool csv_words__is_no(const char *word)
{
        return find(no, word) >= 0;
}

bool csv_words__is_prefix(const char *word, size_t size)
{
        return line_of(prefixes, word, size) >= 0;
}

uint32_t csv_words__often(const char *word)
{
        int line = find(often, word);

        return line >= 0 ? often_days[line] : 0;
}

bool csv_words__unit(const char *word, uint32_t *ret_days, uint32_t *ret_of)
{
        int line = find(units, word);

        if (line < 0)
                return false;
        *ret_days = unit_days[line].days;
        *ret_of = unit_days[line].of;
        return true;
}
