import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0006_user_name_forms'),
    ]

    operations = [
        migrations.AddField(
            model_name='apikey',
            name='made_by_key',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='access.apikey'),
        ),
    ]
