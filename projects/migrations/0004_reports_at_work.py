"""The reports at work have an index of their own: the accepted ones, which pile up, are not walked through."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_folded_names")]
    operations = [
        migrations.AddIndex("progressreport", models.Index(
            condition=models.Q(status__in=["due", "returned", "submitted"]),
            fields=["due_on", "id", "project", "status"], name="reports_at_work")),
    ]
