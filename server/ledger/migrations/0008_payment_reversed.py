from django.db import migrations, models

from server.database.operations import WidenChecks

TYPES = [('payment_received', 'Payment received'), ('payment_reversed', 'Payment reversed'), ('payout_hold', 'Payout hold'), ('payout_release', 'Payout release'), ('payout_completed', 'Payout completed'), ('payout_returned', 'Payout returned'), ('fee_debit', 'Fee'), ('fee_tax_debit', 'GST on a fee'), ('fee_refund', 'Fee given back'), ('fee_tax_refund', 'GST on a fee given back'), ('adjustment_credit', 'Adjustment (credit)'), ('adjustment_debit', 'Adjustment (debit)')]


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0007_fees'),
    ]

    operations = [
        WidenChecks('ledger', 'entry_has_the_sign_of_its_type'),
        migrations.AlterField(
            model_name='ledgerentry',
            name='entry_type',
            field=models.CharField(choices=TYPES, max_length=20),
        ),
        migrations.AlterField(
            model_name='ledgertypecheckpoint',
            name='entry_type',
            field=models.CharField(choices=TYPES, max_length=20),
        ),
    ]
