/* SPDX-License-Identifier: EUPL-1.2 */
int g(void)
{
	return system("true");
}
