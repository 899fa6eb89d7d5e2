"""From the lock to the public page: frozen, explained, and shown to whom it may be shown."""

import io
import re
import shutil
import subprocess
from datetime import datetime
from fractions import Fraction

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from evaluations import preparing, scoring
from evaluations.deciding.freezing import again
from evaluations.models import Indicator, ReviewDay, Score, Sheet
from evaluations.workflow import day_workflow
from incubator.notices.models import Letter
from incubator.workflow import Incomplete
from tests.evaluations.makers import load, lock, make_day, open_sheet, sign, sign_all
from tests.factories import make_member, make_organization, make_user


def uneven(subject, panelist):
    """The second subject is judged better; each evaluator a little different."""
    base = 700 if subject.order == 1 else 900
    return [base, base + 50 * (panelist.pk % 2), 10 * base, 10 * base]


@pytest.fixture
def locked(day, officer):
    sign_all(day, uneven)
    lock(day, officer)
    return day


@pytest.fixture
def published(locked, officer, judged):
    make_member(judged[0])
    for name in ("confirm", "publish"):
        day_workflow.perform(name, locked, by=officer, seen=locked.version)
    return locked


def test_a_group_below_quorum_blocks_the_lock_and_is_named(day, officer):
    sign_all(day, leave=2)
    with pytest.raises(Incomplete) as refused:
        lock(day, officer)
    assert len(refused.value.messages) == 1
    assert "「文澜书苑」：「居民代表」" in refused.value.messages[0] or "文澜书苑" in refused.value.messages[0]
    day.refresh_from_db()
    assert (day.status, day.results) == ("scoring", {})


def test_unsigned_sheets_must_be_seen_before_they_are_left_out(scheme, judged, officer):
    day = make_day(scheme, judged, officer=officer, groups={"expert": (100, 4)}, opened=True)
    late = day.panelists.last().user
    sign_all(day)
    for number in (0, 1):
        sheet = load(Sheet.objects.filter(panelist__user=late).order_by("subject")[number])
        scoring.reopen(sheet, by=late, seen=sheet.version)
    with pytest.raises(Incomplete, match="2"):
        lock(day, officer)
    open_ones = list(Sheet.objects.filter(status="open").values_list("pk", flat=True))
    lock(day, officer, excluding=open_ones)
    assert [sheet["sheet"] for sheet in day.results["excluded"]] == open_ones


def test_the_result_explains_itself(locked):
    verdicts = again(locked.results)
    assert [(v.subject, v.rank) for v in verdicts] == [
        (one["subject"], one["rank"]) for one in locked.results["subjects"]]
    assert [v.total for v in verdicts] == [Fraction(one["total"]) for one in locked.results["subjects"]]
    assert locked.results["subjects"][0]["name"] == "文澜书苑"


def test_the_frozen_result_does_not_follow_later_changes(locked):
    before = locked.results
    Score.objects.update(hundredths=0, not_applicable=False)
    Indicator.objects.update(weight=1, max_points=7)
    locked.refresh_from_db()
    assert locked.results == before
    assert again(before)[0].total == Fraction(before["subjects"][0]["total"])


def test_unlocking_keeps_the_earlier_result(locked, officer):
    earlier = locked.results
    preparing.unlock(locked, by=officer, seen=locked.version, note="漏评一份")
    locked.refresh_from_db()
    assert (locked.status, locked.results, locked.earlier_results) == ("scoring", {}, [earlier])
    lock(locked, officer)
    assert locked.results["subjects"] == earlier["subjects"]


def test_unlocking_needs_a_reason_and_is_over_once_confirmed(locked, officer):
    with pytest.raises(Incomplete):
        preparing.unlock(locked, by=officer, seen=locked.version, note="")
    day_workflow.perform("confirm", locked, by=officer, seen=locked.version)
    assert not day_workflow.allows("unlock", locked, officer)


def test_pages_show_two_decimals_names_to_officers_only(client, published, officer, judged):
    evaluators = [panelist.user.full_name for panelist in published.panelists.all()]
    subject = published.subjects.get(organization=judged[0])
    url = f"/evaluations/subjects/{subject.pk}/"
    client.force_login(officer)
    shown = client.get(url).content.decode()
    assert all(name in shown for name in evaluators)
    client.force_login(judged[0].memberships.get().user)
    shown = client.get(url).content.decode()
    assert not any(name in shown for name in evaluators)
    assert "专家 1" in shown
    other = published.subjects.get(organization=judged[1])
    assert client.get(f"/evaluations/subjects/{other.pk}/").status_code == 404


def test_the_judged_see_nothing_before_publication(client, locked, judged):
    client.force_login(make_member(judged[0]))
    for url in (f"/evaluations/subjects/{locked.subjects.first().pk}/", f"/evaluations/days/{locked.pk}/results/",
                f"/evaluations/public/{locked.pk}/"):
        assert client.get(url).status_code == 404


def test_the_public_page_has_ranks_and_no_evaluators(client, published):
    page = client.get(f"/evaluations/public/{published.pk}/")
    text = page.content.decode()
    assert page.status_code == 200
    assert all(words in text for words in ("文澜书苑", "贝贝学堂", "组织建设"))
    assert not any(panelist.user.full_name in text for panelist in published.panelists.all())
    assert published.name in client.get("/evaluations/public/").content.decode()


def test_the_kept_public_page_is_one_page_with_each_visitors_own_form_token(client, published, officer):
    url = f"/evaluations/public/{published.pk}/"
    strangers = [Client(enforce_csrf_checks=True) for _n in range(2)]
    pages = [one.get(url).content.decode() for one in strangers]
    tokens = [re.search(r'name="csrfmiddlewaretoken" value="(\w{64})"', page)[1] for page in pages]
    assert tokens[0] != tokens[1]
    assert pages[0].replace(tokens[0], "") == pages[1].replace(tokens[1], "")
    turned = strangers[1].post("/language/", {"language": "en", "next": url, "csrfmiddlewaretoken": tokens[1]})
    assert turned.status_code == 302
    assert 'lang="en"' in strangers[1].get(url).content.decode()
    assert 'lang="zh-CN"' in strangers[0].get(url).content.decode()
    client.force_login(officer)
    assert officer.full_name in client.get(url).content.decode()


def test_the_judged_get_a_letter(published, judged):
    assert Letter.objects.get(template="review-day-published").recipient == judged[0].memberships.get().user


def test_the_letter_and_the_public_page_lead_the_judged_to_their_own_explanation(client, published, judged):
    own, other = (published.subjects.get(organization=one) for one in judged[:2])
    letter = Letter.objects.get(template="review-day-published")
    assert letter.url == f"/evaluations/subjects/{own.pk}/"
    client.force_login(letter.recipient)
    assert client.get(letter.url).status_code == 200
    page = client.get(f"/evaluations/public/{published.pk}/").content.decode()
    assert f'href="/evaluations/subjects/{own.pk}/"' in page
    assert f"/evaluations/subjects/{other.pk}/" not in page


def test_the_workbook_holds_what_the_page_shows(client, locked, officer):
    client.force_login(officer)
    answer = client.get(f"/evaluations/days/{locked.pk}/results.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    ranking, sheets, marks = book.worksheets
    assert [row[1].value for row in ranking.iter_rows(min_row=2)] == ["文澜书苑", "贝贝学堂"]
    assert round(ranking["D2"].value, 2) == float(
        round(Fraction(locked.results["subjects"][0]["total"]) * 100 + Fraction(1, 10**9)) / 100)
    assert (sheets.max_row, marks.max_row) == (13, 13)


def test_the_pdf_holds_chinese_words(client, locked, officer, tmp_path):
    client.force_login(officer)
    content = client.get(f"/evaluations/days/{locked.pk}/results.pdf").content
    assert content.startswith(b"%PDF")
    if shutil.which("pdftotext"):
        text = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
        assert "文澜书苑" in text
        assert timezone.localtime(datetime.fromisoformat(locked.results["at"])).strftime("%Y-%m-%d %H:%M") in text


@pytest.mark.parametrize(("who", "status"), [
    ("officer", 200), ("district_officer", 200), ("other_officer", 404), ("member", 404), ("resident", 404)])
def test_results_are_for_officers_of_the_area(client, locked, cast, who, status):
    client.force_login(cast[who])
    for page in ("results/", "results.xlsx", "results.pdf"):
        assert client.get(f"/evaluations/days/{locked.pk}/{page}").status_code == status


def test_there_is_no_result_before_the_lock(client, day, officer):
    client.force_login(officer)
    assert client.get(f"/evaluations/days/{day.pk}/results/").status_code == 404


def test_locking_through_its_page(client, day, officer):
    sign_all(day)
    client.force_login(officer)
    day.refresh_from_db()
    url = f"/evaluations/days/{day.pk}/lock/"
    assert client.get(url).status_code == 200
    assert client.post(f"/evaluations/days/{day.pk}/act/lock/", {"version": day.version}).status_code == 403
    assert client.post(url, {"version": day.version, "confirmed": 1}).status_code == 302
    assert ReviewDay.objects.get().status == "locked"


def test_a_removed_evaluator_is_still_named(locked, officer):
    name = locked.results["subjects"][0]["groups"][0]["sheets"][0]["name"]
    assert name == locked.panelists.first().user.full_name


@pytest.mark.parametrize("rows", [1, 3])
def test_the_ranking_costs_the_same_at_any_length(
    client, scheme, community, officer, rows, django_assert_num_queries
):
    judged = [make_organization(community) for _n in range(rows)]
    day = make_day(scheme, judged, officer=officer, opened=True)
    sign_all(day)
    lock(day, officer)
    client.force_login(officer)
    with django_assert_num_queries(6):
        client.get(f"/evaluations/days/{day.pk}/results/")


def test_one_evaluators_leaving_does_not_open_anothers_sheet(day):
    stranger = make_user()
    assert not Sheet.objects.visible_to(stranger).exists()
    first = day.panelists.first().user
    sign(open_sheet(day, first))
    assert set(Sheet.objects.visible_to(first).values_list("panelist__user", flat=True)) == {first.pk}


def test_the_grades_stand_with_their_bounds_wherever_they_are_shown(client, published, officer):
    bounds = "优 ≥ 90、良 ≥ "
    assert bounds in client.get(f"/evaluations/public/{published.pk}/").content.decode()
    client.force_login(officer)
    subject = published.subjects.first()
    for page in (f"days/{published.pk}/results/", f"subjects/{subject.pk}/"):
        assert bounds in client.get(f"/evaluations/{page}").content.decode()


def test_on_a_phone_every_number_of_the_ranking_carries_its_name(client, published):
    text = client.get(f"/evaluations/public/{published.pk}/").content.decode()
    for one in published.results["subjects"][0]["dimensions"]:
        assert f'data-label="{one["name"]}"' in text
