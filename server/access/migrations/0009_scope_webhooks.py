from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('access', '0008_scope_beneficiaries'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='apikey',
            name='api_key_scopes_known',
        ),
        migrations.AddConstraint(
            model_name='apikey',
            constraint=models.CheckConstraint(condition=models.Func(output_field=models.BooleanField(), template="scopes <@ ARRAY['read', 'payouts', 'beneficiaries', 'webhooks', 'operate']::varchar[] AND cardinality(scopes) > 0"), name='api_key_scopes_known'),
        ),
    ]
