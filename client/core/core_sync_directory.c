/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Is anything withheld?  The newest directory statement says what there is,
 * a hash for each scope; we hash what we hold (docs/protocol.md, 2.9).  If
 * that differs, everything is fetched once from the beginning, since what we
 * may see can have changed; if it differs still, nothing is sealed. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "core_internal.h"

bool core__holds_all(const struct zl_core *core)
{
        return core->profile.role == ZL_ROLE_COORDINATOR ||
            core->profile.role == ZL_ROLE_SUPPORTER;
}

/* The directory that was fetched last: anew, or the one we keep. */
static struct zl_directory *candidate(const struct zl_core *core)
{
        return core->sync.fresh != NULL ? core->sync.fresh : core->directory;
}

static struct zl_hash leaf_hash(const struct zl_scope_leaf *leaf)
{
        uint8_t data[ZL_ID_SIZE + ZL_HASH_SIZE];

        memcpy(data, leaf->scope.bytes, ZL_ID_SIZE);
        memcpy(data + ZL_ID_SIZE, leaf->hash.bytes, ZL_HASH_SIZE);
        return zl_merkle_leaf(data, sizeof(data));
}

/* Complete subtrees, reckoned when asked for; the tree is small. */
static int fetch_node(
    void *context, unsigned level, uint64_t index, struct zl_hash *ret_hash)
{
        const struct zl_scope_leaf *const *leaves = context;
        struct zl_hash left;
        struct zl_hash right;
        int status = ZL_OK;

        if (level == 0) {
                *ret_hash = leaf_hash(&(*leaves)[index]);
                return ZL_OK;
        }
        status = fetch_node(context, level - 1, 2 * index, &left);
        if (status == ZL_OK)
                status = fetch_node(context, level - 1, 2 * index + 1, &right);
        if (status == ZL_OK)
                *ret_hash = zl_merkle_node(&left, &right);
        return status;
}

static int root_of(
    const struct zl_scope_leaf *leaves, size_t count, struct zl_hash *ret_root)
{
        return zl_merkle_root(fetch_node, &leaves, count, ret_root);
}

static int check_whole(const struct zl_directory *directory,
    const struct zl_directory_claim *claim)
{
        struct zl_scope_leaf *leaves = NULL;
        struct zl_hash root;
        size_t count = 0;
        int status =
            zl_directory_scopes(directory, claim->statements, &leaves, &count);

        if (status == ZL_OK)
                status = root_of(leaves, count, &root);
        if (status == ZL_OK &&
            (count != claim->scopes || !zl_hash_equal(&root, &claim->root)))
                status = ZL_E_INCOMPLETE;
        free(leaves);
        return status;
}

/* What was fetched anew takes the place of what was kept. */
static int take_fresh(struct zl_core *core)
{
        size_t count = zl_directory_count(core->directory);
        int status = ZL_OK;

        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                uint8_t key[8];
                struct zl_point at;

                (void)zl_directory_statement(core->directory, i, &at);
                for (unsigned b = 0; b < 8; b++)
                        key[b] = (uint8_t)(at.position >> (56 - 8 * b));
                status = core__delete(core, CORE__STATEMENT, key, sizeof(key));
        }
        count = zl_directory_count(core->sync.fresh);
        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                struct zl_point at;
                const struct zl_statement *statement =
                    zl_directory_statement(core->sync.fresh, i, &at);

                status = core__put_statement(core, statement, at);
        }
        if (status != ZL_OK)
                return status;
        zl_directory_free(core->directory);
        core->directory = core->sync.fresh;
        core->sync.fresh = NULL;
        core->state.next_statement = core->sync.next;
        core->state.statement_time = core->sync.time;
        core__working_drop(core);
        return ZL_OK;
}

static int begin_fresh(struct zl_core *core, struct core__scopes *extra)
{
        core__scopes_free(&core->sync.extra);
        core->sync.extra = *extra;
        *extra = (struct core__scopes){.ids = NULL};
        zl_directory_free(core->sync.fresh);
        core->sync.fresh = NULL;
        core->sync.refetched = true;
        core->sync.statements = false;
        core->sync.next = 0;
        core->sync.time.ms = 0;
        return zl_directory_new(&core->profile.root, &core->sync.fresh);
}

int core__ask_anew(struct zl_core *core)
{
        struct core__scopes none = {.ids = NULL};

        return begin_fresh(core, &none);
}

/* What we held and would still be shown is there?  A directory may be signed
 * by somebody who leaves out of it what the server leaves out of its lists; who
 * was given that before knows better. */
static int check_kept(
    const struct zl_core *core, const struct core__scopes *extra)
{
        struct zl_sight sight = {
            core->profile.member, extra->ids, extra->count};
        size_t count = zl_directory_count(core->directory);
        size_t fresh_count = zl_directory_count(core->sync.fresh);
        size_t next = 0;

        for (size_t i = 0; i < count; i++) {
                struct zl_point at;
                struct zl_point there;
                const struct zl_statement *held =
                    zl_directory_statement(core->directory, i, &at);
                const struct zl_statement *found = NULL;

                for (; next < fresh_count && found == NULL; next++) {
                        found = zl_directory_statement(
                            core->sync.fresh, next, &there);
                        if (there.position >= at.position)
                                break;
                        found = NULL;
                }
                if (held->type == ZL_DIRECTORY ||
                    (found != NULL && there.position == at.position &&
                        zl_hash_equal(&found->hash, &held->hash)))
                        continue;
                if (core__holds_all(core) ||
                    zl_directory_visible(core->sync.fresh, &sight, held))
                        return ZL_E_INCOMPLETE;
        }
        return ZL_OK;
}

/* The directory was held against its claim: ZL_OK or ZL_E_INCOMPLETE.  What
 * came into sight since we last asked for everything may have been passed
 * over, such as sealing keys, which no scope counts. */
static int judged(struct zl_core *core, int status, struct core__scopes *extra)
{
        const struct core__scopes *before =
            core->sync.refetched ? &core->sync.extra : &core->extra;

        if ((status == ZL_E_INCOMPLETE && !core->sync.refetched) ||
            !core__scopes_within(extra, before))
                return begin_fresh(core, extra);
        if (status == ZL_OK && core->sync.fresh != NULL)
                status = check_kept(core, extra);
        if (status == ZL_OK && core->sync.fresh != NULL)
                status = take_fresh(core);
        if (status == ZL_OK)
                status = core__take_sight(core, extra);
        if (status == ZL_E_MEMORY)
                return status;
        core->state.good = status == ZL_OK;
        core->dirty = true;
        if (status == ZL_OK) {
                core->sync.directory = true;
                return ZL_OK;
        }
        core__say(core, ZL_MSG_STATEMENTS_MISSING, NULL, NULL, NULL, NULL);
        return ZL_E_INCOMPLETE;
}

/* Versions never go down, and each is one statement only. */
static int check_version(struct zl_core *core, struct zl_claim_view claim)
{
        uint64_t version = claim.claim == NULL ? 0 : claim.claim->version;
        char known[24];
        char offered[24];

        if (version > core->state.claim) {
                core->state.claim = version;
                core->state.claim_hash = claim.hash;
                core->dirty = true;
                return ZL_OK;
        }
        if (version == core->state.claim &&
            (version == 0 ||
                zl_hash_equal(&claim.hash, &core->state.claim_hash)))
                return ZL_OK;
        core__number(core->state.claim, known);
        core__number(version, offered);
        core__say(core, ZL_MSG_DIRECTORY_ROLLBACK, known, offered, NULL, NULL);
        core->state.good = false;
        core->dirty = true;
        return ZL_E_ROLLBACK;
}

int core__statements_done(struct zl_core *core)
{
        struct zl_claim_view claim = zl_directory_claim(candidate(core));
        struct core__scopes none = {.ids = NULL};
        int status = check_version(core, claim);

        if (status != ZL_OK || !core__holds_all(core))
                return status;
        status = claim.claim == NULL
            ? ZL_OK
            : check_whole(candidate(core), claim.claim);
        return status == ZL_E_MEMORY ? status : judged(core, status, &none);
}

/* Find a scope's path in the answer and follow it to the root. */
static int check_path(struct zl_reader r, uint16_t count,
    const struct zl_directory_claim *claim, const struct zl_scope_leaf *leaf)
{
        struct zl_hash hash = leaf_hash(leaf);

        for (uint16_t i = 0; i < count; i++) {
                struct zl_path path;
                struct zl_id scope;
                uint32_t index = 0;

                zl_read_bytes(&r, scope.bytes, ZL_ID_SIZE);
                index = zl_read_u32(&r);
                path.count = zl_read_u8(&r);
                if (r.status != ZL_OK || path.count > ZL_PATH_MAX)
                        return ZL_E_SERVER;
                for (uint8_t p = 0; p < path.count; p++)
                        zl_read_bytes(&r, path.hashes[p].bytes, ZL_HASH_SIZE);
                if (r.status != ZL_OK)
                        return ZL_E_SERVER;
                if (zl_id_equal(&scope, &leaf->scope))
                        return zl_merkle_verify(&hash, index, claim->scopes,
                                   &path, &claim->root) == ZL_OK
                            ? ZL_OK
                            : ZL_E_INCOMPLETE;
        }
        return ZL_E_INCOMPLETE;
}

/* A club we were appointed for and know nothing of is withheld. */
static int check_own_clubs(
    const struct zl_core *core, const struct zl_directory *directory)
{
        const struct zl_member *self =
            zl_directory_member(directory, &core->profile.member);

        if (self == NULL)
                return ZL_E_INCOMPLETE;
        for (size_t i = 0;
             self->role == ZL_ROLE_CONTACT && i < self->scope_count; i++) {
                if (zl_directory_club(directory, &self->scope[i]) == NULL)
                        return ZL_E_INCOMPLETE;
        }
        return ZL_OK;
}

/* The scopes the answer gives that are not our own. */
static int find_extra(const struct zl_id *own, size_t own_count,
    struct zl_reader r, uint16_t count, struct core__scopes *ret)
{
        int status = ZL_OK;

        for (uint16_t i = 0; i < count && status == ZL_OK; i++) {
                struct zl_id scope;

                zl_read_bytes(&r, scope.bytes, ZL_ID_SIZE);
                (void)zl_read_u32(&r);
                (void)zl_read_view(&r, (size_t)zl_read_u8(&r) * ZL_HASH_SIZE);
                if (r.status != ZL_OK)
                        return ZL_E_SERVER;
                if (!core__among(own, own_count, &scope) &&
                    !core__among(ret->ids, ret->count, &scope))
                        status = core__scopes_add(ret, &scope);
        }
        return status;
}

static const struct zl_scope_leaf *leaf_of(
    const struct zl_scope_leaf *leaves, size_t count, const struct zl_id *scope)
{
        for (size_t i = 0; i < count; i++) {
                if (zl_id_equal(&leaves[i].scope, scope))
                        return &leaves[i];
        }
        return NULL;
}

/* A scope that we know nothing of is withheld, or new to us. */
static int check_extra(const struct core__scopes *extra,
    const struct zl_scope_leaf *leaves, size_t leaf_count,
    const struct zl_directory_claim *claim, struct zl_reader r, uint16_t count)
{
        int status = ZL_OK;

        for (size_t i = 0; i < extra->count && status == ZL_OK; i++) {
                const struct zl_scope_leaf *leaf =
                    leaf_of(leaves, leaf_count, &extra->ids[i]);

                status = leaf == NULL ? ZL_E_INCOMPLETE
                                      : check_path(r, count, claim, leaf);
        }
        return status;
}

static int check_scopes(const struct zl_core *core,
    const struct zl_directory_claim *claim, struct zl_reader r, uint16_t count,
    struct core__scopes *extra)
{
        const struct zl_directory *directory = candidate(core);
        struct zl_sight self = {.viewer = core->profile.member};
        struct zl_scope_leaf *leaves = NULL;
        struct zl_id *scopes = NULL;
        size_t leaf_count = 0;
        size_t scope_count = 0;
        int status = check_own_clubs(core, directory);

        if (status == ZL_OK)
                status = zl_directory_scopes(
                    directory, claim->statements, &leaves, &leaf_count);
        if (status == ZL_OK)
                status = zl_directory_scopes_of(
                    directory, &self, &scopes, &scope_count);
        if (status == ZL_OK)
                status = find_extra(scopes, scope_count, r, count, extra);
        for (size_t i = 0; i < leaf_count && status == ZL_OK; i++) {
                if (core__among(scopes, scope_count, &leaves[i].scope))
                        status = check_path(r, count, claim, &leaves[i]);
        }
        if (status == ZL_OK)
                status =
                    check_extra(extra, leaves, leaf_count, claim, r, count);
        free(leaves);
        free(scopes);
        return status;
}

int core__directory_answer(
    struct zl_core *core, int status, struct zl_bytes body)
{
        struct zl_claim_view claim = zl_directory_claim(candidate(core));
        struct zl_reader r = zl_reader_of(body.data, body.size);
        struct core__scopes extra = {.ids = NULL};
        struct core__problem problem;
        struct zl_hash hash;
        uint16_t count = 0;

        if (status != 200) {
                core__problem_read(body, &problem);
                if (status != 404 || strcmp(problem.name, "not-found") != 0)
                        return core__refused(core, status, body);
                /* There is none yet, or one we know is hidden. */
                return judged(core,
                    claim.claim == NULL ? ZL_OK : ZL_E_INCOMPLETE, &extra);
        }
        if (zl_read_u8(&r) != 1 && r.status == ZL_OK)
                return ZL_E_VERSION;
        zl_read_bytes(&r, hash.bytes, ZL_HASH_SIZE);
        count = zl_read_u16(&r);
        if (r.status != ZL_OK)
                return ZL_E_SERVER;
        /* A newer one came between two requests: fetch it first. */
        if (claim.claim == NULL || !zl_hash_equal(&hash, &claim.hash)) {
                core->sync.statements = false;
                return ZL_OK;
        }
        status = check_scopes(core, claim.claim, r, count, &extra);
        if (status == ZL_OK || status == ZL_E_INCOMPLETE)
                status = judged(core, status, &extra);
        core__scopes_free(&extra);
        return status;
}

/* Is there anything a new directory statement would say? */
static bool claim_is_due(
    const struct zl_core *core, struct zl_claim_view newest)
{
        uint64_t now = core->state.now.ms;

        if (newest.claim == NULL)
                return true;
        return newest.claim->statements < newest.position ||
            newest.position + 1 < core->state.next_statement ||
            newest.claim->expires.ms <
            now + (ZL_DIRECTORY_DAYS - 1) * ZL_MS_DAY;
}

int core__claim(struct zl_core *core)
{
        struct zl_claim_view newest = zl_directory_claim(core->directory);
        struct core__item proto = {.quiet = true};
        struct zl_directory_claim claim = {.version = 1};
        struct zl_scope_leaf *leaves = NULL;
        size_t count = 0;
        int status = ZL_OK;

        if (core->sync.claimed || !claim_is_due(core, newest))
                return ZL_OK;
        core->sync.claimed = true;
        if (newest.claim != NULL) {
                claim.version = newest.claim->version + 1;
                claim.has_previous = true;
                claim.previous = newest.hash;
        }
        claim.statements = core->state.next_statement;
        claim.expires.ms = core->state.now.ms + ZL_DIRECTORY_DAYS * ZL_MS_DAY;
        status = zl_directory_scopes(
            core->directory, claim.statements, &leaves, &count);
        if (status == ZL_OK)
                status = root_of(leaves, count, &claim.root);
        claim.scopes = count;
        free(leaves);
        if (status == ZL_OK)
                status = core__say_statement(core, &core->device, ZL_DIRECTORY,
                    &claim, &proto, NULL, NULL);
        /* Who may not sign any more leaves it to others. */
        return status == ZL_E_MEMORY ? status : ZL_OK;
}
