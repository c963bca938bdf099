/* SPDX-License-Identifier: EUPL-1.2 */
#include <unistd.h>
#include <locale.h>
static FILE *file;
int save(int c)
{
	setlocale(0, "");
	if (isalpha(c))
		exit(1);
	return close(0);
}
