"""The usual words for a registration: its own, planted where the defaults were planted before."""

from importlib import import_module

from django.db import migrations

defaults = import_module("incubator.rulebook.migrations.0002_defaults")
KEY, KINDS, KIND = "matter-usual-reasons", "kinds", "registration"


def add_kind(apps, schema_editor):
    """The countrywide default that is kept as it was planted gets the kind; a value of an office's own stays."""
    whole, planted = _default(apps)
    if planted and planted.value == _without(whole):
        planted.value = whole
        planted.save(update_fields=["value"])


def drop_kind(apps, schema_editor):
    whole, planted = _default(apps)
    if planted and planted.value == whole:
        planted.value = _without(whole)
        planted.save(update_fields=["value"])


def _default(apps):
    value, start = next((value, start) for key, value, start, _source in defaults.DEFAULTS if key == KEY)
    rules = apps.get_model("rulebook", "Rule").objects
    return value, rules.filter(key=KEY, area_code="", effective_from=start).first()


def _without(value):
    return value | {KINDS: {kind: steps for kind, steps in value[KINDS].items() if kind != KIND}}


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0013_reasons_by_kind")]
    operations = [migrations.RunPython(add_kind, drop_kind)]
