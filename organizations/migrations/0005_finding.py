"""On PostgreSQL an index of the pairs of neighbouring characters, which finds parts of names (models/finding.py).

A function of our own and no extension: nothing here asks for more rights than creating a table does.
"""

from django.db import migrations, models

# COST: so dear that the planner takes the index wherever it narrows at all; a row's own comparison comes first.
FORWARDS = (
    """
    CREATE FUNCTION organizations_pairs(words text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL UNSAFE COST 1000 AS $$
        SELECT string_to_array(words, NULL) || array_agg(substr(words, place, 2))
        FROM generate_series(1, length(words) - 1) AS place
    $$
    """,
    """
    CREATE INDEX organization_pairs ON organizations_organization USING gin (
        organizations_pairs(normalized_name || ' ' || responsible_person || ' ' || pinyin))
    """,
)
BACKWARDS = ("DROP INDEX IF EXISTS organization_pairs", "DROP FUNCTION IF EXISTS organizations_pairs(text)")


def on_postgresql(statements):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("organizations", "0004_matters")]
    operations = [
        migrations.RunPython(on_postgresql(FORWARDS), on_postgresql(BACKWARDS)),
        *(
            migrations.AddIndex("organization", models.Index(fields=[field, "id"], name=f"organizations_by_{name}"))
            for name, field in (("area", "area"), ("status", "status"), ("type", "org_type"), ("class", "category"))
        ),
    ]
