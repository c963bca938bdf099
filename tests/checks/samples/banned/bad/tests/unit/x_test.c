/* SPDX-License-Identifier: EUPL-1.2 */
int g(char *a)
{
	strtok(a, ",");
	return rand();
}
