"""Checks that are cheap to read (checks.sql), and an index without an entry for each NULL."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0005_statement_guards'),
        ('merchants', '0005_drop_clear_account_numbers'),
        ('payouts', '0008_statement_guards'),
    ]

    operations = [
        migrations.RunSQL(Path(__file__).with_name('checks.sql').read_text(encoding='utf-8')),
        migrations.RemoveConstraint(
            model_name='ledgerentry',
            name='payment_reference_once',
        ),
        migrations.RemoveConstraint(
            model_name='ledgerentry',
            name='entry_sign_by_type',
        ),
        migrations.RemoveConstraint(
            model_name='ledgerentry',
            name='payout_entries_name_their_payout',
        ),
        migrations.RemoveConstraint(
            model_name='ledgerentry',
            name='payments_have_a_reference',
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.UniqueConstraint(condition=models.Q(('reference__isnull', False)), fields=('merchant', 'reference'), name='payment_reference_once'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Func(models.F('entry_type'), models.F('amount_paise'), function='entry_has_the_sign_of_its_type', output_field=models.BooleanField()), name='entry_sign_by_type'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Func(models.F('entry_type'), models.F('payout'), function='entry_names_its_payout', output_field=models.BooleanField()), name='payout_entries_name_their_payout'),
        ),
        migrations.AddConstraint(
            model_name='ledgerentry',
            constraint=models.CheckConstraint(condition=models.Func(models.F('entry_type'), models.F('reference'), function='entry_has_the_reference_of_its_type', output_field=models.BooleanField()), name='payments_have_a_reference'),
        ),
    ]
