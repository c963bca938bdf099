/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Hello! SQLite with memory and a file system that fail when told. */
#include "fault_sqlite.h"

#include <sqlite3.h>

#include "check.h"

static struct {
        bool armed;
        bool hit;
        bool stays; /* all later ones fail, too */
        unsigned left;
        enum fault_sqlite what;
} fault;

static sqlite3_mem_methods real_memory;

static bool refuses(enum fault_sqlite what)
{
        if (!fault.armed || fault.what != what)
                return false;
        if (fault.hit)
                return fault.stays;
        if (--fault.left > 0)
                return false;
        fault.hit = true;
        return true;
}

static void *refusing_malloc(int size)
{
        return refuses(FAULT_MEMORY) ? NULL : real_memory.xMalloc(size);
}

static void *refusing_realloc(void *old, int size)
{
        return refuses(FAULT_MEMORY) ? NULL : real_memory.xRealloc(old, size);
}

/* --- A file system whose n-th call fails -------------------------------- */

/* A file of ours has the real one behind it. */
struct shim_file {
        sqlite3_file base;
        sqlite3_file *real;
};

static sqlite3_vfs *real_vfs;

static sqlite3_file *real_of(sqlite3_file *file)
{
        return ((struct shim_file *)(void *)file)->real;
}

static int shim_close(sqlite3_file *file)
{
        return real_of(file)->pMethods->xClose(real_of(file));
}

static int shim_read(sqlite3_file *file, void *to, int size, sqlite3_int64 at)
{
        if (refuses(FAULT_READ))
                return SQLITE_IOERR_READ;
        return real_of(file)->pMethods->xRead(real_of(file), to, size, at);
}

static int shim_write(
    sqlite3_file *file, const void *from, int size, sqlite3_int64 at)
{
        if (refuses(FAULT_WRITE))
                return SQLITE_IOERR_WRITE;
        if (refuses(FAULT_FULL))
                return SQLITE_FULL;
        return real_of(file)->pMethods->xWrite(real_of(file), from, size, at);
}

static int shim_truncate(sqlite3_file *file, sqlite3_int64 size)
{
        return real_of(file)->pMethods->xTruncate(real_of(file), size);
}

static int shim_sync(sqlite3_file *file, int flags)
{
        if (refuses(FAULT_SYNC))
                return SQLITE_IOERR_FSYNC;
        return real_of(file)->pMethods->xSync(real_of(file), flags);
}

static int shim_size(sqlite3_file *file, sqlite3_int64 *size)
{
        return real_of(file)->pMethods->xFileSize(real_of(file), size);
}

static int shim_lock(sqlite3_file *file, int how)
{
        return real_of(file)->pMethods->xLock(real_of(file), how);
}

static int shim_unlock(sqlite3_file *file, int how)
{
        return real_of(file)->pMethods->xUnlock(real_of(file), how);
}

static int shim_reserved(sqlite3_file *file, int *ret)
{
        return real_of(file)->pMethods->xCheckReservedLock(real_of(file), ret);
}

static int shim_control(sqlite3_file *file, int what, void *with)
{
        return real_of(file)->pMethods->xFileControl(real_of(file), what, with);
}

static int shim_sector(sqlite3_file *file)
{
        return real_of(file)->pMethods->xSectorSize(real_of(file));
}

static int shim_traits(sqlite3_file *file)
{
        return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

static int shim_map(
    sqlite3_file *file, int page, int size, int extend, void volatile **ret)
{
        return real_of(file)->pMethods->xShmMap(
            real_of(file), page, size, extend, ret);
}

static int shim_shm_lock(sqlite3_file *file, int from, int count, int flags)
{
        return real_of(file)->pMethods->xShmLock(
            real_of(file), from, count, flags);
}

static void shim_barrier(sqlite3_file *file)
{
        real_of(file)->pMethods->xShmBarrier(real_of(file));
}

static int shim_unmap(sqlite3_file *file, int remove)
{
        return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

static const sqlite3_io_methods shim_methods = {
    .iVersion = 2,
    .xClose = shim_close,
    .xRead = shim_read,
    .xWrite = shim_write,
    .xTruncate = shim_truncate,
    .xSync = shim_sync,
    .xFileSize = shim_size,
    .xLock = shim_lock,
    .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_reserved,
    .xFileControl = shim_control,
    .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_traits,
    .xShmMap = shim_map,
    .xShmLock = shim_shm_lock,
    .xShmBarrier = shim_barrier,
    .xShmUnmap = shim_unmap,
};

static int shim_open(sqlite3_vfs *vfs, sqlite3_filename name,
    sqlite3_file *file, int flags, int *ret_flags)
{
        struct shim_file *shim = (struct shim_file *)(void *)file;
        int rc;

        (void)vfs;
        shim->real = (sqlite3_file *)(void *)(shim + 1);
        rc = real_vfs->xOpen(real_vfs, name, shim->real, flags, ret_flags);
        file->pMethods = shim->real->pMethods != NULL ? &shim_methods : NULL;
        return rc;
}

/* Once, before SQLite is used for the first time. */
void fault_sqlite_install(void)
{
        static sqlite3_vfs shim;
        sqlite3_mem_methods refusing;

        if (real_vfs != NULL)
                return;
        REQUIRE_INT(sqlite3_shutdown(), SQLITE_OK);
        REQUIRE_INT(
            sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real_memory), SQLITE_OK);
        refusing = real_memory;
        refusing.xMalloc = refusing_malloc;
        refusing.xRealloc = refusing_realloc;
        REQUIRE_INT(sqlite3_config(SQLITE_CONFIG_MALLOC, &refusing), SQLITE_OK);
        /* every allocation is to be one of these */
        REQUIRE_INT(sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0), SQLITE_OK);
        REQUIRE_INT(sqlite3_initialize(), SQLITE_OK);
        real_vfs = sqlite3_vfs_find(NULL);
        REQUIRE(real_vfs != NULL);
        shim = *real_vfs;
        shim.pNext = NULL;
        shim.zName = "shim";
        shim.szOsFile = real_vfs->szOsFile + (int)sizeof(struct shim_file);
        shim.xOpen = shim_open;
        REQUIRE_INT(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
}

void fault_sqlite_fail(enum fault_sqlite what, unsigned n, bool stays)
{
        fault.what = what;
        fault.stays = stays;
        fault.hit = false;
        fault.left = n;
        fault.armed = true;
}

bool fault_sqlite_stop(void)
{
        fault.armed = false;
        return fault.hit;
}
