from django.db import migrations, models
import server.database.comparison

from server.database.operations import ApplyChecks


class Migration(migrations.Migration):
    dependencies = [
        ('ledger', '0001_initial'),
    ]

    operations = [
        ApplyChecks('database'),
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(models.F('merchant'), server.database.comparison.ComparisonForm(models.F('reference')), condition=models.Q(('reference__isnull', False)), name='payment_reference_form'),
        ),
    ]
