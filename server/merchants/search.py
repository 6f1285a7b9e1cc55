"""The merchants that an operator looks for by words."""

from django.db.models import F, Q, QuerySet

from server.comparison_form import comparison_form
from server.database.comparison import ComparisonForm
from server.text import clean_text

from .models import Merchant

LONGEST_SEARCH = 100


def searched_words(text: str) -> list[str]:
    """In the form in which they are compared; none if there is nothing to look for. Raises InvalidInput for a text that
    no name can have."""
    text = clean_text(" ".join(text.split()), "search", LONGEST_SEARCH, may_be_empty=True)
    return comparison_form(text).split()


def with_words(rows: QuerySet[Merchant], words: list[str]) -> QuerySet[Merchant]:
    """The merchants that have each word in their name or e-mail address. No index helps: a search of 5,000 merchants
    takes 40 to 50 ms, which an operator does not notice."""
    if words:
        rows = rows.alias(name_form=ComparisonForm(F("name")), email_form=ComparisonForm(F("email")))
    for word in words:
        rows = rows.filter(Q(name_form__contains=word) | Q(email_form__contains=word))
    return rows
