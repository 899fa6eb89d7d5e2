"""What earlier versions kept otherwise: free words with personal numbers, promotions handed in without the values they
would change, days of correction that outlived the report."""

from django.db import migrations
from django.db.models import Q

from incubator.masking import mask_text
from incubator.sealed import keyed_hashes

FREE_WORDS = ("venue", "purpose", "remark")
NUMBERS = ("identity_no", "phone")
PROMOTED = ("name", "category", "purpose", "venue", "responsible_person", "member_count", "party_member_count")


def mask(apps, schema_editor):
    """Only rows that may hold a number of eleven digits or more are looked at; no change row tells the number again."""
    organizations = apps.get_model("organizations", "Organization").objects
    digits = Q()
    for name in FREE_WORDS:
        digits |= Q(**{f"{name}__regex": r"[0-9]{11}"})
    for organization in organizations.filter(digits).only(*FREE_WORDS).iterator(500):
        masked = {name: mask_text(getattr(organization, name)) for name in FREE_WORDS}
        if any(masked[name] != getattr(organization, name) for name in FREE_WORDS):
            organizations.filter(pk=organization.pk).update(**masked)


def keep_both_values(apps, schema_editor):
    """A promotion that lies with the office writes what differs from what was kept: today's values are kept now."""
    waiting = apps.get_model("organizations", "Matter").objects.filter(
        kind="promotion", status__in=["submitted", "examining", "reviewed"]).select_related("organization")
    for matter in waiting:
        if any(name.startswith("was_") for name in matter.facts):
            continue
        for name in PROMOTED:
            now = getattr(matter.organization, name)
            if str(matter.answers.get(name) or "") != str(now or ""):
                matter.facts[f"was_{name}"] = mask_text(now) if isinstance(now, str) else now
        for name in NUMBERS:
            now = getattr(matter.organization, name)
            if getattr(matter, name).reveal() != now.reveal():
                matter.facts |= {f"was_{name}": str(now), f"was_{name}_hash": keyed_hashes(now.reveal())[0]}
        matter.save(update_fields=["facts"])


def forget_corrections(apps, schema_editor):
    """A report that was decided is not to be corrected any more."""
    apps.get_model("organizations", "AnnualDuty").objects.filter(status="decided").update(correct_by=None)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0015_certificates")]
    operations = [
        migrations.RunPython(mask, migrations.RunPython.noop),
        migrations.RunPython(keep_both_values, migrations.RunPython.noop),
        migrations.RunPython(forget_corrections, migrations.RunPython.noop),
    ]
