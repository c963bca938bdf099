/* SPDX-License-Identifier: EUPL-1.2 */
#include "note.h"

/* "Words in a comment are for us." */
static const struct command note = {
    .name = "note",
    .line = N_("Write down what was seen"),
    .json = "signal, progress (one word)",
    .examples = "  zijlijn note --seen-on yesterday\n",
};

static void say(void)
{
        out__say(_("Send it? %s"), P_("one day", "many days", days(1)));
        out__say("%s, %s\n", "urn:zijlijn:problem:", "application/json, a/b");
        fprintf(stderr, "zijlijn: %s\n", _("It was (not) "
                                           "sent."));
}
