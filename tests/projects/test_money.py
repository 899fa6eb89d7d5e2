"""Spending: never beyond the project amount, whoever is quickest; lines far over their budget are flagged."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.db.models import Sum
from django.urls import reverse

from incubator.documents.models import Document
from incubator.money import YuanField
from projects import recording
from projects.models import Project, Spending
from projects.reports.projects import line_rows, percent, project_rows
from tests.factories import make_member, make_paid, make_project, make_spending
from tests.projects.conftest import TODAY, make_voucher
from tests.projects.test_work import accept_report, picture
from tests.racing import race, race_posts

pytestmark = pytest.mark.django_db
AMOUNT = 1_200_000


def spending_of(project, amount, **fields):
    defaults = {"date": date(2026, 6, 1), "payee": "某文具店", "purpose": "购买活动物资", "voucher_no": "FP-1"}
    defaults |= {"line": project.budget_lines.first(), "voucher": make_voucher()}
    return Spending(project=project, amount_fen=amount, **defaults | fields)


def record(project, amount, by, **fields):
    return recording.record_spending(spending_of(project, amount, **fields), by=by, today=TODAY)


def spent(project):
    return Project.objects.get(pk=project.pk).spent_fen


def test_the_last_fen_may_be_spent_and_not_one_more(project, member):
    record(project, AMOUNT - 1, member)
    with pytest.raises(ValidationError) as refusal:
        record(project, 2, member)
    assert set(refusal.value.message_dict) == {"amount_fen"}
    record(project, 1, member)
    assert spent(project) == AMOUNT


def test_striking_out_frees_the_money(project, member):
    first = record(project, AMOUNT, member)
    recording.strike(first, by=member, seen=0, note="发票作废")
    assert spent(project) == 0
    record(project, AMOUNT, member)


def test_editing_counts_the_payment_itself_once(project, member):
    first = record(project, AMOUNT - 10, member)
    first.amount_fen = AMOUNT
    recording.edit_spending(first, by=member, seen=0, today=TODAY)
    assert spent(project) == AMOUNT
    first.amount_fen = AMOUNT + 1
    with pytest.raises(ValidationError):
        recording.edit_spending(first, by=member, seen=1, today=TODAY)
    assert spent(project) == AMOUNT


def test_no_payment_without_its_voucher_whoever_sends_it(project, member):
    with pytest.raises(ValidationError) as refusal:
        record(project, 100, member, voucher=None)
    assert set(refusal.value.message_dict) == {"file"}
    first = record(project, 100, member)
    first.voucher = None
    with pytest.raises(ValidationError):
        recording.edit_spending(first, by=member, seen=0, today=TODAY)


def test_faults_of_a_spending_come_all_at_once(project, organization, member):
    far = make_project(organization)
    with pytest.raises(ValidationError) as refusal:
        record(project, AMOUNT + 1, member, date=date(2026, 7, 1), line=far.budget_lines.first())
    assert set(refusal.value.message_dict) == {"amount_fen", "date", "line"}


def test_an_accepted_period_is_frozen(project, member):
    first = record(project, 100, member)
    accept_report(project, date(2026, 6, 1), date(2026, 6, 30), number=6)
    for act in (lambda: record(project, 100, member), lambda: recording.strike(first, by=member, seen=0, note="x"),
                lambda: recording.edit_spending(first, by=member, seen=0, today=TODAY)):
        with pytest.raises(ValidationError):
            act()
    assert spent(project) == 100


def test_the_database_holds_the_amount_whatever_code_writes(project):
    with pytest.raises(IntegrityError):
        Project.objects.filter(pk=project.pk).update(spent_fen=AMOUNT + 1)


def test_a_payment_of_nothing_is_refused(project):
    with pytest.raises(IntegrityError):
        make_spending(project, amount_fen=0)


def test_money_by_line_flags_what_is_far_over(project):
    first, second = project.budget_lines.all()
    make_spending(project, line=first, amount_fen=first.amount_fen * 110 // 100)
    make_spending(project, line=second, amount_fen=1)
    make_spending(project, line=second, amount_fen=500, status="struck")
    assert [row.is_over for row in line_rows(project, flagged_percent=110)] == [False, False]
    make_spending(project, line=first, amount_fen=1)
    rows = line_rows(project, flagged_percent=110)
    assert [(row.is_over, row.spent) for row in rows] == [(True, "6,600.01"), (False, "0.01")]


def test_the_sums_of_the_list_are_what_stands(project):
    make_spending(project, amount_fen=700)
    make_spending(project, amount_fen=300, status="struck")
    make_paid(project)
    row, = project_rows(Project.objects.all())
    assert (row.spent_fen, row.paid_fen) == (700, AMOUNT // 2)


@pytest.mark.parametrize(("part", "whole", "words"), [
    (1, 3, "33.33%"), (2, 3, "66.67%"), (1, 8, "12.50%"), (0, 5, "0.00%"), (5, 0, "—"),
    (Decimal("1.25"), Decimal(3), "41.67%"), (12345, 1_000_000, "1.23%"),
    (5, 5, "100.00%"), (Decimal("0.00"), Decimal("500.00"), "0.00%"), (Decimal("1E+1"), Decimal("100"), "10.00%"),
])
def test_a_rate_is_rounded_half_up_to_two_decimals(part, whole, words):
    assert percent(part, whole) == words


@pytest.fixture
def page(client, today, member):
    client.force_login(member)
    return client


def facts(project, **fields):
    return {"line": project.budget_lines.first().pk, "date": "2026-06-01", "amount_fen": "1,200.50", "payee": "文具店",
            "purpose": "物资", "voucher_no": "FP-2", **fields}


def test_a_payment_with_its_voucher(page, project):
    response = page.post(f"/projects/{project.pk}/spendings/new/", facts(project, file=picture("发票.jpg")))
    thing = Spending.objects.get()
    assert (response.status_code, thing.amount_fen, thing.voucher.name) == (302, 120_050, "发票.jpg")
    assert page.get(response["Location"]).status_code == 200
    served = page.get(f"/projects/spendings/{thing.pk}/voucher/")
    assert b"".join(served.streaming_content)
    assert served.status_code == 200 and served["Content-Disposition"].startswith("attachment")


def test_the_voucher_survives_a_wrong_amount(page, project):
    url = f"/projects/{project.pk}/spendings/new/"
    response = page.post(url, facts(project, amount_fen="99,999.00", date="", file=picture("发票.jpg")))
    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (400, {"amount_fen", "date"})
    kept = form.fields["kept"].choices[0][0]
    assert page.post(url, facts(project, kept=[kept])).status_code == 302
    assert Spending.objects.get().voucher.name == "发票.jpg"


def test_a_payment_without_a_voucher_is_not_recorded(page, project):
    response = page.post(f"/projects/{project.pk}/spendings/new/", facts(project))
    assert (response.status_code, set(response.context["form"].errors)) == (400, {"file"})
    bad = SimpleUploadedFile("发票.pdf", b"<html>" * 20)
    response = page.post(f"/projects/{project.pk}/spendings/new/", facts(project, file=bad))
    assert set(response.context["form"].errors) == {"file"} and not Document.objects.exists()


def test_a_new_voucher_takes_the_place_of_the_old(page, project):
    page.post(f"/projects/{project.pk}/spendings/new/", facts(project, file=picture("旧.jpg")))
    thing = Spending.objects.get()
    form = page.get(f"/projects/spendings/{thing.pk}/edit/").context["form"]
    kept = [token for token, _name in form.fields["kept"].choices]
    url = f"/projects/spendings/{thing.pk}/edit/"
    assert page.post(url, facts(project, version=0, kept=kept)).status_code == 302
    thing.refresh_from_db()
    assert thing.voucher.name == "旧.jpg"
    assert page.post(url, facts(project, version=1, kept=kept, file=picture("新.jpg"))).status_code == 302
    thing.refresh_from_db()
    assert thing.voucher.name == "新.jpg"


@pytest.mark.django_db(transaction=True)
def test_ten_payments_at_once_cannot_pass_the_amount(organization):
    project, person = make_project(organization), make_member(organization)
    outcomes = race(lambda n: record(Project.objects.get(), 300_000, person, voucher_no=f"FP-{n}").pk)
    assert len([o for o in outcomes if isinstance(o, int)]) == 4  # 4 x 3,000 = 12,000 yuan
    assert Spending.objects.standing().aggregate(total=Sum("amount_fen"))["total"] == spent(project) == AMOUNT


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_ten_payments_would_pass_the_amount(organization):
    """The control: checked and saved without holding the project, the same race overspends or is told nothing."""
    project, person = make_project(organization), make_member(organization)

    def careless(n):
        thing = spending_of(Project.objects.get(), 300_000, voucher_no=f"FP-{n}")
        if recording.left_fen(thing) >= thing.amount_fen:
            gate.wait(timeout=30)
            thing.save()

    from threading import Barrier
    gate = Barrier(10)
    race(careless)
    assert Spending.objects.filter(project=project).aggregate(total=Sum("amount_fen"))["total"] > AMOUNT
    assert person.pk


@pytest.mark.django_db(transaction=True)
def test_ten_identical_sendings_spend_once(organization):
    project, person = make_project(organization), make_member(organization)
    voucher = Document.objects.create(kind="voucher", file="voucher/x", name="x.pdf", size=1, sha256="0" * 64)
    from projects.forms.work import kept_token
    data = facts(project, token=str(Spending().token), kept=[kept_token(voucher, person)], date="2026-01-02")
    codes = race_posts(person, f"/projects/{project.pk}/spendings/new/", data)
    assert set(codes) == {302}
    assert Spending.objects.get().changes.count() == 1 and spent(project) == 120_050


def test_a_line_far_over_its_budget_is_said_when_it_is_saved(page, project):
    url = f"/projects/{project.pk}/spendings/new/"
    form = page.get(url).context["form"]
    assert form.fields["file"].required
    line = project.budget_lines.first()
    most = line.amount_fen * 110 // 100
    fine = page.post(url, facts(project, amount_fen=f"{most / 100:.2f}", file=picture("一.jpg")), follow=True)
    assert [m.level_tag for m in fine.context["messages"]] == ["success"]
    over = page.post(url, facts(project, amount_fen="0.01", voucher_no="FP-3", file=picture("二.jpg")), follow=True)
    assert [m.level_tag for m in over.context["messages"]] == ["success", "warning"]
    assert line.name in str(list(over.context["messages"])[1])


@pytest.mark.parametrize(("typed", "words"), [
    ("1234567890123.00", "金额过大"), ("123456789012345", "金额过大"), ("1.234", "最多两位小数"),
])
def test_what_is_no_amount_is_said_in_clear_words(typed, words):
    with pytest.raises(ValidationError, match=words):
        YuanField().clean(typed)


def test_the_same_voucher_with_the_same_file_is_refused_on_the_page_and_by_the_api(client, project, member, today):
    first = record(project, 100, member, voucher_no="FP-7")
    twin = {"voucher_no": "FP-7", "voucher": make_voucher(content="same")}
    record(project, 100, member, **twin)  # the number again with another file is saved
    with pytest.raises(ValidationError) as refusal:
        record(project, 200, member, voucher_no="FP-7", voucher=make_voucher(content="same"))
    assert set(refusal.value.message_dict) == {"voucher_no"}
    with pytest.raises(ValidationError):
        first.voucher = make_voucher(content="same")
        recording.edit_spending(first, by=member, seen=0, today=TODAY)
    client.force_login(member)
    address = reverse("projects:spending-new", args=[project.pk])
    data = {"line": project.budget_lines.first().pk, "date": "2026-06-01", "payee": "某店", "purpose": "纸",
            "voucher_no": "FP-8"}
    assert client.post(address, data | {"amount_fen": "1", "file": picture("a.jpg")}).status_code == 302
    again = client.post(address, data | {"amount_fen": "2", "file": picture("b.jpg")})
    assert again.status_code == 400 and set(again.context["form"].errors) == {"voucher_no"}
    refused = client.post("/api/v1/spendings/", data | {
        "project": project.pk, "amount_fen": 200, "file": picture("c.jpg")})
    assert refused.status_code == 400 and set(refused.json()["detail"]) == {"voucher_no"}
    assert project.spendings.count() == 3


def test_a_struck_spending_and_another_project_leave_the_voucher_free(project, organization, member):
    same = record(project, 100, member, voucher=make_voucher(content="same"))
    recording.strike(same, by=member, seen=0, note="重录")
    record(project, 100, member, voucher=make_voucher(content="same"))
    record(make_project(organization), 100, member, voucher=make_voucher(content="same"))


def test_a_voucher_number_used_again_is_marked_in_the_list_and_on_the_spending(client, project, officer):
    first, again = (make_spending(project, voucher_no="FP-7") for _n in range(2))
    make_spending(project, voucher_no="FP-7", status="struck")
    make_spending(project, voucher_no="FP-8")
    client.force_login(officer)
    page = client.get(reverse("projects:spendings", args=[project.pk]))
    assert {row.pk for row in page.context["page"] if row.number_again} == {first.pk, again.pk}
    assert page.content.decode().count("凭证号重复") == 2
    assert "不止一笔" in client.get(reverse("projects:spending", args=[again.pk])).content.decode()
