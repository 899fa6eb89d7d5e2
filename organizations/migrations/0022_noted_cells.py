from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0021_purpose_bounded'),
    ]

    operations = [
        migrations.AddField(
            model_name='importrun',
            name='noted',
            field=models.JSONField(default=list, editable=False, verbose_name='to be looked at'),
        ),
    ]
