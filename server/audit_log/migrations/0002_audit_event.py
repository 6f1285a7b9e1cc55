"""The model takes the field's word; its table keeps its name."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [migrations.RenameModel("TrailEvent", "AuditEvent")]
