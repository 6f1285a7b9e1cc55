#!/usr/bin/env bash
# The first four letters of an IFSC do not say which bank keeps the account.
set -euo pipefail
export LC_ALL=C

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$folder"
npm pack --silent ifsc@2.0.50 2> npm.log > tarball || { cat npm.log; exit 1; }
tar xzf "$(cat tarball)"

python3 - package/src <<'PYTHON'
import json
import sys
from pathlib import Path

source = Path(sys.argv[1])
codes, names, exact, beginnings = (
    json.loads((source / f"{name}.json").read_text()) for name in ("IFSC", "banknames", "sublet", "custom-sublets")
)
print(f"ifsc {json.loads((source.parent / 'package.json').read_text())['version']}")
print("""
guess      An IFSC is four letters of the bank, a zero, and the branch: the letters name the bank, so a table of some
           250 names is enough, and the package that lists all codes also names their branches.
behaviour  Small co-operative banks take part under a sponsor's letters. Who keeps the account stands in two files
           besides: by whole code, and by a longer beginning. The list has numbers without their zeros, and neither
           branches nor cities: those come from the publisher's server, one code at a time.
""")


def code_of(letters: str, branch: object) -> str:
    return f"{letters}0{str(branch).zfill(6)}"


def keeper(code: str) -> str:
    beginning = max((each for each in beginnings if code.startswith(each)), key=len, default=None)
    return beginnings[beginning] if beginning else exact.get(code, code[:4])


every = [code_of(letters, branch) for letters, branches in codes.items() for branch in branches]
elsewhere = [code for code in every if keeper(code) != code[:4]]
bare = sum(isinstance(branch, int) for branches in codes.values() for branch in branches)
nameless = sorted({code[:4] for code in every} - names.keys())
seen = (len(every), len(codes), bare, len(elsewhere), len(nameless))
print(f"{seen[0]:,} codes under {seen[1]} beginnings, {seen[2]:,} written as bare numbers")
print(f"{seen[3]:,} codes are another bank's than their letters say; for example:")
for code in ("HDFC0CMPLTB", "YESB0ADB002"):
    print(f"    {code}: {names[keeper(code)]}, not {names[code[:4]]}")
print(f"{seen[4]} beginnings have no name at all: {' '.join(nameless)}")
has_branches = any("branch" in path.name.lower() for path in source.rglob("*"))
expected = (176_918, 257, 147_601, 3_024, 15)
print(f"as expected: {seen == expected and not has_branches}")
sys.exit(seen != expected or has_branches)
PYTHON
