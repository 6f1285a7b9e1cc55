import django.db.models.functions.datetime
import uuid_utils.compat
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # What there was at e349b9a, beside a 0001_initial: a database that has all of it goes on from here.
    replaces = [
        ('trail', '0002_checks'),
    ]

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='TrailEvent',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('actor_kind', models.CharField(max_length=10)),
                ('actor_id', models.CharField(blank=True, max_length=64)),
                ('actor_name', models.CharField(blank=True, max_length=300)),
                ('action', models.CharField(max_length=50)),
                ('merchant_id', models.UUIDField(null=True)),
                ('subject_id', models.CharField(max_length=64)),
                ('request_id', models.UUIDField(null=True)),
            ],
            options={
                'db_table': 'trail_events',
                'indexes': [models.Index(fields=['subject_id'], name='trail_by_subject'), models.Index(fields=['request_id'], name='trail_by_request'), models.Index(fields=['actor_id', 'id'], name='trail_by_actor'), models.Index(fields=['merchant_id', 'id'], name='trail_by_merchant')],
                'constraints': [models.CheckConstraint(condition=models.Q(('actor_kind__regex', '^(open|key|person|command|system)$')), name='trail_actor_kind'), models.CheckConstraint(condition=models.Q(('action__regex', '^[a-z_]+\\.[a-z_]+$')), name='trail_action_form')],
            },
        ),
    ]
