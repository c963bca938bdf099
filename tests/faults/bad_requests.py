# SPDX-License-Identifier: EUPL-1.2
"""Hello! What nobody should send: tables of (what, bytes, status, problem).
A problem of None is an answer of the HTTP library's own; a status of None is
no answer.
"""

import time

from nacl.signing import SigningKey

from organisation import H, day, hexed, id_, now, p, secret

OCTETS = "application/octet-stream"
ORIGIN = "http://127.0.0.1"
HOST = "Host: 127.0.0.1\r\n"
ORDER = 2**252 + 27742317777372353535851937790883648493  # of Ed25519


def ask(method, target, *headers, body=None, version="HTTP/1.1"):
    lines = [f"{method} {target} {version}", "Host: 127.0.0.1", *headers]
    if body is not None:
        named = {h.split(":")[0].lower() for h in headers}
        if "content-length" not in named:
            lines.append(f"Content-Length: {len(body)}")
        if "content-type" not in named:
            lines.append(f"Content-Type: {OCTETS}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + (body or b"")


def signature(organisation, method="GET", target="/v1/statements?after=0",
              who="contact", seed=None, created=None, body=None):
    return p.request(seed or secret("device of " + who), organisation, method,
                     ORIGIN + target, created or int(time.time()), body)


def of(given):
    digest, _, said, signed = given
    lines = [f"Signature-Input: {said}", f"Signature: {signed}"]
    return lines + ([f"Content-Digest: {digest}"] if digest else [])


def changed(data, at, new):
    at %= len(data)
    return data[:at] + new + data[at + len(new):]


def flipped(data, at):
    return changed(data, at, bytes([data[at] ^ 1]))


# --- the HTTP around it ---

def of_http(note):
    path = note.path
    long = "x" * 9000
    put = f"PUT {path} HTTP/1.1\r\n"
    return [
        ("no Host", b"GET /v1/health HTTP/1.1\r\n\r\n", 400, None),
        ("HTTP/0.9", b"GET /v1/health\r\n\r\n", 400, None),
        ("HTTP/2.0", ask("GET", "/v1/health", version="HTTP/2.0"), 505, None),
        ("HTTP/1.12", ask("GET", "/v1/health", version="HTTP/1.12"),
         400, None),
        ("the preface of HTTP/2",
         b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, None),
        ("a TLS greeting", b"\x16\x03\x01\x02\0\1\0\1\xfc\3\3" + bytes(200)
         + b"\r\n\r\n", None, None),
        ("64 KiB without a line's end", b"A" * 65536, 414, None),
        ("only line ends, then nothing", b"\r\n" * 50, None, None),
        # The library takes a NUL for the end: so the id is too short.
        ("a NUL in the path", ask("PUT", path[:-1] + "\0", body=b"x"),
         400, "malformed"),
        ("a NUL in a header",
         b"GET /v1/health HTTP/1.1\r\n" + HOST.encode()
         + b"Accept: a\0b\r\n\r\n", 406, "not-acceptable"),
        ("a header without colon", ask("GET", "/v1/health", "Accept"),
         400, None),
        ("a space before the colon",
         ask("GET", "/v1/health", "Content-Length : 5"), 400, "malformed"),
        ("a huge query", ask("GET", "/v1/statements?after=" + "1" * 9000),
         414, None),
        ("a long query",
         ask("GET", "/v1/statements?after=" + "1" * 3000), 400, "malformed"),
        ("a huge header", ask("GET", "/v1/health", "X-A: " + long),
         431, None),
        ("a flood of headers",
         ask("GET", "/v1/health", *[f"X-{n}: y" for n in range(2000)]),
         431, None),
        ("chunked",
         (put + HOST + f"Content-Type: {OCTETS}\r\n"
          "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"
          ).encode(), 411, "length-required"),
        ("chunked and a length",
         (put + HOST + f"Content-Type: {OCTETS}\r\nContent-Length: 5\r\n"
          "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n0\r\n\r\n"
          ).encode(), 411, "length-required"),
        ("another transfer coding",
         ask("PUT", path, "Transfer-Encoding: gzip", body=b"x"),
         411, "length-required"),
        ("no length", ask("PUT", path, f"Content-Type: {OCTETS}"),
         411, "length-required"),
        ("two lengths", ask("PUT", path, "Content-Length: 5",
                            "Content-Length: 6", body=b"abcde"),
         400, "malformed"),
        ("a length below zero",
         ask("PUT", path, "Content-Length: -1", body=b""), 400, None),
        ("a length in hexadecimal",
         ask("PUT", path, "Content-Length: 0x10", body=b""), 400, None),
        ("a length with a plus",
         ask("PUT", path, "Content-Length: +5", body=b"abcde"), 400, None),
        ("a length of 20 digits",
         ask("PUT", path, "Content-Length: " + "9" * 20, body=b""),
         413, None),
        ("a length of 18 digits",
         ask("PUT", path, "Content-Length: " + "8" * 18, body=b""),
         413, "too-large"),
        ("a body where none belongs",
         ask("GET", "/v1/health", body=b"abc"), 413, "too-large"),
        ("a record over the limit by one",
         ask("PUT", path, body=bytes(160 * 1024 + 1)), 413, "too-large"),
        ("a statement over the limit by one",
         ask("PUT", "/v1/statements/" + "0" * 64,
             body=bytes(66 * 1024 + 1)), 413, "too-large"),
        ("a card over the limit by one",
         ask("PUT", "/v1/cards/" + "0" * 64, body=bytes(1025)),
         413, "too-large"),
        ("a packet over the limit by one",
         ask("PUT", "/v1/invitations/" + "0" * 32,
             body=bytes(64 * 1024 + 1)), 413, "too-large"),
        ("too large, and waiting to be told",
         ask("PUT", path, "Expect: 100-continue", "Content-Length: 999999",
             f"Content-Type: {OCTETS}"), 413, "too-large"),
        ("a body of text",
         ask("PUT", path, "Content-Type: text/plain", body=b"x"),
         415, "unsupported-media-type"),
        ("a body of no type",
         ask("PUT", path, "Content-Length: 0"), 415,
         "unsupported-media-type"),
        ("two types",
         ask("PUT", path, f"Content-Type: {OCTETS}", "Content-Type: a/b",
             body=b"x"), 400, "malformed"),
        ("asks for HTML",
         ask("GET", "/v1/health", "Accept: text/html"),
         406, "not-acceptable"),
        ("asks for anything but what there is",
         ask("GET", "/v1/health", "Accept: */*, application/json;q=0"),
         406, "not-acceptable"),
    ]


# --- path, method, query ---

def of_targets(note):
    half = note.path[:-1]
    cases = [(f"{method} on a record", ask(method, note.path), 405,
              "method-not-allowed")
             for method in ("POST", "DELETE", "PATCH", "OPTIONS", "TRACE",
                            "get", "GETT", "put")]
    cases += [("PUT on a list", ask("PUT", "/v1/records", body=b"x"), 405,
               "method-not-allowed"),
              ("GET of a record", ask("GET", note.path), 405,
               "method-not-allowed")]
    for target in (
            "/", "/v1", "/v1/", "//v1/health", "/v1/health/", "/V1/health",
            "/v1/./health", "/v1/../v1/health", "/v1/%68ealth",
            "/v1/health%00", "/v1/health%2f", "/v1/records/",
            "/v1/records//body", "/v1/records/../health", note.path + "/",
            note.path + "/body/", note.path + "/BODY", "/v2/health",
            "/v1/statements%3Fafter=0", "/v1/health;a=b", "/etc/passwd",
            "/..%2f..%2fetc/passwd", "http://127.0.0.1/v1/health", "*",
            "/" + "a" * 2000):
        cases.append(("GET " + target[:40], ask("GET", target), 404,
                      "not-found"))
    for target in (half, note.path + "0", half + "g", half + "A",
                   half + "%30", half + " %00", half + "\\", half + "\xff",
                   "/v1/records/" + "0" * 64, "/v1/records/" + "0" * 2000,
                   "/v1/records/-" + "0" * 31):
        target = target.replace(" ", "")
        cases.append(("PUT " + target[:50].encode(
            "ascii", "backslashreplace").decode(),
            ask("PUT", target, body=b"x"), 400, "malformed"))
    key, signal = "0" * 64, "/v1/signals/" + note.id.hex() + "/records"
    seal = note.path + "/seals/"
    for target in (seal, seal + key + "/", note.path + "/seals", seal + "/",
                   seal + key + "/" + key, signal + "/", signal[:-1],
                   signal[:-8], "/v1/signals/", "/v1/signals//records",
                   "/v1/signals/" + note.id.hex() + "/../records"):
        cases.append(("GET " + target[:40] + " ...", ask("GET", target), 404,
                      "not-found"))
    for target in (seal + key[:-1], seal + key + "0", seal + key[:-1] + "A",
                   seal + key[:-1] + "g", seal + "0" * 32, seal + "..",
                   half + "/seals/" + key, half + "A/seals/" + key,
                   note.path + "0/seals/" + key, seal + "0" * 2000,
                   seal + key + "?after=0"):
        cases.append(("PUT a seal at ..." + target[30:80],
                      ask("PUT", target, body=b"x" * 96), 400, "malformed"))
    for target in (signal.replace(note.id.hex(), note.id.hex()[:-1]),
                   signal.replace(note.id.hex(), note.id.hex() + "0"),
                   signal.replace(note.id.hex(), note.id.hex()[:-1] + "A"),
                   signal.replace(note.id.hex(), "0" * 64),
                   signal.replace(note.id.hex(), ".."), signal + "?after=x",
                   signal + "?after=0&wait=1"):
        cases.append(("GET " + target[:16] + "..." + target[30:80],
                      ask("GET", target), 400, "malformed"))
    cases += [("a seal over the limit by one", ask(
        "PUT", seal + key, body=b"x" * 97), 413, "too-large"),
              ("a seal that nobody signed for", ask(
                  "PUT", seal + key, body=b"x" * 96), 401,
               "signature-missing"),
              ("a signal that nobody signed for", ask("GET", signal), 401,
               "signature-missing"),
              ("GET of a seal", ask("GET", seal + key), 405,
               "method-not-allowed"),
              ("PUT of a signal", ask("PUT", signal, body=b"x"), 405,
               "method-not-allowed")]
    for query in ("after=", "after=-1", "after=+1", "after=1x", "after=0x1",
                  "after=%30", "after=0&after=1", "after=0&", "After=0", "",
                  "before=0", "after=" + "9" * 16, "after=0#a", "after=0?"):
        cases.append(("GET /v1/statements?" + query,
                      ask("GET", "/v1/statements?" + query), 400,
                      "malformed"))
    cases.append(("a query where none belongs",
                  ask("GET", "/v1/health?after=0"), 400, "malformed"))
    return cases


# --- request signatures ---

def of_signatures(o):
    target = "/v1/statements?after=0"
    good = signature(o.id)
    old, early = (signature(o.id, created=int(time.time()) + s)
                  for s in (-330, 330))
    said, signed = good[2], good[3]

    def get(what, lines, status, problem):
        return what, ask("GET", target, *lines), status, problem

    def wrong(what, new_said, new_signed=signed):
        return get(what, of((None, None, new_said, new_signed)), 400,
                   "malformed")

    cases = [
        get("not signed", [], 401, "signature-missing"),
        get("a signature without its input", of(good)[1:], 401,
            "signature-missing"),
        get("an input without its signature", of(good)[:1], 401,
            "signature-missing"),
        get("signed 330 s ago", of(old), 401, "clock-off"),
        get("signed in 330 s", of(early), 401, "clock-off"),
        get("another organisation's tag", of(signature(bytes(16))), 400,
            "organisation-wrong"),
        get("a key that nobody knows",
            of(signature(o.id, seed=secret("stranger"))), 401,
            "signature-wrong"),
        get("the root's key", of(signature(o.id, seed=o.root)), 401,
            "signature-wrong"),
        get("the signature of a PUT", of(signature(o.id, method="PUT")), 401,
            "signature-wrong"),
        get("the signature of a HEAD", of(signature(o.id, method="HEAD")),
            401, "signature-wrong"),
        get("the signature of another query",
            of(signature(o.id, target="/v1/statements?after=1")), 401,
            "signature-wrong"),
        get("the signature of another list",
            of(signature(o.id, target="/v1/records?after=0")), 401,
            "signature-wrong"),
        get("another member's signature", of((
            None, None, said, signature(o.id, who="holder")[3])), 401,
            "signature-wrong"),
        get("a flipped signature", of((None, None, said, flip(signed))), 401,
            "signature-wrong"),
        get("two signatures", of(good) + of(good)[1:], 400, "malformed"),
        get("two inputs", of(good) + of(good)[:1], 400, "malformed"),
        wrong("an empty input", ""),
        wrong("another label", said.replace("zl=", "sig1=")),
        wrong("one parameter more", said + ';alg="ed25519"'),
        wrong("no tag", said.partition(";tag")[0]),
        wrong("components in another order", said.replace(
            '"@method" "@target-uri"', '"@target-uri" "@method"')),
        wrong("the target not covered", said.replace(' "@target-uri"', "")),
        wrong("one component more", said.replace(
            '"@method"', '"@method" "@path"')),
        wrong("a digest covered without a body", said.replace(
            'uri")', 'uri" "content-digest")')),
        wrong("created with a leading zero",
              said.replace("created=", "created=0")),
        wrong("created below zero", said.replace("created=", "created=-")),
        wrong("created over 64 bits",
              said.replace("created=", "created=" + "9" * 12)),
        wrong("a key in capitals", said.replace(
            p.key_of(secret("device of contact")).hex(),
            p.key_of(secret("device of contact")).hex().upper())),
        wrong("a second member", said + ", " + said),
        wrong("a signature of 63 bytes", said,
              f"zl=:{p.b64(bytes(63))}:"),
        wrong("a signature of 65 bytes", said,
              f"zl=:{p.b64(bytes(65))}:"),
        wrong("a signature that is no base64", said, f"zl=:{'!' * 88}:"),
        wrong("a signature without colons", said, signed.replace(":", "")),
        wrong("a signature with two pads less", said,
              signed.replace("==:", ":")),
    ]
    return cases + of_who(o)


def flip(signed):
    """Another base64 of 64 bytes."""
    return signed[:5] + ("A" if signed[5] != "A" else "B") + signed[6:]


def sizes(*of_four):
    """The address of a consistency proof."""
    return ("/v1/consistency?fromStatements={}&fromRecords={}"
            "&toStatements={}&toRecords={}").format(*of_four)


def of_who(o):
    """Well signed, by somebody who may not."""
    def get(what, who, target, status, problem):
        return (what, ask("GET", target, *of(signature(
            o.id, target=target, who=who))), status, problem)

    packet, at = secret("packet") * 4, "/v1/invitations/" + "ab" * 16

    def invite(what, status, problem, who="supporter", said=packet,
               sent=packet, drop=False):
        lines = of(signature(o.id, "PUT", at, who, body=said))
        return (what, ask("PUT", at, *(lines[:2] if drop else lines),
                          body=sent), status, problem)

    return [
        get("no directory yet", "contact", "/v1/directory", 404,
            "not-found"),
        get("a card that is not there", "contact", "/v1/cards/" + "0" * 64,
            404, "not-found"),
        get("consistency of more statements than there are", "contact",
            sizes(0, 0, 10**9, 0), 400, "malformed"),
        get("consistency of more records than there are", "contact",
            sizes(0, 0, 0, 10**9), 400, "malformed"),
        get("consistency backwards", "contact", sizes(3, 0, 2, 0), 400,
            "malformed"),
        get("consistency without sizes", "contact", "/v1/consistency", 400,
            "malformed"),
        get("consistency of sizes in another order", "contact",
            sizes(0, 0, 0, 0).replace("fromR", "r"), 400, "malformed"),
        get("consistency of a size with sixteen digits", "coordinator",
            sizes(0, 0, 10**15, 0), 400, "malformed"),
        get("a body that is not there", "holder",
            "/v1/records/" + "0" * 32 + "/body", 404, "not-found"),
        get("a coordinator asks for records", "coordinator",
            "/v1/records?after=0", 403, "not-allowed"),
        get("a supporter asks for a body", "supporter",
            "/v1/records/" + "0" * 32 + "/body", 403, "not-allowed"),
        ("an invitation that is not there", ask("GET", at), 404,
         "not-found"),
        invite("a contact invites", 403, "not-allowed", who="contact"),
        invite("a professional invites", 403, "not-allowed", who="holder"),
        invite("no digest", 401, "signature-wrong", drop=True),
        invite("another packet than signed", 401, "signature-wrong",
               sent=flipped(packet, 5)),
        invite("a packet of no length", 400, "malformed", said=b"", sent=b""),
        invite("too short for a packet", 400, "malformed",
               said=packet[:72], sent=packet[:72]),
    ]


# --- statements ---

def put_statement(what, data, status, problem, path=None):
    target = "/v1/statements/" + (path or H(data).hex())
    return what, ask("PUT", target, body=data), status, problem


def of_statements(o):
    club = {"written": now(), "club": id_("third"), "kind": "football",
            "district": id_("north"), "name": "vv De Els"}
    supporter = secret("device of supporter")
    coordinator = secret("device of coordinator")
    good = o.statement(supporter, "club", **club)
    text = 54  # where the payload begins

    def case(what, data, status, problem):
        return put_statement(what, data, status, problem)

    def says(what, payload, problem="malformed", seed=supporter, type_="club",
             status=400):
        return case("a statement with " + what, p.statement(
            seed, o.id, type_, payload), status, problem)

    json = p.compact({"v": 1, **hexed(club)})
    cases = [case(f"a statement cut at {at}", good[:at], 400, "malformed")
             for at in (0, 1, 2, 17, 18, 49, 50, 53, 54, 100,
                        len(good) - 64, len(good) - 1)]
    cases += [case(f"a statement of version {n}", changed(good, 0, bytes([n])),
                   400, "version-unknown") for n in (0, 2, 255)]
    cases += [case(f"a statement of type {n}", changed(good, 1, bytes([n])),
                   400, "malformed") for n in (0, 11, 255)]
    cases += [
        put_statement("the hash of another", good, 400, "malformed",
                      "0" * 64),
        case("a byte after the statement", good + b"\0", 400, "malformed"),
        case("a club called an appointment", changed(good, 1, b"\3"), 401,
             "signature-wrong"),
        case("another organisation's", changed(good, 2, bytes(16)), 400,
             "organisation-wrong"),
        case("another signer's name", changed(
            good, 18, p.key_of(coordinator)), 401, "signature-wrong"),
        case("a signer that is no point", changed(good, 18, b"\xff" * 32),
             401, "signature-wrong"),
        case("a signer of small order", changed(
            changed(good, 18, b"\1" + bytes(31)), -64, b"\1" + bytes(63)),
            401, "signature-wrong"),
        case("a letter changed", flipped(good, text + 70), 401,
             "signature-wrong"),
        case("a signature flipped", flipped(good, len(good) - 64), 401,
             "signature-wrong"),
        case("a signature of zeros", changed(good, -64, bytes(64)), 401,
             "signature-wrong"),
        case("the signature's other form", changed(good, -32, (
            int.from_bytes(good[-32:], "little") + ORDER).to_bytes(
                32, "little")), 401, "signature-wrong"),
        case("a payload said to be 4 GiB", changed(good, 50, b"\xff" * 4),
             413, "too-large"),
        case("a payload said to be one longer", changed(
            good, 50, (len(good) - 64 - text + 1).to_bytes(4, "big")), 400,
            "malformed"),
        case("a stranger's statement", o.statement(
            secret("stranger"), "club", **club), 403, "chain-broken"),
        case("a club by a contact", o.statement(
            secret("device of contact"), "club", **club), 403,
            "not-allowed"),
        case("a club by an invitation", o.statement(
            secret("invitation of contact"), "club", **club), 403,
            "not-allowed"),
        case("a contact appoints a coordinator", o.appointment(
            secret("device of contact"), "thief", "coordinator", []), 403,
            "not-allowed"),
        case("a coordinator appoints a coordinator", o.appointment(
            coordinator, "thief", "coordinator", []), 403, "not-allowed"),
        case("a contact of an unknown club", o.appointment(
            supporter, "guest", "contact", [id_("nowhere")]), 404,
            "not-found"),
        case("a member's second role", o.appointment(
            coordinator, "contact", "professional", [id_("team")]), 409,
            "conflict"),
        case("an old invitation again", o.statement(
            supporter, "appointment", member=id_("guest"), role="contact",
            scope=[id_("club")], **{"from": day(-1), "until": day(9)},
            invitation=p.key_of(secret("invitation of contact"))), 409,
            "conflict"),
        case("a second first charter", o.statement(
            o.root, "charter", **{**o._charter(bytes(32)), "name": "X"}),
            403, "not-allowed"),
        case("a directory of another size", o.statement(
            coordinator, "directory", version=1, statements=3, scopes=3,
            root=bytes(32), expires=now() + 1000000), 409, "conflict"),
        case("a device with somebody else's proof", o.statement(
            secret("device of contact"), "device", member=id_("contact"),
            appointment=o.appointed["contact"],
            key=p.key_of(secret("new phone")), proof=p.device_proof(
                secret("device of holder"), o.id, id_("contact"))), 401,
            "signature-wrong"),
        case("a device for somebody else", o.statement(
            secret("device of contact"), "device", member=id_("holder"),
            appointment=o.appointed["holder"],
            key=p.key_of(secret("new phone")), proof=p.device_proof(
                secret("new phone"), o.id, id_("holder"))), 403,
            "not-allowed"),
        case("a device with a key that is taken", o.statement(
            secret("device of contact"), "device", member=id_("contact"),
            appointment=o.appointed["contact"],
            key=p.key_of(secret("device of holder")), proof=p.device_proof(
                secret("device of holder"), o.id, id_("contact"))), 409,
            "conflict"),
        case("a note as a statement", o.note("as a statement").whole, 413,
             "too-large"),
        says("an unknown field", json[:-1] + b',"more":1}'),
        says("a field twice", json[:-1] + b',"v":1}'),
        says("a field missing", json.replace(b'"kind":"football",', b"")),
        says("payload version 2", json.replace(b'"v":1', b'"v":2'),
             "version-unknown"),
        says("a fraction", json.replace(b'"v":1', b'"v":1.0')),
        says("an exponent", json.replace(b'"v":1', b'"v":1e0')),
        says("a number of 2^53", json.replace(
            b'"written":', b'"written":9007199254740992, "x":')),
        says("a NUL in a name", json.replace(b"De Els", b"De\\u0000Els")),
        says("a line feed in a name", json.replace(b"De Els", b"De\\nEls")),
        says("half a surrogate", json.replace(b"De Els", b"De\\ud800Els")),
        says("bytes that are no UTF-8", json.replace(b"De Els", b"De\xff")),
        says("an overlong slash", json.replace(b"De Els", b"De\xc0\xaf")),
        says("a name of 101", json.replace(b"vv De Els", b"n" * 101),
             "too-large", status=413),
        says("an empty name", json.replace(b"vv De Els", b"")),
        says("an id in capitals", json.replace(
            id_("third").hex().encode(), id_("third").hex().upper().encode())),
        says("a list", b"[" + json + b"]"),
        says("nothing", b""),
        says("words after it", json + b" x"),
        says("a comment", b"/**/" + json),
        says("depth", b'{"v":' + b"[" * 2000 + b"]" * 2000 + b"}",
             "too-large", status=413),
        says("more than 64 KiB", json[:-1] + b" " * 65537 + b"}",
             "too-large", status=413),
        says("a kind of spaces", json.replace(b"football", b"foot ball")),
        says("a day that is none", p.compact(hexed({
            "v": 1, "member": id_("guest"), "role": "contact",
            "scope": [id_("club")], "from": "2026-02-30",
            "until": "2027-01-01", "invitation": bytes(32)})),
             type_="appointment"),
        says("an end before its beginning", p.compact(hexed({
            "v": 1, "member": id_("guest"), "role": "contact",
            "scope": [id_("club")], "from": day(9), "until": day(8),
            "invitation": bytes(32)})), type_="appointment"),
    ]
    card = p.compact({"v": 1, "member": id_("contact").hex(),
                      "salt": bytes(32).hex(), "name": "Z", "phone": "1"})
    cases += [
        ("a card that no statement names", ask(
            "PUT", "/v1/cards/" + H(card).hex(), body=card), 404,
         "not-found"),
        ("a card under another hash", ask(
            "PUT", "/v1/cards/" + "0" * 64, body=card), 400, "malformed"),
        ("a card that is none", ask(
            "PUT", "/v1/cards/" + H(b"{}").hex(), body=b"{}"), 400,
         "malformed"),
    ]
    return cases


# --- records ---

def put_note(what, data, status, problem, own):
    return what, ask("PUT", "/v1/records/" + own.hex(), body=data), \
        status, problem


def of_records(o):
    good = o.note("bad")
    whole = good.whole
    seals = len(good.listed) - 3 * 97
    size_at = seals - 64 - 32 - 32 - 4

    def case(what, data, status=400, problem="malformed", own=good.id):
        return put_note(what, data, status, problem, own)

    def made(what, status, problem, **other):
        note = o.note(what, **other)
        return put_note("a note " + what, note.whole, status, problem,
                        note.id)

    cases = [case(f"a note cut at {at}", whole[:at]) for at in (
        0, 1, 17, 18, 34, 66, 98, 106, 146, 186, 187, 188, 189, 200, size_at,
        size_at + 4, seals - 64, seals, seals + 1, seals + 97,
        len(good.listed),
        len(whole) - 1)]
    cases += [case(f"a note of version {n}", changed(whole, 0, bytes([n])),
                   400, "version-unknown") for n in (0, 2, 255)]
    cases += [case(f"a record of kind {n}", changed(whole, 1, bytes([n])))
              for n in (0, 16, 255)]
    # Its own signal, which only a note is.
    cases += [case(f"a note said to be of kind {n}",
                   changed(whole, 1, bytes([n]))) for n in (2, 4, 9, 15)]
    other = o.note("another").id
    cases += [
        case("a byte after the note", whole + b"\0"),
        case("another id in the path", whole, own=other),
        case("another organisation's note", changed(whole, 2, bytes(16)), 400,
             "organisation-wrong"),
        case("a note of another signal", changed(whole, 34, other)),
        case("a letter of the body changed", flipped(whole, len(whole) - 9)),
        case("a seal changed", flipped(whole, seals + 9)),
        case("a seal left out", changed(whole, seals, b"\0")),
        case("a seal of kind 2", changed(whole, seals, b"\2")),
        case("a body said to be 4 GiB", changed(
            whole, size_at, b"\xff" * 4), 413, "too-large"),
        case("a body said to be empty", changed(whole, size_at, bytes(4))),
        case("a body of another class", changed(
            whole, size_at, (16384 + 40).to_bytes(4, "big"))),
        case("200 recipients", changed(whole, 188, b"\xc8"), 413,
             "too-large"),
        case("9 left out", changed(whole, 186, b"\x09"), 413, "too-large"),
        case("17 followed", changed(whole, 187, b"\x11"), 413, "too-large"),
        case("another author's name", changed(
            whole, 66, p.key_of(secret("device of holder"))), 401,
            "signature-wrong"),
        case("another commitment", flipped(whole, size_at - 1), 401,
             "signature-wrong"),
        case("a head seen that is not signed", flipped(whole, 120), 401,
             "signature-wrong"),
        case("the signature's other form", changed(
            whole, seals - 32, (int.from_bytes(
                whole[seals - 32:seals], "little") + ORDER).to_bytes(
                    32, "little")), 401, "signature-wrong"),
        case("the head signed as a card", changed(
            whole, seals - 64, p.sign(secret("device of contact"), "card",
                                      o.id, whole[:seals - 64])), 401,
             "signature-wrong"),
        case("the hash itself signed", changed(
            whole, seals - 64, SigningKey(secret("device of contact")).sign(
                H(whole[:seals - 64])).signature), 401, "signature-wrong"),
        case("a statement as a note", o.statements[0], 413, "too-large"),
        made("by a stranger", 403, "chain-broken", seed=secret("stranger")),
        made("by a supporter", 403, "not-allowed",
             seed=secret("device of supporter")),
        made("by the root", 403, "chain-broken", seed=o.root),
        made("about an unknown club", 404, "not-found", club=id_("nowhere")),
        made("about another club", 403, "out-of-scope", club=id_("other")),
        made("that the deputy misses", 409, "recipients-changed",
             readers=("holder", "contact")),
        made("to nobody", 409, "recipients-changed", readers=()),
        made("that leaves all out", 409, "recipients-changed",
             left_out=[id_("deputy"), id_("holder")], readers=("contact",)),
        made("to an unknown key", 409, "recipients-changed", recipients=[
            (id_(n), p.box_public(secret(n)))
            for n in ("holder", "deputy", "contact")]),
        made("that reads a supporter in", 409, "recipients-changed",
             readers=("holder", "deputy", "contact", "supporter")),
        made("that follows something", 403, "not-allowed",
             previous=[bytes(32)]),
        made("that is an assessment of nothing", 400, "malformed",
             kind="assessment"),
        made("of a contact that assesses", 403, "not-allowed",
             kind="assessment", signal=other, previous=[bytes(32)]),
        made("of a contact that gives feedback", 403, "not-allowed",
             kind="feedback", signal=other, previous=[bytes(32)]),
        made("whose id is of no time", 400, "malformed", id=bytes(16),
             signal=bytes(16)),
    ]
    return cases
