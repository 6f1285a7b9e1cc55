"""The form in which two texts that identify something are compared: a payment's reference, an e-mail address, the name
of a user. Stored and shown is what was sent.

Equal are texts that a reader takes for the same one, however they were typed:

- `é` as one character or as `e` and an accent, `क़` likewise (normalization);
- full-width, superscript, circled and ligated characters and the plain ones (compatibility forms: Ａ４２, ﬁ);
- upper and lower case. GSTN compares invoice numbers without case since 1 June 2025 (its advisory of 4 April 2025, on
  case insensitivity in IRN generation), and a payment credited twice costs more than one that has to be entered again;
- any blanks, one or several, and none at the ends;
- with or without characters that cannot be seen: joiners, soft hyphens, marks of direction;
- the hyphens, dashes and quotation marks that word processors put in place of `-`, `'` and `"`.

Different are letters of two scripts that only look alike (Latin A, Cyrillic А), and digits of two scripts (7, ७).

`comparison_form` in `database/sql/checks.sql` is the same function in PostgreSQL. There it is the key of an index, so
it changes by a migration alone. Unicode never changes how an assigned character is normalized or folded
(https://www.unicode.org/policies/stability_policy.html), so any release of Python and of PostgreSQL gives the same
form of the characters that it knows.
"""

import re
import unicodedata

from server.text import BLANKS, IGNORABLE

IGNORED = re.compile(f"[{IGNORABLE}]")
PLAIN = str.maketrans(
    dict.fromkeys(BLANKS, " ") | dict.fromkeys("‐‒–—―−", "-") | dict.fromkeys("‘’", "'") | dict.fromkeys("“”", '"')
)
BLANK_RUN = re.compile(" +")


def comparison_form(text: str) -> str:
    """Decomposed before it is folded, as an accent may stand between a letter and what it folds with (Unicode's D146),
    then composed."""
    folded = IGNORED.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(PLAIN)
    return BLANK_RUN.sub(" ", unicodedata.normalize("NFKC", folded)).strip(" ")
