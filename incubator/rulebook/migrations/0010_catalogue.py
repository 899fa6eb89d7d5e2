"""The rules of the catalogue of qualified organizations: planted where the defaults were planted before them."""

from importlib import import_module

from django.db import migrations

defaults = import_module("incubator.rulebook.migrations.0002_defaults")
STEPS = ["accept", "review"]


def plant(apps, schema_editor):
    """The countrywide chain of steps learns the new kind; an office's own rows stay as they are."""
    defaults.plant(apps, schema_editor)
    for chain in apps.get_model("rulebook", "Rule").objects.filter(key="matter-chain", area_code=""):
        if "catalogue" not in chain.value:
            chain.value["catalogue"] = STEPS
            chain.save(update_fields=["value"])


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0009_annual_reports")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
