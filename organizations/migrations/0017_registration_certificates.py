"""The number of the registration certificate; when a registration went to civil affairs, and what became of it there."""

from django.db import migrations, models
from django.db.models import Q

COUNTY_HEARS = models.CheckConstraint(
    condition=Q(forwarded_on=None) & ~Q(outcome__in=["registered", "not_registered"])
    | Q(kind="registration", status="approved"),
    name="county_hears_of_favourable_opinions",
    violation_error_message="Only a registration that the street speaks for goes to civil affairs.",
)


def tell_the_registered(apps, schema_editor):
    """Registrations that were recorded before: the register's change row names the receipt."""
    matters = apps.get_model("organizations", "Matter").objects
    recorded = apps.get_model("organizations", "OrganizationChange").objects.filter(action="register").exclude(note="")
    for organization, receipt_no in recorded.values_list("organization", "note"):
        matters.filter(
            kind="registration", status="approved", organization=organization, receipt_no=receipt_no, outcome="",
        ).update(outcome="registered")


class Migration(migrations.Migration):
    dependencies = [("organizations", "0016_kept_values")]
    operations = [
        migrations.AddField("organization", "registration_no", models.CharField(
            blank=True, max_length=50, verbose_name="number of the registration certificate")),
        migrations.AddField("matter", "forwarded_on", models.DateField(
            blank=True, editable=False, null=True, verbose_name="forwarded on")),
        migrations.AddConstraint("matter", COUNTY_HEARS),
        migrations.RunPython(tell_the_registered, migrations.RunPython.noop),
    ]
