/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to zijlijnd, the server of one organisation. This file reads the
 * flags, makes the process a safe place for keys, and waits for the signal to
 * stop. It can store, forward and refuse, and read nothing. */
#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "bytes.h"
#include "data.h"
#include "events.h"
#include "json.h"
#include "notify/spool.h"
#include "secret.h"
#include "server.h"

/* As --help says. */
enum {
        EXIT_OK = 0,
        EXIT_OTHER = 1,
        EXIT_USAGE = 2,
        EXIT_CONFIG = 3,
        EXIT_DATA = 4,
        EXIT_DATABASE = 5,
        EXIT_LISTEN = 6,
        EXIT_MEMORY = 7
};

static const char help[] =
    "Usage: zijlijnd [--config FILE] [OPTION]...\n"
    "       zijlijnd --init DIR\n"
    "       zijlijnd --new-log-key DIR\n"
    "       zijlijnd --bounced TOKEN --data DIR\n"
    "\n"
    "The server of one organisation: it verifies, stores, logs and forwards\n"
    "what it cannot read. TLS is for the web server in front of it.\n"
    "\n"
    "  --init DIR      make the data directory DIR with a log key in it, "
    "print\n"
    "                  the log's public key for the charter, and end\n"
    "  --new-log-key DIR\n"
    "                  make the log key that is to follow the one in DIR, or\n"
    "                  find it, print its public key, and end. A server that\n"
    "                  runs goes on with the old one until a charter names\n"
    "                  the new one; from then on the old one is gone\n"
    "  --bounced TOKEN for a mail alias: read a mail that came back from\n"
    "                  standard input, and if it was not delivered for good,\n"
    "                  leave a note of that for the server on DIR\n"
    "  --config FILE   read FILE (see below); options replace what it says\n"
    "  --root HEX      public key of the organisation's first root, 64 digits\n"
    "  --origin URL    the public origin, https://host[:port]\n"
    "  --listen ADDR   unix:/path, 127.0.0.1:port or [::1]:port; port 0 takes\n"
    "                  a free one (127.0.0.1:8440)\n"
    "  --data DIR      the data directory\n"
    "  --version       print the version and end\n"
    "  --help          print this and end\n"
    "\n"
    "FILE has a section [zijlijnd] with lines `key = value`, and comments on\n"
    "lines of their own. Besides root, origin, listen and data it knows:\n"
    "  queue = 1024         entries that may wait to be stored, else \"busy\"\n"
    "  connections = 480    at the same time\n"
    "  waits = 240          of these may wait for news (reload)\n"
    "  answer_seconds = 10  an answer takes no longer, else \"busy\" (reload)\n"
    "  head_seconds = 20    a request's head is in by then, counted from the\n"
    "                       connection or the answer before, or the "
    "connection\n"
    "                       is closed (reload)\n"
    "  body_seconds = 60    a body is in, or an answer out, by then (reload)\n"
    "  device_asks = 50     signed requests of one device each second, else\n"
    "                       \"too-many\"; 0: no limit (reload)\n"
    "  device_asks_at_once = 500\n"
    "                       by one that was quiet before (reload)\n"
    "  device_writes = 20, device_writes_at_once = 400\n"
    "                       the same of what it writes: statements, records\n"
    "                       and invitations (reload)\n"
    "  mail_server = smtps://HOST[:PORT], or smtp://HOST[:PORT], which then\n"
    "                       must have STARTTLS. Without it no mail is sent\n"
    "                       (reload, as all of mail_)\n"
    "  mail_from = ADDRESS  whom mail is from; NAME+TOKEN@HOST must come back\n"
    "                       to zijlijnd --bounced TOKEN\n"
    "  mail_user = NAME, mail_password_file = FILE\n"
    "                       where the mail server wants them; a first line\n"
    "  mail_ca = FILE       who vouches for it; else the machine's\n"
    "  mail_plain = 1       no TLS, where the mail server is on loopback\n"
    "\n"
    "When it is ready it prints \"zijlijnd: ready on ADDR\". It writes one "
    "line\n"
    "for each event to standard error: ids and codes, never content. SIGTERM\n"
    "and SIGINT let it finish what it accepted, and end. SIGHUP has it read\n"
    "FILE again: values marked (reload) hold from then on, of others it says\n"
    "that they need a restart; a file that is wrong changes nothing. It looks\n"
    "at its clock, too.\n"
    "\n"
    "Exit status: 0 ended as told; 1 something else failed; 2 wrong options;\n"
    "3 wrong configuration; 4 the data directory or log key; 5 the database;\n"
    "6 the address; 7 memory could not be locked (see RLIMIT_MEMLOCK).\n";

enum option_code {
        OPT_CONFIG = 1,
        OPT_INIT,
        OPT_NEW_LOG_KEY,
        OPT_BOUNCED,
        OPT_ROOT,
        OPT_ORIGIN,
        OPT_LISTEN,
        OPT_DATA,
        OPT_VERSION,
        OPT_HELP,
        OPT_COUNT
};

static const struct option options[] = {
    {"config", required_argument, NULL, OPT_CONFIG},
    {"init", required_argument, NULL, OPT_INIT},
    {"new-log-key", required_argument, NULL, OPT_NEW_LOG_KEY},
    {"bounced", required_argument, NULL, OPT_BOUNCED},
    {"root", required_argument, NULL, OPT_ROOT},
    {"origin", required_argument, NULL, OPT_ORIGIN},
    {"listen", required_argument, NULL, OPT_LISTEN},
    {"data", required_argument, NULL, OPT_DATA},
    {"version", no_argument, NULL, OPT_VERSION},
    {"help", no_argument, NULL, OPT_HELP},
    {NULL, 0, NULL, 0},
};

/* The argument of each option that was given; "" without one. */
struct arguments {
        const char *of[OPT_COUNT];
};

static int usage(const char *what)
{
        (void)fprintf(stderr, "zijlijnd: %s\nTry 'zijlijnd --help'.\n", what);
        return EXIT_USAGE;
}

static int parse_arguments(int argc, char **argv, struct arguments *ret)
{
        int code = 0;

        opterr = 0;
        while ((code = getopt_long(argc, argv, "", options, NULL)) != -1) {
                if (code <= 0 || code >= OPT_COUNT)
                        return usage("unknown option, or its value is missing");
                if (ret->of[code] != NULL)
                        return usage("an option was given twice");
                /* Else "--init --help" would make a folder of that name. */
                if (optarg != NULL && strncmp(optarg, "--", 2) == 0)
                        return usage("an option's value is missing");
                ret->of[code] = optarg != NULL ? optarg : "";
        }
        if (optind != argc)
                return usage("arguments without an option");
        return EXIT_OK;
}

/* No core files, no files for others, and one place for small memory. */
static int settle_process(void)
{
        struct rlimit none = {0, 0};

        (void)umask(077);
        (void)signal(SIGPIPE, SIG_IGN);
        /* Each further arena would cost memory for little: threads here wait
         * for signatures and the disk. */
        (void)mallopt(M_ARENA_MAX, 1);
        if (setrlimit(RLIMIT_CORE, &none) != 0)
                return EXIT_OTHER;
#ifndef __SANITIZE_ADDRESS__ /* whose leak check looks at us as a debugger */
        if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
                return EXIT_OTHER;
#endif
        return EXIT_OK;
}

static int start_libraries(void)
{
        int status = zl_crypto_start();

        if (status == ZL_OK)
                status = zl_json_start();
        if (status == ZL_OK)
                status = zl_secret_start();
        if (status == ZL_OK)
                return EXIT_OK;
        (void)fprintf(stderr, "zijlijnd: %s\n", zl_status_str(status));
        return status == ZL_E_LOCK ? EXIT_MEMORY : EXIT_OTHER;
}

/* The first log key, or the next: made, and its public key printed. */
static int make_key(const char *path, bool next)
{
        struct zl_sign_key key;
        const char *detail = "";
        char text[ZL_HASH_TEXT];
        int status = next ? zl_data_next_key(path, &key, &detail)
                          : zl_data_init(path, &key, &detail);

        if (status != ZL_OK) {
                (void)fprintf(stderr, "zijlijnd: %s: %s\n", path, detail);
                return EXIT_DATA;
        }
        zl_hex_of(key.bytes, sizeof(key.bytes), text);
        return printf("%s\n", text) > 0 && fflush(stdout) == 0 ? EXIT_OK
                                                               : EXIT_OTHER;
}

/* The file, and what the flags replace of it.  Answers an exit status. */
static int read_config(const struct arguments *arguments,
    struct zl_config *config, char error[static ZL_CONFIG_ERROR])
{
        static const enum option_code replacing[] = {
            OPT_ROOT, OPT_ORIGIN, OPT_LISTEN, OPT_DATA};
        const char *path = arguments->of[OPT_CONFIG];

        *config = zl_config_default();
        if (path != NULL && zl_config_read(path, config, error) != ZL_OK)
                return EXIT_CONFIG;
        for (size_t i = 0; i < sizeof(replacing) / sizeof(replacing[0]); i++) {
                enum option_code code = replacing[i];

                if (arguments->of[code] != NULL &&
                    zl_config_set(config, options[code - 1].name,
                        arguments->of[code], error) != ZL_OK)
                        return EXIT_USAGE;
        }
        return zl_config_check(config, error) == ZL_OK ? EXIT_OK : EXIT_CONFIG;
}

static int configure(
    const struct arguments *arguments, struct zl_config *config)
{
        char error[ZL_CONFIG_ERROR];
        int code = read_config(arguments, config, error);

        if (code == EXIT_USAGE)
                return usage(error);
        if (code == EXIT_CONFIG)
                (void)fprintf(stderr, "zijlijnd: %s\n", error);
        return code;
}

static int exit_of(const struct zl_failure *failure)
{
        (void)fprintf(stderr, "zijlijnd: %s (%s)\n", failure->detail,
            zl_status_str(failure->status));
        switch (failure->stage) {
        case ZL_STAGE_DATA:
                return EXIT_DATA;
        case ZL_STAGE_DATABASE:
                return EXIT_DATABASE;
        case ZL_STAGE_LISTEN:
                return EXIT_LISTEN;
        }
        return EXIT_OTHER;
}

static void tell_change(const char *key, bool live)
{
        if (live)
                zl_event("reload: %s has its new value", key);
        else
                zl_event("reload: %s differs: that needs a restart", key);
}

/* SIGHUP.  A file that is wrong changes nothing. */
static void reload(const struct arguments *arguments, struct zl_config *config,
    struct zl_server *server)
{
        struct zl_config fresh;
        char error[ZL_CONFIG_ERROR];

        if (arguments->of[OPT_CONFIG] == NULL) {
                zl_event("reload: started without --config, nothing to read");
        } else if (read_config(arguments, &fresh, error) != EXIT_OK) {
                zl_event("reload: the old values stay: %s", error);
        } else {
                zl_config_reload(config, &fresh, tell_change);
                zl_server_reload(server, config);
                zl_event("reload: done");
        }
}

/* Until told to end. */
static void wait_for_signals(const sigset_t *signals,
    const struct arguments *arguments, struct zl_config *config,
    struct zl_server *server)
{
        int got = 0;

        for (;;) {
                if (sigwait(signals, &got) != 0)
                        continue;
                if (got != SIGHUP)
                        return;
                reload(arguments, config, server);
        }
}

static int serve(const struct arguments *arguments, struct zl_config *config)
{
        struct zl_server *server = NULL;
        struct zl_failure failure;
        sigset_t signals;

        /* Blocked before any thread is made, so this one alone gets them. */
        (void)sigemptyset(&signals);
        (void)sigaddset(&signals, SIGTERM);
        (void)sigaddset(&signals, SIGINT);
        (void)sigaddset(&signals, SIGHUP);
        if (pthread_sigmask(SIG_BLOCK, &signals, NULL) != 0)
                return EXIT_OTHER;
        if (zl_server_start(config, &server, &failure) != ZL_OK)
                return exit_of(&failure);
        if (printf("zijlijnd: ready on %s\n", zl_server_address(server)) < 0 ||
            fflush(stdout) != 0)
                zl_event("standard output is closed");
        zl_event("ready");
        wait_for_signals(&signals, arguments, config, server);
        zl_event("stopping");
        zl_server_stop(server);
        zl_event("stopped");
        return EXIT_OK;
}

/* Called by a mail server, in whose log a message may stand. */
static int take_bounced(const struct arguments *arguments)
{
        const char *data = arguments->of[OPT_DATA];
        int status = ZL_OK;

        if (data == NULL)
                return usage("--bounced needs --data");
        (void)umask(077);
        status = zl_spool_put(data, arguments->of[OPT_BOUNCED], stdin);
        if (status == ZL_OK)
                return EXIT_OK;
        if (status == ZL_E_MALFORMED)
                return usage("--bounced takes 32 digits");
        (void)fprintf(stderr, "zijlijnd: %s: cannot be written\n", data);
        return EXIT_DATA;
}

static int run(const struct arguments *arguments)
{
        const char *init = arguments->of[OPT_INIT];
        const char *next = arguments->of[OPT_NEW_LOG_KEY];
        const char *path = init != NULL ? init : next;
        struct zl_config config;
        int code = settle_process();

        if (code == EXIT_OK && path == NULL)
                code = configure(arguments, &config);
        if (code == EXIT_OK)
                code = start_libraries();
        if (code != EXIT_OK)
                return code;
        code = path != NULL ? make_key(path, init == NULL)
                            : serve(arguments, &config);
        zl_secret_stop();
        return code;
}

int main(int argc, char **argv)
{
        struct arguments arguments = {0};
        int code = parse_arguments(argc, argv, &arguments);

        if (code != EXIT_OK)
                return code;
        if (arguments.of[OPT_INIT] != NULL &&
            arguments.of[OPT_NEW_LOG_KEY] != NULL)
                return usage("--init and --new-log-key are two things");
        if (arguments.of[OPT_HELP] != NULL)
                return fputs(help, stdout) < 0 ? EXIT_OTHER : EXIT_OK;
        if (arguments.of[OPT_VERSION] != NULL)
                return puts("zijlijnd " ZL_VERSION) < 0 ? EXIT_OTHER : EXIT_OK;
        if (arguments.of[OPT_BOUNCED] != NULL)
                return take_bounced(&arguments);
        return run(&arguments);
}
