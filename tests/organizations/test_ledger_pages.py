"""Bringing a ledger in on the pages: upload, preview, confirm, or take it back with its faults marked."""

import io
import uuid

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from incubator.documents.models import Document
from incubator.workdays import today
from organizations import importing
from organizations.models import ImportRun, Organization, OrganizationChange
from tests.factories import make_officer, make_organization
from tests.organizations.ledgers import content, row, sheet, url
from tests.racing import race_posts

pytestmark = pytest.mark.django_db


def upload(client, street, body=None, name="ledger.xlsx", **more):
    file = SimpleUploadedFile(name, content("ledger.xlsx") if body is None else body)
    return client.post(url("imports"), {"area": street.pk, "file": file, "token": uuid.uuid4()} | more)


def signed_in(client, user):
    client.force_login(user)
    return client


def confirming(response):
    form = response.context["confirm"]
    return {"version": form["version"].value(), "plan": form["plan"].value()}


def test_upload_preview_confirm(client, officer, ledger_street):
    answer = upload(signed_in(client, officer), ledger_street)
    run = ImportRun.objects.get()
    assert answer.url == url("import", run.pk)
    preview = client.get(answer.url)
    assert preview.context["counts"] == {"rows": 199, "created": 199, "updated": 0, "unchanged": 0}
    assert not Organization.objects.exists()
    assert client.post(url("import-confirm", run.pk), confirming(preview)).status_code == 302
    run.refresh_from_db()
    assert (run.status, run.outcome["created"], Organization.objects.count()) == ("done", 199, 199)
    done = client.get(url("import", run.pk))
    assert "199" in done.content.decode()
    assert [one.action for one in done.context["changes"]] == ["confirm", "create"]
    assert OrganizationChange.objects.filter(by=officer, note="ledger.xlsx").count() == 199


@pytest.mark.parametrize("brought_in", [False, True])
def test_a_preview_asks_few_questions_however_long_the_ledger(
    client, officer, ledger_street, brought_in, django_assert_max_num_queries
):
    if brought_in:
        importing.write(content("ledger.xlsx"), area=ledger_street, by=None, today=today())
    upload(signed_in(client, officer), ledger_street)
    with django_assert_max_num_queries(12):
        client.get(url("import", ImportRun.objects.get().pk))


def test_faults_are_shown_and_cannot_be_confirmed(client, officer, ledger_street):
    upload(signed_in(client, officer), ledger_street, content("ledger_bad.xlsx"), "ledger_bad.xlsx")
    run = ImportRun.objects.get()
    preview = client.get(url("import", run.pk))
    assert len(preview.context["faults"]) == 15
    assert not preview.context["may_confirm"]
    assert client.post(url("import-confirm", run.pk), confirming(preview)).status_code == 400
    assert not Organization.objects.exists()
    marked = client.get(url("import-annotated", run.pk))
    assert marked["Content-Disposition"].startswith("attachment")
    book = openpyxl.load_workbook(io.BytesIO(marked.content))
    assert book.sheetnames == ["台账", "说明"]
    book.close()


def test_what_would_change_is_shown_masked(client, officer, ledger_street):
    make_organization(ledger_street.children.first(), name="桥西社区太极拳队", phone="14200009999")
    upload(signed_in(client, officer), ledger_street, sheet([row()]))
    body = client.get(url("import", ImportRun.objects.get().pk)).content.decode()
    assert "142****9999" in body
    assert "142****6848" in body
    assert "14200006848" not in body


def test_who_is_on_record_and_not_in_the_ledger_is_named_and_stays(
    client, officer, ledger_street, django_assert_max_num_queries,
):
    first = ledger_street.children.first()
    for name in ("桥西社区太极拳队", "晨光合唱团", "阿姨合唱团"):
        make_organization(first, name=name)
    make_organization(first, name="已注销的队", status="revoked")
    upload(signed_in(client, officer), ledger_street, sheet([row()]))
    run = ImportRun.objects.get()
    with django_assert_max_num_queries(12):
        preview = client.get(url("import", run.pk))
    assert [one.name for one in preview.context["unlisted"]] == ["阿姨合唱团", "晨光合唱团"]
    assert "2 家在册、台账未列（不会删除）" in preview.content.decode()
    client.post(url("import-confirm", run.pk), confirming(preview))
    assert Organization.objects.on_record().count() == 3


def test_a_faulty_ledger_says_nothing_of_who_is_not_in_it(client, officer, ledger_street):
    make_organization(ledger_street.children.first(), name="晨光合唱团")
    upload(signed_in(client, officer), ledger_street, sheet([row(成员人数="许多")]))
    preview = client.get(url("import", ImportRun.objects.get().pk))
    assert preview.context["faults"] and not preview.context["unlisted"]


def test_a_register_changed_since_the_preview_is_told(client, officer, ledger_street):
    known = make_organization(ledger_street.children.first(), name="桥西社区太极拳队")
    upload(signed_in(client, officer), ledger_street, sheet([row()]))
    run = ImportRun.objects.get()
    agreed = confirming(client.get(url("import", run.pk)))
    client.post(url("organization-act", known.pk, "suspend"), {"version": 0, "note": "消防整改"})
    assert client.post(url("import-confirm", run.pk), agreed).status_code == 409
    known.refresh_from_db()
    assert known.member_count == 20
    assert known.party_member_count == 0
    again = confirming(client.get(url("import", run.pk)))
    assert client.post(url("import-confirm", run.pk), again).status_code == 302


def test_the_same_form_sent_twice_is_one_upload(client, officer, ledger_street):
    token = uuid.uuid4()
    signed_in(client, officer)
    first, second = (upload(client, ledger_street, token=token) for _n in range(2))
    assert first.url == second.url
    assert (ImportRun.objects.count(), Document.objects.count()) == (1, 1)


@pytest.mark.parametrize(("body", "name"), [
    (b"", "ledger.xlsx"), (b"%PDF-1.4 no ledger", "ledger.xlsx"), (b"PK\x03\x04broken", "ledger.xlsx"),
    (b"\x00\x01", "ledger.csv")])
def test_what_is_no_ledger_is_refused_beside_its_field(client, officer, ledger_street, body, name):
    answer = upload(signed_in(client, officer), ledger_street, body, name)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {"file"}


def test_only_ones_own_street_may_be_chosen(client, officer, ledger_street, other_street):
    answer = upload(signed_in(client, officer), other_street)
    assert set(answer.context["form"].errors) == {"area"}


def test_an_uploaded_ledger_is_its_officers_alone(client, officer, ledger_street):
    upload(signed_in(client, officer), ledger_street)
    run = ImportRun.objects.get()
    colleague = make_officer("street_officer", ledger_street, "同事")
    signed_in(client, colleague)
    assert client.get(url("import", run.pk)).status_code == 404
    assert client.get(url("import-annotated", run.pk)).status_code == 404
    assert client.post(url("import-confirm", run.pk)).status_code == 404


def test_whoever_lost_the_post_no_longer_sees_the_numbers_in_their_upload(client, officer, ledger_street):
    upload(signed_in(client, officer), ledger_street)
    run = ImportRun.objects.get()
    officer.roles.all().delete()
    assert client.get(url("import", run.pk)).status_code == 404
    assert client.get(url("import-annotated", run.pk)).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_ten_identical_confirmations_bring_it_in_once(client, officer, ledger_street):
    upload(signed_in(client, officer), ledger_street, sheet([row()]))
    run = ImportRun.objects.get()
    agreed = confirming(client.get(url("import", run.pk)))
    codes = race_posts(officer, url("import-confirm", run.pk), agreed)
    assert sorted(codes) == [302] + [409] * 9
    assert (Organization.objects.count(), OrganizationChange.objects.count(), run.changes.count()) == (1, 1, 2)


@pytest.mark.parametrize("who", ["district_officer", "community_worker", "member", "reader", "resident"])
def test_only_the_street_brings_a_ledger_in(client, cast, ledger_street, who):
    assert signed_in(client, cast[who]).get(url("imports")).status_code == 403
    assert upload(client, ledger_street).status_code == 403
    assert not ImportRun.objects.exists()


def test_a_ledger_that_says_nothing_new_offers_nothing_to_confirm(client, officer, ledger_street):
    importing.write(content("ledger.xlsx"), area=ledger_street, by=None, today=today())
    upload(signed_in(client, officer), ledger_street)
    body = client.get(url("import", ImportRun.objects.get().pk)).content.decode()
    assert "无需导入" in body
    assert "confirm/" not in body
