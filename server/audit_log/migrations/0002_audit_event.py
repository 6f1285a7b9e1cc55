"""The model takes the field's word; its table keeps its name.

In the state alone: else Django would rename the content type too, which the release before still looks up and, with the
app role's rights, cannot make again.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.RenameModel("TrailEvent", "AuditEvent")])
    ]
