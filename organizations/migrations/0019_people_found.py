"""The search finds everybody in office, and numbers by their beginning. The index of pairs (models/finding.py) is made
anew: over the names of those who serve, too.
"""

from itertools import groupby, islice

from django.db import migrations, models

import organizations.models.finding
from organizations.models.organizations import normalized

SEARCHED = ("normalized_name", "normalized_head", "pinyin"), (
    "normalized_name", "normalized_head", "pinyin", "normalized_holders")
BATCH = 1_000  # organizations written by one statement
DROP = "DROP INDEX IF EXISTS organization_pairs"


def create(columns):
    return ("CREATE INDEX organization_pairs ON organizations_organization USING gin (organizations_pairs(%s))"
            % " || ' ' || ".join(columns))


def on_postgresql(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return run


def names_of(apps):
    """Key of each organization with people in office -> their names as `keep_names` of models/people.py writes them."""
    serving = apps.get_model("organizations", "OfficeHolder").objects.filter(status="serving")
    pairs = serving.order_by("organization").values_list("organization", "name").iterator(2000)
    for pk, people in groupby(pairs, lambda pair: pair[0]):
        yield pk, " ".join(sorted({normalized(name) for _pk, name in people} - {""}))


def fill(apps, schema_editor):
    """One statement for many rows: among 300,000 organizations a statement each takes minutes, and `bulk_update` (a
    case for every row) no less.
    """
    told = names_of(apps)
    while batch := list(islice(told, BATCH)):
        rows = ", ".join(["(CAST(%s AS bigint), %s)"] * len(batch))
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                f"WITH told (organization, names) AS (VALUES {rows}) UPDATE organizations_organization"
                " SET normalized_holders = told.names FROM told WHERE id = told.organization",
                [value for pair in batch for value in pair])


class Migration(migrations.Migration):
    dependencies = [("organizations", "0018_names_by_street")]
    operations = [
        migrations.RunPython(on_postgresql(DROP), on_postgresql(create(SEARCHED[0]))),
        migrations.AddField("organization", "normalized_holders", organizations.models.finding.FollowingField(
            blank=True, default="", editable=False, verbose_name="office-holders as compared")),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(on_postgresql(create(SEARCHED[1])), on_postgresql(DROP)),
        *(
            migrations.AddIndex("organization", models.Index(
                fields=[field], name=name, opclasses=["varchar_pattern_ops"]))
            for field, name in (("filing_no", "filing_number_begins"), ("uscc", "credit_code_begins"))
        ),
    ]
