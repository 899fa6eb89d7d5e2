"""Annual reports: planted where the defaults were planted before these rules were known."""

from datetime import date
from importlib import import_module

from django.db import migrations

defaults = import_module("incubator.rulebook.migrations.0002_defaults")


def complete_chain(apps, schema_editor):
    """The countrywide chain says nothing yet of kinds that came later; what it says of the others stays."""
    value = next(value for key, value, _start, _source in defaults.DEFAULTS if key == "matter-chain")
    Rule = apps.get_model("rulebook", "Rule")
    for row in Rule.objects.filter(key="matter-chain", area_code="", effective_from=date(2020, 1, 1)):
        row.value = value | row.value
        row.save(update_fields=["value"])


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0008_tiers")]
    operations = [
        migrations.RunPython(defaults.plant, migrations.RunPython.noop),
        migrations.RunPython(complete_chain, migrations.RunPython.noop),
    ]
