"""Who may take a purchase: the table, said in SQL and in words alike."""

from datetime import date

import pytest

from incubator.rulebook.models import Rule
from organizations.models import Organization, own_organizations
from projects.reports.choosing import contractors, hosts
from projects.rules.purchasing import bars_for, may_take, reasons_against
from tests.factories import make_area, make_credit, make_organization

pytestmark = pytest.mark.django_db
ON = date(2026, 6, 1)
LIMIT = 5_000_000


@pytest.fixture
def host(community):
    return make_organization(community, name="街道公益服务中心", org_type="service_agency", uscc="52330105MJ1234567X")


@pytest.mark.parametrize(("kind", "method", "amount", "with_host", "may"), [
    ("association", "procurement", 90_000_000, False, True),
    ("service_agency", "venture_grant", 90_000_000, False, True),
    ("foundation", "direct_commission", 90_000_000, False, True),
    ("service_agency", "venture_grant", 1_000, True, False),  # signs for itself
    ("filed", "procurement", 1_000, True, False),
    ("filed", "venture_grant", 90_000_000, True, True),
    ("filed", "venture_grant", 1_000, False, False),  # nobody to sign
    ("filed", "direct_commission", LIMIT, True, True),
    ("filed", "direct_commission", LIMIT + 1, True, False),
    ("filed", "direct_commission", None, True, True),
    ("resident_group", "venture_grant", 1_000, True, False),
    ("courtyard_group", "direct_commission", 1_000, True, False),
    ("social_enterprise", "procurement", 1_000, False, False),
])
def test_who_may_take_what(community, host, kind, method, amount, with_host, may):
    organization = make_organization(community, org_type=kind)
    reasons = reasons_against(
        organization, method=method, amount_fen=amount, host=host if with_host else None, on=ON)
    assert (reasons == []) == may
    assert all(isinstance(reason, str) and reason for reason in reasons)


@pytest.mark.parametrize("status", ["draft", "suspended", "cancelled", "revoked"])
def test_only_good_standing_counts(community, host, status):
    organization = make_organization(community, org_type="service_agency", status=status)
    assert reasons_against(organization, method="procurement", amount_fen=1, host=None, on=ON)
    filed = make_organization(community)
    bad_host = make_organization(community, org_type="association", status=status)
    assert reasons_against(filed, method="venture_grant", amount_fen=1, host=bad_host, on=ON)


def test_every_reason_at_once(community):
    filed = make_organization(community, status="suspended")
    host = make_organization(community, name="另一志愿队")
    reasons = reasons_against(filed, method="direct_commission", amount_fen=LIMIT + 1, host=host, on=ON)
    assert len(reasons) == 3  # standing, limit, the host is no legal person


def test_a_host_is_another_organization(community):
    filed = make_organization(community)
    assert reasons_against(filed, method="venture_grant", amount_fen=1, host=filed, on=ON)


def test_a_local_limit_wins(community, street, host):
    Rule.objects.create(key="direct-commission-limit-fen", area_code=street.code, value=2_000_000,
                        effective_from=date(2026, 1, 1), source="本街道内控制度")
    filed = make_organization(community)
    asked = {"method": "direct_commission", "amount_fen": 2_000_001, "host": host}
    assert reasons_against(filed, on=ON, **asked)
    assert reasons_against(filed, on=date(2025, 12, 31), **asked) == []


def test_the_condition_and_the_words_agree(community):
    """What the chooser finds by SQL is what the words say of one organization."""
    kinds = list(Organization.Type.values)
    for kind in kinds:
        for status in Organization.Status.values:
            make_organization(community, org_type=kind, status=status)
    for listed in ("abnormal", "blacklist"):
        make_credit(make_organization(community), listed)
        make_credit(make_organization(community), listed, status="removed", removed_on=ON)
    make_credit(make_organization(community), "fault")
    for filed_too in (True, False):
        fit = set(Organization.objects.filter(may_take(filed_too=filed_too, on=ON)))
        assert fit == {o for o in Organization.objects.all() if not bars_for(o, filed_too=filed_too, on=ON)}


def test_the_chooser_caps_searches_and_gives_reasons(officer, street, community):
    for n in range(25):
        make_organization(community, name=f"第{n:02d}助老中心", org_type="service_agency")
    make_organization(community, name="大塘巷夕阳红合唱队")
    asked = {"method": "procurement", "area": street.code, "on": ON}
    fit, barred = contractors(officer, words="", chosen="", **asked)
    assert (len(fit.rows), fit.count, fit.more) == (20, 25, 5)
    assert barred.count == 1 and barred.rows[0].reasons
    fit, barred = contractors(officer, words="合唱", chosen="", **asked)
    assert (fit.count, barred.count) == (0, 1)
    fit, _barred = contractors(officer, words="zlzx", chosen="", **asked)
    assert fit.count == 25
    last = Organization.objects.get(name="第24助老中心")
    fit, _barred = contractors(officer, words="第00", chosen=str(last.pk), **asked)
    assert next(row.pk for row in fit.rows) == last.pk and fit.count == 2  # the chosen one is never hidden
    assert hosts(officer, words="第03", chosen="", on=ON).count == 1


def test_the_chooser_asks_little_however_many_there_are(officer, street, community, django_assert_num_queries):
    asked = {"method": "venture_grant", "area": street.code, "on": ON, "words": "", "chosen": ""}
    assert not own_organizations(officer)  # once a request
    assert officer.posts
    for wanted in (1, 30):
        while Organization.objects.count() < wanted:
            make_organization(community)
        with django_assert_num_queries(4 if wanted > 20 else 3):  # rule, fit (and their number), barred
            contractors(officer, **asked)


def test_an_officer_chooses_from_the_register_of_the_own_area_only(officer, street):
    far = make_area("330105006001", "别处社区", make_area("330105006", "别处街道"))
    make_organization(far, org_type="service_agency")
    fit, barred = contractors(officer, method="procurement", area=street.code, on=ON, words="", chosen="")
    assert fit.count == barred.count == 0


@pytest.mark.parametrize(("kind", "words"), [
    ("abnormal", "列入活动异常名录，移出前不得承接"), ("blacklist", "列入严重违法失信名单，移出前不得承接"),
])
def test_who_stands_on_a_list_takes_no_purchase_and_signs_for_nobody_until_taken_off(
    community, host, officer, street, kind, words
):
    asked = {"method": "venture_grant", "area": street.code, "on": ON, "words": "", "chosen": ""}
    filed, record = make_organization(community), make_credit(host, kind, started_on=date(2026, 6, 2))
    assert [words in reason for reason in reasons_against(
        host, method="procurement", amount_fen=1, host=None, on=ON)] == [True]
    assert [words in reason for reason in reasons_against(
        filed, method="venture_grant", amount_fen=1, host=host, on=ON)] == [True]
    fit, barred = contractors(officer, **asked)
    assert [row.pk for row in fit.rows] == [filed.pk]
    assert [(row.pk, [words in reason for reason in row.reasons]) for row in barred.rows] == [(host.pk, [True])]
    assert hosts(officer, words="", chosen="", on=ON).count == 0
    type(record).objects.filter(pk=record.pk).update(status="removed", removed_on=date(2026, 6, 3))
    assert reasons_against(filed, method="venture_grant", amount_fen=1, host=host, on=ON) == []
    assert {row.pk for row in contractors(officer, **asked)[0].rows} == {filed.pk, host.pk}


def test_faults_and_honours_stand_beside_the_name_and_bar_nobody(community, host, officer, street):
    make_credit(host, "fault")
    make_credit(host, "honour")
    make_credit(make_organization(community), "fault", ends_on=date(2026, 5, 31))
    fit, barred = contractors(officer, method="venture_grant", area=street.code, on=ON, words="", chosen="")
    assert barred.count == 0
    assert {row.pk: [(mark.label, mark.tone) for mark in row.credit] for row in fit.rows}[host.pk] == [
        ("荣誉", "good"), ("不良记录", "warn")]
    assert sorted(len(row.credit) for row in fit.rows) == [0, 2]
    assert len(hosts(officer, words="", chosen="", on=ON).rows[0].credit) == 2
