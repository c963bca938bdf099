/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to where the root is.  It signs a few times in years, and whoever
 * has it can make coordinators: so it belongs on a stick in a safe, and comes
 * to a machine for one command.  It leaves the vault only when a file of it
 * was read back, since nobody can make it anew. */
#include <string.h>

#include "core_internal.h"
#include "root_file.h"
#include "words.h"

bool core__stands_for_root(const struct zl_directory *directory,
    const struct zl_sign_key *root, const struct zl_sign_key *key)
{
        const struct zl_charter *charter = zl_directory_charter(directory);

        return zl_sign_key_equal(key, root) ||
            (charter != NULL && zl_sign_key_equal(key, &charter->spare_root));
}

const struct zl_signer *core__root_here(const struct zl_core *core)
{
        if (core->root.secret == NULL ||
            !core__stands_for_root(
                core__shown(core), &core->profile.root, &core->root.key))
                return NULL;
        return &core->root;
}

static struct core__root_file *find_file(
    const struct zl_core *core, const struct zl_sign_key *key)
{
        for (size_t i = 0; i < core->root_file_count; i++) {
                if (zl_sign_key_equal(&core->root_files[i].key, key))
                        return &core->root_files[i];
        }
        return NULL;
}

/* A file of this root was made; read back as well, unless `checked` is 0. */
static int note_file(struct zl_core *core, const struct zl_sign_key *key,
    struct zl_time made, struct zl_time checked)
{
        struct core__root_file *file = find_file(core, key);

        if (file == NULL) {
                int status = core__grow(&core->root_files,
                    core->root_file_count, sizeof(*core->root_files));

                if (status != ZL_OK)
                        return status;
                file = &core->root_files[core->root_file_count++];
                *file = (struct core__root_file){.key = *key};
        }
        if (made.ms > file->made.ms)
                file->made = made;
        if (checked.ms > file->checked.ms)
                file->checked = checked;
        return core__put_root_file(core, file);
}

void zl_core_root(const struct zl_core *core, struct zl_root_view *ret_view)
{
        struct zl_root_view view = {.kept = core->root_kept};
        const struct core__root_file *file = NULL;

        if (core->profile.joined) {
                view.here = core__root_here(core) != NULL;
                view.key = core->root.secret != NULL ? core->root.key
                                                     : core->profile.root;
                view.spare = !zl_sign_key_equal(&view.key, &core->profile.root);
                file = find_file(core, &view.key);
        }
        if (file != NULL) {
                view.exported = file->made;
                view.checked = file->checked;
        }
        *ret_view = view;
}

int zl_core_root_look(struct zl_bytes file, struct zl_root_file_view *ret_view)
{
        struct zl_root_file read;
        struct zl_root_file_view view;
        struct zl_hash hash;
        int status = zl_root_file_read(file, &read);

        if (status != ZL_OK)
                return status;
        view.root = read.root;
        view.key = read.key;
        view.made = read.made;
        _Static_assert(sizeof(view.words) >= ZL_WORDS_TEXT, "six words");
        _Static_assert(sizeof(view.origin) == sizeof(read.origin), "origin");
        hash = zl_root_words_hash(&read.root);
        zl_words_of_hash(hash.bytes, view.words);
        memcpy(view.origin, read.origin, sizeof(view.origin));
        *ret_view = view;
        return ZL_OK;
}

int zl_core_root_export(struct zl_core *core, struct zl_time now,
    const struct zl_root_lock *lock, struct zl_buf *file)
{
        struct zl_root_file made = {.made = now,
            .root = core->profile.root,
            .stretch = {
                .passes = lock->passes, .memory_kib = lock->memory_kib}};
        struct zl_time never = {0};
        const struct zl_signer *root = NULL;
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        root = core__root_here(core);
        if (root == NULL)
                return ZL_E_ROOT;
        _Static_assert(
            sizeof(made.origin) == sizeof(core->profile.origin), "origin");
        memcpy(made.origin, core->profile.origin, sizeof(made.origin));
        status = zl_root_file_write(&made, root, lock->passphrase, file);
        if (status == ZL_OK)
                status = note_file(core, &root->key, now, never);
        return core__finish(core, status);
}

/* Reads a file of this organisation. */
static int read_ours(const struct zl_core *core, struct zl_bytes bytes,
    struct zl_root_file *ret_file)
{
        struct zl_root_file file;
        int status = zl_root_file_read(bytes, &file);

        if (status != ZL_OK)
                return status;
        if (!zl_sign_key_equal(&file.root, &core->profile.root))
                return ZL_E_ORGANISATION;
        *ret_file = file;
        return ZL_OK;
}

int zl_core_root_check(struct zl_core *core, struct zl_time now,
    struct zl_bytes file, const struct zl_secret *passphrase)
{
        struct zl_signer opened = {.secret = NULL};
        struct zl_root_file read;
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        if (core__root_here(core) == NULL)
                return ZL_E_ROOT;
        status = read_ours(core, file, &read);
        if (status == ZL_OK && !zl_sign_key_equal(&read.key, &core->root.key))
                status = ZL_E_CONFLICT;
        if (status == ZL_OK)
                status = zl_root_file_open(&read, passphrase, &opened);
        zl_signer_free(&opened);
        if (status == ZL_OK)
                status = note_file(core, &core->root.key, read.made, now);
        return core__finish(core, status);
}

int zl_core_root_forget(struct zl_core *core, struct zl_time now)
{
        const struct core__root_file *file = NULL;
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        if (!core->root_kept)
                return ZL_E_ROOT;
        file = find_file(core, &core->root.key);
        /* A spare root that was replaced is worth nothing any more. */
        if (core__root_here(core) != NULL &&
            (file == NULL || file->checked.ms == 0))
                return ZL_E_STATE;
        status = core__delete(core, CORE__ROOT, NULL, 0);
        if (status == ZL_OK) {
                zl_signer_free(&core->root);
                core->root_kept = false;
        }
        return core__finish(core, status);
}

/* May this root be taken here? */
static int may_take(const struct zl_core *core, const struct zl_sign_key *key)
{
        if (core->profile.role != ZL_ROLE_COORDINATOR)
                return ZL_E_POLICY;
        if (core->root_kept && !zl_sign_key_equal(key, &core->root.key))
                return ZL_E_CONFLICT;
        return core__stands_for_root(
                   core__shown(core), &core->profile.root, key)
            ? ZL_OK
            : ZL_E_REVOKED;
}

/* Takes the signer over on success. */
static int take(struct zl_core *core, struct zl_signer *signer, bool keep)
{
        int status = keep ? core__put_seed(core, CORE__ROOT, signer) : ZL_OK;

        if (status != ZL_OK)
                return status;
        zl_signer_free(&core->root);
        core->root = *signer;
        *signer = (struct zl_signer){.secret = NULL};
        core->root_kept = core->root_kept || keep;
        return ZL_OK;
}

int zl_core_root_take(struct zl_core *core, struct zl_time now,
    struct zl_bytes file, const struct zl_secret *passphrase, bool keep)
{
        struct zl_signer signer = {.secret = NULL};
        struct zl_root_file read;
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        status = read_ours(core, file, &read);
        if (status == ZL_OK)
                status = may_take(core, &read.key);
        if (status == ZL_OK)
                status = zl_root_file_open(&read, passphrase, &signer);
        if (status == ZL_OK)
                status = take(core, &signer, keep);
        if (status == ZL_OK)
                status = note_file(core, &core->root.key, read.made, now);
        zl_signer_free(&signer);
        return core__finish(core, status);
}

int zl_core_root_take_seed(struct zl_core *core, struct zl_time now,
    const struct zl_secret *seed, bool keep)
{
        struct zl_signer signer = {.secret = NULL};
        int status = core__act(core, now);

        if (status != ZL_OK)
                return status;
        if (zl_secret_size(seed) != ZL_SEED_SIZE)
                return ZL_E_MALFORMED;
        status = zl_signer_of_seed(zl_secret_view(seed), &signer);
        if (status == ZL_OK)
                status = may_take(core, &signer.key);
        if (status == ZL_OK)
                status = take(core, &signer, keep);
        zl_signer_free(&signer);
        return core__finish(core, status);
}
