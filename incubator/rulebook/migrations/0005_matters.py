"""How the street goes about matters: planted where the defaults were planted before these rules were known."""

from importlib import import_module

from django.db import migrations

defaults = import_module("incubator.rulebook.migrations.0002_defaults")


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0004_years_on_the_abnormal_list")]
    operations = [migrations.RunPython(defaults.plant, migrations.RunPython.noop)]
