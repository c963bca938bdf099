/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_CLI_TEMPLATES_H
#define ZL_CLI_TEMPLATES_H

/* The pages of client/paper/, carried in the program (templates.cmake). */

extern const char templates__poster[];
extern const char templates__agreement[];
extern const char templates__first_steps[];

#endif
