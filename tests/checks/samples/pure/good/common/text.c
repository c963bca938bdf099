/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
struct sink {
	void (*open)(void);
};
int text(char *ret, unsigned long size, struct sink *sink, int server_time)
{
	sink->open();
	return snprintf(ret, size, "printf(%d)", server_time);
}

static int read(int from)
{
	return from;
}
int both(void)
{
	return read(1);
}
