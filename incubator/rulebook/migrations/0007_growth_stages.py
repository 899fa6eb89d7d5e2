"""The stages of growth: planted where the defaults were planted before the rule was known."""

from importlib import import_module

from django.db import migrations

defaults = import_module("incubator.rulebook.migrations.0002_defaults")


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0005_matters")]
    operations = [migrations.RunPython(defaults.plant, migrations.RunPython.noop)]
