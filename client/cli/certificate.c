/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! Whose word is taken for the server's certificate. Nothing secret
 * depends on it, but who asks when, and for which ids, is nobody else's
 * business: without a certificate that holds, nothing is sent. */
#include "certificate.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "out.h"

enum { AUTHORITIES_MAX = 256 * 1024 };

static const char kept_name[] = "server-ca.pem";
static const char pem_begin[] = "-----BEGIN CERTIFICATE-----";

static bool kept_path(const struct cli *cli, char ret[static CLI_PATH])
{
        int size = snprintf(ret, CLI_PATH, "%s/%s", cli->home, kept_name);

        return size > 0 && size < CLI_PATH;
}

static int write_file(const char *path, const struct zl_buf *text)
{
        size_t size = text->size - 1; /* without the NUL */
        size_t done = 0;
        int status = ZL_OK;
        int fd = open(
            path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);

        if (fd < 0)
                return ZL_E_STORAGE;
        while (done < size && status == ZL_OK) {
                ssize_t n = write(fd, text->data + done, size - done);

                if (n > 0)
                        done += (size_t)n;
                else if (n == 0 || errno != EINTR)
                        status = ZL_E_STORAGE;
        }
        if (fsync(fd) != 0)
                status = ZL_E_STORAGE;
        if (close(fd) != 0)
                status = ZL_E_STORAGE;
        return status;
}

/* Whole or not at all: a half of it would trust nobody. */
static int replace_file(const char *path, const struct zl_buf *text)
{
        char new_path[CLI_PATH + 4];
        int status = ZL_OK;

        (void)snprintf(new_path, sizeof(new_path), "%s.new", path);
        status = write_file(new_path, text);
        if (status == ZL_OK && rename(new_path, path) != 0)
                status = ZL_E_STORAGE;
        if (status != ZL_OK)
                (void)unlink(new_path);
        return status;
}

int certificate__keep(struct cli *cli)
{
        const char *from = args__get(&cli->args, "ca");
        struct zl_buf text = {0};
        char path[CLI_PATH];
        int status = ZL_OK;

        if (from == NULL)
                return EXIT_DONE;
        if (!kept_path(cli, path))
                return out__fail(cli, ZL_E_USAGE);
        status = files__text(from, AUTHORITIES_MAX, &text);
        if (status != ZL_OK)
                return out__fail_with(cli, status,
                    _("The certificate authority in %s cannot be read. Look "
                      "at its name, and try again."),
                    from);
        if (strstr((const char *)text.data, pem_begin) == NULL) {
                zl_buf_free(&text);
                return out__fail_with(cli, ZL_E_MALFORMED,
                    _("%s holds no certificate in PEM form. Ask the "
                      "administrator for the file of the certificate "
                      "authority."),
                    from);
        }
        status = replace_file(path, &text);
        zl_buf_free(&text);
        return status == ZL_OK ? EXIT_DONE : out__fail(cli, status);
}

int certificate__connect(struct cli *cli, const char *socket)
{
        const char *from = args__get(&cli->args, "ca");
        char path[CLI_PATH];
        int status = ZL_OK;

        if (from == NULL && !kept_path(cli, path))
                return ZL_E_USAGE;
        if (from == NULL && access(path, F_OK) == 0)
                from = path;
        status = transport__new(&transport__usual, socket, &cli->transport);
        if (status == ZL_OK && from != NULL)
                status = transport__trust(cli->transport, from);
        return status;
}

const char *certificate__sentence(enum transport_trouble trouble)
{
        static const char *const sentences[] = {
            [TRANSPORT_FINE] = NULL,
            [TRANSPORT_UNTRUSTED] =
                N_("Nothing was sent: nobody whom this machine trusts vouches "
                   "for the server's certificate. Somebody may be in between. "
                   "Ring the administrator; an organisation with a certificate "
                   "authority of its own gives you its file, for --ca."),
            [TRANSPORT_OTHER_NAME] =
                N_("Nothing was sent: the certificate shown there is for "
                   "another name than this server's. Look whether the server's "
                   "name is typed right. If it is, ring the administrator."),
            [TRANSPORT_OUT_OF_DATE] =
                N_("Nothing was sent: today is not within the dates of the "
                   "server's certificate. Look at the date of this computer. "
                   "If that is right, ring the administrator."),
            [TRANSPORT_NO_AUTHORITY] =
                N_("Nothing was sent: the file of the certificate authority "
                   "cannot be used. Ask the administrator for the right one "
                   "(--ca, or server-ca.pem in your profile)."),
        };

        return sentences[trouble] != NULL ? lang__text(sentences[trouble])
                                          : NULL;
}
