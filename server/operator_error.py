class Refusal(Exception):  # noqa: N818  it is an answer, not a fault
    """What the operator has to know or change, in one line; `manage.py` prints it without a traceback."""
