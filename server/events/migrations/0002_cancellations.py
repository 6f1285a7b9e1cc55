from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('events', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='merchantevent',
            name='event_kind_known',
        ),
        migrations.AddConstraint(
            model_name='merchantevent',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['PAYOUT_CANCEL_REQUESTED', 'PAYOUT_NEEDS_REVIEW', 'PAYOUT_REVIEW_ENDED'])), name='event_kind_known'),
        ),
    ]
