"""Who objected is protected: from the organization, its history, letters, files and lists, and from officers of it."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from incubator.home.desk import Desk
from incubator.home.dues import dues
from incubator.notices.models import Letter
from incubator.workdays import today
from organizations.models import (
    CatalogueEntryChange,
    CatalogueObjection,
    CatalogueRoundChange,
    Membership,
    forget_rights,
)
from organizations.reports import pending
from tests.factories import make_area, make_member, make_officer
from tests.organizations.catalogue_acts import fit, load, nominated, objected, opened, publicised, verified, whole_round
from tests.words import stands

pytestmark = pytest.mark.django_db
TEXT, NAME, NUMBER, ANSWER = "异议原话甲乙丙", "钱异议", "14200008888", "答复原话丁戊己"
REASON = "经核查不符合目录条件"
HIDDEN = (TEXT, NAME, NUMBER, NUMBER[-4:], ANSWER)


@pytest.fixture
def entry(street, community, officer):
    """An entry of this year's round under publicity, beside another one."""
    return load(whole_round(
        street, fit(community, 1), officer, year=today().year, today=today(), until="publicised").entries.get())


@pytest.fixture
def objection(entry):
    return objected(entry, on=today(), name=NAME, phone=NUMBER, text=TEXT)


def page(name, thing):
    return reverse(f"organizations:{name}", args=[thing.pk])


def text_of(client, person, address):
    client.force_login(person)
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def joins(person, organization):
    """An officer who belongs to the organization."""
    Membership.objects.create(organization=organization, user=person, right="reader")
    forget_rights(person)
    return person


def uphold(client, objection, **given):
    return client.post(page("qualified-objection-uphold", objection), {
        "version": objection.version, "answer": ANSWER, "reason": REASON} | given)


def test_the_answer_and_the_reason_go_to_different_readers(client, entry, objection, officer):
    member = make_member(entry.organization)
    client.force_login(officer)
    assert "经核查公示期间反映的情况" in client.get(page("qualified-objection-uphold", objection)).content.decode()
    assert uphold(client, objection).status_code == 302
    receipt = client.get(reverse("organizations:public-qualified-objection", args=[objection.code])).content.decode()
    assert ANSWER in receipt and REASON not in receipt
    letter = Letter.objects.get(recipient=member, channel="inbox", template="catalogue-removed")
    assert letter.params["note"] == REASON
    own = [page("qualified-entry", entry), page("qualified-round", entry.round), reverse("notices:inbox"),
           *(page(name, entry.organization) for name in ("organization", "timeline", "papers")),
           reverse("organizations:mine"), reverse("qualified-entry-detail", args=[entry.pk]),
           reverse("qualified-entry-list"), reverse("qualified-objection-list")]
    told = {address: text_of(client, member, address) for address in own}
    assert REASON in told[own[0]] and not [
        (address, word) for address, text in told.items() for word in HIDDEN if stands(word, text)]


def test_machines_give_both_texts_too(client, entry, objection, officer):
    client.force_login(officer)
    address, seen = reverse("qualified-objection-act", args=[objection.pk, "uphold"]), {"If-Match": '"0"'}
    alone = client.post(address, {"note": ANSWER}, content_type="application/json", headers=seen)
    assert alone.status_code == 400 and list(alone.json()["detail"]) == ["reason"]
    both = client.post(address, {"note": ANSWER, "reason": REASON}, content_type="application/json", headers=seen)
    assert both.status_code == 200 and both.json()["answer"] == ANSWER
    assert entry.changes.last().note == REASON


@pytest.mark.parametrize("given", [
    {"reason": ""}, {"answer": ""}, {"reason": f"{NAME}反映属实"}, {"reason": f"有人说{TEXT}"}])
def test_what_is_wrong_stands_at_its_field_and_nothing_moves(client, entry, objection, officer, given):
    client.force_login(officer)
    answer = uphold(client, objection, **given)
    assert answer.status_code == 400 and list(answer.context["form"].errors) == list(given)
    assert all(words in answer.content.decode() for words in given.values())
    assert load(entry).status == "publicised" and CatalogueObjection.objects.open().exists()


def test_letters_and_change_rows_keep_nothing_of_who_objected(client, entry, objection, officer):
    client.force_login(officer)
    uphold(client, objection)
    for model in (Letter, CatalogueEntryChange, CatalogueRoundChange):
        kept = repr(list(model.objects.values()))  # read by the model: SQLite keeps JSON with its Chinese escaped
        assert "'id'" in kept and not [word for word in HIDDEN if stands(word, kept)], model


def test_files_and_lists_tell_nothing_of_who_objected(client, entry, objection, officer):
    client.force_login(officer)
    for address in (page("qualified-round-export", entry.round), reverse("organizations:public-qualified-file"),
                    reverse("organizations:organizations-export")):
        rows = repr(list(load_workbook(io.BytesIO(client.get(address).content)).active.values))
        assert not [word for word in HIDDEN if stands(word, rows)], address
    listed = client.get(reverse("qualified-objection-list")).json()["results"]
    assert [one["code"] for one in listed] == [objection.code]
    assert not {"name", "phone", "text", "answer"} & set(listed[0])
    one = client.get(reverse("qualified-objection-detail", args=[objection.pk])).json()
    assert (one["name"], one["text"], one["phone"]) == (NAME, TEXT, "142****8888")


def test_an_officer_of_the_organization_is_not_counted_what_is_objected_to_it(client, entry, objection, officer):
    addresses = [reverse("organizations:qualified-rounds"), page("qualified-round", entry.round)]
    colleague = joins(make_officer("street_officer", entry.round.area, "同事"), entry.organization)

    def counts(person):
        client.force_login(person)
        rounds, round = (client.get(address).context for address in addresses)
        book = load_workbook(io.BytesIO(client.get(page("qualified-round-export", entry.round)).content)).active
        return (rounds["rows"][0].objections, round["round"].objection_count, round["rows"][0].objections,
                list(book.values)[1][-1])

    assert counts(officer) == (1, 1, 1, 1) and counts(colleague) == (0, 0, 0, 0)
    text = text_of(client, colleague, page("qualified-entry", entry))
    assert objection.code not in text and "异议成立" not in text
    assert client.get(reverse("qualified-objection-list")).json()["count"] == 0
    assert dues(Desk(colleague, today()))[pending.OBJECTION] == []
    assert [due.pk for due in dues(Desk(officer, today()))[pending.OBJECTION]] == [entry.pk]


def test_an_objection_to_another_entry_is_counted_all_the_same(client, street, community, officer):
    round = opened(street, officer)
    own, other = (verified(fit(community, number), officer) for number in (1, 2))
    publicised(round, officer)
    for entry in (own, other, other):
        objected(entry)
    colleague = joins(make_officer("street_officer", street, "同事"), own.organization)
    for person, counted in ((officer, [1, 2]), (colleague, [0, 2])):
        client.force_login(person)
        told = client.get(page("qualified-round", round)).context
        assert [row.objections for row in told["rows"]] == counted and told["round"].objection_count == sum(counted)


def test_an_officer_of_another_street_reads_as_the_member_they_are(client, entry, objection, other_street):
    stranger = joins(make_officer("street_officer", other_street, "别处成员"), entry.organization)
    client.force_login(stranger)
    told = client.get(page("qualified-round", entry.round))
    assert not told.context["office"] and not told.context["covers"] and told.context["changes"] == []
    assert list(told.context["rows"]) == [] and told.context["entry"] == entry
    assert "办理记录" not in told.content.decode()
    assert [row.covered for row in client.get(reverse("organizations:qualified-rounds")).context["rows"]] == [False]
    assert client.get(page("qualified-round-export", entry.round)).status_code == 403


def test_a_community_worker_reads_the_entries_of_the_community_alone(client, street, community, officer, cast):
    round = opened(street, officer)
    here = nominated(round, fit(community, 1), officer)
    nominated(round, fit(make_area("330105005099", "另一社区", street), 2), officer)
    client.force_login(cast["community_worker"])
    told = client.get(page("qualified-round", round)).context
    assert [row.pk for row in told["rows"]] == [here.pk] and told["office"]
    assert not told["covers"] and told["changes"] == []
