"""How long an application for the catalogue may be corrected: planted where the defaults were planted before it."""

from importlib import import_module

from django.db import migrations

defaults = import_module("incubator.rulebook.migrations.0002_defaults")


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0010_catalogue")]
    operations = [migrations.RunPython(defaults.plant, migrations.RunPython.noop)]
