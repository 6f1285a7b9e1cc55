import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0007_apikey_made_by_key'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='apikey',
            name='api_key_scopes_known',
        ),
        migrations.AlterField(
            model_name='apikey',
            name='scopes',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None),
        ),
        migrations.AddConstraint(
            model_name='apikey',
            constraint=models.CheckConstraint(condition=models.Func(output_field=models.BooleanField(), template="scopes <@ ARRAY['read', 'payouts', 'beneficiaries', 'operate']::varchar[] AND cardinality(scopes) > 0"), name='api_key_scopes_known'),
        ),
    ]
