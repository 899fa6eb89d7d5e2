"""A registration that the street speaks for: forwarded once, and the county's answer kept once, yes or no."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from incubator.accounts.models import Disclosure
from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.workdays import today
from incubator.workflow import Incomplete, Stale, WrongStatus
from organizations.matters import registering
from organizations.matters.registering import CountyCertificate
from organizations.models import Matter, Organization
from organizations.workflow import organization_workflow
from tests.factories import make_holder
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import NOW, TODAY, draft, examined, take, writer_of

pytestmark = pytest.mark.django_db
RECEIPT, REASON = "专人送达，区民政收件回执〔2026〕12号", "同一区域内已有业务范围相似的组织，决定书〔2026〕3号"
CERTIFICATE = {"name": "拱墅区晨光助老服务中心", "uscc": "52330105MJ9006026X", "registration_no": "52330105MJ9006026X",
               "registered_on": TODAY}


@pytest.fixture
def favoured(filed_organization, officer):
    matter = examined("registration", filed_organization, officer)
    take("approve", matter, by=officer, note="初审同意")
    return Matter.objects.select_related("organization__area").get(pk=matter.pk)


def page(client, user, matter):
    client.force_login(user)
    return client.get(url("matter", matter.pk)).content.decode()


def recorded(matter, officer, **changes):
    matter.organization.refresh_from_db()
    registering.record(matter, by=officer, seen=matter.organization.version, now=NOW,
                       certificate=CountyCertificate(**CERTIFICATE | changes))


def letter(organization, template):
    found = Letter.objects.get(recipient=writer_of(organization), channel="inbox", template=template)
    return words(found.template, found.params)[1]


def test_what_was_forwarded_is_told_with_its_day_and_receipt(client, favoured, officer):
    writer = writer_of(favoured.organization)
    assert url("matter-act", favoured.pk, "forward") in page(client, officer, favoured)
    answer = client.post(
        url("matter-act", favoured.pk, "forward"), {"version": favoured.version, "note": RECEIPT})
    assert answer.url == url("matter", favoured.pk)
    favoured = Matter.objects.select_related("organization").get(pk=favoured.pk)
    assert (favoured.status, favoured.forwarded_on) == ("approved", today())
    assert favoured.changes.get(action="forward").note == RECEIPT
    assert RECEIPT in letter(favoured.organization, "matter-forwarded")
    for who in (officer, writer):
        assert f"已于 {today()} 转报登记机关" in page(client, who, favoured)
        organization = client.get(url("organization", favoured.organization_id)).content.decode()
        assert f"已于 {today()} 转报登记机关" in organization


def test_the_way_of_the_papers_is_asked_for(favoured, officer):
    with pytest.raises(Incomplete):
        take("forward", favoured, by=officer, note=" ")


def test_it_is_forwarded_once(client, favoured, officer):
    take("forward", favoured, by=officer, note=RECEIPT)
    with pytest.raises(PermissionDenied) as refused:
        take("forward", favoured, by=officer, note=RECEIPT)
    assert f"材料已于 {TODAY} 转报登记机关" in str(refused.value)
    assert url("matter-act", favoured.pk, "forward") not in page(client, officer, favoured)


def test_an_old_page_forwards_nothing(favoured, officer):
    old = Matter.objects.select_related("organization__area").get(pk=favoured.pk)
    take("forward", favoured, by=officer, note=RECEIPT)
    with pytest.raises(Stale):
        take("forward", old, by=officer, note=RECEIPT)
    assert Letter.objects.filter(template="matter-forwarded", channel="inbox").count() == 1


@pytest.mark.parametrize("name", ["forward", "not_registered"])
def test_not_before_the_street_has_spoken_for_it(filed_organization, officer, name):
    matter = examined("registration", filed_organization, officer)
    with pytest.raises(WrongStatus):
        take(name, matter, by=officer, note=RECEIPT)


@pytest.mark.parametrize("name", ["forward", "not_registered", "record"])
def test_other_matters_do_not_go_to_the_county(filed_organization, officer, name):
    matter = examined("change", filed_organization, officer)
    take("approve", matter, by=officer)
    with pytest.raises(PermissionDenied):
        take(name, matter, by=officer, note=RECEIPT)


@pytest.mark.parametrize("forwarded", [True, False])
def test_the_county_refuses_and_the_organization_may_begin_anew(client, favoured, officer, forwarded):
    if forwarded:
        take("forward", favoured, by=officer, note=RECEIPT)
    take("not_registered", favoured, by=officer, note=REASON)
    favoured.refresh_from_db()
    assert (favoured.status, favoured.outcome) == ("approved", "not_registered")
    assert not Matter.objects.to_be_recorded().exists()
    assert REASON in letter(favoured.organization, "matter-not-registered")
    assert Organization.objects.get(pk=favoured.organization_id).org_type == "filed"
    seen = page(client, writer_of(favoured.organization), favoured)
    assert REASON in seen and "登记机关不予登记" in seen
    assert url("matter-record", favoured.pk) not in page(client, officer, favoured)
    assert url("matter", favoured.pk) not in client.get(reverse("admin:index")).content.decode()
    assert "登记机关不予登记" in client.get(url("organization", favoured.organization_id)).content.decode()
    again = draft("registration", favoured.organization)
    assert (again.pk != favoured.pk, again.status) == (True, "draft")


def test_a_refusal_needs_its_reason(favoured, officer):
    with pytest.raises(Incomplete):
        take("not_registered", favoured, by=officer)


@pytest.mark.parametrize(("answer", "said"), [
    ("record", "登记结果已录入，不能重复录入"), ("not_registered", "登记机关不予登记，结果已录入")])
@pytest.mark.parametrize("name", ["record", "not_registered", "forward"])
def test_the_answer_is_kept_once(favoured, officer, answer, said, name):
    steps = {"record": lambda: recorded(favoured, officer),
             "not_registered": lambda: take("not_registered", favoured, by=officer, note=REASON),
             "forward": lambda: take("forward", favoured, by=officer, note=RECEIPT)}
    steps[answer]()
    with pytest.raises(PermissionDenied) as refused:
        steps[name]()
    assert said in str(refused.value)


def test_the_page_says_why_nothing_is_recorded_after_a_refusal(client, favoured, officer):
    take("not_registered", favoured, by=officer, note=REASON)
    client.force_login(officer)
    answer = client.get(url("matter-record", favoured.pk))
    assert (answer.status_code, "登记机关不予登记，结果已录入" in answer.content.decode()) == (403, True)
    posted = client.post(url("matter-record", favoured.pk), CERTIFICATE | {"version": favoured.organization.version})
    assert posted.status_code == 403 and not Organization.objects.filter(uscc=CERTIFICATE["uscc"]).exists()


def test_of_a_refusal_and_a_record_at_once_one_stands(favoured, officer):
    other = Matter.objects.select_related("organization__area").get(pk=favoured.pk)
    take("not_registered", favoured, by=officer, note=REASON)
    with pytest.raises(Stale):
        recorded(other, officer)
    assert Organization.objects.get(pk=favoured.organization_id).uscc == ""


def test_who_left_the_register_is_not_registered_any_more(favoured, officer):
    Organization.objects.filter(pk=favoured.organization_id).update(status="revoked")
    favoured.organization.refresh_from_db()
    with pytest.raises(PermissionDenied) as refused:
        recorded(favoured, officer)
    assert "已注销或撤销" in str(refused.value)


@pytest.mark.parametrize("how", ["revoke", "cancel"])
def test_nobodys_numbers_stay_when_the_organization_leaves_before_the_answer(favoured, officer, how):
    organization = favoured.organization
    assert favoured.identity_no and favoured.phone
    with organization_workflow.performing(how, organization, by=officer, note="不再活动"):
        pass
    favoured = Matter.objects.get(pk=favoured.pk)
    assert (favoured.status, favoured.outcome, favoured.identity_no, favoured.phone) == ("approved", "", "", "")
    told = favoured.changes.latest("pk")
    assert (told.action, told.by, told.note) == ("leave", officer, "不再活动")


def test_the_street_does_not_speak_for_one_that_left_in_this_moment(filed_organization, officer):
    matter = examined("registration", filed_organization, officer)
    Organization.objects.filter(pk=filed_organization.pk).update(status="revoked")  # matter was read before
    with pytest.raises(Incomplete) as refused:
        take("approve", matter, by=officer, note="初审同意")
    assert "已注销或撤销" in str(refused.value)


def test_the_office_reaches_the_person_while_the_answer_is_awaited(client, favoured, officer, community_worker):
    reveal = reverse("accounts:reveal", args=["organizations.matter", favoured.pk, "phone"])
    assert reveal in page(client, officer, favoured)
    assert reveal not in page(client, writer_of(favoured.organization), favoured)
    client.force_login(community_worker)
    assert client.post(reveal, {"reason": "通知补充材料"}).status_code in (403, 404)
    client.force_login(officer)
    assert "13800000017" not in client.post(reveal, {"reason": " "}).content.decode()
    assert not Disclosure.objects.exists()
    assert "13800000017" in client.post(reveal, {"reason": "通知补充材料"}).content.decode()
    assert Disclosure.objects.get().by == officer
    recorded(favoured, officer)
    assert reveal not in page(client, officer, favoured)
    assert client.get(reveal).status_code == 404


def test_the_county_registers_nothing_before_it_was_handed_in(client, favoured, officer):
    early = {"registered_on": TODAY - timedelta(days=1)}
    client.force_login(officer)
    answer = client.post(url("matter-record", favoured.pk), CERTIFICATE | early | {
        "version": favoured.organization.version})
    assert (answer.status_code, set(answer.context["form"].errors)) == (400, {"registered_on"})
    assert f"申请材料于 {TODAY} 提交" in answer.content.decode()
    with pytest.raises(Incomplete) as refused:
        recorded(favoured, officer, **early)
    assert set(refused.value.message_dict) == {"registered_on"}
    assert Organization.objects.get(pk=favoured.organization_id).uscc == ""


def test_the_head_is_the_legal_representative_from_that_day(favoured, officer):
    """Another one who was entered as such leaves the office; there is one at a time."""
    head = favoured.answers["responsible_person"]
    other = make_holder(favoured.organization, name="另一人", role="legal_representative", term_starts_on=None,
                        term_ends_on=None)
    recorded(favoured, officer)
    other.refresh_from_db()
    assert (other.status, other.left_on) == ("left", TODAY)
    serving = favoured.organization.holders.filter(status="serving", role="legal_representative")
    assert [(one.name, one.term_starts_on, one.phone.reveal()) for one in serving] == [(head, TODAY, "13800000017")]


def test_nobody_is_made_legal_representative_whom_the_application_did_not_name(favoured, officer):
    Organization.objects.filter(pk=favoured.organization_id).update(responsible_person="丙先生")
    recorded(favoured, officer)
    assert not favoured.organization.holders.filter(role="legal_representative").exists()


def test_the_same_words_of_one_and_of_many(favoured, officer):
    assert favoured.awaits_county and list(Matter.objects.to_be_recorded()) == [favoured]
    recorded(favoured, officer)
    favoured.refresh_from_db()
    assert (favoured.outcome, favoured.awaits_county) == ("registered", False)
    assert not Matter.objects.to_be_recorded().exists()


def test_the_table_holds_no_answer_of_the_county_on_other_matters(filed_organization, officer):
    matter = examined("registration", filed_organization, officer)
    for wrong in ({"forwarded_on": TODAY}, {"outcome": "registered"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Matter.objects.filter(pk=matter.pk).update(**wrong)


def test_what_was_recorded_before_is_told_as_registered(favoured, officer):
    move = import_module("organizations.migrations.0017_registration_certificates").tell_the_registered
    move(apps, None)
    favoured.refresh_from_db()
    assert favoured.outcome == ""
    recorded(favoured, officer)
    Matter.objects.filter(pk=favoured.pk).update(outcome="")
    move(apps, None)
    favoured.refresh_from_db()
    assert favoured.outcome == "registered"


def test_the_street_does_not_register_and_its_words_say_so(client, filed_organization, officer):
    """Until the county has answered nothing reads as registered: on page, list, history and timeline."""
    matter = examined("registration", filed_organization, officer)
    writer, lists = writer_of(filed_organization), {"status": ""}
    decide = page(client, officer, matter)
    assert "同意（出具初审意见）" in decide and "不同意" in decide and "批准" not in decide
    take("approve", matter, by=officer, note="初审同意")
    assert "由其决定是否准予登记" in letter(filed_organization, "matter-favoured")
    steps = (("", "初审同意，待转报"), ("forward", "已转报，待登记机关决定"), ("not_registered", "登记机关不予登记"))
    for step, words_of_it in steps:
        if step:
            take(step, matter, by=officer, note=RECEIPT)
        for who in (officer, writer):
            assert words_of_it in page(client, who, matter)
            assert words_of_it in client.get(url("matters"), lists).content.decode()
            assert "批准" not in client.get(url("matter", matter.pk)).content.decode()
    timeline = client.get(url("timeline", filed_organization.pk)).content.decode()
    assert "→ 初审同意" in timeline and "批准" not in timeline


def test_a_registration_the_street_does_not_speak_for_is_applied_for_again(client, filed_organization, officer):
    matter = examined("registration", filed_organization, officer)
    take("refuse", matter, by=officer, note=REASON)
    assert "初审不同意" in letter(filed_organization, "matter-not-favoured")
    seen = page(client, writer_of(filed_organization), matter)
    assert "初审不同意" in seen and "重新申请" in seen and url("matter-act", matter.pk, "reopen") in seen
    assert "不同意列入" not in seen  # as the catalogue says
