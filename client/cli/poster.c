/* SPDX-License-Identifier: EUPL-1.2 */
/*~ Welcome to the poster. It hangs where everybody reads it: what it says is
 * for who has never heard of any of this, and has a minute. */
#include "poster.h"

#include <assert.h>
#include <stdio.h>

#include "lang.h"
#include "page.h"
#include "phone.h"
#include "qr.h"

/* What is drawn, and what of others stands in more than one sentence. */
struct draw {
        const struct poster *of;
        struct page page;
        char contact_word[PAGE_QUOTE];
        char holder_word[PAGE_QUOTE];
        char ring[PAGE_QUOTE]; /* who is rung past the contact */
        char phone[PAGE_QUOTE]; /* at which number; "" if none is known */
};

/* Keys of the template that have a number in them. */
static const struct {
        const char *name;
        const char *phone;
        const char *qr;
        const char *box;
        const char *has_qr[POSTER_CONTACTS_MAX]; /* with 1, 2, 3 contacts */
} slots[POSTER_CONTACTS_MAX] = {
    {"name_1", "phone_1", "qr_1", "qr_1_box",
        {"one_qr", "two_qr_1", "three_qr_1"}},
    {"name_2", "phone_2", "qr_2", "qr_2_box", {NULL, "two_qr_2", "three_qr_2"}},
    {"name_3", "phone_3", "qr_3", "qr_3_box", {NULL, NULL, "three_qr_3"}},
};

static const char *const counts[] = {"nobody", "one", "two", "three"};

static void quote(struct page *page, const char *key, const char *text)
{
        char quoted[PAGE_QUOTE];

        page__quote(text, quoted);
        page__put(page, key, quoted);
}

/* A code for the number, if it is one. */
static int put_code(
    struct draw *d, size_t slot, const char *has, const char *phone)
{
        struct zl_buf path = {0};
        char uri[PHONE_URI];
        unsigned side = 0;
        int status = ZL_OK;

        if (phone == NULL || !phone__uri(phone, uri))
                return ZL_OK;
        zl_buf_init(&path, PAGE_MAX);
        status = qr__draw(uri, &path, &side);
        zl_put_u8(&path, 0);
        if (status == ZL_OK)
                status = path.status;
        if (status == ZL_OK) {
                page__put(&d->page, has, "");
                page__put(&d->page, slots[slot].qr, (const char *)path.data);
                page__say(&d->page, slots[slot].box, "0 0 %u %u", side, side);
        }
        zl_buf_free(&path);
        return status;
}

/* ---- Who to tell ---- */

static int put_contacts(struct draw *d)
{
        size_t count = d->of->contact_count;
        int status = ZL_OK;

        for (size_t i = 0; i < count && status == ZL_OK; i++) {
                const struct poster_person *contact = &d->of->contacts[i];

                quote(&d->page, slots[i].name, contact->name);
                quote(&d->page, slots[i].phone,
                    contact->phone != NULL ? contact->phone : "");
                status =
                    put_code(d, i, slots[i].has_qr[count - 1], contact->phone);
        }
        if (count == 1)
                page__say(&d->page, "who", _("Our %s"), d->contact_word);
        else
                page__put(
                    &d->page, "who", _("Our contacts: ring whoever you like"));
        page__put(&d->page, "one_tell",
            _("Ring, or say it after the training. What you tell does not go "
              "round in the club."));
        return status;
}

static int put_vacancy(struct draw *d)
{
        const struct poster_person *supporter = &d->of->supporter;
        char name[PAGE_QUOTE];
        char phone[PAGE_QUOTE];
        struct page *page = &d->page;

        page__say(page, "who", _("We are looking for a %s"), d->contact_word);
        if (supporter->name != NULL && supporter->phone != NULL) {
                page__quote(supporter->name, name);
                page__quote_phone(supporter->phone, phone);
                page__say(page, "nobody_for_you",
                    _("Is it something for you? You listen, write down what "
                      "somebody saw, and pass it on to the district team. "
                      "Ring %s: %s."),
                    name, phone);
        } else {
                page__put(page, "nobody_for_you",
                    _("Is it something for you? You listen, write down what "
                      "somebody saw, and pass it on to the district team. "
                      "Tell the board."));
        }
        page__put(page, "until_then",
            d->phone[0] != '\0' ? _("Until then, ring:")
                                : _("Until then, ask who to ring:"));
        page__put(page, "ring_name", d->ring);
        page__put(page, "ring_phone", d->phone);
        return put_code(d, 0, "nobody_qr", d->of->phone);
}

/* ---- What to do ---- */

static void put_advice(struct draw *d)
{
        const struct poster *of = d->of;
        struct page *page = &d->page;
        char name[PAGE_QUOTE];

        page__put(page, "what_to_do", _("What do you do when you notice it?"));
        page__put(page, "do_1", _("Write down what you saw or heard"));
        page__put(page, "do_1_more",
            _("When, where, and what the child said, word for word. Not what "
              "you think it means."));
        page__put(page, "do_2", _("Listen, but do not question the child"));
        page__put(page, "do_2_more",
            _("Do not promise that it stays secret. Stay calm, and go on as "
              "always."));
        if (of->contact_count == 1) {
                page__quote(of->contacts[0].name, name);
                page__say(page, "do_3", _("Tell %s"), name);
        } else if (of->contact_count > 1) {
                page__put(page, "do_3", _("Tell one of our contacts"));
        } else {
                page__say(page, "do_3",
                    d->phone[0] != '\0' ? _("Ring %s")
                                        : _("Ask %s who to tell"),
                    d->ring);
        }
        page__put(page, "do_3_more",
            _("Hand over your paper. Nothing about a child in an app group "
              "or a mail."));
        page__put(page, "do_4", _("The rest is not up to you"));
        page__put(page, "do_4_more",
            _("A professional looks at what it means. Telling it was the "
              "right thing to do."));
}

/* ---- Past the contact ---- */

static void put_holder(struct draw *d)
{
        const struct poster *of = d->of;
        struct page *page = &d->page;
        char team[PAGE_QUOTE];

        page__quote(of->team != NULL ? of->team : of->organisation, team);
        if (of->holder == NULL) {
                page__say(page, "holder", _("There for our club: %s"), team);
                page__say(page, "holder_more",
                    _("A professional of our own, the %s, is still to come. "
                      "You can ring when you are in doubt, too."),
                    d->holder_word);
                return;
        }
        page__say(page, "holder", _("%s is the %s of our club"), d->ring,
            d->holder_word);
        if (of->contact_count > 0)
                page__say(page, "holder_more",
                    _("That is a professional of %s who is there for our club. "
                      "What our contact passes on goes there, and not to the "
                      "board."),
                    team);
        else
                page__say(page, "holder_more",
                    _("That is a professional of %s who is there for our club. "
                      "You can ring when you are in doubt, too."),
                    team);
}

static void put_about_club(struct draw *d)
{
        bool contact = d->of->contact_count > 0;

        if (d->phone[0] == '\0')
                page__say(&d->page, "about_club",
                    contact ? _("Is it about the contact or the board? Then "
                                "ask %s who to tell.")
                            : _("Is it about the board? Then ask %s who to "
                                "tell."),
                    d->ring);
        else
                page__say(&d->page, "about_club",
                    contact ? _("Is it about the contact or the board? Then "
                                "ring %s: %s.")
                            : _("Is it about the board? Then ring %s: %s."),
                    d->ring, d->phone);
}

static void put_bottom(struct draw *d)
{
        const struct poster *of = d->of;
        struct page *page = &d->page;
        char organisation[PAGE_QUOTE];

        page__put(page, "danger", _("Immediate danger"));
        page__put(page, "home",
            _("advice and reports about safety at home; day and night, free"));
        if (of->post.phone != NULL) {
                quote(page, "post_phone", of->post.phone);
                quote(page, "post", of->post.name);
                quote(page, "post_when", of->post.when);
        } else {
                page__put(page, "post_phone", "0900-2025590");
                page__put(page, "post", _("Centrum Veilige Sport Nederland"));
                page__put(page, "post_when",
                    _("behaviour in the sport itself (working days); or the "
                      "board"));
        }
        page__quote(of->organisation, organisation);
        page__say(page, "foot",
            _("%s, %s. Is something on it not right any more? Then ask for a "
              "new one."),
            organisation, of->date);
}

int poster__draw(
    const char *template, const struct poster *poster, struct zl_buf *svg)
{
        struct draw d = {.of = poster};
        int status = ZL_OK;

        assert(poster->contact_count <= POSTER_CONTACTS_MAX);
        zl_buf_init(svg, PAGE_MAX);
        page__begin(&d.page);
        page__quote(poster->contact_word, d.contact_word);
        page__quote(poster->holder_word, d.holder_word);
        page__quote(poster->holder != NULL ? poster->holder
                : poster->phone != NULL && poster->team != NULL
                ? poster->team
                : poster->organisation,
            d.ring);
        if (poster->phone != NULL)
                page__quote_phone(poster->phone, d.phone);
        quote(&d.page, "club", poster->club);
        page__put(&d.page, "title", _("Are you worried about a child?"));
        page__put(&d.page, "under",
            _("Tell what you saw or heard. You need not be sure of it."));
        page__put(&d.page, "scan", _("Scan to ring"));
        page__put(&d.page, counts[poster->contact_count], "");
        status = poster->contact_count > 0 ? put_contacts(&d) : put_vacancy(&d);
        put_advice(&d);
        put_holder(&d);
        put_about_club(&d);
        put_bottom(&d);
        if (status == ZL_OK)
                status = page__write(&d.page, template, svg);
        page__free(&d.page);
        return status;
}
