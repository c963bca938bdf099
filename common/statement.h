/* SPDX-License-Identifier: EUPL-1.2 */
#ifndef ZL_STATEMENT_H
#define ZL_STATEMENT_H

#include "bytes.h"
#include "crypto.h"

/*
 * Statements: what an organisation says about itself, signed over exact
 * bytes (docs/protocol.md, 2).  This file knows their form and signature;
 * whether the signer had the right to say it, directory.h knows.
 */

/* Values are on the wire. */
enum zl_statement_type {
        ZL_CHARTER = 1,
        ZL_CLUB = 2,
        ZL_APPOINTMENT = 3,
        ZL_CARD = 4,
        ZL_DEVICE = 5,
        ZL_SEALING_KEY = 6,
        ZL_ASSIGNMENT = 7,
        ZL_ABSENCE = 8,
        ZL_REVOCATION = 9,
        ZL_DIRECTORY = 10
};

enum {
        ZL_STATEMENT_MAX = 66 * 1024,
        ZL_PAYLOAD_MAX = 64 * 1024,
        ZL_CARD_MAX = 1024,
        ZL_SCOPE_MAX = 100,
        ZL_DEPUTIES_MAX = 8,
        ZL_DISTRICTS_MAX = 200,
        ZL_TEAMS_MAX = 200,
        ZL_SIGNPOSTS_MAX = 50,
        ZL_NAME_CHARS = 100,
        ZL_PHONE_CHARS = 40,
        ZL_ABSENCES_MAX = 16,
        ZL_ABSENCE_DAYS = 366,
        ZL_INVITATION_DAYS = 14,
        ZL_DIRECTORY_DAYS = 14
};

/* May the child be named in a note?  In the order of the words. */
enum zl_naming {
        ZL_NAMING_NEVER = 0,
        ZL_NAMING_KNOWN = 1,
        ZL_NAMING_ALLOWED = 2
};

/* All texts below are NUL-terminated and borrowed: from a parsed statement
 * as long as it lives, from the caller when making one. */

struct zl_district {
        struct zl_id id;
        const char *name;
};

struct zl_team {
        struct zl_id id;
        struct zl_id district;
        const char *name;
        const char *controller;
        const char *privacy_contact;
        const char *phone;
};

struct zl_signpost {
        const char *kind; /* NULL: for every kind of club */
        const char *name;
        const char *phone;
        const char *when;
};

/* In working days (docs/protocol.md, 9). */
struct zl_terms {
        uint8_t remind_days;
        uint8_t deputy_days;
        uint8_t coordinator_days;
        uint8_t answer_days;
};

struct zl_charter {
        uint64_t number;
        bool has_previous;
        struct zl_hash previous;
        const char *name;
        struct zl_sign_key log_key;
        struct zl_sign_key spare_root;
        struct zl_terms terms;
        struct {
                uint16_t closed_days;
                uint16_t open_days;
        } retention;
        enum zl_naming naming;
        struct {
                const char *contact;
                const char *professional;
                const char *account_holder;
                const char *supporter;
                const char *coordinator;
        } roles;
        struct zl_district *districts;
        size_t district_count;
        struct zl_team *teams;
        size_t team_count;
        struct zl_signpost *signposts;
        size_t signpost_count;
};

struct zl_club {
        struct zl_time written; /* sets it apart from the same said before */
        struct zl_id club;
        const char *kind;
        struct zl_id district;
        const char *name;
        bool ended; /* no note of it is taken any more */
};

struct zl_appointment {
        struct zl_id member;
        enum zl_role role;
        struct zl_id *scope;
        size_t scope_count;
        uint32_t from; /* days since 1970-01-01 */
        uint32_t until; /* the last day it holds */
        struct zl_sign_key invitation;
};

/* The statement; the document it points at is struct zl_card_document. */
struct zl_card {
        struct zl_id member;
        struct zl_hash card;
};

struct zl_device {
        struct zl_id member;
        struct zl_hash appointment;
        struct zl_sign_key key;
        struct zl_signature proof;
};

struct zl_sealing {
        struct zl_id member;
        struct zl_sealing_key key;
};

struct zl_assignment {
        struct zl_time written; /* sets it apart from the same said before */
        struct zl_id club;
        struct zl_id account_holder;
        struct zl_id deputies[ZL_DEPUTIES_MAX];
        size_t deputy_count;
        const char *phone;
};

/* The newest statement of an absence holds. */
struct zl_absence {
        struct zl_time written; /* sets it apart from the same said before */
        struct zl_id member;
        struct zl_id absence;
        bool ended; /* nothing below, then */
        uint32_t from; /* days since 1970-01-01 */
        uint32_t until; /* the last day of it */
        struct zl_id deputy;
};

struct zl_revocation {
        struct zl_hash subject;
        bool compromised;
        uint64_t since; /* only when compromised */
};

struct zl_directory_claim {
        uint64_t version;
        bool has_previous;
        struct zl_hash previous;
        uint64_t statements;
        uint64_t scopes;
        struct zl_hash root;
        struct zl_time expires;
};

/* One parsed statement.  Read the member of `is` that `type` names. */
struct zl_statement {
        enum zl_statement_type type;
        struct zl_id organisation;
        struct zl_sign_key signer;
        struct zl_hash hash; /* of the whole, signature included */
        struct zl_bytes bytes; /* the whole, owned */
        union {
                struct zl_charter charter;
                struct zl_club club;
                struct zl_appointment appointment;
                struct zl_card card;
                struct zl_device device;
                struct zl_sealing sealing;
                struct zl_assignment assignment;
                struct zl_absence absence;
                struct zl_revocation revocation;
                struct zl_directory_claim directory;
        } is;
        void *document; /* owned: what the texts are borrowed from */
};

struct zl_card_document {
        struct zl_id member;
        uint8_t salt[32];
        char name[4 * ZL_NAME_CHARS + 1];
        char phone[4 * ZL_PHONE_CHARS + 1];
};

/**
 * The word of a type, which is also its signature's label: "charter", ...
 *
 * @param type  the type; anything else gives "unknown".
 */
const char *zl_statement_type_str(enum zl_statement_type type);

/**
 * The id of the organisation with this root (docs/protocol.md, 1.2).
 *
 * @param root  its first root key.
 */
struct zl_id zl_organisation_of(const struct zl_sign_key *root);

/**
 * The hash whose first bits are shown as the root's six words.
 *
 * @param root  the root key.
 */
struct zl_hash zl_root_words_hash(const struct zl_sign_key *root);

/**
 * Parse a statement and verify its signature by the signer it names.
 *
 * @param data           the bytes; copied.
 * @param size           how many.
 * @param organisation   whose statement it must be.
 * @param ret_statement  free with zl_statement_free().
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_VERSION, ZL_E_TOO_LARGE,
 *         ZL_E_ORGANISATION, ZL_E_SIGNATURE (its own, or a device's proof)
 *         or ZL_E_MEMORY.
 */
int zl_statement_parse(const uint8_t *data, size_t size,
    const struct zl_id *organisation,
    struct zl_statement **ret_statement) ZL_CHECKED;

/**
 * Free a statement.
 *
 * @param statement  NULL is allowed.
 */
void zl_statement_free(struct zl_statement *statement);

/**
 * Make and sign a statement.  What was made is parsed again, so nothing
 * leaves that a reader would refuse.
 *
 * @param signer         who signs.
 * @param organisation   for which organisation.
 * @param type           which type; `of` points at its structure
 *                       (struct zl_charter for ZL_CHARTER, and so on).
 * @param of             what it says; texts are copied.
 * @param ret_statement  the parsed statement; free it.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_statement_make(const struct zl_signer *signer,
    const struct zl_id *organisation, enum zl_statement_type type,
    const void *of, struct zl_statement **ret_statement) ZL_CHECKED;

/**
 * The proof that a device's key is its owner's: the key's own signature.
 *
 * @param device        the new device's signer.
 * @param organisation  the organisation.
 * @param member        whose device it is to be.
 */
struct zl_signature zl_device_proof(const struct zl_signer *device,
    const struct zl_id *organisation, const struct zl_id *member);

/**
 * Parse a card document (docs/protocol.md, 2.4).
 *
 * @param data      the bytes.
 * @param size      how many.
 * @param ret_card  receives it.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_card_parse(const uint8_t *data, size_t size,
    struct zl_card_document *ret_card) ZL_CHECKED;

/**
 * Write a card document.
 *
 * @param card  what it says.
 * @param buf   receives the bytes; their hash goes into the statement.
 * @return ZL_OK, ZL_E_MALFORMED, ZL_E_TOO_LARGE or ZL_E_MEMORY.
 */
int zl_card_write(
    const struct zl_card_document *card, struct zl_buf *buf) ZL_CHECKED;

#endif
