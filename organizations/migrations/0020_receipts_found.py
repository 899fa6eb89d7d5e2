"""Matters are found by the beginning of their receipt number, drafts to be registered by who is to head them."""

from django.db import migrations, models

from organizations.models.organizations import normalized


def fill(apps, schema_editor):
    drafts = apps.get_model("organizations", "Organization").objects.filter(status="draft", responsible_person="")
    asked = apps.get_model("organizations", "Matter").objects.filter(
        kind="registration", organization__status="draft").order_by("pk")  # the last one asked says it
    for organization, answers in asked.values_list("organization", "answers"):
        head = normalized(answers.get("responsible_person") or "")
        drafts.filter(pk=organization).update(normalized_head=head)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0019_people_found")]
    operations = [
        migrations.AddIndex("matter", models.Index(
            fields=["receipt_no"], name="receipt_number_begins", opclasses=["varchar_pattern_ops"])),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
