"""The bank accounts that a merchant looks for among its own, by words and by group."""

from django.db.models import CharField, Count, F, Func, Min, Q, QuerySet, Value

from server.comparison_form import comparison_form
from server.database.comparison import ComparisonForm

from .models import BankAccount

MOST_GROUPS = 200

# A blank joins them, which no word has in it. The number's mask has no digit but the last four.
SEARCHED = Func(
    Value(" "),
    F("account_holder_name"),
    F("nickname"),
    F("group_name"),
    F("ifsc_code"),
    Func(F("account_number_masked"), Value(4), function="right", output_field=CharField()),
    function="concat_ws",
    output_field=CharField(),
)


def with_words(rows: QuerySet[BankAccount], words: list[str]) -> QuerySet[BankAccount]:
    """The accounts that have each word in their holder's name, nickname, group, IFSC or last four digits. `rows` are
    one merchant's: no index helps, and its accounts are read, newest first, until the page is full."""
    if words:
        rows = rows.alias(form=ComparisonForm(SEARCHED))
    for word in words:
        rows = rows.filter(Q(form__contains=word))
    return rows


def of_group(rows: QuerySet[BankAccount], group: str) -> QuerySet[BankAccount]:
    """However it is written; an empty text finds those without a group."""
    if not (form := comparison_form(group)):
        return rows.filter(group_name=None)
    return rows.alias(group_form=ComparisonForm(F("group_name"))).filter(group_form=form)


def groups_of(rows: QuerySet[BankAccount]) -> list[tuple[str, int]]:
    """The groups of these accounts, and how many are in each: by name, at most MOST_GROUPS. One that is written in
    several ways is one group, under the name that comes first."""
    counted = (
        rows.exclude(group_name=None)
        .annotate(form=ComparisonForm(F("group_name")))
        .values("form")
        .annotate(name=Min("group_name"), count=Count("pk"))
        .order_by("form")
    )
    return list(counted.values_list("name", "count")[:MOST_GROUPS])
