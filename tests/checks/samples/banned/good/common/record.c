/* SPDX-License-Identifier: EUPL-1.2 */
int f(const char *a, const char *b, struct s *s)
{
	/* never strcpy() */
	s->random(a);
	return memcmp(a, b, 3) + zl_random(a) + snprintf(0, 0, "rand()");
}
