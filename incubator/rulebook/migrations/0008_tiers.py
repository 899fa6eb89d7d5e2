"""What a listed group must have: planted where the defaults were planted before these rules were known."""

from importlib import import_module

from django.db import migrations

defaults = import_module("incubator.rulebook.migrations.0002_defaults")


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0006_usual_reasons")]
    operations = [migrations.RunPython(defaults.plant, migrations.RunPython.noop)]
