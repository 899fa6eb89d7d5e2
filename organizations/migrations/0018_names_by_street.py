"""A name is borne once in a street, and once among the registered ones of a district; it was once in the whole register.

Going back asks that no name is borne in two streets by then: the former constraint refuses it.
"""

from django.db import migrations, models
from django.db.models.functions import Substr

LIVING = models.Q(status__in=["active", "suspended"])
NAME = "one_living_organization_per_name"
TOLD = "An organization of this name is on record already."


def fill(apps, schema_editor):
    """Area by area: few rows at a time, found by the index."""
    organizations = apps.get_model("organizations", "Organization").objects
    for pk, code in apps.get_model("accounts", "Area").objects.values_list("pk", "code"):
        organizations.filter(area=pk).update(street_code=code[:9])


class Migration(migrations.Migration):
    dependencies = [("organizations", "0017_registration_certificates")]
    operations = [
        migrations.AddField("organization", "street_code", models.CharField(
            blank=True, default="", editable=False, max_length=9, verbose_name="street code")),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RemoveConstraint("organization", NAME),
        migrations.AddConstraint("organization", models.UniqueConstraint(
            fields=("street_code", "normalized_name"), condition=LIVING, name=NAME, violation_error_message=TOLD)),
        migrations.AddConstraint("organization", models.UniqueConstraint(
            Substr("street_code", 1, 6), "normalized_name",
            condition=models.Q(status__in=["active", "suspended"],
                               org_type__in=["association", "service_agency", "foundation"]),
            name="one_living_registered_organization_per_name", violation_error_message=TOLD)),
    ]
