"""Cheaper to write: a shorter check, and stamps.sql."""

from pathlib import Path

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0001_initial'),
    ]

    operations = [
        migrations.RunSQL(Path(__file__).with_name('stamps.sql').read_text(encoding='utf-8')),
        migrations.RemoveConstraint(
            model_name='trailevent',
            name='trail_actor_kind',
        ),
        migrations.AddConstraint(
            model_name='trailevent',
            constraint=models.CheckConstraint(condition=models.Q(('actor_kind__regex', '^(open|key|person|command|system)$')), name='trail_actor_kind'),
        ),
    ]
