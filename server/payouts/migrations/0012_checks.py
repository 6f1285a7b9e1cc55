"""Checks that are cheap to read: checks.sql."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('merchants', '0005_drop_clear_account_numbers'),
        ('payouts', '0011_revision'),
    ]

    operations = [
        migrations.RunSQL(Path(__file__).with_name('checks.sql').read_text(encoding='utf-8')),
        migrations.RemoveConstraint(
            model_name='payout',
            name='payout_open_or_at_rest',
        ),
        migrations.RemoveConstraint(
            model_name='payout',
            name='payout_completed_has_utr',
        ),
        migrations.RemoveConstraint(
            model_name='payout',
            name='payout_failed_has_reason',
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.CheckConstraint(condition=models.Func(models.F('status'), models.F('attempt_count'), models.F('processing_started_at'), models.F('lease'), models.F('lease_expires_at'), models.F('next_attempt_at'), function='payout_is_open_or_at_rest', output_field=models.BooleanField()), name='payout_open_or_at_rest'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.CheckConstraint(condition=models.Func(models.F('status'), models.F('completed_at'), models.F('bank_reference_id'), function='payout_has_utr_if_completed', output_field=models.BooleanField()), name='payout_completed_has_utr'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.CheckConstraint(condition=models.Func(models.F('status'), models.F('failed_at'), models.F('failure_reason'), function='payout_has_reason_if_failed', output_field=models.BooleanField()), name='payout_failed_has_reason'),
        ),
    ]
