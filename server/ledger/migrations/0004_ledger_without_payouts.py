from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('ledger', '0003_links_and_heads'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='ledgerentry',
            index=models.Index(condition=models.Q(('payout__isnull', True)), fields=['merchant', '-seq'], name='ledger_without_payouts'),
        ),
        *(
            migrations.AddField(model_name='ledgercheckpoint', name=name, field=models.BigIntegerField(null=True))
            for name in ('lowest_paise', 'highest_paise', 'in_paise', 'out_paise')
        ),
    ]
