"""Values that look like a UUID or an amount but are not."""

A_UUID = "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34"
MAX = 2**53 - 1

NOT_AMOUNTS = [
    *("1.0", "1e3", "1E2", "100.5", "-0.0", "0.1", "1e400", "-1e400"),
    *('"1"', '"100"', '""', "true", "false", "null", "[]", "[100]", "{}", '{"paise": 100}'),
    *("0", "-0", "-1", str(-MAX), str(2**53), str(2**63), str(2**64), "9" * 100, "9" * 4000),
]

NOT_UUIDS = {
    "braces": "{3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34}",
    "urn": "urn:uuid:3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
    "no dashes": "3f2b8c1e9d4a4c6b8f0e2a7d5b1c9e34",
    "dashes elsewhere": "3f2b8c1e9-d4a-4c6b-8f0e-2a7d5b1c9e34",
    "too short": "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e3",
    "too long": "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e345",
    "no hexadecimal": "gf2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
    "empty": "",
    "a word": "key",
    "a number": "1",
}
NOT_UUIDS_IN_A_BODY = NOT_UUIDS | {
    "full-width digits": "３f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
    "Arabic digits": "٣f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
    "a space before": " 3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34",
    "a space after": "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34 ",
    "a line feed after": "3f2b8c1e-9d4a-4c6b-8f0e-2a7d5b1c9e34\n",
    "underscores": "3f2b8c1e_9d4a_4c6b_8f0e_2a7d5b1c9e34",
}
