from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organizations', '0020_receipts_found'),
    ]

    operations = [
        migrations.AlterField(
            model_name='organization',
            name='purpose',
            field=models.TextField(blank=True, max_length=2000, verbose_name='purpose and scope'),
        ),
    ]
