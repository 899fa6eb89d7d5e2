"""The rules of certificates: planted where the defaults were planted before them."""

from importlib import import_module

from django.db import migrations

defaults = import_module("incubator.rulebook.migrations.0002_defaults")


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0011_catalogue_corrections")]
    operations = [migrations.RunPython(defaults.plant, migrations.RunPython.noop)]
