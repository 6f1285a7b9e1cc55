"""Checks an export of a merchant's ledger, and heads that were kept earlier, against each other. Needs Python alone:

python3 verify_ledger_export.py ledger.jsonl payout-ledger-keys.json [head.json ...]
"""

import json
import sys
from hashlib import sha256, sha512

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519, as RFC 8032 has it
D, BASE = -121665 * pow(121666, -1, P) % P, (4 * pow(5, -1, P) % P).to_bytes(32, "little")
STATE = ("merchant_id", "sequence", "link", "available_paise", "held_paise")


def must(is_so, otherwise):
    return is_so or sys.exit(otherwise)  # with exit code 1


def add(p, q):
    t = D * p[0] * q[0] * p[1] * q[1]
    return (p[0] * q[1] + q[0] * p[1]) * pow(1 + t, -1, P) % P, (p[1] * q[1] + p[0] * q[0]) * pow(1 - t, -1, P) % P


def times(n, p):
    return (0, 1) if n == 0 else add(times(n // 2, add(p, p)), p) if n % 2 else times(n // 2, add(p, p))


def point(octets):
    sign, y = divmod(int.from_bytes(octets, "little"), 2**255)
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    must(y < P and (x * x - square) % P == 0, "a key or a signature is not one of Ed25519")
    return x if x % 2 == sign else P - x, y


def is_signed(said, signature, public):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    h = int.from_bytes(sha512(r + public + said).digest(), "little")
    return s < ORDER and times(s, point(BASE)) == add(point(r), times(h % ORDER, point(public)))


def check(head, now, keys):
    name = f"the head of {head['issued_at']}"
    must(head["merchant_id"] == now["merchant_id"], f"{name} is another merchant's")
    key = must(keys.get(head["key_id"]), f"{name} is signed with a key that is not published")
    must(key["valid_from"] <= head["issued_at"] < (key["valid_until"] or "9"), f"{name} has a key of another time")
    said = "\n".join(["head v1", *(str(head[name]) for name in STATE), head["issued_at"]])
    signature, public = bytes.fromhex(head["signature"]), bytes.fromhex(key["public_key"])
    must(is_signed(said.encode(), signature, public), f"{name} is not as it was signed")
    must(head["link"] == now["link"], f"{name} has another link: the ledger before it was rewritten since")
    must(all(head[name] == now[name] for name in STATE), f"{name} has other balances than the entries add up to")


def after(now, entry):
    number, due, paise = entry["sequence"], now["sequence"] + 1, entry["amount_paise"]
    must(entry["merchant_id"] == now["merchant_id"], f"entry {number} is another merchant's")
    must(number >= due, f"entry {number} stands {'twice' if number == due - 1 else f'after entry {due - 1}'}")
    must(number == due, f"entry {due} is missing: after {due - 1} comes {number}")
    told = [str(entry[name]) for name in ("merchant_id", "sequence", "id", "entry_type", "amount_paise")]
    texts = [sha256((entry[name] or "").encode()).hexdigest() for name in ("reference", "description")]
    said = "\n".join(["v1", *told, entry["payout_id"] or "-", entry["created_at"], *texts])
    link = sha256(bytes.fromhex(now["link"]) + said.encode()).hexdigest()
    must(link == entry["link"], f"entry {number} was changed or inserted: its link does not follow")
    held = now["held_paise"] - paise * (entry["entry_type"] in ("payout_hold", "payout_release"))
    return dict(zip(STATE, (now["merchant_id"], number, link, now["available_paise"] + paise, held), strict=True))


def main(export, keys, *heads):
    keys = {key["key_id"]: key for key in json.load(open(keys))["keys"]}
    left, now = [json.load(open(head)) for head in heads], None
    for entry in map(json.loads, open(export, encoding="utf-8")):
        genesis = sha256(f"payout ledger v1\n{entry['merchant_id']}".encode()).hexdigest()
        first = dict(zip(STATE, (entry["merchant_id"], 0, genesis, 0, 0), strict=True))
        states = [now := after(now, entry)] if now else [first, now := after(first, entry)]
        for state, head in [(is_at, it) for is_at in states for it in left if it["sequence"] == is_at["sequence"]]:
            check(head, state, keys)
            left.remove(head)
    must(now and not left, "the export ends before a head's entry")
    print(f"{now['sequence']} entries and {len(heads)} heads agree: {now}")


if __name__ == "__main__":
    main(*sys.argv[1:])
