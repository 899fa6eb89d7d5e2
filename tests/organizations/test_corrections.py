"""One form sends a filing or another matter back, and one comparison tells what came back corrected."""

import re

import pytest
from django.urls import reverse

from incubator.documents.models import Document
from organizations.forms.returns import ReturnForm
from organizations.matters import acts
from organizations.models import Material
from organizations.reports.corrections import corrected, corrections
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
    assert opened["填报数据"] and not opened["文字说明"]  # one screen: the rest is folded


WARNING = "街道提出过补正意见、尚未修改的内容："


OPEN, SETTLED = "街道意见", "街道意见（已修改）"


def told_as(page: str) -> dict[str, str]:
    """The words of each remark beside its answer -> how they are introduced."""
    shown = re.findall(r'class="answer-remark( answer-settled)?">(街道意见[^：]*)：([^<]*)<', page)
    assert all(bool(muted) == (said == SETTLED) for muted, said, _words in shown)
    return {words: said for _muted, said, words in shown}


def still(client, kind: str, thing) -> list[str]:
    """What the page before the hand-in warns of."""
    page = client.get(reverse(f"organizations:{kind}-check", args=[thing.pk]))
    assert (WARNING in page.content.decode()) == bool(page.context["untouched"])
    return [row.name for row in page.context["untouched"]]


def remarks(matter) -> dict[str, tuple]:
    return {row.name: (row.words, row.changed, row.before, row.now) for row in corrected(matter)["remarked"]}


def test_what_was_remarked_on_and_left_alone_is_said_before_a_filing_goes_in_again(client, community, officer):
    filing = filing_acts.submitted(community)
    person, acts_of = filing_acts.applicant_of(filing), filing_acts.acts
    acts_of.take("return", filing, by=officer, seen=filing.version, now=NOW, note="请补正", remarks={
        "venue": "请写门牌号", "charter": "缺签字页", "phone": "打不通"})
    client.force_login(person)
    assert still(client, "filing", filing) == ["venue", "phone", "charter"]
    acts_of.fill(filing, {"phone": "14200006849"}, by=person, seen=filing.version)
    acts_of.attach(filing, {"charter": filing_acts.a_document()}, by=person, seen=filing.version)  # of the same name
    assert still(client, "filing", filing) == ["venue"]
    check = client.get(reverse("organizations:filing-check", args=[filing.pk])).content.decode()
    assert told_as(check) == {"请写门牌号": OPEN, "缺签字页": SETTLED, "打不通": SETTLED}
    tasks = client.get(reverse("organizations:filing-detail", args=[filing.pk])).context["tasks"]
    assert [task.status for task in tasks][:3] == ["fix", "done", "done"]
    address = reverse("organizations:filing-submit", args=[filing.pk])
    assert client.post(address, {"version": filing.version}).status_code == 302  # a warning is no bar
    filing.refresh_from_db()
    assert {name: changed for name, (_words, changed, *_) in remarks(filing).items()} == {
        "venue": False, "charter": True, "phone": True}
    client.force_login(officer)
    page = client.get(reverse("organizations:filing-detail", args=[filing.pk])).content.decode()
    page, handed_in = page.split("填写内容")
    assert "补正情况" in page and page.count("未修改") == 1 and page.count("已修改") == 2
    assert told_as(handed_in) == {"请写门牌号": OPEN, "缺签字页": SETTLED, "打不通": SETTLED}


def test_the_next_examination_of_a_matter_sees_what_became_of_each_remark(client, filed_organization, officer):
    filed_organization.remark = "旧备注"
    filed_organization.save()
    matter, writer = submitted("change", filed_organization), writer_of(filed_organization)
    take("return", matter, by=officer, note="请补正", remarks={
        "venue": "请写楼层", "reason": "请写明", "remark": "请核对", "venue_proof": "看不清"})
    assert remarks(matter) == {}  # it lies with the organization
    client.force_login(writer)
    acts.fill(matter, {"venue": "丽水路88号三楼", "strike_remark": True, "phone": "13900002222"}, papers={}, by=writer,
              seen=matter.version)
    assert still(client, "matter", matter) == ["reason", "venue_proof"]  # struck out is an answer too
    became = {"请写楼层": SETTLED, "请写明": OPEN, "请核对": SETTLED, "看不清": OPEN}
    assert told_as(client.get(reverse("organizations:matter-check", args=[matter.pk])).content.decode()) == became
    acts.submit(matter, by=writer, seen=matter.version, now=NOW)
    found = remarks(matter)
    assert found["venue"] == ("请写楼层", True, "丽水路88号二楼", "丽水路88号三楼")
    assert [name for name, (_words, changed, *_) in found.items() if not changed] == ["reason", "venue_proof"]
    assert "phone" in {row.name for row in corrected(matter)["differences"]}
    client.force_login(officer)
    page = client.get(reverse("organizations:matter", args=[matter.pk])).content.decode()
    assert "<del>丽水路88号二楼</del> → <ins>丽水路88号三楼</ins>" in page and page.count("未修改") == 2
    assert told_as(page.split("补正情况")[0] + page.split("填写内容")[-1]) == became


def test_a_remark_is_held_against_what_it_was_about_whatever_came_between(filed_organization, officer):
    """Withdrawn and taken up again after the return, a step taken back: still the answers that came back count."""
    matter, writer = submitted("change", filed_organization), writer_of(filed_organization)
    take("accept", matter, by=officer) if "accept" in matter.chain else None
    take("return", matter, by=officer, note="请补正", remarks={"venue": "请写楼层"})
    for name in ("withdraw", "reopen"):
        take(name, matter, by=writer)
    acts.fill(matter, {"venue": "丽水路88号三楼"}, papers={}, by=writer, seen=matter.version)
    acts.submit(matter, by=writer, seen=matter.version, now=NOW)
    take("return", matter, by=officer, note="误退", remarks={"reason": "误"})
    take("undo", matter, by=officer)
    assert remarks(matter)["venue"] == ("请写楼层", True, "丽水路88号二楼", "丽水路88号三楼")
    for name in ("withdraw", "reopen"):
        take(name, matter, by=writer)
    acts.submit(matter, by=writer, seen=matter.version, now=NOW)
    assert remarks(matter) == {}  # what it was about is two hand-ins back: nothing is claimed


def renamed(name: str) -> Document:
    paper = document("paper")
    Document.objects.filter(pk=paper.pk).update(name=name)
    return Document.objects.get(pk=paper.pk)
