"""`comparison_form` (`sql/checks.sql`) in queries."""

from django.db.models import CharField, Func


class ComparisonForm(Func):
    """Of a column or value: `alias(form=ComparisonForm("name")).filter(form=ComparisonForm(Value(text)))`."""

    function = "comparison_form"
    arity = 1
    output_field = CharField()
