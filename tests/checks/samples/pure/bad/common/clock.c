/* SPDX-License-Identifier: EUPL-1.2 */
#include <stdio.h>
#include <time.h>
long now(void)
{
	/* time(NULL) in a comment is no call */
	const char *zone = getenv("TZ");

	printf("%s", zone);
	fputs("time(", stderr);
	return time(NULL);
}
