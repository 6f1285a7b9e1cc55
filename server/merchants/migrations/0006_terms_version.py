from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('merchants', '0005_nickname_and_group'),
    ]

    operations = [
        migrations.AddField(
            model_name='merchant',
            name='terms_version',
            field=models.IntegerField(db_default=0, default=0, editable=False),
        ),
    ]
