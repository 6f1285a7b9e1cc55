import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "server.settings")
django.setup(set_prefix=False)

from server.api.http.utf8_request import Utf8Handler  # noqa: E402  after the setup, as in Django's own

application = Utf8Handler()
