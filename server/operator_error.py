class OperatorError(Exception):
    """What the operator has to know or change, in one line; `manage.py` prints it without a traceback."""
