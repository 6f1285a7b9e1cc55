#!/bin/sh
# Makes inter.woff2 again: `sh src/fonts/make.sh` in web/. Needs Python 3 with venv, npm, and their registries.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

npm pack --silent inter-ui@4.1.1
tar xzf inter-ui-4.1.1.tgz
python3 -m venv tools
tools/bin/pip install --quiet fonttools==4.* brotli==1.*

# The weights in use, one optical size, and of the features tabular figures, kerning and accents.
tools/bin/fonttools varLib.instancer package/variable/InterVariable.woff2 wght=400:650 opsz=14 --quiet --output inter.ttf
# Tabular figures, without the hyphen: one as wide as a figure tears e-mail apart.
tools/bin/python - <<'PYTHON'
from fontTools.ttLib import TTFont

font = TTFont("inter.ttf")
table, figures = font["GSUB"].table, {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
for feature in table.FeatureList.FeatureRecord:
    if feature.FeatureTag == "tnum":
        for index in feature.Feature.LookupListIndex:
            for part in table.LookupList.Lookup[index].SubTable:
                part = getattr(part, "ExtSubTable", part)
                part.mapping = {name: to for name, to in part.mapping.items() if name in figures}
font.save("inter.ttf")
PYTHON
# ASCII; Latin-1's letters, for names; then the signs of the product's own words: ₹ • · – — … “ ” ‘ ’ × − → ✓.
tools/bin/pyftsubset inter.ttf \
  --unicodes=U+20-7E,U+A0,U+C0-FF,U+20B9,U+2022,U+B7,U+2013,U+2014,U+2026,U+201C,U+201D,U+2018,U+2019,U+D7,U+2212,U+2192,U+2713 \
  --layout-features=kern,tnum,ccmp,case --name-IDs=0,1,2,13,14 --no-hinting --desubroutinize \
  --flavor=woff2 --output-file="$here/inter.woff2"
cp package/LICENSE.txt "$here/OFL.txt"
ls -l "$here/inter.woff2"
