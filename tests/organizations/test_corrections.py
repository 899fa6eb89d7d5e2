"""One form sends a filing or another matter back, and one comparison tells what came back corrected."""

import pytest
from django.urls import reverse

from incubator.documents.models import Document
from organizations.forms.returns import ReturnForm
from organizations.matters import acts
from organizations.models import Material
from organizations.reports.corrections import corrections
from tests.organizations import filing_acts
from tests.organizations.matter_acts import NOW, document, submitted, take, writer_of

pytestmark = pytest.mark.django_db


def labels(form: ReturnForm) -> dict[str, str]:
    return {name.removeprefix("remark_"): str(field.label) for name, field in form.fields.items() if "remark_" in name}


def test_the_office_may_say_something_on_every_answer_and_paper(community, filed_organization):
    filing = filing_acts.submitted(community)
    form = ReturnForm(matter=filing)
    assert list(labels(form))[:3] == ["name", "area", "category"] and {*filing_acts.acts.STEPS["materials"]} <= {
        *labels(form)}  # also papers that were not given
    assert form.fields["remark_venue"].help_text == "桥弄街139号"
    change = labels(ReturnForm(matter=submitted("change", filed_organization)))
    assert "venue_proof" in change and "roster" not in change and "reason" in change


def test_a_paper_that_came_anew_is_told_and_of_a_filing_leads_to_the_one_before(community, filed_organization, officer):
    filing = filing_acts.in_status("returned", community, officer)
    person = filing_acts.applicant_of(filing)
    filing_acts.acts.attach(filing, {"charter": renamed("章程（修订）.pdf")}, by=person, seen=filing.version)
    filing_acts.acts.submit(filing, by=person, seen=filing.version, now=NOW)
    (row,) = corrections(filing)
    assert (row.label, row.now) == ("章程", "章程（修订）.pdf")
    assert row.before_href == reverse("organizations:filing-material-earlier", args=[filing.pk, "charter"])

    matter, writer = submitted("change", filed_organization), writer_of(filed_organization)
    take("return", matter, by=officer, note="场所证明看不清")
    acts.fill(matter, {}, papers={"venue_proof": renamed("场所证明（清晰）.pdf")}, by=writer, seen=matter.version)
    acts.submit(matter, by=writer, seen=matter.version, now=NOW)
    (row,) = corrections(matter)
    assert (row.name, row.before, row.now, row.before_href) == (
        Material.Kind.VENUE, "venue_proof.pdf", "场所证明（清晰）.pdf", "")


def renamed(name: str) -> Document:
    paper = document("paper")
    Document.objects.filter(pk=paper.pk).update(name=name)
    return Document.objects.get(pk=paper.pk)
