"""Campaigns of a street about the annual reports of one year, and what each organization owes them."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

PAPERS = [
    ("charter", "Charter"), ("venue_proof", "Proof of venue"), ("roster", "List of members"),
    ("resolution", "Resolution"), ("appointment", "Paper on the new responsible person"),
    ("liquidation", "Liquidation report"), ("application", "Application"), ("capital", "Proof of funds"),
    ("finance_report", "Financial report"), ("evidence", "Proof of what was done"),
]
DUTY_STATES = [
    ("owed", "Not handed in"), ("handed_in", "Handed in"), ("returned", "Returned for correction"),
    ("decided", "Decided"), ("exempt", "Exempt"),
]
EXEMPTIONS = [
    ("founded_late", "Founded after the cut-off day"), ("elsewhere", "Reports to another authority"),
    ("left", "Left the register"), ("officer", "Decided by the office"),
]
OUTCOMES = [
    ("qualified", "Qualified"), ("basically_qualified", "Basically qualified"), ("unqualified", "Unqualified"),
]


def of_a_tracked_thing():
    return [
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="version")),
        ("token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
    ]


def change_of(thing, link, name, names):
    """The table of the changes of a thing."""
    return migrations.CreateModel(
        name=f"{thing}Change",
        fields=[
            ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ("action", models.SlugField(verbose_name="step")),
            ("old", models.CharField(blank=True, max_length=20, verbose_name="status before")),
            ("new", models.CharField(max_length=20, verbose_name="status after")),
            ("by_name", models.CharField(blank=True, max_length=150, verbose_name="by")),
            ("thing_name", models.CharField(blank=True, max_length=200, verbose_name="what")),
            ("note", models.TextField(blank=True, verbose_name="Reason")),
            ("version", models.PositiveIntegerField(verbose_name="version")),
            ("fields", models.JSONField(default=dict, verbose_name="before and after")),
            ("at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="time")),
            ("by", models.ForeignKey(
                db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name="+",
                to=settings.AUTH_USER_MODEL, verbose_name="by")),
            (link, models.ForeignKey(
                db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name="changes",
                to=f"organizations.{thing.lower()}")),
        ],
        options={"verbose_name": name, "verbose_name_plural": names, "ordering": ("pk",), "abstract": False},
    )


def day(words):
    return models.DateField(blank=True, editable=False, null=True, verbose_name=words)


def held(condition, name, words):
    return migrations.AddConstraint(
        model_name="annualduty",
        constraint=models.CheckConstraint(condition=condition, name=name, violation_error_message=words))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"), ("organizations", "0009_tiers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *(migrations.AlterField(
            model_name=model, name="kind",
            field=models.CharField(choices=PAPERS, max_length=20, verbose_name="material"),
        ) for model in ("handedinpaper", "material", "papertemplate")),
        migrations.CreateModel(
            name="AnnualCampaign",
            fields=[
                *of_a_tracked_thing(),
                ("year", models.PositiveSmallIntegerField(verbose_name="year")),
                ("due_on", models.DateField(verbose_name="to be handed in by")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="note to the organizations")),
                ("status", models.CharField(
                    choices=[("draft", "Draft"), ("open", "Open"), ("closed", "Closed")], default="draft",
                    editable=False, max_length=20, verbose_name="status")),
                ("area", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="annual_campaigns", to="accounts.area",
                    verbose_name="street")),
            ],
            options={"verbose_name": "annual campaign", "verbose_name_plural": "annual campaigns",
                     "ordering": ("-year", "pk")},
        ),
        change_of("AnnualCampaign", "campaign", "change of an annual campaign", "changes of annual campaigns"),
        migrations.CreateModel(
            name="AnnualDuty",
            fields=[
                *of_a_tracked_thing(),
                ("status", models.CharField(
                    choices=DUTY_STATES, default="owed", editable=False, max_length=20, verbose_name="status")),
                ("due_on", models.DateField(verbose_name="to be handed in by")),
                ("exemption", models.CharField(
                    blank=True, choices=EXEMPTIONS, editable=False, max_length=20, verbose_name="why exempt")),
                ("handed_in_on", day("handed in on")),
                ("correct_by", day("to be corrected by")),
                ("outcome", models.CharField(
                    blank=True, choices=OUTCOMES, editable=False, max_length=20, verbose_name="outcome")),
                ("rectify_by", day("to be rectified by")),
                ("rectify_handed_in_on", day("rectification handed in on")),
                ("rectified_on", day("rectified on")),
                ("campaign", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="duties",
                    to="organizations.annualcampaign", verbose_name="annual campaign")),
                ("organization", models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT, related_name="annual_duties",
                    to="organizations.organization", verbose_name="organization")),
            ],
            options={"verbose_name": "annual duty", "verbose_name_plural": "annual duties", "ordering": ("pk",)},
        ),
        change_of("AnnualDuty", "duty", "change of an annual duty", "changes of annual duties"),
        migrations.AddConstraint(
            model_name="annualcampaign",
            constraint=models.UniqueConstraint(
                fields=("area", "year"), name="one_annual_campaign_per_street_and_year",
                violation_error_message="There is a campaign of this street about this year already.")),
        migrations.AddIndex(
            model_name="annualduty",
            index=models.Index(fields=["campaign", "status"], name="annual_duties_by_status")),
        migrations.AddIndex(
            model_name="annualduty",
            index=models.Index(
                condition=Q(rectify_by__isnull=False, rectify_handed_in_on=None), fields=["rectify_by"],
                name="annual_duties_to_rectify")),
        migrations.AddConstraint(
            model_name="annualduty",
            constraint=models.UniqueConstraint(
                fields=("campaign", "organization"), name="one_annual_duty_per_campaign_and_organization",
                violation_error_message="This organization is asked already.")),
        held(Q(status="exempt") & ~Q(exemption="") | ~Q(status="exempt") & Q(exemption=""),
             "exempt_annual_duty_says_why", "Who is exempt has a reason, nobody else has one."),
        held(Q(status="decided") & ~Q(outcome="") | ~Q(status="decided") & Q(outcome=""),
             "decided_annual_duty_has_an_outcome", "A report decided on has an outcome, no other has one."),
        held(Q(status__in=["owed", "exempt"]) | Q(handed_in_on__isnull=False),
             "annual_report_handed_in_has_its_day", "A report handed in has the day of it."),
        held(~Q(status="returned") | Q(correct_by__isnull=False),
             "annual_report_returned_has_a_day", "A report sent back is to be corrected by a day."),
        held(Q(outcome__in=["basically_qualified", "unqualified"], rectify_by__isnull=False)
             | Q(outcome__in=["", "qualified"], rectify_by=None),
             "who_did_not_qualify_rectifies_by_a_day",
             "Only who did not fully qualify has a day for the rectification."),
        held(Q(rectified_on=None) | Q(rectify_handed_in_on__isnull=False, rectify_by__isnull=False),
             "rectified_after_a_rectification_report", "What is rectified was handed in."),
    ]
