"""A new body that is to be registered from the start: a draft and its registration, until the county answers."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from incubator.notices.models import Letter
from incubator.notices.wording import words
from incubator.workflow import Incomplete, Stale
from organizations.filing import start as start_filing
from organizations.matters import acts, registering
from organizations.matters.kinds import open_kinds
from organizations.matters.registering import CountyCertificate
from organizations.models import Matter, Membership, Organization
from tests.factories import make_organization, make_user
from tests.organizations.filing_acts import IDENTITY
from tests.organizations.founding_acts import NAME, begun, founder_of, handed_in
from tests.organizations.ledgers import url
from tests.organizations.matter_acts import NOW, PAPERS, TODAY, examined, take

pytestmark = pytest.mark.django_db
CERTIFICATE = {"name": NAME, "uscc": "52330105MJ9006026X", "registration_no": "浙杭拱民证字第010026号",
               "registered_on": TODAY}


def favoured(community, officer):
    matter = handed_in(community)
    take("accept", matter, by=officer)
    take("review", matter, by=officer, note="材料齐全，符合登记条件")
    take("approve", matter, by=officer, note="初审同意")
    return Matter.objects.select_related("organization__area").get(pk=matter.pk)


def recorded(matter, officer):
    registering.record(matter, by=officer, seen=matter.organization.version, now=NOW,
                       certificate=CountyCertificate(**CERTIFICATE))
    return Organization.objects.get(pk=matter.organization_id)


def test_a_newcomer_begins_by_the_page_and_goes_on_with_the_questions(client, community):
    person = make_user("申请人")
    client.force_login(person)
    assert url("registration-start") in client.get(url("mine")).content.decode()
    page = client.get(url("registration-start")).content.decode()
    assert "社会团体须有会员 50 个以上" in page and "章程" in page
    assert "民办非企业单位须有与业务活动相适应的合法财产（开办资金，须验资）" in page
    answer = client.post(url("registration-start"), {
        "token": uuid.uuid4(), "name": NAME, "org_type": "service_agency", "area": community.pk,
        "category": "service"})
    matter = Matter.objects.get(kind="registration")
    assert answer.url == url("matter-edit", matter.pk)
    draft = matter.organization
    assert (draft.status, draft.org_type, draft.name) == ("draft", "service_agency", NAME)
    assert Membership.objects.get(organization=draft).user == person
    form = client.get(answer.url).content.decode()
    assert f'value="{NAME}"' in form and "拟任法定代表人" in form


def test_every_fault_of_the_start_at_once_and_what_was_typed_stays(client, community, organization):
    client.force_login(make_user("申请人"))
    answer = client.post(url("registration-start"), {
        "token": uuid.uuid4(), "name": organization.name, "area": organization.area_id, "category": "service",
        "org_type": ""})
    assert answer.status_code == 400
    assert {"name", "org_type"} <= set(answer.context["form"].errors)
    assert organization.name in answer.content.decode() and not Matter.objects.exists()


def test_the_name_of_a_registered_one_of_the_district_is_taken(client, street, organization):
    """A registered name is borne once in the district, not only in the street."""
    other = make_organization(street, name=NAME, org_type="service_agency")
    client.force_login(make_user("申请人"))
    answer = client.post(url("registration-start"), {
        "token": uuid.uuid4(), "name": other.name, "area": organization.area_id, "category": "service",
        "org_type": "association"})
    assert "name" in answer.context["form"].errors


def test_the_form_sent_twice_begins_one(community):
    person, token = make_user("申请人"), uuid.uuid4()
    given = {"by": person, "name": NAME, "area": community, "category": "service", "org_type": "association"}
    assert registering.found(token=token, **given).pk == registering.found(token=token, **given).pk
    assert Organization.objects.filter(status="draft").count() == 1 and person.memberships.count() == 1


def test_an_officer_founds_nothing(community, officer):
    with pytest.raises(PermissionDenied):
        begun(community, by=officer)
    assert not Organization.objects.filter(status="draft").exists()


def test_what_is_missing_is_said_all_at_once(community):
    matter = begun(community, category="")
    lacking = acts.shortcomings(matter, on=TODAY)
    assert {"member_count", "venue", "purpose", "responsible_person", "identity_no", "phone", "category",
            "supervising_unit", "funds_fen",
            *PAPERS["registration"]} == set(lacking)


def test_a_paper_that_is_missing_is_not_uploaded(client, community):
    matter = begun(community)
    client.force_login(founder_of(matter))
    page = client.get(url("matter-check", matter.pk)).content.decode()
    assert page.count("未上传") == len(PAPERS["registration"]) and "未填写" in page


def test_an_association_needs_its_members(community):
    matter = begun(community, org_type="association")
    acts.fill(matter, {"member_count": 49}, papers={}, by=founder_of(matter), seen=matter.version)
    assert "49" in acts.shortcomings(matter, on=TODAY)["member_count"][0]


def test_the_draft_is_called_what_the_answers_say(community):
    matter = begun(community)
    acts.fill(matter, {"name": "拱墅区晨曦协会", "wanted": "association"}, papers={}, by=founder_of(matter),
              seen=matter.version)
    draft = Organization.objects.get(pk=matter.organization_id)
    assert (draft.name, draft.org_type, draft.version) == ("拱墅区晨曦协会", "association", 1)


def test_nobody_of_the_office_sees_it_before_it_is_handed_in(client, community, officer):
    matter = begun(community)
    client.force_login(officer)
    assert client.get(url("matter", matter.pk)).status_code == 404
    assert client.get(url("organization", matter.organization_id)).status_code == 404


def test_the_office_reads_what_was_handed_in_and_no_link_leads_nowhere(client, community, officer):
    matter = handed_in(community)
    client.force_login(officer)
    page = client.get(url("matter", matter.pk)).content.decode()
    assert NAME in page and "顾春生" in page and IDENTITY not in page and "330***********0001" in page
    assert f'"{url("organization", matter.organization_id)}"' not in page


def test_after_the_countys_certificate_it_stands_in_the_register_with_its_head(community, officer):
    matter = favoured(community, officer)
    assert matter.awaits_county and list(Matter.objects.to_be_recorded()) == [matter]
    assert not Organization.objects.on_record().exists() and matter.identity_no.reveal() == IDENTITY
    found = recorded(matter, officer)
    assert (found.status, found.org_type, found.uscc, found.registration_no, found.founded_on) == (
        "active", "service_agency", CERTIFICATE["uscc"], CERTIFICATE["registration_no"], TODAY)
    assert (found.member_count, found.venue, found.purpose, found.responsible_person, found.has_charter) == (
        12, "桥弄街139号", "陪伴独居老人", "顾春生", True)
    assert (found.identity_no.reveal(), found.phone.reveal()) == (IDENTITY, "13800000017")
    assert list(found.holders.values_list("name", "role", "status", "term_starts_on").order_by("role")) == [
        ("顾春生", role, "serving", TODAY) for role in ("legal_representative", "responsible_person")]
    matter.refresh_from_db()
    assert (matter.outcome, matter.identity_no, matter.phone) == ("registered", "", "")
    assert not found.certificates.exists() and not Matter.objects.to_be_recorded().exists()
    assert [change.action for change in found.changes.order_by("pk")][-1] == "record"


def test_the_makers_see_that_the_countys_answer_is_awaited(client, community, officer):
    matter = favoured(community, officer)
    client.force_login(founder_of(matter))
    mine = client.get(url("mine")).content.decode()
    assert url("matter", matter.pk) in mine and "申请办理中" in mine and "草稿" not in mine
    page = client.get(url("organization", matter.organization_id)).content.decode()
    assert "拟登记：民办非企业单位" in page and "民政登记 ·" not in page
    assert "申请信息" in page and "在册信息" not in page
    assert f"{matter.receipt_no}：初审同意，待转报" in page and "目前没有待办" not in page
    recorded(matter, officer)
    told = Letter.objects.get(template="matter-founded", recipient=founder_of(matter), channel="inbox")
    assert "已列入街道登记册" in words(told.template, told.params)[1]
    assert "作废" not in words(told.template, told.params)[1]  # it had no filing certificate
    page = client.get(url("organization", matter.organization_id)).content.decode()
    assert "民政登记 ·" in page and "在册信息" in page
    page = client.get(url("mine")).content.decode()
    assert url("matter", matter.pk) not in page and url("organization", matter.organization_id) in page


def test_the_county_refuses_and_nothing_of_it_comes_on_record(community, officer):
    matter = favoured(community, officer)
    take("not_registered", matter, by=officer, note="名称不合规定")
    matter.refresh_from_db()
    assert (matter.outcome, matter.identity_no) == ("not_registered", "")
    assert Organization.objects.get(pk=matter.organization_id).status == "draft"
    assert Letter.objects.filter(template="matter-not-founded", recipient=founder_of(matter)).exists()  # no register
    again = acts.start("registration", matter.organization, by=founder_of(matter), token=uuid.uuid4())
    assert again.pk != matter.pk and again.answers["name"] == NAME


def test_an_old_page_records_nothing(community, officer):
    matter = favoured(community, officer)
    with pytest.raises(Stale):
        registering.record(matter, by=officer, seen=matter.organization.version - 1, now=NOW,
                       certificate=CountyCertificate(**CERTIFICATE))
    assert Organization.objects.get(pk=matter.organization_id).status == "draft"


def test_the_county_names_it_otherwise_because_the_name_was_taken_meanwhile(client, community, officer):
    matter = favoured(community, officer)
    make_organization(community, name=NAME)
    client.force_login(officer)
    form = CERTIFICATE | {"version": matter.organization.version}
    refused = client.post(url("matter-record", matter.pk), form)
    assert refused.status_code == 400 and "name" in refused.context["form"].errors
    with pytest.raises(Incomplete):
        registering.record(matter, by=officer, seen=matter.organization.version, now=NOW,
                       certificate=CountyCertificate(**CERTIFICATE))
    done = client.post(url("matter-record", matter.pk), form | {"name": "拱墅区晨光长者服务中心"})
    assert done.url == url("organization", matter.organization_id)
    found = Organization.objects.get(pk=matter.organization_id)
    assert (found.name, found.status, found.org_type) == ("拱墅区晨光长者服务中心", "active", "service_agency")
    assert found.changes.get(action="record").fields["name"] == [NAME, "拱墅区晨光长者服务中心"]


def test_a_code_that_somebody_took_in_this_moment_is_told_in_words(community, officer, monkeypatch):
    matter, judged = favoured(community, officer), registering.faults_of_certificate
    make_organization(community, org_type="service_agency", uscc=CERTIFICATE["uscc"])
    answers = iter([lambda *a, **k: {}, judged])  # nothing stood against it when it was looked at first
    monkeypatch.setattr(registering, "faults_of_certificate", lambda *a, **k: next(answers)(*a, **k))
    with pytest.raises(Incomplete) as refused:
        recorded(matter, officer)
    assert list(refused.value.message_dict) == ["uscc"]
    assert Organization.objects.get(pk=matter.organization_id).status == "draft"


def test_nobodys_numbers_come_beside_another_head(filed_organization, officer):
    """The register got another head since the hand-in: name and numbers stay with that one."""
    matter = examined("registration", filed_organization, officer)
    take("approve", matter, by=officer, note="初审同意")
    Organization.objects.filter(pk=filed_organization.pk).update(responsible_person="丙先生")
    matter = Matter.objects.select_related("organization__area").get(pk=matter.pk)
    found = recorded(matter, officer)
    assert (found.responsible_person, str(found.identity_no), found.phone.reveal()) == (
        "丙先生", "", filed_organization.phone.reveal())


def test_nobody_asks_twice_while_the_county_has_not_answered(community, officer):
    matter = favoured(community, officer)
    with pytest.raises(Incomplete):
        acts.start("registration", matter.organization, by=founder_of(matter), token=uuid.uuid4())
    take("not_registered", matter, by=officer, note="名称不合规定")
    assert acts.start("registration", matter.organization, by=founder_of(matter), token=uuid.uuid4())


def test_the_way_on_after_a_refusal_stands_among_the_own_organizations(client, community, officer):
    matter = favoured(community, officer)
    take("not_registered", matter, by=officer, note="名称不合规定")
    client.force_login(founder_of(matter))
    assert url("organization", matter.organization_id) in client.get(url("mine")).content.decode()
    page = client.get(url("organization", matter.organization_id)).content.decode()
    assert url("matter-start", matter.organization_id, "registration") in page


def test_a_filing_and_a_registration_from_one_page_are_two(community):
    person, token = make_user("申请人"), uuid.uuid4()
    start_filing(by=person, name="桥西助老队", area=community, category="service", token=token)
    matter = registering.found(by=person, name=NAME, area=community, category="service", org_type="association",
                               token=token)
    assert matter.kind == "registration" and matter.organization.name == NAME


def test_a_filed_organization_takes_over_what_it_wrote_unless_the_register_moved_on(filed_organization, officer):
    matter = examined("registration", filed_organization, officer, venue="新址一号", purpose="新的宗旨")
    take("approve", matter, by=officer, note="初审同意")
    Organization.objects.filter(pk=filed_organization.pk).update(venue="后来的场地")
    matter = Matter.objects.select_related("organization__area").get(pk=matter.pk)
    found = recorded(matter, officer)
    assert (found.venue, found.purpose) == ("后来的场地", "新的宗旨")


def test_a_draft_of_a_filing_asks_for_no_registration(community):
    filing = start_filing(by=make_user("申请人"), name="桥西助老队", area=community, category="service",
                          token=uuid.uuid4())
    assert open_kinds(filing.organization) == []


def test_machines_begin_it_the_same_way(client, community):
    person = make_user("申请人")
    client.force_login(person)
    given = {"name": NAME, "org_type": "association", "area": community.code}
    answer = client.post("/api/v1/matters/registrations/", given, content_type="application/json")
    assert answer.status_code == 201 and answer.json()["kind"] == "registration"
    assert answer.json()["answers"]["wanted"] == "association"
    make_organization(community, name="已有协会")
    refused = client.post("/api/v1/matters/registrations/", given | {"name": "已有协会"},
                          content_type="application/json")
    assert refused.status_code == 400 and "name" in str(refused.json())
