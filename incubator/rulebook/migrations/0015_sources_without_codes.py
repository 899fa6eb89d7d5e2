"""Some sources spoke of the codes of their values; they say it in the words in which the value is asked for now."""

from importlib import import_module

from django.db import migrations

defaults = import_module("incubator.rulebook.migrations.0002_defaults")
KEYS = ("annual-report-bars", "catalogue-conditions", "catalogue-publicity", "matter-usual-reasons",
        "purchase-needs-catalogue")


def say_in_words(apps, schema_editor):
    """Only where the countrywide default still has the source it was planted with."""
    Rule = apps.get_model("rulebook", "Rule")
    for key, _value, start, source in defaults.DEFAULTS:
        if key in KEYS:
            Rule.objects.filter(
                key=key, area_code="", effective_from=start, source__startswith="本地默认：").update(source=source)


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0014_reasons_of_a_registration")]
    operations = [migrations.RunPython(say_in_words, migrations.RunPython.noop)]
