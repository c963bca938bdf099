/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the prompts. A passphrase comes from a terminal only, goes
 * straight into secret memory, and whatever happens the terminal shows what
 * is typed again afterwards. */
#include "prompt.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

#include "crypto.h"
#include "text.h"
#include "wrap.h"

bool prompt__possible(void)
{
        return isatty(STDIN_FILENO) == 1;
}

enum { ASK_MAX = 64 * 1024 };

static void ask(const char *question)
{
        struct wrap wrap = {.width = wrap__width(STDERR_FILENO)};
        struct zl_buf buf = {0};

        zl_buf_init(&buf, ASK_MAX);
        wrap__put(&wrap, question, &buf);
        (void)fflush(stdout);
        if (buf.size > 0)
                (void)fwrite(buf.data, 1, buf.size, stderr);
        (void)fflush(stderr);
        zl_buf_free(&buf);
}

/* ---- Signals while the terminal is silent ---- */

static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
enum { ENDING = sizeof(ending) / sizeof(ending[0]) };

static volatile sig_atomic_t caught;

static void note_signal(int number)
{
        caught = number;
}

/* From here on a signal comes only while we wait in ppoll(), so that none
 * slips in between looking and waiting. */
static void catch_signals(struct sigaction old[static ENDING], sigset_t *before)
{
        struct sigaction action = {0};
        sigset_t held;

        caught = 0;
        (void)sigemptyset(&held);
        for (size_t i = 0; i < ENDING; i++)
                (void)sigaddset(&held, ending[i]);
        (void)sigprocmask(SIG_BLOCK, &held, before);
        action.sa_handler = note_signal;
        (void)sigemptyset(&action.sa_mask);
        for (size_t i = 0; i < ENDING; i++)
                (void)sigaction(ending[i], &action, &old[i]);
}

static void release_signals(
    const struct sigaction old[static ENDING], const sigset_t *before)
{
        for (size_t i = 0; i < ENDING; i++)
                (void)sigaction(ending[i], &old[i], NULL);
        (void)sigprocmask(SIG_SETMASK, before, NULL);
}

/* Reads one byte; with `mask`, signals come in while it waits. */
static ssize_t read_byte(uint8_t *ret, const sigset_t *mask)
{
        struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};

        if (mask != NULL && ppoll(&input, 1, NULL, mask) < 0)
                return -1;
        return read(STDIN_FILENO, ret, 1);
}

/* Reads up to the line end into `ret`.  A line that does not fit is read to
 * its end, so that the rest is not taken for the next answer. */
static int read_line(
    uint8_t *ret, size_t room, size_t *ret_size, const sigset_t *mask)
{
        size_t size = 0;
        bool any = false;
        bool fits = true;
        uint8_t byte = 0;

        for (;;) {
                ssize_t n = read_byte(&byte, mask);

                if (n < 0)
                        return errno == EINTR ? ZL_E_BUSY : ZL_E_SYSTEM;
                if (n == 0 && !any)
                        return ZL_E_USAGE;
                if (n == 0 || byte == '\n')
                        break;
                any = true;
                if (size < room)
                        ret[size++] = byte;
                else
                        fits = false;
        }
        byte = 0;
        if (size > 0 && ret[size - 1] == '\r')
                ret[--size] = 0;
        *ret_size = size;
        return fits ? ZL_OK : ZL_E_TOO_LARGE;
}

/* One attempt; ZL_E_BUSY when a signal came. */
static int read_silently(
    const char *question, struct zl_secret *room, size_t *ret_size)
{
        struct sigaction old[ENDING];
        sigset_t before;
        struct termios shown;
        struct termios silent;
        int status = ZL_E_SYSTEM;

        if (tcgetattr(STDIN_FILENO, &shown) != 0)
                return ZL_E_SYSTEM;
        silent = shown;
        silent.c_lflag &= ~(tcflag_t)(ECHO | ECHOE | ECHOK | ECHONL);
        silent.c_lflag |= ICANON | ISIG;
        catch_signals(old, &before);
        if (tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0) {
                ask(question);
                status = read_line(zl_secret_bytes(room),
                    zl_secret_size(room) - 1, ret_size, &before);
                (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
                ask("\n");
        }
        release_signals(old, &before);
        if (caught != 0) {
                /* The terminal is as it was; now the signal may do its
                 * work.  Whoever comes back from a stop is asked again. */
                (void)raise(caught);
                status = ZL_E_BUSY;
        }
        return status;
}

int prompt__passphrase(const char *question, struct zl_secret **ret_secret)
{
        struct zl_secret *room = NULL;
        struct zl_secret *secret = NULL;
        size_t size = 0;
        int status = ZL_OK;

        if (!prompt__possible())
                return ZL_E_STATE;
        status = zl_secret_new(ZL_SECRET_MAX, &room);
        if (status != ZL_OK)
                return status;
        do
                status = read_silently(question, room, &size);
        while (status == ZL_E_BUSY);
        if (status == ZL_OK && size == 0)
                status = ZL_E_USAGE;
        if (status == ZL_OK)
                status = zl_secret_new(size, &secret);
        if (status == ZL_OK) {
                memcpy(zl_secret_bytes(secret), zl_secret_view(room), size);
                *ret_secret = secret;
        }
        zl_secret_free(room);
        return status;
}

/* Letters, not bytes: é counts once. */
static size_t letters(const struct zl_secret *secret)
{
        const uint8_t *bytes = zl_secret_view(secret);
        size_t count = 0;

        for (size_t i = 0; i < zl_secret_size(secret); i++)
                count += (bytes[i] & 0xc0) != 0x80;
        return count;
}

static bool same(const struct zl_secret *a, const struct zl_secret *b)
{
        return zl_secret_size(a) == zl_secret_size(b) &&
            zl_equal_secret(
                zl_secret_view(a), zl_secret_view(b), zl_secret_size(a));
}

int prompt__new_passphrase(struct zl_secret **ret_secret)
{
        struct zl_secret *first = NULL;
        struct zl_secret *second = NULL;
        int status = ZL_E_STATE;

        if (prompt__possible())
                ask(_("Choose a passphrase. Four words that have nothing to do "
                      "with each other are easy to remember and hard to guess. "
                      "Nobody can look it up for you.\n"));
        for (;;) {
                status = prompt__passphrase(_("New passphrase: "), &first);
                if (status != ZL_OK)
                        break;
                if (letters(first) < PROMPT_PASSPHRASE_MIN) {
                        ask(_("That is too short: at least 8 letters, better "
                              "four words.\n"));
                        zl_secret_free(first);
                        first = NULL;
                        continue;
                }
                status = prompt__passphrase(_("Once more: "), &second);
                if (status != ZL_OK || same(first, second))
                        break;
                ask(_("These are not the same. Try again.\n"));
                zl_secret_free(first);
                zl_secret_free(second);
                first = second = NULL;
        }
        zl_secret_free(second);
        if (status == ZL_OK)
                *ret_secret = first;
        else
                zl_secret_free(first);
        return status;
}

int prompt__code(const char *question, struct zl_secret **ret_secret)
{
        struct zl_secret *secret = NULL;
        size_t size = 0;
        int status = zl_secret_new(ZL_SECRET_MAX, &secret);

        if (status != ZL_OK)
                return status;
        if (prompt__possible())
                ask(question);
        do
                status = read_line(
                    zl_secret_bytes(secret), ZL_SECRET_MAX - 1, &size, NULL);
        while (status == ZL_E_BUSY);
        if (status != ZL_OK) {
                zl_secret_free(secret);
                return status;
        }
        zl_secret_bytes(secret)[size] = 0;
        *ret_secret = secret;
        return ZL_OK;
}

/* ---- What may be seen ---- */

enum { LINE_ROOM = 4096 };

static int add_line(struct zl_buf *buf)
{
        uint8_t line[LINE_ROOM];
        size_t size = 0;
        int status = ZL_OK;

        do
                status = read_line(line, sizeof(line), &size, NULL);
        while (status == ZL_E_BUSY);
        if (status == ZL_OK)
                zl_put_bytes(buf, line, size);
        zl_wipe(line, sizeof(line));
        return status;
}

static int end_text(struct zl_buf *buf)
{
        if (buf->size > 0 && memchr(buf->data, 0, buf->size) != NULL)
                return ZL_E_MALFORMED;
        zl_put_u8(buf, 0);
        return buf->status;
}

void prompt__say(const char *text)
{
        ask(text);
}

int prompt__line(const char *question, struct zl_buf *buf)
{
        int status = ZL_OK;

        if (!prompt__possible())
                return ZL_E_STATE;
        zl_buf_reset(buf);
        ask(question);
        status = add_line(buf);
        return status == ZL_OK ? end_text(buf) : status;
}

int prompt__lines(const char *question, struct zl_buf *buf)
{
        int status = ZL_OK;

        if (!prompt__possible())
                return ZL_E_STATE;
        zl_buf_reset(buf);
        ask(question);
        for (;;) {
                size_t before = buf->size;

                status = add_line(buf);
                if (status == ZL_E_USAGE && before > 0)
                        break; /* Ctrl-D ends it as well */
                if (status != ZL_OK)
                        return status;
                if (buf->size == 0)
                        break; /* an empty first line is nothing */
                if (buf->size == before + 1 && buf->data[before] == '.') {
                        buf->size = before;
                        break;
                }
                zl_put_u8(buf, '\n');
        }
        while (buf->size > 0 && buf->data[buf->size - 1] == '\n')
                buf->size--;
        return end_text(buf);
}

static bool is_one_of(const struct zl_buf *line, const char *const *words)
{
        const char *text = (const char *)line->data;
        size_t size = 0;

        text += strspn(text, " \t");
        size = strlen(text);
        while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t'))
                size--;
        for (; *words != NULL; words++) {
                if (strlen(*words) == size &&
                    strncasecmp(*words, text, size) == 0)
                        return true;
        }
        return false;
}

int prompt__yes(const char *question)
{
        static const char *const yes[] = {"y", "yes", "j", "ja", NULL};
        static const char *const no[] = {"n", "no", "nee", "", NULL};
        struct zl_buf answer = {0};
        int status = ZL_OK;

        zl_buf_init(&answer, LINE_ROOM);
        for (;;) {
                status = prompt__line(question, &answer);
                if (status == ZL_OK && is_one_of(&answer, yes))
                        break;
                if (status == ZL_OK && is_one_of(&answer, no)) {
                        status = ZL_E_POLICY;
                        break;
                }
                if (status != ZL_OK && status != ZL_E_TOO_LARGE &&
                    status != ZL_E_MALFORMED)
                        break;
                ask(_("Please type y or n.\n"));
        }
        zl_buf_free(&answer);
        return status;
}
