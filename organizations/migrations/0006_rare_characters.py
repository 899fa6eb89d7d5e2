"""Names with rare characters or letters in full width are compared and spelled anew."""

from django.db import migrations

from organizations.models.organizations import normalized
from organizations.models.spelling import spelled


def compare_anew(apps, schema_editor):
    organizations = apps.get_model("organizations", "Organization").objects
    for pk, name, was, spelling in organizations.values_list("pk", "name", "normalized_name", "pinyin").iterator(2000):
        if name.isascii() or was == (now := normalized(name)) and spelling == spelled(name):
            continue
        organizations.filter(pk=pk).update(normalized_name=now, pinyin=spelled(name))


class Migration(migrations.Migration):
    dependencies = [("organizations", "0005_finding")]
    operations = [migrations.RunPython(compare_anew, migrations.RunPython.noop)]
