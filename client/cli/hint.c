/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the hints on the screen: a kind question beside a word, never a
 * red mark under it. */
#include "hint.h"

#include <stdio.h>
#include <string.h>

#include "hints.h"
#include "out.h"
#include "show.h"

/* More than these in one text help nobody. */
enum { HINTS_MAX = 32, WORDS_ROOM = 1024 };

static const char *const questions[ZL_HINT_KINDS] = {
    [ZL_HINT_JUDGES] =
        N_("What did you see, exactly? What did the child say, literally?"),
    [ZL_HINT_DIAGNOSIS] = N_("What does somebody do that makes you think of "
                             "this, and when? Or who told you?"),
    [ZL_HINT_CAUSE] = N_("What did you see or hear that makes you think so?"),
    [ZL_HINT_OFTEN] = N_("How often did you see it, and since when?"),
};

static const char *const names[ZL_HINT_KINDS] = {
    [ZL_HINT_JUDGES] = "judges",
    [ZL_HINT_DIAGNOSIS] = "diagnosis",
    [ZL_HINT_CAUSE] = "cause",
    [ZL_HINT_OFTEN] = "often",
    [ZL_HINT_CRISIS] = "crisis",
};

struct found {
        const char *text;
        struct zl_hint of[HINTS_MAX];
        size_t count;
};

/* Notes are mostly in Dutch, whatever the screen is in. */
static void find(const char *text, struct found *ret)
{
        unsigned languages = ZL_HINTS_NL;

        if (strcmp(lang__spoken(), "en") == 0)
                languages |= ZL_HINTS_EN;
        ret->text = text;
        ret->count = text == NULL
            ? 0
            : zl_hints_find(text, languages, ret->of, HINTS_MAX);
        if (ret->count > HINTS_MAX)
                ret->count = HINTS_MAX;
}

static bool has(const struct found *found, enum zl_hint_kind kind)
{
        for (size_t i = 0; i < found->count; i++) {
                if (found->of[i].kind == kind)
                        return true;
        }
        return false;
}

/* The words of one kind, and the question behind them. */
static void show_kind(
    struct cli *cli, const struct found *found, enum zl_hint_kind kind)
{
        struct zl_buf words = {0};

        zl_buf_init(&words, WORDS_ROOM);
        for (size_t i = 0; i < found->count; i++) {
                const struct zl_hint *hint = &found->of[i];

                if (hint->kind != kind)
                        continue;
                zl_put_text(&words, words.size > 0 ? ", \"" : "\"");
                zl_put_bytes(&words, found->text + hint->at, hint->size);
                zl_put_text(&words, "\"");
        }
        zl_put_u8(&words, 0);
        if (words.status == ZL_OK)
                out__say(cli, "  %s\n    %s\n", (const char *)words.data,
                    _(questions[kind]));
        zl_buf_free(&words);
}

static void put_json(struct cli *cli, const struct found *found)
{
        char word[256];

        zl_json_open_array(cli->json, "hints");
        for (size_t i = 0; i < found->count; i++) {
                if (found->of[i].size >= sizeof(word))
                        continue; /* no word, and half a letter is none */
                (void)snprintf(word, sizeof(word), "%.*s",
                    (int)found->of[i].size, found->text + found->of[i].at);
                zl_json_open_object(cli->json, NULL);
                zl_json_put_text(cli->json, "word", word);
                zl_json_put_text(cli->json, "kind", names[found->of[i].kind]);
                zl_json_close(cli->json);
        }
        zl_json_close(cli->json);
}

void hint__show(struct cli *cli, const char *seen, const char *worry)
{
        struct found found;
        struct found worried;
        bool any = false;

        find(seen, &found);
        find(worry, &worried);
        put_json(cli, &found);
        for (size_t i = 0; i < found.count; i++)
                any = any || found.of[i].kind != ZL_HINT_CRISIS;
        if (any)
                out__say(cli,
                    _("\nA question about some of your words. You did nothing "
                      "wrong, and may send it as it is:\n"));
        for (int kind = 0; kind < ZL_HINT_CRISIS; kind++) {
                if (has(&found, (enum zl_hint_kind)kind))
                        show_kind(cli, &found, (enum zl_hint_kind)kind);
        }
        if (!has(&found, ZL_HINT_CRISIS) && !has(&worried, ZL_HINT_CRISIS))
                return;
        out__say(cli,
            _("\nCan this wait until somebody reads it? If not, ring now.\n"));
        show__emergency(cli);
}
