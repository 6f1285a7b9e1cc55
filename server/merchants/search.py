"""The merchants that an operator looks for by words."""

from django.db.models import Q, QuerySet

from server.text import clean_text

from .models import Merchant

LONGEST_SEARCH = 100


def searched_words(text: str) -> list[str]:
    """In small letters; none if there is nothing to look for. Raises InvalidInput for a text that no name can have."""
    return clean_text(" ".join(text.lower().split()), "search", LONGEST_SEARCH, may_be_empty=True).split()


def with_words(rows: QuerySet[Merchant], words: list[str]) -> QuerySet[Merchant]:
    """The merchants that have each word in their name or e-mail address. No index helps, and none is missed: a look at
    thousands of merchants takes milliseconds."""
    for word in words:
        rows = rows.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return rows
