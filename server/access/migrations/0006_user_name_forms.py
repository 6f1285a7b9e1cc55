"""Users are found by the comparison form of their name or e-mail address, at each sign-in: by an index."""

from django.conf import settings
from django.db import migrations

from server.database.operations import ApplyChecks

# Django's model cannot declare them.
INDEXES = """
CREATE INDEX user_name_form ON auth_user (comparison_form(username));
CREATE INDEX user_email_form ON auth_user (comparison_form(email));
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_sessions_and_second_factors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        ApplyChecks("database"),
        migrations.RunSQL(
            INDEXES,
            "DROP INDEX user_name_form; DROP INDEX user_email_form",
        ),
    ]
