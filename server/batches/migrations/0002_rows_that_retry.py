from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('batches', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='payoutbatchrow',
            name='retry_of',
            field=models.UUIDField(null=True),
        ),
    ]
