"""Why a thing of a batch was not done is kept for readers of any language; what was kept before stays in its own."""

from django.db import migrations, models


def forwards(apps, schema_editor):
    items = apps.get_model("accounts", "BatchItem").objects
    for pk, words in items.exclude(words="").values_list("pk", "words"):
        items.filter(pk=pk).update(told=[{"words": words, "values": {}}])


def backwards(apps, schema_editor):
    from incubator.sentences import say

    items = apps.get_model("accounts", "BatchItem").objects
    for pk, told in items.exclude(told=[]).values_list("pk", "told"):
        items.filter(pk=pk).update(words="\n".join(say(one) for one in told))


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_saved_filters_and_batches'),
    ]

    operations = [
        migrations.AddField(
            model_name='batchitem',
            name='told',
            field=models.JSONField(default=list, verbose_name='Reason'),
        ),
        migrations.RunPython(forwards, backwards),
        migrations.RemoveField(
            model_name='batchitem',
            name='words',
        ),
        migrations.AlterField(
            model_name='batchitem',
            name='name',
            field=models.CharField(blank=True, max_length=200, verbose_name='what'),
        ),
    ]
