/* SPDX-License-Identifier: EUPL-1.2 */
static const char *const lines[] = {
    "not marked",
    N_("marked"),
};

static void say(void)
{
        out__say("Send it?");
        out__say(flag ? _("It is sent.") : "It is not "
                                           "sent.");
        out__fail_with(_("marked %s"), "and this one is not");
}
