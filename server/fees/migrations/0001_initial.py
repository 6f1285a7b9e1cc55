import django.db.models.deletion
import django.db.models.functions.datetime
import uuid_utils.compat
from django.db import migrations, models

from server.database.operations import ApplyChecks


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ledger', '0007_fees'),
        ('merchants', '0006_terms_version'),
        ('payouts', '0015_returns_by_merchant'),
    ]

    operations = [
        ApplyChecks('fees'),
        migrations.CreateModel(
            name='FeePlan',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=0)),
                ('bands', models.JSONField()),
                ('gst_bp', models.IntegerField(default=1800)),
                ('supplier_state', models.CharField(max_length=2)),
                ('refund_on_return', models.BooleanField(default=True)),
                ('follows_default', models.BooleanField(default=False)),
                ('after_seq', models.BigIntegerField(default=0, editable=False)),
                ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('merchant', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant')),
            ],
            options={
                'db_table': 'fee_plans',
            },
        ),
        migrations.CreateModel(
            name='FeeCharge',
            fields=[
                ('payout', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='fee_charge', serialize=False, to='payouts.payout')),
                ('rail', models.CharField(choices=[('IMPS', 'IMPS'), ('NEFT', 'NEFT'), ('RTGS', 'RTGS'), ('UPI', 'UPI')], max_length=4, null=True)),
                ('place_of_supply', models.CharField(max_length=2)),
                ('fee_paise', models.BigIntegerField()),
                ('igst_paise', models.BigIntegerField()),
                ('cgst_paise', models.BigIntegerField()),
                ('sgst_paise', models.BigIntegerField()),
                ('charged_at', models.DateTimeField(editable=False)),
                ('fee_entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fee_charge', to='ledger.ledgerentry')),
                ('merchant', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant')),
                ('tax_entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fee_tax_charge', to='ledger.ledgerentry')),
                ('plan', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='fees.feeplan')),
            ],
            options={
                'db_table': 'fee_charges',
            },
        ),
        migrations.CreateModel(
            name='TaxProfile',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('version', models.IntegerField(default=0)),
                ('gstin', models.CharField(max_length=15, null=True)),
                ('state_code', models.CharField(max_length=2)),
                ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('merchant', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant')),
            ],
            options={
                'db_table': 'merchant_tax_profiles',
            },
        ),
        migrations.CreateModel(
            name='FeeRefund',
            fields=[
                ('charge', models.OneToOneField(db_column='payout_id', db_constraint=False, on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='refund', serialize=False, to='fees.feecharge')),
                ('cause', models.CharField(choices=[('failed', 'The payout failed.'), ('returned', "The payout's money came back.")], max_length=10)),
                ('refunded_at', models.DateTimeField(editable=False)),
                ('fee_entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='fee_refund', to='ledger.ledgerentry')),
                ('merchant', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merchants.merchant')),
                ('tax_entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='fee_tax_refund', to='ledger.ledgerentry')),
            ],
            options={
                'db_table': 'fee_refunds',
            },
        ),
        migrations.AddConstraint(
            model_name='feeplan',
            constraint=models.UniqueConstraint(fields=('merchant', 'version'), name='fee_plan_version_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='feeplan',
            constraint=models.CheckConstraint(condition=models.Func(models.F('bands'), function='fee_bands_are_sound', output_field=models.BooleanField()), name='fee_bands_sound'),
        ),
        migrations.AddConstraint(
            model_name='feeplan',
            constraint=models.CheckConstraint(condition=models.Q(('gst_bp__gte', 0), ('gst_bp__lte', 10000)), name='fee_gst_in_bounds'),
        ),
        migrations.AddConstraint(
            model_name='feeplan',
            constraint=models.CheckConstraint(condition=models.Func(models.F('supplier_state'), function='gst_state_is_known', output_field=models.BooleanField()), name='fee_supplier_state_known'),
        ),
        migrations.AddConstraint(
            model_name='feeplan',
            constraint=models.CheckConstraint(condition=models.Q(('merchant__isnull', False), ('follows_default', False), _connector='OR'), name='fee_default_follows_none'),
        ),
        migrations.AddIndex(
            model_name='feecharge',
            index=models.Index(fields=['merchant', 'charged_at', 'payout'], name='fee_charges_by_merchant'),
        ),
        migrations.AddConstraint(
            model_name='feecharge',
            constraint=models.CheckConstraint(condition=models.Q(('cgst_paise__gte', 0), ('fee_paise__gte', 0), ('igst_paise__gte', 0), ('sgst_paise', models.F('cgst_paise'))), name='fee_parts_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='feecharge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fee_entry__isnull', True), ('fee_paise', 0)), models.Q(('fee_entry__isnull', False), ('fee_paise__gt', 0)), _connector='OR'), name='fee_has_its_entry'),
        ),
        migrations.AddConstraint(
            model_name='feecharge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cgst_paise', 0), ('igst_paise', 0), ('tax_entry__isnull', True)), models.Q(('cgst_paise', 0), ('igst_paise__gt', 0), ('tax_entry__isnull', False)), models.Q(('cgst_paise__gt', 0), ('igst_paise', 0), ('tax_entry__isnull', False)), _connector='OR'), name='fee_tax_has_its_entry'),
        ),
        migrations.AddConstraint(
            model_name='feecharge',
            constraint=models.CheckConstraint(condition=models.Q(('rail__isnull', False), ('fee_paise', 0), _connector='OR'), name='fee_is_by_a_rail'),
        ),
        migrations.AddConstraint(
            model_name='taxprofile',
            constraint=models.UniqueConstraint(fields=('merchant', 'version'), name='tax_profile_version_once'),
        ),
        migrations.AddConstraint(
            model_name='taxprofile',
            constraint=models.CheckConstraint(condition=models.Func(models.F('state_code'), function='gst_state_is_known', output_field=models.BooleanField()), name='tax_state_known'),
        ),
        migrations.AddConstraint(
            model_name='taxprofile',
            constraint=models.CheckConstraint(condition=models.Q(('gstin__isnull', True), models.Func(models.F('gstin'), models.F('state_code'), function='gstin_is_sound', output_field=models.BooleanField()), _connector='OR'), name='gstin_sound'),
        ),
        migrations.AddIndex(
            model_name='feerefund',
            index=models.Index(fields=['merchant', 'refunded_at', 'charge'], name='fee_refunds_by_merchant'),
        ),
    ]
