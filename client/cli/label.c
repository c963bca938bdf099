/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the labels: one table from the words of machines to those of
 * people. */
#include "label.h"

#include <stddef.h>
#include <string.h>

#include "lang.h"

static const struct {
        const char *word;
        const char *label;
} labels[] = {
    /* answers, in more than one question */
    {"yes", N_("yes")},
    {"no", N_("no")},
    {"other", N_("somewhere else")},
    {"unknown", N_("I do not know")},
    /* when and where */
    {"morning", N_("in the morning")},
    {"afternoon", N_("in the afternoon")},
    {"evening", N_("in the evening")},
    {"night", N_("at night")},
    {"training", N_("at training")},
    {"match", N_("at a match")},
    {"camp", N_("at camp")},
    {"changing-room", N_("in the changing room")},
    {"online", N_("online")},
    /* the family */
    {"ask-help", N_("they ask for help themselves")},
    {"unsafe", N_("telling them does not seem safe")},
    {"ask-first", N_("yes, but ask me first")},
    {"rather-not", N_("rather not")},
    {"never", N_("never")},
    {"known", N_("if the parents know")},
    {"allowed", N_("yes, always")},
    /* how a note came to a professional */
    {"visit", N_("during a visit")},
    {"phone", N_("by phone")},
    {"trainer", N_("from a trainer")},
    {"wijkagent", N_("from the neighbourhood police officer")},
    {"opbouwwerker", N_("from the community worker")},
    {"jongerenwerker", N_("from the youth worker")},
    /* how far an answer says it is */
    {"received", N_("received and read")},
    {"taken-up", N_("taken up")},
    {"question", N_("a question")},
    {"closed", N_("closed")},
    /* records */
    {"record", N_("record")},
    {"note", N_("note")},
    {"acknowledgement", N_("opened")},
    {"assessment", N_("assessment")},
    {"feedback", N_("answer")},
    {"addendum", N_("addition")},
    {"retraction", N_("taken back")},
    {"unreadable", N_("not readable")},
    {"family-statement", N_("words of the family")},
    {"handover", N_("handover")},
    {"step-out", N_("stepped out")},
    {"reseal", N_("sealed again")},
    {"closing", N_("closing")},
    {"reopening", N_("reopening")},
    {"hold", N_("kept longer")},
    {"erasure", N_("erased")},
    /* statements */
    {"charter", N_("charter")},
    {"appointment", N_("appointment")},
    {"revocation", N_("revocation")},
    {"device", N_("device")},
    {"sealing-key", N_("sealing key")},
    {"card", N_("card")},
    {"club", N_("club")},
    {"assignment", N_("assignment")},
    {"absence", N_("leave")},
    {"directory", N_("directory")},
    {"invitation", N_("invitation")},
    /* roles, where there is no charter to name them */
    {"contact", N_("contact")},
    {"professional", N_("professional")},
    {"supporter", N_("supporter")},
    {"coordinator", N_("coordinator")},
    /* why a server did not accept it */
    {"malformed", N_("it does not have the right form")},
    {"version-unknown", N_("it has another version")},
    {"organisation-wrong", N_("it is for another organisation")},
    {"signature-wrong", N_("its signature is not right")},
    {"chain-broken", N_("it does not rest on the root")},
    {"expired", N_("it is no longer valid")},
    {"revoked", N_("it was revoked")},
    {"out-of-scope", N_("it is outside your clubs or districts")},
    {"not-allowed", N_("your role does not allow it")},
    {"not-found", N_("it is about something that is not there")},
    {"recipients-changed", N_("others receive it now")},
    {"signal-changed", N_("something new came before it")},
    {"erased", N_("it was erased")},
    {"conflict", N_("something else was there first")},
    {"state", N_("it comes too late or too early")},
    {"invitation-used", N_("the invitation was used before")},
    {"too-large", N_("it is too large")},
    /* clocks */
    {"ahead", N_("ahead")},
    {"behind", N_("behind")},
};

const char *label__of(const char *word)
{
        for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
                if (strcmp(labels[i].word, word) == 0)
                        return _(labels[i].label);
        }
        return word;
}
