"""A project's name is searched folded, as an organization's is."""

from django.db import migrations, models
from django.db.models import F

from organizations.models import normalized


def fold(apps, schema_editor):
    projects = apps.get_model("projects", "Project").objects
    projects.update(normalized_name=F("name"))  # true of nearly all; the others one by one
    for pk, name in projects.values_list("pk", "name").iterator(2000):
        if (folded := normalized(name)) != name:
            projects.filter(pk=pk).update(normalized_name=folded)


class Migration(migrations.Migration):
    dependencies = [("projects", "0002_report_keys_from_the_index")]
    operations = [
        migrations.AddField("project", "normalized_name", models.CharField(
            blank=True, default="", editable=False, max_length=1800, verbose_name="name as compared")),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]
