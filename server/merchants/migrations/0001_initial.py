import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # What there was at e349b9a, beside a 0001_initial: a database that has all of it goes on from here.
    replaces = [
        ('merchants', '0002_guards'),
        ('merchants', '0003_merchant_guard'),
        ('merchants', '0004_seal_account_numbers'),
        ('merchants', '0005_drop_clear_account_numbers'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Merchant',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('email', models.EmailField(max_length=254)),
                ('is_active', models.BooleanField(default=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
            ],
            options={
                'db_table': 'merchants',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='merchant_email_once')],
            },
        ),
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('account_holder_name', models.CharField(max_length=200)),
                ('ifsc_code', models.CharField(max_length=11)),
                ('account_type', models.CharField(choices=[('savings', 'Savings'), ('current', 'Current')], max_length=10)),
                ('is_verified', models.BooleanField(default=False)),
                ('is_primary', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('merchant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bank_accounts', to='merchants.merchant')),
                ('account_number_masked', models.CharField(editable=False, max_length=18)),
                ('account_number_sealed', models.BinaryField()),
                ('account_number_fingerprint', models.BinaryField()),
            ],
            options={
                'db_table': 'bank_accounts',
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_primary', True)), fields=('merchant',), name='one_primary_account'), models.UniqueConstraint(fields=('account_number_fingerprint',), name='bank_account_once'), models.CheckConstraint(condition=models.Q(('account_number_masked__regex', '^X{5,14}[0-9]{4}$')), name='account_number_is_masked'), models.CheckConstraint(condition=models.Q(('ifsc_code__regex', '^[A-Z]{4}0[A-Z0-9]{6}$')), name='ifsc_form'), models.CheckConstraint(condition=models.Func(output_field=models.BooleanField(), template='length(account_number_sealed) = 4 + 12 + length(account_number_masked) + 16'), name='account_number_is_sealed'), models.CheckConstraint(condition=models.Func(output_field=models.BooleanField(), template='length(account_number_fingerprint) = 32'), name='account_number_fingerprint_form'), models.UniqueConstraint(fields=('id', 'merchant'), name='bank_account_of_its_merchant')],
            },
        ),
    ]
