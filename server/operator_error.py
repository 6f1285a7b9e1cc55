class OperatorError(Exception):
    """A fault that the operator can fix, in one line. `manage.py` prints it without a traceback and exits with 2."""
