/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! The catalogue: every status and message has a sentence, and nothing
 * that comes in an argument breaks out of it. */
#include "text.h"

#include <stdio.h>
#include <string.h>

#include "check.h"

/* Statuses end where their names end. */
static int last_status(void)
{
        int status = ZL_OK;

        while (strcmp(zl_status_str(status - 1), "unknown status") != 0)
                status--;
        return status;
}

static void every_status_has_a_sentence_and_an_exit_code(void)
{
        CHECK_INT(last_status(), ZL_E_OUTRUN);
        for (int status = 0; status >= last_status(); status--) {
                const char *text = text__status(status);

                if (!CHECK(text != NULL && strlen(text) > 4))
                        (void)fprintf(stderr, "status %d\n", status);
                CHECK((text__exit(status) == EXIT_DONE) == (status == ZL_OK));
        }
}

static void sentences_differ(void)
{
        for (int a = 0; a >= last_status(); a--)
                for (int b = a - 1; b >= last_status(); b--)
                        CHECK(strcmp(text__status(a), text__status(b)) != 0);
}

static void an_unknown_status_has_a_sentence_too(void)
{
        CHECK(strlen(text__status(last_status() - 1)) > 4);
        CHECK(strlen(text__status(1)) > 4);
        CHECK_INT(text__exit(last_status() - 1), EXIT_REFUSED);
        CHECK_INT(text__exit(7), EXIT_REFUSED);
}

static void every_message_has_a_sentence(void)
{
        char text[TEXT_ROOM];

        for (int id = ZL_MSG_NONE + 1; id < ZL_MSG_COUNT; id++) {
                struct zl_message message = {.id = (enum zl_message_id)id};

                for (int i = 0; i < ZL_MSG_ARGS; i++)
                        (void)snprintf(message.args[i], sizeof(message.args[i]),
                            "<%d>", i + 1);
                text__message(&message, text);
                if (!CHECK(strlen(text) > 10 && strchr(text, '%') == NULL &&
                        strchr(text, '#') == NULL))
                        (void)fprintf(stderr, "message %d: %s\n", id, text);
        }
}

static void arguments_stand_in_their_place(void)
{
        struct zl_message message = {.id = ZL_MSG_NEW_SIGNAL};
        char text[TEXT_ROOM];

        (void)snprintf(message.args[0], sizeof(message.args[0]),
            "0123456789abcdef0123456789abcdef");
        (void)snprintf(
            message.args[1], sizeof(message.args[1]), "SV Zuiderpark");
        (void)snprintf(message.args[2], sizeof(message.args[2]), "Henk");
        text__message(&message, text);
        CHECK_STR(text,
            "New signal 89abcdef from Henk, SV Zuiderpark. 'zijlijn open "
            "89abcdef' opens it.");
}

static void a_mark_is_not_to_be_opened(void)
{
        struct zl_message message = {.id = ZL_MSG_NEW_RECORD};
        char text[TEXT_ROOM];

        (void)snprintf(message.args[0], sizeof(message.args[0]), "closing");
        (void)snprintf(message.args[1], sizeof(message.args[1]),
            "0123456789abcdef0123456789abcdef");
        (void)snprintf(message.args[2], sizeof(message.args[2]), "Anouk");
        text__message(&message, text);
        CHECK_STR(text, "Anouk has closed signal 89abcdef.");
        (void)snprintf(message.args[0], sizeof(message.args[0]), "feedback");
        text__message(&message, text);
        CHECK_STR(text,
            "New on signal 89abcdef: answer from Anouk. 'zijlijn open "
            "89abcdef' opens it.");
}

static void what_is_not_known_is_left_out(void)
{
        struct zl_message message = {.id = ZL_MSG_SENT};
        char text[TEXT_ROOM];

        (void)snprintf(message.args[0], sizeof(message.args[0]), "charter");
        (void)snprintf(message.args[1], sizeof(message.args[1]),
            "00000000000000000000000000000000");
        text__message(&message, text);
        CHECK_STR(text, "Sent: charter is on the server.");
        (void)snprintf(message.args[0], sizeof(message.args[0]), "feedback");
        text__message(&message, text);
        CHECK_STR(text, "Sent: answer is on the server.");
        message = (struct zl_message){.id = ZL_MSG_INVITATION_TWICE};
        text__message(&message, text);
        CHECK(strstr(text, "  ") == NULL && strstr(text, "of was") == NULL);
        CHECK(strstr(text, "The invitation was used twice") != NULL);
}

static void an_argument_cannot_begin_a_line_of_its_own(void)
{
        struct zl_message message = {.id = ZL_MSG_ACKNOWLEDGED};
        char text[TEXT_ROOM];

        (void)snprintf(
            message.args[1], sizeof(message.args[1]), "x\nSent.\r\x1b[2J");
        text__message(&message, text);
        CHECK(strchr(text, '\n') == NULL);
        CHECK(strchr(text, '\r') == NULL);
        CHECK(strchr(text, '\x1b') == NULL);
}

static void the_longest_arguments_fit(void)
{
        static struct zl_message message = {.id = ZL_MSG_REFUSED};
        char text[TEXT_ROOM];

        for (int i = 0; i < ZL_MSG_ARGS; i++) {
                memset(message.args[i], 'x', ZL_MSG_ARG_CHARS);
                message.args[i][ZL_MSG_ARG_CHARS] = '\0';
        }
        text__message(&message, text);
        CHECK_UINT(text[strlen(text) - 1], '.');
}

static void trust_is_worse_than_waiting(void)
{
        CHECK_INT(text__worse(EXIT_DONE, EXIT_LATER), EXIT_LATER);
        CHECK_INT(text__worse(EXIT_REFUSED, EXIT_LATER), EXIT_REFUSED);
        CHECK_INT(text__worse(EXIT_LATER, EXIT_DISTRUST), EXIT_DISTRUST);
        CHECK_INT(text__worse(EXIT_DISTRUST, EXIT_DONE), EXIT_DISTRUST);
}

static void exit_codes_are_listed(void)
{
        for (int code = EXIT_DONE; code < EXIT_COUNT; code++)
                CHECK(text__exits[code] != NULL);
}

static const struct check_case cases[] = {
    CHECK_CASE(every_status_has_a_sentence_and_an_exit_code),
    CHECK_CASE(sentences_differ),
    CHECK_CASE(an_unknown_status_has_a_sentence_too),
    CHECK_CASE(every_message_has_a_sentence),
    CHECK_CASE(arguments_stand_in_their_place),
    CHECK_CASE(a_mark_is_not_to_be_opened),
    CHECK_CASE(what_is_not_known_is_left_out),
    CHECK_CASE(an_argument_cannot_begin_a_line_of_its_own),
    CHECK_CASE(the_longest_arguments_fit),
    CHECK_CASE(trust_is_worse_than_waiting),
    CHECK_CASE(exit_codes_are_listed),
};
CHECK_MAIN("cli_text", cases)
