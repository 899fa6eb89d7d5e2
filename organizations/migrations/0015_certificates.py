"""Certificates may have a last day and be issued anew; a lost one is declared lost."""

from django.db import migrations, models

MATTERS = [
    ("filing", "Filing"), ("registration", "Opinion on a registration"), ("change", "Change of recorded facts"),
    ("cancellation", "Cancellation"), ("annual", "Annual report"), ("rectification", "Rectification report"),
    ("catalogue", "Entry in the catalogue"), ("promotion", "Filing of a listed group"), ("reissue", "Certificate anew"),
]
PAPERS = [
    ("charter", "Charter"), ("venue_proof", "Proof of venue"), ("roster", "List of members"),
    ("resolution", "Resolution"), ("appointment", "Paper on the new responsible person"),
    ("liquidation", "Liquidation report"), ("application", "Application"), ("capital", "Proof of funds"),
    ("finance_report", "Financial report"), ("evidence", "Proof of what was done"),
    ("staff_list", "List of full-time staff"), ("tax_record", "Proof of taxes and social security paid"),
    ("loss_statement", "Declaration of the loss"),
]
WITHDRAWALS = [
    ("replaced", "Replaced after a change of what it says"),
    ("issued_anew", "A new certificate was issued in its place"),
    ("cancelled", "The organization is cancelled"),
    ("registered", "The organization was registered with civil affairs"),
]


class Migration(migrations.Migration):
    dependencies = [("organizations", "0014_remarks_before")]
    operations = [
        migrations.AddField("certificate", "valid_until", models.DateField(
            blank=True, null=True, verbose_name="valid until")),
        migrations.AlterField("certificate", "withdrawn_reason", models.CharField(
            blank=True, choices=WITHDRAWALS, max_length=20, verbose_name="reason of withdrawal")),
        migrations.AlterField("matter", "kind", models.CharField(
            choices=MATTERS, default="filing", editable=False, max_length=20, verbose_name="matter")),
        *(migrations.AlterField(model, "kind", models.CharField(
            choices=PAPERS, max_length=20, verbose_name="material"))
          for model in ("handedinpaper", "material", "papertemplate")),
    ]
