/* SPDX-License-Identifier: EUPL-1.2 */
/*~ zijlijn search: words in what was opened here. Everything is read in this
 * process and forgotten again: no index is kept, nothing is asked of the
 * server, and the words looked for are written nowhere. */
#include <string.h>

#include "ask.h"
#include "command.h"
#include "fields.h"
#include "fold.h"
#include "label.h"
#include "out.h"
#include "prompt.h"
#include "session.h"
#include "show.h"

enum {
        WORDS_MAX = 8,
        LINE_MAX = 1024, /* bytes of words that are typed */
        BEFORE = 60, /* bytes shown of a long line, before what was found */
        AFTER = 120
};

struct search {
        struct cli *cli;
        bool professional;
        struct zl_folded words[WORDS_MAX];
        size_t word_count;
        int status;

        /* of the record that is looked at */
        const struct zl_signal_view *signal;
        const struct zl_record_view *record;
        bool found[WORDS_MAX];
        bool telling; /* the words are all there: now show where */
        bool signal_told;

        size_t signals;
        size_t lines;
        size_t unread; /* records that cannot be looked into */
};

/* ---- A line ---- */

static size_t back_to_letter(const char *text, size_t at)
{
        while (at > 0 && ((unsigned char)text[at] & 0xc0) == 0x80)
                at--;
        return at;
}

/* The line around a hit, from its beginning to its end if it is short. */
static void excerpt(
    const char *text, size_t from, size_t to, size_t hit, struct zl_buf *buf)
{
        size_t begin =
            back_to_letter(text, hit > from + BEFORE ? hit - BEFORE : from);
        size_t end = back_to_letter(text, to > hit + AFTER ? hit + AFTER : to);

        zl_put_text(buf, begin > from ? "… " : "");
        zl_put_bytes(buf, text + begin, end - begin);
        zl_put_text(buf, end < to ? " …" : "");
        zl_put_u8(buf, 0);
}

static void tell_signal(struct search *search)
{
        struct cli *cli = search->cli;
        char when[SHOW_TIME];
        char id[TEXT_ID];

        if (search->signal_told)
                return;
        search->signal_told = true;
        search->signals++;
        text__id(&search->signal->id, id);
        show__time(search->signal->time, when);
        out__say(cli, "%s  %s  %s\n", id, when,
            search->signal->club_name != NULL ? search->signal->club_name
                                              : "?");
}

static void tell_line(
    struct search *search, const struct field *field, const char *line)
{
        const struct zl_record_view *record = search->record;
        struct cli *cli = search->cli;
        const char *kind = zl_kind_str(record->kind);
        char name[SHOW_NAME];
        char when[SHOW_TIME];
        char id[TEXT_ID];

        tell_signal(search);
        search->lines++;
        text__id(&record->id, id);
        show__time(record->time, when);
        show__name(cli, &record->author, name);
        out__say(cli, "  %s %s, %s, %s. %s:\n", label__of(kind), id, when, name,
            field->label);
        out__text(cli, line);
        zl_json_open_object(cli->json, NULL);
        zl_json_put_hex(
            cli->json, "signal", search->signal->id.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "club_name", search->signal->club_name);
        zl_json_put_hex(cli->json, "record", record->id.bytes, ZL_ID_SIZE);
        zl_json_put_text(cli->json, "kind", kind);
        zl_json_put_text(cli->json, "author_name", record->author_name);
        zl_json_put_time(cli->json, "time", record->time);
        zl_json_put_text(cli->json, "field", field->name);
        zl_json_put_text(cli->json, "line", line);
        zl_json_close(cli->json);
}

/* ---- A field ---- */

/* Where the first of the words is in a line, in the text as it was written;
 * its end when none is. */
static size_t first_hit(const struct search *search,
    const struct zl_folded *folded, size_t from, size_t to)
{
        size_t first = to;

        for (size_t i = 0; i < search->word_count; i++) {
                const struct zl_folded *word = &search->words[i];
                size_t at = zl_folded_find(folded, word, 0);

                while (at < folded->text.size && folded->from[at] < from)
                        at = zl_folded_find(folded, word, at + 1);
                if (at < folded->text.size && folded->from[at] < first)
                        first = folded->from[at];
        }
        return first;
}

static void tell_lines(struct search *search, const struct field *field,
    const struct zl_folded *folded)
{
        const char *text = field->text;
        struct zl_buf buf = {0};

        zl_buf_init(&buf, BEFORE + AFTER + 64);
        for (size_t from = 0; text[from] != '\0';) {
                size_t to = from + strcspn(text + from, "\n");
                size_t hit = first_hit(search, folded, from, to);

                if (hit < to) {
                        zl_buf_reset(&buf);
                        excerpt(text, from, to, hit, &buf);
                        if (buf.status == ZL_OK)
                                tell_line(
                                    search, field, (const char *)buf.data);
                        else
                                search->status = buf.status;
                }
                from = text[to] == '\n' ? to + 1 : to;
        }
        zl_buf_free(&buf);
}

static void look_at_field(void *context, const struct field *field)
{
        struct search *search = context;
        struct zl_folded folded = {.from = NULL};
        int status = ZL_OK;

        if (search->status != ZL_OK || field->kind == FIELD_WORD ||
            field->kind == FIELD_DIGIT)
                return;
        status = zl_fold(field->text, &folded);
        if (status != ZL_OK)
                search->status = status;
        else if (search->telling)
                tell_lines(search, field, &folded);
        for (size_t i = 0; status == ZL_OK && i < search->word_count; i++) {
                if (zl_folded_find(&folded, &search->words[i], 0) <
                    folded.text.size)
                        search->found[i] = true;
        }
        zl_folded_free(&folded);
}

/* ---- A record ---- */

static bool found_all(const struct search *search)
{
        for (size_t i = 0; i < search->word_count; i++) {
                if (!search->found[i])
                        return false;
        }
        return true;
}

static int read_record(struct search *search, bool telling)
{
        int status = ZL_OK;

        search->telling = telling;
        memset(search->found, 0, sizeof(search->found));
        status = fields__of(search->cli, search->record, look_at_field, search);
        return search->status != ZL_OK ? search->status : status;
}

/* It is ours to open, and was not opened on this device. */
static bool is_unread(const struct search *search, const struct zl_event *event)
{
        return event->record.progress == ZL_LISTED && !event->refused &&
            !zl_kind_is_status(event->record.kind) &&
            (search->professional ? search->signal->is_holder
                                  : event->receiver_count == 0);
}

static int look_at_signal(
    struct search *search, const struct zl_signal_view *signal)
{
        size_t count = zl_core_event_count(search->cli->core, &signal->id);
        int status = ZL_OK;

        search->signal = signal;
        search->signal_told = false;
        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                struct zl_event event;

                zl_core_event_at(search->cli->core, &signal->id, i, &event);
                search->record = &event.record;
                search->unread += is_unread(search, &event);
                if (!event.record.has_body || event.record.is_void)
                        continue;
                status = read_record(search, false);
                if (status == ZL_OK && found_all(search))
                        status = read_record(search, true);
        }
        return status;
}

/* ---- The words ---- */

static int add_word(struct search *search, const char *word)
{
        struct zl_folded *folded = &search->words[search->word_count];
        int status = ZL_OK;

        if (search->word_count == WORDS_MAX)
                return ZL_E_TOO_LARGE;
        search->word_count++;
        status = zl_fold(word, folded);
        while (status == ZL_OK && folded->text.size > 0 &&
            folded->text.data[folded->text.size - 1] == ' ')
                folded->text.size--;
        if (status == ZL_OK && folded->text.size < 2)
                status = ZL_E_USAGE;
        return status;
}

static int add_line(struct search *search, char *line)
{
        char *rest = NULL;
        int status = ZL_OK;

        for (char *word = strtok_r(line, " \t", &rest);
             word != NULL && status == ZL_OK;
             word = strtok_r(NULL, " \t", &rest))
                status = add_word(search, word);
        return status;
}

static int read_words(struct search *search)
{
        struct cli *cli = search->cli;
        struct zl_buf line = {0};
        int status = ZL_OK;
        int code = EXIT_DONE;

        for (size_t i = 0; i < cli->args.operand_count && status == ZL_OK; i++)
                status = add_word(search, cli->args.operands[i]);
        zl_buf_init(&line, LINE_MAX);
        if (cli->args.operand_count == 0 && prompt__possible())
                code = ask__line(cli, _("Look for: "), &line);
        if (code == EXIT_DONE && line.size > 0)
                status = add_line(search, (char *)line.data);
        zl_buf_free(&line);
        if (code != EXIT_DONE)
                return code;
        if (status == ZL_E_MEMORY)
                return out__fail(cli, status);
        if (status != ZL_OK || search->word_count == 0)
                return out__fail_with(cli, ZL_E_USAGE,
                    _("Give one to %d words of two letters or more."),
                    WORDS_MAX);
        return EXIT_DONE;
}

/* ---- The command ---- */

static void tell_end(struct search *search)
{
        struct cli *cli = search->cli;

        if (search->lines == 0)
                out__say(cli, _("Not found in what was opened here.\n"));
        else
                out__say(cli,
                    P_("%zu signal.\n", "%zu signals.\n", search->signals),
                    search->signals);
        if (search->unread > 0)
                out__say(cli,
                    P_("%zu record was not opened here, so it was not looked "
                       "into: 'zijlijn open SIGNAL' opens it.\n",
                        "%zu records were not opened here, so they were not "
                        "looked into: 'zijlijn open SIGNAL' opens them.\n",
                        search->unread),
                    search->unread);
        zl_json_put_u64(cli->json, "unread", search->unread);
}

static int search_all(struct search *search)
{
        struct cli *cli = search->cli;
        size_t count = zl_core_signal_count(cli->core);
        int status = ZL_OK;

        zl_json_open_array(cli->json, "results");
        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                struct zl_signal_view signal;

                zl_core_signal_at(cli->core, i, &signal);
                status = look_at_signal(search, &signal);
        }
        zl_json_close(cli->json);
        if (status != ZL_OK)
                return out__fail(cli, status);
        tell_end(search);
        return EXIT_DONE;
}

static int run(struct cli *cli)
{
        struct search search = {.cli = cli};
        struct zl_self self;
        int code = session__open_joined(cli);

        if (code != EXIT_DONE)
                return code;
        zl_core_self(cli->core, &self);
        if (self.role != ZL_ROLE_PROFESSIONAL && self.role != ZL_ROLE_CONTACT)
                return out__fail_with(cli, ZL_E_POLICY,
                    _("You receive no signals, so there is nothing to look "
                      "into."));
        search.professional = self.role == ZL_ROLE_PROFESSIONAL;
        code = read_words(&search);
        if (code == EXIT_DONE)
                code = search_all(&search);
        for (size_t i = 0; i < search.word_count; i++)
                zl_folded_free(&search.words[i]);
        return code;
}

const struct command cmd__search = {
    .name = "search",
    .operands = N_("[WORDS]"),
    .operands_max = WORDS_MAX,
    .line = N_("Look for words in your own signals"),
    .about = N_("Shows each line with one of the words, of every record that "
                "has them all: notes, additions, assessments, answers and the "
                "words of the family, as far as they were opened here. "
                "Capitals and accents do not matter, and a part of a word is "
                "found as well. Words between quotes belong together.\n\n"
                "It looks only in what is on this device. It asks the server "
                "nothing, and keeps neither the words nor what it found. "
                "Without WORDS it asks for them, so that a name need not "
                "stand in the history of your shell."),
    .json = "results (signal, club_name, record, kind, author_name, time, "
            "field, line), unread",
    .examples = "  zijlijn search\n"
                "  zijlijn search broodtrommel 'zonder jas'\n",
    .run = run,
};
