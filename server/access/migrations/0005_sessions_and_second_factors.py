"""A user's sessions become recognizable, and second factors get their table. Sessions that are there have no beginning:
it was not recorded."""

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0004_failed_sign_in_user'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='session',
            name='id',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='session',
            name='begun_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='session',
            name='begun_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, null=True),
        ),
        migrations.AddField(
            model_name='session',
            name='last_seen_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='session',
            name='last_seen_at',
            field=models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), null=True),
        ),
        migrations.AddField(
            model_name='session',
            name='address',
            field=models.GenericIPAddressField(null=True),
        ),
        migrations.AddField(
            model_name='session',
            name='browser',
            field=models.CharField(max_length=60, null=True),
        ),
        migrations.CreateModel(
            name='SecondFactor',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('secret_encrypted', models.BinaryField()),
                ('last_used_step', models.BigIntegerField()),
                ('recovery_hashes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), size=None)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='second_factor', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'db_table': 'second_factors',
                'constraints': [models.CheckConstraint(condition=models.Func(output_field=models.BooleanField(), template="cardinality(recovery_hashes) <= 10 AND array_to_string(recovery_hashes, '') ~ '^([0-9a-f]{64})*$'"), name='second_factor_recovery_hashes_form')],
            },
        ),
    ]
