"""One form sends a filing or another matter back, and one comparison tells what came back corrected."""

import pytest
from django.urls import reverse

from incubator.documents.models import Document
from organizations.forms.returns import ReturnForm
from organizations.matters import acts
from organizations.models import Material
from organizations.reports.corrections import corrections
from tests.organizations import annual_acts, filing_acts
from tests.organizations.matter_acts import NOW, document, submitted, take, writer_of

pytestmark = pytest.mark.django_db


def labels(form: ReturnForm) -> dict[str, str]:
    return {name.removeprefix("remark_"): str(field.label) for name, field in form.fields.items() if "remark_" in name}


def test_the_office_may_say_something_on_every_answer_and_paper(community, filed_organization):
    filing = filing_acts.submitted(community)
    form = ReturnForm(matter=filing)
    assert list(labels(form))[:3] == ["name", "area", "category"] and {*filing_acts.acts.STEPS["materials"]} <= {
        *labels(form)}  # also papers that were not given
    assert next(one.value for one in form.remarkable if one.name == "venue") == "桥弄街139号"
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


def rows_of(client, kind: str, thing) -> dict:
    """Name -> what stands beside the box, as the page has it."""
    page = client.get(reverse(f"organizations:{kind}-return", args=[thing.pk]))
    return {one.name: one for part in page.context["form"].parts for one, _box in part.rows} | {
        "page": page.content.decode(), "parts": page.context["form"].parts}


def test_beside_each_box_stands_what_was_handed_in(client, officer, community, filed_organization):
    client.force_login(officer)
    rows = rows_of(client, "matter", submitted("change", filed_organization))
    assert (rows["venue"].before, rows["venue"].value) == ("桥弄街139号", "丽水路88号二楼")
    assert "<del>桥弄街139号</del> → <ins>丽水路88号二楼</ins>" in rows["page"]
    assert rows["venue_proof"].file_href in rows["page"] and "venue_proof.pdf" in rows["page"]
    assert [part.label for part in rows["parts"]][-1] == "未提交"  # of the other facts nothing was said

    filing = filing_acts.submitted(community)
    rows = rows_of(client, "filing", filing)
    assert [part.label for part in rows["parts"]] == ["基本信息", "负责人与成员", "材料"]
    assert "*" in rows["phone"].value and rows["phone"].value in rows["page"]  # masked as on the filing's own page
    assert rows["charter"].file_href in rows["page"]


def test_a_figure_that_differs_from_the_platforms_says_so_beside_its_box(client, officer, community):
    report = annual_acts.reported(community, officer, member_count=9, difference_note="另有离会人员")
    client.force_login(officer)
    rows = rows_of(client, "matter", report)
    one = rows["member_count"]
    assert one.differs and one.counted and f"平台统计：{one.counted}" in rows["page"]
    opened = {part.label: part.opened for part in rows["parts"]}
    assert opened["数据"] and not opened["文字说明"]  # one screen: the rest is folded


def renamed(name: str) -> Document:
    paper = document("paper")
    Document.objects.filter(pk=paper.pk).update(name=name)
    return Document.objects.get(pk=paper.pk)
