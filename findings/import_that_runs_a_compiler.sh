#!/usr/bin/env bash
# Importing strawberry_django starts the linker's tools again and again, to look for a map library.
set -euo pipefail
export LC_ALL=C
unset "${!DJANGO@}"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: \
    django==5.2.19 strawberry-graphql==0.341.2 strawberry-graphql-django==0.93.0

venv/bin/python - <<'PYTHON'
import sys
from ctypes.util import find_library
from importlib.metadata import version

if find_library("gdal"):
    sys.exit("This machine has GDAL, so the search ends at its first name: nothing can be shown here.")

started = []
sys.addaudithook(lambda event, details: started.append(details[1]) if event == "subprocess.Popen" else None)

from django.conf import settings

settings.configure(INSTALLED_APPS=["strawberry_django"])
print(f"strawberry-graphql-django {version('strawberry-graphql-django')}, Django {version('django')}, {sys.platform}")
print("""
guess      An import runs Python alone. An installed app that has neither models nor settings costs its modules.
behaviour  strawberry_django imports django.contrib.gis wherever it can, which looks for GDAL under twelve names by
           ctypes.util.find_library, and that runs ldconfig and, where there are any, gcc and ld for each. The error at
           the end is swallowed, so the next part that needs it looks again. In INSTALLED_APPS the package is imported
           by every process: workers and commands that answer no query too.
""")
import django

django.setup()
searched = [words for words in started if any("ldconfig" in str(word) or "gcc" in str(word) for word in words)]
print(f"django.setup() started {len(started)} processes, {len(searched)} of them to find a library; for example:")
for words in started[:3]:
    print("   ", *words)
assert "strawberry_django.fields.types" in sys.modules
print(f"as expected: {len(searched) >= 12}")
sys.exit(len(searched) < 12)
PYTHON
