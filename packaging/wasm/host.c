/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to all that a WebAssembly module of ours asks of its host: random
 * bytes, and nothing else. libsodium would get them from the WASI functions
 * and jansson from /dev/urandom; here both get them from the one import, so
 * that a module has no other way out. A broken assertion ends in a trap: the
 * host then throws the module away. */
#include <sodium/randombytes.h>
#include <stddef.h>
#include <stdint.h>

/** The import zijlijn.random: fills `size` bytes; must not fail or return
 * less, a host that cannot throws. */
__attribute__((import_module("zijlijn"), import_name("random"))) void
zl_host_random(void *ret, size_t size);

/** Seeds jansson's hash tables, once; 0 asks for a random seed. The name and
 * the rule are jansson's. */
void json_object_seed(size_t seed);

/** What the C library calls when an assertion is broken. */
_Noreturn void __assert_fail(
    const char *what, const char *file, int line, const char *function);

static const char *random_name(void)
{
        return "zijlijn host";
}

static uint32_t random_word(void)
{
        uint32_t word;

        zl_host_random(&word, sizeof(word));
        return word;
}

/* Takes the place of the one that libsodium starts with on a Unix. */
struct randombytes_implementation randombytes_sysrandom_implementation = {
    .implementation_name = random_name,
    .random = random_word,
    .buf = zl_host_random,
};

/* jansson's hash tables read this. Modules have one thread. */
extern volatile uint32_t hashtable_seed;
volatile uint32_t hashtable_seed = 0;

void json_object_seed(size_t seed)
{
        if (hashtable_seed != 0)
                return;
        while (seed == 0)
                seed = random_word();
        hashtable_seed = (uint32_t)seed;
}

_Noreturn void __assert_fail(
    const char *what, const char *file, int line, const char *function)
{
        (void)what;
        (void)file;
        (void)line;
        (void)function;
        __builtin_trap();
}
