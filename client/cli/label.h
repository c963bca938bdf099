/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_LABEL_H
#define ZL_CLI_LABEL_H

/*
 * The words of the protocol, as people read them.  On the wire, in --json and
 * behind an option they stay what they are.
 */

/**
 * What people call it.
 *
 * @param word  a word of the protocol: "ask-help", "feedback", ...
 * @return the words in the person's language; `word` itself if it has none.
 */
const char *label__of(const char *word);

#endif
