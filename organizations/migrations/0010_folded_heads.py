"""The head's name is compared as the organization's is: folded. The index of pairs (models/finding.py) is made anew."""

from django.db import migrations, models
from django.db.models import F

from organizations.models.organizations import normalized

SEARCHED = ("normalized_name", "responsible_person", "pinyin"), ("normalized_name", "normalized_head", "pinyin")
DROP = "DROP INDEX IF EXISTS organization_pairs"


def create(columns):
    return ("CREATE INDEX organization_pairs ON organizations_organization USING gin (organizations_pairs(%s))"
            % " || ' ' || ".join(columns))


def on_postgresql(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


def fold(apps, schema_editor):
    organizations = apps.get_model("organizations", "Organization").objects
    organizations.update(normalized_head=F("responsible_person"))  # true of nearly all; the others one by one
    for pk, head in organizations.values_list("pk", "responsible_person").iterator(2000):
        if (folded := normalized(head)) != head:
            organizations.filter(pk=pk).update(normalized_head=folded)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0009_tiers")]
    operations = [
        migrations.RunPython(on_postgresql(DROP), on_postgresql(create(SEARCHED[0]))),
        migrations.AlterField("organization", "normalized_name", models.CharField(  # one character may become 18
            db_index=True, editable=False, max_length=1800, verbose_name="name as compared")),
        migrations.AddField("organization", "normalized_head", models.CharField(
            blank=True, default="", editable=False, max_length=900, verbose_name="responsible person as compared")),
        migrations.RunPython(fold, migrations.RunPython.noop),
        migrations.RunPython(on_postgresql(create(SEARCHED[1])), on_postgresql(DROP)),
    ]
