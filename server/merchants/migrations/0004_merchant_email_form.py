import server.database.comparison
from django.db import migrations, models

from server.database.operations import ApplyChecks


class Migration(migrations.Migration):
    dependencies = [
        ('merchants', '0003_bank_account_once_at_its_bank'),
    ]

    operations = [
        ApplyChecks('database'),
        migrations.AddIndex(
            model_name='merchant',
            index=models.Index(server.database.comparison.ComparisonForm(models.F('email')), name='merchant_email_form'),
        ),
    ]
