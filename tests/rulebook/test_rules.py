"""Rules as data: the nearest area wins, then the latest start; an end is exclusive; every row has its source."""

import re
from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from incubator.accounts.models import Area
from incubator.rulebook.models import Rule, nearest, rule, rule_within
from incubator.rulebook.naming import NAMES
from incubator.rulebook.rules import may_set, sets_some
from incubator.rulebook.wording import value_in_words
from incubator.workdays import today
from organizations.models import Matter
from organizations.workflow.matters import LIVES
from tests.factories import make_area

pytestmark = pytest.mark.django_db
STREET, DAY = "330105005", date(2026, 11, 23)
defaults = import_module("incubator.rulebook.migrations.0002_defaults")


def put(value, area="", start=date(2021, 1, 1), end=None, key="filing-min-members"):
    return Rule.objects.create(
        key=key, area_code=area, value=value, effective_from=start, effective_to=end, source="test")


def ask(area=STREET, on=DAY, key="filing-min-members"):
    return rule(key, area=area, on=on)


def test_every_default_has_a_value_a_day_and_a_source():
    assert ask() == 10
    for key, value, start, source in defaults.DEFAULTS:
        assert rule(key, area=STREET, on=DAY) == value
        assert start <= DAY
        assert not re.search("[A-Za-z]{2,}", source)  # read by people: no codes of the value
        assert len(source) > 8
    assert len({row[0] for row in defaults.DEFAULTS}) == len(defaults.DEFAULTS)


def test_the_defaults_can_be_taken_out_and_put_back():
    put(12, STREET)
    defaults.uproot(apps, None)
    assert list(Rule.objects.values_list("area_code", flat=True)) == [STREET]
    defaults.plant(apps, None)
    defaults.plant(apps, None)
    assert Rule.objects.count() == len(defaults.DEFAULTS) + 1


def test_the_nearest_area_wins_even_over_a_later_start():
    put(20, "330105", date(2026, 6, 1))
    put(15, STREET, date(2021, 1, 1))
    assert ask("330105005001") == 15
    assert ask("330105006") == 20
    assert ask("330106001") == 10


def test_in_one_area_the_latest_start_wins_from_its_own_day_on():
    put(15, STREET, date(2026, 1, 1))
    put(18, STREET, date(2026, 11, 23))
    assert ask(on=date(2026, 11, 22)) == 15
    assert ask(on=date(2026, 11, 23)) == 18
    assert ask(on=date(2025, 12, 31)) == 10


def test_an_end_is_exclusive_and_what_was_before_is_in_force_again():
    put(15, STREET, date(2026, 1, 1), date(2026, 11, 23))
    assert ask(on=date(2026, 11, 22)) == 15
    assert ask(on=date(2026, 11, 23)) == 10


@pytest.mark.parametrize("code", ["33010500", "3301050051", "33", "abcdef"])
def test_an_area_that_is_no_code_of_the_tree_is_refused(code):
    with pytest.raises(IntegrityError), transaction.atomic():
        put(99, code)


@pytest.mark.parametrize("on", [date(2020, 6, 1), date(2026, 11, 22), DAY])
def test_another_query_is_told_the_same_rule_for_each_of_its_rows(on):
    for code in ("330105", STREET, f"{STREET}001", "330106", "330106001"):
        make_area(code)
    put(20, "330105", DAY)
    put(15, STREET)
    put(17, STREET, date(2026, 1, 1), DAY)
    put(["other"], STREET, key="filing-methods")
    told = Area.objects.annotate(told=rule_within("filing-min-members", area="code", on=on)).values_list("code", "told")
    assert len(told) == 5
    assert dict(told) == {code: ask(code, on) for code, _told in told}


@pytest.mark.parametrize("row", defaults.DEFAULTS, ids=lambda row: row[0])
def test_every_value_reads_as_chinese(row):
    with translation.override("zh-hans"):
        assert not re.search("[A-Za-z]{2,}", value_in_words(row[0], row[1]))


def test_the_back_office_says_values_in_words(officer):
    client = Client()
    client.force_login(officer)
    limit = Rule.objects.get(key="direct-commission-limit-fen")
    assert "50,000.00 元" in client.get(
        reverse("admin:rulebook_rule_changelist"), {"q": limit.key}).content.decode()
    publicity = Rule.objects.get(key="catalogue-publicity")
    page = client.get(reverse("admin:rulebook_rule_change", args=[publicity.pk])).content.decode()
    assert "时长：7，单位：工作日" in page and "workdays" not in page


def test_nothing_is_guessed_where_no_rule_is():
    with pytest.raises(Rule.DoesNotExist):
        ask(key="no-such-rule")
    with pytest.raises(Rule.DoesNotExist):
        ask(on=date(1999, 1, 1))


def test_many_areas_are_answered_from_one_query(django_assert_num_queries):
    put(15, STREET)
    with django_assert_num_queries(1):
        rows = list(Rule.objects.filter(key="filing-min-members"))
        assert [nearest(rows, "filing-min-members", area=a, on=DAY).value for a in (STREET, "330106")] == [15, 10]


def test_two_rules_cannot_start_on_one_day_nor_end_before_they_start():
    put(15, STREET)
    with pytest.raises(IntegrityError), transaction.atomic():
        put(16, STREET)
    with pytest.raises(ValidationError, match="失效日期"):
        Rule(key="filing-min-members", value=1, effective_from=DAY, effective_to=DAY, source="x").full_clean()


ADD = {"area_code": STREET, "effective_to": "", "source": "街道办〔2026〕8号"}


def add(client, key="filing-min-members", **given):
    address = reverse("admin:rulebook_rule_add", query={"key": key})
    page = client.get(address)
    seen = page.context["adminform"].form["seen"].value() if page.status_code == 200 else ""
    return client.post(address, ADD | {"effective_from": today() + timedelta(days=1), "seen": seen} | given)


@pytest.mark.parametrize(("who", "area", "adds"), [
    ("officer", STREET, True), ("officer", "330105005001", True), ("officer", "330105", False),
    ("district_officer", "330105", True), ("district_officer", STREET, False),
    ("other_officer", STREET, False), ("community_worker", "330105005001", False),
])
def test_everybody_in_the_office_reads_rules_and_some_add_them(who, area, adds, cast):
    client = Client()
    client.force_login(cast[who])
    assert client.get(reverse("admin:rulebook_rule_changelist")).status_code == 200
    add(client, value="12", area_code=area)
    assert Rule.objects.filter(area_code=area, source=ADD["source"], value=12).exists() is adds


@pytest.mark.parametrize("change", [{"area_code": ""}, {"area_code": "330106001"}, {"source": ""}])
def test_a_slip_is_told_beside_its_field(change, officer):
    client = Client()
    client.force_login(officer)
    answer = add(client, value="12", **change)
    assert list(answer.context["adminform"].form.errors) == list(change)
    assert not Rule.objects.filter(source=ADD["source"]).exists()


def test_a_rule_starts_once_a_day_not_before_today_and_ends_after_it(officer):
    client = Client()
    client.force_login(officer)
    slips = {"effective_to": today(), "effective_from": today() - timedelta(days=1)}
    for field, day in slips.items():
        assert list(add(client, value="12", **{field: day}).context["adminform"].form.errors) == [field]
    assert add(client, value="12", effective_from=today()).status_code == 302
    again = add(client, value="13", effective_from=today()).context["adminform"].form.errors
    assert again == {"effective_from": ["该区域已设有自该日起生效的同一规则，请另选日期。"]}
    assert [row.value for row in Rule.objects.filter(source=ADD["source"])] == [12]


def shown(client, **query):
    """The rows of the list: name and where -> how it stands here."""
    rows = client.get(reverse("admin:rulebook_rule_changelist"), query).context["cl"].result_list
    kind = admin.site.get_model_admin(Rule)
    return {(row.source, kind.where(row)): str(kind.here(row)) for row in rows}


def test_the_list_says_what_counts_where_the_reader_is(client, cast, django_assert_num_queries):
    day = timedelta(days=1)
    put(12, STREET, today() - day)
    put(13, STREET, today() + day)
    put(14, STREET, today() - 9 * day, today() - 2 * day)
    put(15, "330105005001")
    put(16, "330106")
    country = Rule.objects.get(key="filing-min-members", area_code="").source
    for row in Rule.objects.filter(source="test"):
        Rule.objects.filter(pk=row.pk).update(source=str(row.value))
    places = {("12", STREET): "现行", ("13", STREET): "尚未生效", ("14", STREET): "已失效",
              ("15", "330105005001"): "其他区域", ("16", "330106"): "其他区域", (country, "各区域"): "本区域适用另一条"}
    client.force_login(cast["officer"])
    assert shown(client, key="filing-min-members") == places
    assert shown(client, key="filing-min-members", here="counts") == {("12", STREET): "现行"}
    assert set(shown(client, here="coming")) == {("13", STREET)}
    client.force_login(cast["district_officer"])
    assert shown(client, key="filing-min-members", here="counts") == {(country, "各区域"): "现行"}
    client.force_login(cast["community_worker"])
    assert set(shown(client, key="filing-min-members", here="counts")) == {("15", "330105005001")}
    client.get(reverse("admin:rulebook_rule_changelist"))
    with django_assert_num_queries(7):  # session, person, posts; the frame; how many, of how many, the rows
        client.get(reverse("admin:rulebook_rule_changelist"))


def test_a_rule_is_found_by_its_name_and_listed_in_the_order_of_names(client, officer):
    client.force_login(officer)
    found = client.get(reverse("admin:rulebook_rule_changelist"), {"q": "分期"}).context["cl"].result_list
    assert [row.key for row in found] == ["instalment-split"]
    rows = client.get(reverse("admin:rulebook_rule_changelist")).context["cl"].result_list
    assert [row.key for row in rows] == [key for key in NAMES if key in {row.key for row in rows}]


def test_whoever_takes_one_out_stands_before_the_rules_again(client, officer):
    client.force_login(officer)
    row = put(15, STREET, today() + timedelta(days=1))
    answer = client.post(reverse("admin:rulebook_rule_delete", args=[row.pk]), {"post": "yes"})
    assert answer["Location"] == reverse("admin:rulebook_rule_changelist")
    assert not Rule.objects.filter(pk=row.pk).exists()


def test_every_rule_has_a_name():
    assert set(Rule.objects.values_list("key", flat=True)) <= set(NAMES)


def test_a_rule_is_never_changed_or_removed(officer):
    row = put(15, STREET)
    client = Client()
    client.force_login(officer)
    client.post(reverse("admin:rulebook_rule_change", args=[row.pk]), ADD | {"key": row.key, "value": "99"})
    client.post(reverse("admin:rulebook_rule_delete", args=[row.pk]), {"post": "yes"})
    assert Rule.objects.get(pk=row.pk).value == 15


@pytest.mark.parametrize(("who", "where"), [
    ("district_officer", {"district"}), ("officer", {"street", "community"}), ("other_officer", set()),
    ("community_worker", set()), ("member", set()), ("resident", set())])
def test_who_sets_rules_where(who, where, cast, district, street, community):
    places = {"everywhere": "", "district": district.code, "street": street.code, "community": community.code}
    assert {name for name, code in places.items() if may_set(cast[who], code)} == where
    assert sets_some(cast[who]) is (who in ("district_officer", "officer", "other_officer"))
    cast[who].is_active = False
    assert not any(may_set(cast[who], code) for code in places.values())


def test_a_code_is_told_as_what_it_stands_for_is_called():
    life = LIVES[Matter.Kind.CHANGE]
    with translation.override("zh-hans"):
        for code, called in (("change", Matter.Kind.CHANGE.label), ("promotion", Matter.Kind.PROMOTION.label),
                             ("return", life.actions["return"].label)):
            assert value_in_words("any", code) == str(called)
