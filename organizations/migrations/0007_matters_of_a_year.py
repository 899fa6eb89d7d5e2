from django.db import migrations, models

KINDS = [
    ("filing", "Filing"), ("registration", "Opinion on a registration"), ("change", "Change of recorded facts"),
    ("cancellation", "Cancellation"), ("annual", "Annual report"), ("rectification", "Rectification report"),
    ("catalogue", "Entry in the catalogue"),
]


class Migration(migrations.Migration):
    dependencies = [("organizations", "0006_rare_characters")]

    operations = [
        migrations.RemoveConstraint(model_name="matter", name="one_open_matter_of_a_kind_per_organization"),
        migrations.AddField(
            model_name="matter", name="outcome",
            field=models.CharField(blank=True, editable=False, max_length=20, verbose_name="outcome")),
        migrations.AddField(
            model_name="matter", name="year",
            field=models.PositiveSmallIntegerField(default=0, editable=False, verbose_name="year")),
        migrations.AlterField(
            model_name="matter", name="kind",
            field=models.CharField(
                choices=KINDS, default="filing", editable=False, max_length=20, verbose_name="matter")),
        migrations.AddConstraint(
            model_name="matter",
            constraint=models.UniqueConstraint(
                condition=models.Q(status__in=["draft", "submitted", "examining", "reviewed", "returned"]),
                fields=("organization", "kind", "year"), name="one_open_matter_of_a_kind_per_organization",
                violation_error_message="A matter of this kind is open already for this organization.")),
    ]
