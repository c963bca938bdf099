/* SPDX-License-Identifier: EUPL-1.2 */
int f(char *a, const char *b)
{
	strcpy(a, b);
	sprintf(a, "strcat(");
	system("ls");
	return memcmp(a, b, 3) + atoi(b);
}
