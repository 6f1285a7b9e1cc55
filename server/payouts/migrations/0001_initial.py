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
        ('payouts', '0002_guards'),
        ('payouts', '0003_attempts'),
        ('payouts', '0004_attempts_guard'),
        ('payouts', '0005_review'),
        ('payouts', '0006_due_index'),
        ('payouts', '0007_create_payouts'),
        ('payouts', '0008_statement_guards'),
        ('payouts', '0009_outcome'),
        ('payouts', '0010_claim'),
        ('payouts', '0011_revision'),
        ('payouts', '0012_checks'),
        ('payouts', '0013_references'),
        ('payouts', '0014_create_payout'),
        ('payouts', '0015_due_by_its_times'),
    ]

    dependencies = [
        ('merchants', '0001_initial'),
    ]

    operations = [
        ApplyChecks('payouts'),
        migrations.CreateModel(
            name='Payout',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('amount_paise', models.BigIntegerField()),
                ('idempotency_key', models.UUIDField()),
                ('status', models.CharField(choices=[('pending', 'Pending'), ('processing', 'Processing'), ('completed', 'Completed'), ('failed', 'Failed')], default='pending', max_length=10)),
                ('attempt_count', models.IntegerField(default=0)),
                ('failure_reason', models.CharField(max_length=300, null=True)),
                ('bank_reference_id', models.CharField(max_length=64, null=True)),
                ('lease', models.UUIDField(editable=False, null=True)),
                ('lease_expires_at', models.DateTimeField(editable=False, null=True)),
                ('next_attempt_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('updated_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('processing_started_at', models.DateTimeField(null=True)),
                ('completed_at', models.DateTimeField(null=True)),
                ('failed_at', models.DateTimeField(null=True)),
                ('bank_account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='merchants.bankaccount')),
                ('merchant', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='payouts', to='merchants.merchant')),
                ('last_answer', models.CharField(editable=False, max_length=12, null=True)),
                ('needs_review', models.BooleanField(db_default=False, default=False)),
                ('unresolved_since', models.DateTimeField(null=True)),
            ],
            options={
                'db_table': 'payouts',
            },
        ),
        migrations.CreateModel(
            name='IdempotencyRecord',
            fields=[
                ('pk', models.CompositePrimaryKey('merchant_id', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                ('key', models.UUIDField()),
                ('answer', models.TextField()),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True)),
                ('merchant', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant')),
                ('payout', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payouts.payout')),
            ],
            options={
                'db_table': 'idempotency_records',
            },
        ),
        migrations.CreateModel(
            name='PayoutAttempt',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('number', models.IntegerField()),
                ('call', models.CharField(choices=[('submit', 'Pay this transfer'), ('ask', 'What has become of it?'), ('void', 'Never pay it')], max_length=10)),
                ('answer', models.CharField(choices=[('paid', 'Paid'), ('refused', 'Refused for now'), ('rejected', 'Rejected for good'), ('voided', 'Voided'), ('in_progress', 'In progress'), ('unheard', 'Never heard of it'), ('no_answer', 'No answer in time')], max_length=12)),
                ('reason', models.CharField(max_length=300, null=True)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('payout', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='payouts.payout')),
            ],
            options={
                'db_table': 'payout_attempts',
            },
        ),
        migrations.AddIndex(
            model_name='payout',
            index=models.Index(fields=['merchant', '-created_at', '-id'], name='payouts_newest_first'),
        ),
        migrations.AddIndex(
            model_name='payout',
            index=models.Index(fields=['merchant', 'status', '-created_at', '-id'], name='payouts_by_status'),
        ),
        migrations.AddIndex(
            model_name='payout',
            index=models.Index(models.Case(models.When(lease_expires_at__isnull=False, then='lease_expires_at'), default='next_attempt_at'), condition=models.Q(('lease_expires_at__isnull', False), ('next_attempt_at__isnull', False), _connector='OR'), name='payouts_due'),
        ),
        migrations.AddIndex(
            model_name='payout',
            index=models.Index(condition=models.Q(('needs_review', True)), fields=['merchant', '-created_at', '-id'], name='payouts_to_review'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.CheckConstraint(condition=models.Q(('amount_paise__gt', 0), ('amount_paise__lte', 9007199254740991)), name='payout_amount_positive'),
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
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('needs_review', False), ('unresolved_since__isnull', True)), models.Q(('status', 'processing'), ('unresolved_since__isnull', False)), _connector='OR'), name='payout_unresolved_in_processing'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.CheckConstraint(condition=models.Q(models.Func(models.F('next_attempt_at'), function='isfinite', output_field=models.BooleanField()), models.Func(models.F('lease_expires_at'), function='isfinite', output_field=models.BooleanField())), name='payout_times_come'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=models.CheckConstraint(condition=models.Func(models.F('unresolved_since'), function='isfinite', output_field=models.BooleanField()), name='payout_unresolved_since_a_time'),
        ),
        migrations.AddConstraint(
            model_name='payout',
            constraint=server.database.foreign_keys.CompositeForeignKey(columns=['bank_account_id', 'merchant_id'], name='payout_to_an_account_of_its_merchant', table='bank_accounts', to=['id', 'merchant_id']),
        ),
        migrations.AddConstraint(
            model_name='payoutattempt',
            constraint=models.CheckConstraint(condition=models.Q(('number__gt', 0)), name='attempt_number_positive'),
        ),
        migrations.AddConstraint(
            model_name='payoutattempt',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at__gte', models.F('started_at'))), name='attempt_ends_after_its_start'),
        ),
    ]
