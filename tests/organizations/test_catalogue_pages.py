"""The pages of the catalogue: the call, the form kept, the public list and its file, objections and their limits."""

import io
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from openpyxl import load_workbook

from incubator.home.desk import Desk
from incubator.home.dues import dues
from incubator.workdays import today
from organizations.models import CatalogueObjection, CatalogueRound
from organizations.reports import pending
from organizations.rules.conditions import LABELS
from tests.factories import make_credit, make_member
from tests.organizations.catalogue_acts import fit, load, nominated, opened, verified, whole_round
from tests.words import stands

pytestmark = pytest.mark.django_db
GIVEN = {"name": "孔阿姨", "phone": "14200009999", "text": "该组织未按约定开展活动"}


@pytest.fixture
def under(street, community, officer):
    """An entry of this year's round, under publicity now."""
    cache.clear()
    return load(whole_round(
        street, fit(community, 1), officer, year=today().year, today=today(), until="publicised").entries.get())


@pytest.fixture
def listed(street, community, officer):
    return load(whole_round(
        street, fit(community, 2, name="元墅养老服务中心"), officer, year=today().year - 1, today=today(),
        until="listed").entries.get())


def page(name, thing=None):
    return reverse(f"organizations:{name}", args=[thing.pk] if thing else [])


def sent(client, entry, **given):
    return client.post(page("public-qualified-object", entry), GIVEN | {"token": str(uuid.uuid4())} | given)


def test_the_public_list_and_its_file_say_the_same(client, listed, under):
    text = client.get(page("public-qualified")).content.decode()
    assert "元墅养老服务中心" in text and under.organization.name not in text
    for query, found in (
            ("?named=元墅", True), ("?named=无此", False), ("?field=养老服务", True), ("?field=养老", False)):
        shown = client.get(page("public-qualified") + query).content.decode()
        rows = list(load_workbook(io.BytesIO(
            client.get(page("public-qualified-file") + query).content)).active.values)[1:]
        assert ("元墅养老服务中心" in shown, [row[1] for row in rows]) == (found, ["元墅养老服务中心"] if found else [])


def test_who_falls_out_leaves_the_page_and_waits_on_the_to_do_list(client, listed, officer):
    make_credit(listed.organization, "abnormal")
    assert "元墅养老服务中心" not in client.get(page("public-qualified")).content.decode()
    assert "目前不在目录" in client.get(page("public-qualified-entry", listed)).content.decode()
    assert [due.pk for due in dues(Desk(officer, today()))[pending.FALLEN]] == [listed.pk]


def test_what_speaks_against_an_entry_under_publicity_is_told_before_it_is_listed(under, officer):
    make_credit(under.organization, "abnormal")
    assert [due.pk for due in dues(Desk(officer, today()))[pending.FALLEN]] == [under.pk]


def test_a_double_submit_is_one_objection_with_one_code(client, under):
    token = str(uuid.uuid4())
    first, second = sent(client, under, token=token), sent(client, under, token=token)
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    receipt = client.get(first["Location"]).content.decode()
    code = CatalogueObjection.objects.get().code
    assert code in receipt and GIVEN["text"] not in receipt and "孔阿姨" not in receipt


def test_what_is_missing_is_said_and_nothing_typed_is_lost(client, under):
    answer = sent(client, under, name="")
    text = answer.content.decode()
    assert answer.status_code == 400 and GIVEN["text"] in text and "姓名" in text
    assert not CatalogueObjection.objects.exists()


def test_so_many_objections_an_hour_from_one_address(client, under):
    codes = [sent(client, under).status_code for _n in range(21)]
    assert codes == [302] * 20 + [429]
    assert CatalogueObjection.objects.count() == 20


def test_a_code_is_found_however_it_is_typed(client, under):
    sent(client, under)
    code = CatalogueObjection.objects.get().code
    found = client.post(page("public-qualified-answer"), {"code": f" {code.lower().replace('-', ' ')} "})
    assert found["Location"].endswith(f"/{code}/")
    assert client.post(page("public-qualified-answer"), {"code": "AAAA-BBBB"}).status_code == 400


def test_the_organization_learns_neither_words_nor_name_nor_number(client, under):
    sent(client, under, text="独一无二的异议内容")
    for person in (make_member(under.organization), make_member(fit(under.organization.area, 5))):
        client.force_login(person)
        for address in (page("qualified-entry", under), page("qualified-round", under.round),
                        reverse("notices:inbox"), reverse("qualified-objection-list")):
            text = client.get(address).content.decode()
            assert not [word for word in ("独一无二", "孔阿姨", "14200009999", "9999") if stands(word, text)], address


def test_the_call_tells_what_is_missing_before_one_applies(client, street, community, officer):
    day = today()
    round = opened(
        street, officer, day.year, applies_from=day, applies_until=day, valid_until=day + timedelta(days=365))
    organization = fit(community, venue="")
    client.force_login(make_member(organization))
    text = client.get(page("qualified-round", round)).content.decode()
    assert "按目前情况，贵组织尚不能列入目录" in text and "登记册中没有活动场所" in text and "申报目录" in text


def test_a_nomination_is_on_the_organizations_list_until_it_is_answered(client, street, community, officer):
    day = today()
    round = opened(
        street, officer, day.year, applies_from=day, applies_until=day, valid_until=day + timedelta(days=365))
    organization = fit(community)
    member = make_member(organization)
    reader = make_member(organization, "reader")
    assert [one.what for one in pending.for_member(member, on=day)] == [pending.APPLY]
    entry = nominated(round, organization, officer)
    assert [one.what for one in pending.for_member(member, on=day)] == [pending.AGREE]
    assert pending.for_member(reader, on=day) == []  # answers and applies for nobody
    client.force_login(member)
    client.post(page("qualified-entry", entry) + "agree/", {"version": entry.version})
    assert pending.for_member(member, on=day) == []
    assert [due.pk for due in dues(Desk(officer, day))[pending.VERIFY]] == [entry.pk]
    client.force_login(officer)
    client.post(page("qualified-entry", entry) + "verify/", {
        "version": entry.version + 1, "note": "属实", "met": [*LABELS]})
    assert load(entry).status == "verified"


def test_a_round_is_made_once_and_keeps_what_was_typed(client, street, officer):
    client.force_login(officer)
    typed = {"token": str(uuid.uuid4()), "version": 0, "area": street.pk, "year": 2030, "applies_from": "2030-03-01",
             "applies_until": "2030-02-01", "valid_until": "2031-12-31", "note": "独特的通知"}
    wrong = client.post(page("qualified-round-new"), typed)
    assert wrong.status_code == 400 and "独特的通知" in wrong.content.decode()
    fine = typed | {"applies_until": "2030-03-20"}
    for _n in range(2):
        answer = client.post(page("qualified-round-new"), fine)
        assert answer.status_code == 302, answer.context["form"].errors
    round = CatalogueRound.objects.get()
    assert (round.year, round.status, round.changes.count()) == (2030, "draft", 1)


def test_the_office_s_file_has_the_rows_of_its_page(client, street, community, officer):
    round = opened(street, officer)
    for number in range(3):
        verified(fit(community, number), officer)
    client.force_login(officer)
    rows = list(load_workbook(io.BytesIO(client.get(page("qualified-round-export", round)).content)).active.values)
    assert [row[1] for row in rows[1:]] == [entry.organization.name for entry in round.entries.order_by("pk")]


def test_the_front_page_tells_of_a_publicity_while_it_runs(client, under, officer):
    front = reverse("home:home")
    told = client.get(front).content.decode()
    assert page("public-qualified-round", under.round) in told and f"{under.round.objections_until:%Y-%m-%d}" in told
    CatalogueRound.objects.filter(pk=under.round_id).update(objections_until=today() - timedelta(days=1))
    assert page("public-qualified-round", under.round) not in client.get(front).content.decode()


def test_a_round_is_told_of_as_long_as_one_may_object(client, under):
    address = page("public-qualified-round", under.round)
    assert address in client.get(page("public-qualified")).content.decode()
    CatalogueRound.objects.filter(pk=under.round_id).update(objections_until=today() - timedelta(days=1))
    assert address not in client.get(page("public-qualified")).content.decode()
