"""Django's PostgreSQL backend with a time limit on every wait: see `connection.py` and `../lock_queue.py`."""
