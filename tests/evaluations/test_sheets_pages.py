"""The evaluator's pages: declaration first, words for every refusal, nothing typed is lost."""

import re
from datetime import timedelta
from time import process_time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from evaluations.forms.marks import hundredths
from evaluations.models import Score, Sheet, Subject
from incubator import workdays
from tests.evaluations.makers import leaves, load, make_day, open_sheet, sign
from tests.factories import make_member, make_organization, make_project, make_user


@pytest.fixture
def browser(client, evaluator):
    client.force_login(evaluator)
    return client


def url(sheet, end=""):
    return f"/evaluations/sheets/{sheet.pk}/{end}"


def filled(sheet, *values, **fields):
    """A form as the page sends it."""
    names = [f"m{leaf.id}" for leaf in leaves(sheet.subject.day)]
    return dict(zip(names, values, strict=False)) | {"saves": sheet.saves, "comment": ""} | fields


def test_my_sheets_counts_n_of_m(browser, day, sheet):
    sign(sheet)
    response = browser.get("/evaluations/sheets/")
    [mine] = response.context["days"]
    assert (mine.done, mine.total, [row.status for row in mine.rows]) == (1, 2, ["signed", "assigned"])
    assert "未开始" in response.content.decode()


def test_the_pages_of_an_evaluator_leave_the_frozen_results_where_they_are(browser, sheet):
    """Of a big day they weigh megabytes, and every sheet would bring them along."""
    with CaptureQueriesContext(connection) as asked:
        browser.get("/evaluations/sheets/")
        browser.get(url(sheet))
    assert not [query["sql"] for query in asked if '"results"' in query["sql"] or "earlier_results" in query["sql"]]


def test_the_declaration_comes_before_anything_else(browser, day, evaluator):
    sheet = Sheet.objects.filter(panelist__user=evaluator).first()
    text = browser.get(url(sheet)).content.decode()
    assert "无利益冲突" in text
    assert "章程制度" not in text
    browser.post(url(sheet, "act/declare/"), {"version": 0})
    assert "章程制度" in browser.get(url(sheet)).content.decode()


def test_stepping_aside_closes_the_sheet(browser, sheet):
    browser.post(url(sheet, "act/recuse/"), {"version": sheet.version, "note": "亲属任职"})
    answer = browser.get(url(sheet))
    assert answer.status_code == 403
    assert "亲属任职" in answer.content.decode()
    assert "章程制度" not in answer.content.decode()


def test_whoever_joins_the_judged_organization_or_its_host_meanwhile_cannot_open_it_any_more(
    browser, day, evaluator, sheet, organization,
):
    page, kept = url(sheet), filled(sheet, "8", "8", "80", "80")
    assert browser.get(page).status_code == 200
    seat = evaluator.memberships.create(organization=sheet.subject.organization, right="reader")
    assert browser.get(page).status_code == browser.post(url(sheet, "sign/"), kept).status_code == 404
    assert browser.get(f"/api/v1/sheets/{sheet.pk}/").status_code == 404
    seat.organization = organization
    seat.save()
    assert browser.get(page).status_code == 200
    Subject.objects.filter(pk=sheet.subject_id).update(
        project=make_project(sheet.subject.organization, host=organization))
    assert browser.get(page).status_code == 404


def test_a_member_of_the_judged_organization_cannot_even_open_it(client, scheme, judged, officer):
    member = make_member(judged[0])
    day = make_day(scheme, judged, officer=officer, groups={"expert": (100, 3)})
    day.panelists.create(user=member, group=day.groups.get())
    from evaluations import preparing
    preparing.open_day(day, by=officer, seen=day.version, today=day.date)
    sheet = Sheet.objects.get(barred="member")
    client.force_login(member)
    answer = client.get(url(sheet))
    assert answer.status_code == 403
    assert "成员" in answer.content.decode()
    for end in ("act/declare/", "save/", "sign/"):
        assert client.post(url(sheet, end), {"version": 0, "saves": 0}).status_code in (403, 409)
    assert client.get(url(sheet, "print/")).status_code == 404
    assert not Score.objects.exists()


@pytest.mark.parametrize("who", ["officer", "district_officer", "member", "resident"])
def test_nobody_else_opens_it(client, sheet, cast, who):
    client.force_login(cast[who])
    for end in ("", "print/"):
        assert client.get(url(sheet, end)).status_code == 404
    for end in ("save/", "sign/", "act/reopen/"):
        assert client.post(url(sheet, end), {"version": 1}).status_code == 404


def test_saving_without_a_script(browser, sheet):
    assert browser.post(url(sheet, "save/"), filled(sheet, "8", "8.5", "")).status_code == 302
    assert sorted(Score.objects.values_list("hundredths", flat=True), key=str) == [800, 850, None, None]
    assert 'value="8.5"' in browser.get(url(sheet)).content.decode()


@pytest.mark.parametrize(("typed", "words"), [
    ("11", "0 到 10"), ("-1", "0 到 10"), ("8.3", "0.5"), ("八", "数字"), ("1e99", "0 到 10"), ("nan", "数字"),
    ("8.5.1", "数字"), ("Infinity", "数字"),
])
def test_a_wrong_mark_is_told_in_words_and_stays_on_the_screen(browser, sheet, typed, words):
    answer = browser.post(url(sheet, "save/"), filled(sheet, typed, "7", comment="写了一半"))
    text = answer.content.decode()
    assert answer.status_code == 400
    assert words in text
    assert f'value="{typed}"' in text
    assert "写了一半" in text
    assert Score.objects.filter(hundredths=700).exists()


@pytest.mark.parametrize("typed", ["８", "8.0", " 8 ", "8分", "8。0"])
def test_marks_are_read_leniently(browser, sheet, typed):
    assert browser.post(url(sheet, "save/"), filled(sheet, typed)).status_code == 302
    assert Score.objects.filter(hundredths=800).count() == 1


def script(browser, sheet, data):
    return browser.post(url(sheet, "save/"), data, headers={"Accept": "application/json"})


def test_autosave_answers_where_the_sheet_stands(browser, sheet):
    answer = script(browser, sheet, filled(sheet, "8", saver="a", seq=1)).json()
    assert (answer["saves"], answer["scored"], answer["open"]) == (1, 1, True)
    assert re.match(r"\d\d:\d\d", answer["at"])


def test_autosave_from_an_older_screen_gets_what_is_there_now(browser, sheet):
    script(browser, sheet, filled(sheet, "8", saver="a", seq=1, comment="手机"))
    answer = script(browser, sheet, filled(sheet, "2", saver="b", seq=1))
    first = str(leaves(sheet.subject.day)[0].id)
    assert answer.status_code == 409
    assert (answer.json()["marks"][first], answer.json()["comment"], answer.json()["saves"]) == ("8", "手机", 1)


def test_saving_by_hand_from_an_older_screen_keeps_what_was_typed(browser, sheet):
    script(browser, sheet, filled(sheet, "8", saver="a", seq=1))
    answer = browser.post(url(sheet, "save/"), filled(sheet, "2"))
    text = answer.content.decode()
    assert answer.status_code == 409
    assert 'value="2"' in text
    assert 'name="saves" value="1"' in text
    assert browser.post(url(sheet, "save/"), filled(load(sheet), "2")).status_code == 302


def test_signing_saves_what_is_on_the_screen_and_offers_the_next(browser, day, sheet):
    asked = browser.post(url(sheet, "save/"), filled(sheet, "8", "8", "80", "80", sign="1"), follow=True)
    assert asked.redirect_chain == [(url(sheet, "sign/"), 302)]
    assert "总分 80.00" in asked.content.decode()
    assert Sheet.objects.get(pk=sheet.pk).status == "open"  # asked, not yet signed
    answer = browser.post(url(sheet, "sign/"), {"version": load(sheet).version}, follow=True)
    text = answer.content.decode()
    assert Sheet.objects.get(pk=sheet.pk).status == "signed"
    assert "80.00" in text
    assert "下一份：文澜书苑" in text


def test_signing_an_unfinished_sheet_keeps_the_marks_and_names_what_is_missing(browser, sheet):
    answer = browser.post(url(sheet, "save/"), filled(sheet, "8", "8", sign="1"), follow=True)
    assert answer.status_code == 400
    assert "管理服务、工作绩效" in answer.content.decode()
    assert load(sheet).scored == 2


def test_only_what_was_looked_at_is_signed(browser, sheet):
    """Between the question and the signature another page saved: the signature is refused."""
    browser.post(url(sheet, "save/"), filled(sheet, "8", "8", "80", "80", sign="1"))
    asked = load(sheet).version
    script(browser, sheet, filled(load(sheet), "1", "8", "80", "80", saver="other", seq=1))
    assert browser.post(url(sheet, "sign/"), {"version": asked}).status_code == 409
    assert browser.post(url(sheet, "sign/")).status_code == 400
    assert load(sheet).status == "open"


def test_a_wrong_mark_leads_back_to_the_sheet_and_not_to_the_signature(browser, sheet):
    answer = browser.post(url(sheet, "save/"), filled(sheet, "11", "8", "80", "80", sign="1"))
    assert answer.status_code == 400
    assert 'value="11"' in answer.content.decode()


def test_a_signed_sheet_takes_no_autosave(browser, sheet):
    sign(sheet)
    answer = script(browser, sheet, filled(sheet, "1", saver="late", seq=9))
    assert answer.status_code == 409
    assert answer.json()["open"] is False
    assert Score.objects.filter(hundredths=100).count() == 0


def test_not_applicable_goes_with_its_box(browser, sheet):
    optional = leaves(sheet.subject.day)[1].id
    browser.post(url(sheet, "save/"), filled(sheet, "8") | {f"na{optional}": "1"})
    assert Score.objects.get(indicator=optional).not_applicable
    forced = leaves(sheet.subject.day)[0].id
    browser.post(url(sheet, "save/"), filled(load(sheet), "8") | {f"na{forced}": "1"})
    assert not Score.objects.get(indicator=forced).not_applicable


def test_the_sheet_prints(browser, sheet):
    sign(sheet)
    text = browser.get(url(sheet, "print/")).content.decode()
    assert "80.00" in text and "签名" in text


def test_the_score_page_and_a_save_stay_within_their_budget(browser, sheet):
    with CaptureQueriesContext(connection, ) as page:
        browser.get(url(sheet))
    assert len(page) <= 8  # one of them for the facts of the subject
    with CaptureQueriesContext(connection) as save:
        assert script(browser, sheet, filled(sheet, "8", "8", "80", saver="a", seq=1)).status_code == 200
    asked = [query["sql"] for query in save if "SAVEPOINT" not in query["sql"]]  # the test's own
    assert len(asked) <= 8, asked


@pytest.mark.parametrize("rows", [1, 3])
def test_my_sheets_cost_the_same_at_any_length(
    client, scheme, community, officer, rows, django_assert_num_queries
):
    judged = [make_organization(community) for _n in range(rows)]
    day = make_day(scheme, judged, officer=officer, opened=True)
    client.force_login(day.panelists.first().user)
    with django_assert_num_queries(6):
        client.get("/evaluations/sheets/")


def test_a_day_not_yet_open_shows_no_sheets(client, planned):
    client.force_login(planned.panelists.first().user)
    assert "没有评分表" in client.get("/evaluations/sheets/").content.decode()
    client.force_login(make_user())
    assert client.get("/evaluations/sheets/").status_code == 200


def test_the_second_sheet_is_its_own(day, evaluator):
    first, second = open_sheet(day, evaluator, 0), open_sheet(day, evaluator, 1)
    sign(first)
    assert load(second).scored == 0


@pytest.mark.parametrize("typed", ["1e400000", "-1e999998", "1e999999", "nan", "inf", "1e-999999", "八"])
def test_a_mark_that_is_no_mark_is_told_at_once(sheet, typed):
    """«1e400000» took ten seconds of the server, «1e999999» broke it."""
    begun = process_time()
    with pytest.raises(ValueError, match=r"[一-龥]"):
        hundredths(typed, leaves(sheet.subject.day)[0])
    assert process_time() - begun < 1


def test_the_sheet_says_the_step_and_what_each_mark_weighs(browser, sheet):
    page = browser.get(url(sheet)).content.decode()
    assert "打分以 0.5 分为一档。" in page
    assert page.count("权重 ") == len(leaves(sheet.subject.day))


def test_opening_before_the_day_is_warned_of(client, scheme, community, officer):
    judged = [make_organization(community)]
    early, on_time = (make_day(scheme, judged, officer=officer, date=date) for date in (
        workdays.today() + timedelta(days=9), workdays.today()))
    client.force_login(officer)
    warned, plain = (client.get(f"/evaluations/days/{day.pk}/open/").content.decode() for day in (early, on_time))
    assert f"评审日定于 {early.date.isoformat()}，尚未到期" in warned
    assert "尚未到期" not in plain
