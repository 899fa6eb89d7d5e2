"""The usual words by kind of matter, and the days of the catalogue: planted where the defaults were planted before."""

from datetime import date
from importlib import import_module

from django.db import migrations

defaults = import_module("incubator.rulebook.migrations.0002_defaults")
KEY, KINDS = "matter-usual-reasons", "kinds"


def add_kinds(apps, schema_editor):
    """The countrywide default that is kept as it was planted gets the kinds; a value of an office's own stays."""
    Rule = apps.get_model("rulebook", "Rule")
    value, start, source = next((value, start, source) for key, value, start, source in defaults.DEFAULTS if key == KEY)
    planted = Rule.objects.filter(key=KEY, area_code="", effective_from=start).first()
    if planted and planted.value == {step: words for step, words in value.items() if step != KINDS}:
        Rule.objects.filter(pk=planted.pk).update(value=value, source=source)


def drop_kinds(apps, schema_editor):
    Rule = apps.get_model("rulebook", "Rule")
    for rule in Rule.objects.filter(key=KEY, area_code="", effective_from=date(2020, 1, 1)):
        kept = {step: words for step, words in rule.value.items() if step != KINDS}
        Rule.objects.filter(pk=rule.pk).update(value=kept)


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0012_certificates")]
    operations = [
        migrations.RunPython(defaults.plant, migrations.RunPython.noop),
        migrations.RunPython(add_kinds, drop_kinds)]
