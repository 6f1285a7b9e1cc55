"""How alike two names of a holder are, 0 to 100: the token-set measure that fuzzy matchers have, in few lines.

It is a help for whoever looks at both names, and refuses nothing. Names of firms are compared without what says their
form (Pvt, Ltd, M/S), as banks write that in every way.
"""

import re

from server.comparison_form import comparison_form

FORMS = frozenset(["pvt", "private", "ltd", "limited", "llp", "ms", "messrs", "mr", "mrs", "dr", "shri", "smt"])
SAME_FROM, CLOSE_FROM = 90, 70
WORD = re.compile(r"[^\W_]+", re.UNICODE)
MS = re.compile(r"\bm/s\b\.?")


def words_of(name: str) -> list[str]:
    """In order of the alphabet, each once. All of them if nothing but a firm's form is left."""
    form = MS.sub(" ", comparison_form(name)).replace("&", " and ")
    words = set(WORD.findall(form.replace("'", "")))
    return sorted(words - FORMS) or sorted(words)


def score_of(ours: str, theirs: str) -> int:
    """The best of three likenesses: of the words they share with all of each, and of all of each. So words that one of
    them has more do not count against it."""
    a, b = words_of(ours), words_of(theirs)
    shared = " ".join(word for word in a if word in b)
    more = [" ".join(word for word in one if word not in other) for one, other in ((a, b), (b, a))]
    if shared and "" in more:
        return 100
    first, second = (f"{shared} {each}".strip() for each in more)
    pairs = [(first, second)] + ([(shared, first), (shared, second)] if shared else [])
    return round(max(_likeness(*pair) for pair in pairs))


def is_same(ours: str, theirs: str) -> bool:
    """Every word of either has its like in the other: stricter than the score, for which a surname alone would do."""
    return _likeness(" ".join(words_of(ours)), " ".join(words_of(theirs))) >= SAME_FROM


def _likeness(a: str, b: str) -> float:
    """100 × twice the longest common subsequence, divided by both lengths. Two names of 200 characters take 10 ms."""
    if not a or not b:
        return 0.0
    row = [0] * (len(b) + 1)
    for letter in a:
        before = 0
        for place, other in enumerate(b, 1):
            before, row[place] = row[place], before + 1 if letter == other else max(row[place], row[place - 1])
    return 200 * row[-1] / (len(a) + len(b))
