/* SPDX-License-Identifier: EUPL-1.2 */
#include <time.h>
int main(void)
{
	return (int)time(0);
}
