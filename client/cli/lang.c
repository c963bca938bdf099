/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the languages. gettext finds the words; we say which language,
 * since it would answer in English on every machine that has no Dutch locale
 * generated, and most have none. This is the only file that knows gettext. */
#include "lang.h"

#include <libintl.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "share.h"

/* The catalogue's name, shared with the web app. */
static const char domain[] = "zijlijn";

const char *const lang__all[] = {"nl", "en", NULL};

/* "nl", "nl_BE.UTF-8" and "nl:en" are Dutch, "nlx" is not. */
static const char *begins_with(const char *text)
{
        for (size_t i = 0; lang__all[i] != NULL; i++) {
                size_t size = strlen(lang__all[i]);

                if (strncmp(text, lang__all[i], size) == 0 &&
                    strchr("_.@:", text[size]) != NULL)
                        return lang__all[i];
        }
        return NULL;
}

const char *lang__known(const char *language)
{
        for (size_t i = 0; language != NULL && lang__all[i] != NULL; i++) {
                if (strcmp(language, lang__all[i]) == 0)
                        return lang__all[i];
        }
        return NULL;
}

static const char *locale_name(void)
{
        static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};

        for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
                const char *value = getenv(names[i]);

                if (value != NULL && value[0] != '\0')
                        return value;
        }
        return "C";
}

const char *lang__wanted(void)
{
        const char *locale = locale_name();
        const char *list = getenv("LANGUAGE");
        const char *found = NULL;

        if (strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0)
                return "en";
        while (found == NULL && list != NULL && list[0] != '\0') {
                found = begins_with(list);
                list = strchr(list, ':');
                list = list != NULL ? list + 1 : NULL;
        }
        if (found == NULL)
                found = begins_with(locale);
        return found != NULL ? found : "en";
}

static const char *spoken = "en";

const char *lang__spoken(void)
{
        return spoken;
}

bool lang__speak(const char *language)
{
        char folder[PATH_MAX];

        if (strcmp(language, "en") == 0)
                return true;
        /* gettext looks at LANGUAGE only when the locale is not "C". This one
         * every glibc since 2.35 has built in. */
        if (setlocale(LC_MESSAGES, "C.UTF-8") == NULL ||
            setenv("LANGUAGE", language, 1) != 0)
                return false;
        (void)bindtextdomain(
            domain, share__beside("locale", folder) ? folder : ZL_LOCALE_DIR);
        (void)bind_textdomain_codeset(domain, "UTF-8");
        (void)textdomain(domain);
        /* The text of nothing is the catalogue's head. */
        if (gettext("")[0] == '\0')
                return false;
        spoken = lang__known(language);
        return true;
}

const char *lang__text(const char *english)
{
        return english[0] != '\0' ? gettext(english) : english;
}

const char *lang__plural(const char *one, const char *many, unsigned long count)
{
        return ngettext(one, many, count);
}
