import django.db.models.deletion
import django.db.models.functions.datetime
import server.database.foreign_keys
import uuid_utils.compat
from django.db import migrations, models

from server.database.operations import ApplyChecks


class Migration(migrations.Migration):

    initial = True

    # What there was at e349b9a, beside a 0001_initial: a database that has all of it goes on from here.
    replaces = [
        ('ledger', '0002_guards'),
        ('ledger', '0003_balance_at'),
        ('ledger', '0004_balance_at_bounds'),
        ('ledger', '0005_statement_guards'),
        ('ledger', '0006_checks'),
        ('ledger', '0007_references'),
    ]

    dependencies = [
        ('merchants', '0001_initial'),
        ('payouts', '0001_initial'),
    ]

    operations = [
        ApplyChecks('ledger'),
        migrations.CreateModel(
            name='LedgerEntry',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField(db_default=0, editable=False)),
                ('entry_type', models.CharField(choices=[('payment_received', 'Payment received'), ('payout_hold', 'Payout hold'), ('payout_release', 'Payout release'), ('payout_completed', 'Payout completed'), ('fee_debit', 'Fee'), ('adjustment_credit', 'Adjustment (credit)'), ('adjustment_debit', 'Adjustment (debit)')], max_length=20)),
                ('amount_paise', models.BigIntegerField()),
                ('reference', models.CharField(max_length=100, null=True)),
                ('description', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('merchant', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='ledger_entries', to='merchants.merchant')),
                ('payout', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='ledger_entries', to='payouts.payout')),
            ],
            options={
                'db_table': 'ledger_entries',
                'constraints': [models.UniqueConstraint(fields=('merchant', 'seq'), name='ledger_seq_once'), models.UniqueConstraint(fields=('payout', 'entry_type'), name='payout_entry_once'), models.UniqueConstraint(condition=models.Q(('reference__isnull', False)), fields=('merchant', 'reference'), name='payment_reference_once'), models.CheckConstraint(condition=models.Func(models.F('entry_type'), models.F('amount_paise'), function='entry_has_the_sign_of_its_type', output_field=models.BooleanField()), name='entry_sign_by_type'), models.CheckConstraint(condition=models.Func(models.F('entry_type'), models.F('payout'), function='entry_names_its_payout', output_field=models.BooleanField()), name='payout_entries_name_their_payout'), models.CheckConstraint(condition=models.Func(models.F('entry_type'), models.F('reference'), function='entry_has_the_reference_of_its_type', output_field=models.BooleanField()), name='payments_have_a_reference')],
            },
        ),
        migrations.CreateModel(
            name='LedgerCheckpoint',
            fields=[
                ('pk', models.CompositePrimaryKey('merchant_id', 'seq', blank=True, editable=False, primary_key=True, serialize=False)),
                ('seq', models.BigIntegerField()),
                ('available_paise', models.BigIntegerField()),
                ('held_paise', models.BigIntegerField()),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant')),
            ],
            options={
                'db_table': 'ledger_checkpoints',
                'constraints': [models.CheckConstraint(condition=models.Q(('available_paise__gte', 0), ('held_paise__gte', 0)), name='checkpoint_not_negative'), server.database.foreign_keys.CompositeForeignKey(columns=['merchant_id', 'seq'], name='checkpoint_of_an_entry', table='ledger_entries', to=['merchant_id', 'seq'])],
            },
        ),
    ]
