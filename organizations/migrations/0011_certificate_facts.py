"""A certificate keeps what it says: of those issued before, what their matter and the register's history tell."""

from django.db import migrations, models

PRINTED = ("name", "category", "responsible_person", "venue", "area")


def keep(apps, schema_editor):
    certificates = apps.get_model("organizations", "Certificate").objects
    for certificate in certificates.select_related("matter__received_in", "organization__area").iterator(500):
        certificate.facts = facts_of(apps, certificate)
        certificate.save(update_fields=["facts"])


def facts_of(apps, certificate):
    """The register of today with every later change undone; a filing says itself what was handed in."""
    organization, matter = certificate.organization, certificate.matter
    facts = {name: getattr(organization, name) for name in PRINTED} | {"area": organization.area.name}
    changes = apps.get_model("organizations", "OrganizationChange").objects.filter(organization=organization.pk)
    if matter.kind == "filing":
        granted = changes.filter(action="record").first()
    else:
        granted = changes.filter(action="change", note__startswith=matter.receipt_no or "?").first()
    if granted is not None:
        for change in changes.filter(pk__gt=granted.pk).order_by("-pk"):
            facts |= {name: values[0] for name, values in change.fields.items() if name in PRINTED}
    facts |= {name: matter.facts[name] for name in PRINTED if name in matter.facts}
    place = matter.received_in or organization.area
    street = apps.get_model("accounts", "Area").objects.filter(code=place.code[:9], level="street").first()
    return facts | {"street": street.name if street else ""}


class Migration(migrations.Migration):
    dependencies = [("organizations", "0010_folded_heads")]
    operations = [
        migrations.AddField("certificate", "facts", models.JSONField(
            default=dict, editable=False, verbose_name="what it says")),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
