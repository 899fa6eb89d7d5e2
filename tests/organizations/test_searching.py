"""Searching many by the index of pairs finds what comparing every row finds; long lists are counted up to a limit."""

import random

import lxml.html
import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse

from incubator import paging
from incubator.paging import LongPaginator
from organizations.filters import OrganizationFilter
from organizations.models import OfficeHolder, Organization, normalized, unspaced
from organizations.models.finding import FUNCTION, HoldsPairs, pairs
from tests.factories import make_area, make_member, make_officer, make_organization
from tests.organizations.ledgers import url

pytestmark = pytest.mark.django_db
PARTS = ["桥西", "太极", "极太", "书画", "银龄", "“宸益阁”", "第2", "A座", "100%", "老_幼", "𠮷田", "服务", "队",
         " 社 "]
SERVING = ["王 小\u3000明", "Ａnna", "司徒望舒", "明", "买买提·阿不都", "𠮷", "100%", "太极"]
PEOPLE = ["欧阳 明", "张三", "Anna Li", "明张", "王%", "吴越", "𠮷娜", "买买提·阿不都", "王\u3000小明", "Ｌｕ Ｂａｎ"]


@pytest.fixture
def many(community):
    """150 organizations with names put together by chance."""
    chance = random.Random(2026)
    made = []
    for n in range(150):
        name = "".join(chance.choices(PARTS, k=chance.randint(1, 4))) + str(n)
        made.append(Organization(
            name=name, org_type="filed", status="active", area=community, responsible_person=chance.choice(PEOPLE),
            phone=f"142{chance.randrange(10**8):08d}", filing_no=f"330105-005-2026-1-{n:04d}"))
    for one in made:
        one.derive()
    Organization.objects.bulk_create(made)
    OfficeHolder.objects.bulk_create(
        OfficeHolder(organization=one, name=chance.choice(SERVING), phone=f"142{chance.randrange(10**8):08d}")
        for one in made for _n in range(2))
    for one in made:
        OfficeHolder.objects.keep_names(one.pk)
    return list(Organization.objects.prefetch_related("holders"))


def words(many: list[Organization]) -> list[str]:
    """Pieces of what is there, pieces put together that are not, and what people mistype."""
    chance = random.Random(7)
    texts = [text for one in many for text in (one.name, one.responsible_person, one.pinyin, one.normalized_name,
                                           one.normalized_holders)]
    pieces = []
    for _n in range(300):
        text = chance.choice(texts)
        start = chance.randrange(len(text))
        pieces.append(text[start:start + chance.choice([1, 2, 2, 2, 3, 5, 9])])
    mixed = [chance.choice(pieces) + chance.choice(pieces) for _n in range(60)]
    return [*pieces, *mixed, "%", "_", "'", '"', "\\", "{}", "没有", "a,b", many[3].filing_no, many[4].phone_tail,
            *SERVING, many[5].holders.all()[1].phone_tail, many[6].filing_no[:17]]


def compared(one: Organization, typed: str) -> bool:
    """What a plain look at the row says."""
    plain = normalized(typed)
    return (not plain or plain in one.normalized_name or plain in normalized(one.responsible_person)
            or (plain.isascii() and (plain in one.pinyin or one.filing_no == unspaced(typed)))
            or (len(plain) > 5 and one.filing_no.startswith(typed)) or any(
                plain in normalized(holder.name) for holder in one.holders.all())
            or (len(plain) == 4 and plain.isdigit() and plain in (
                one.phone_tail, *(holder.phone_tail for holder in one.holders.all()))))


def differing(many: list[Organization], organizations) -> dict[str, set[int]]:
    """The words for which the search finds other rows than comparing."""
    found = {typed: OrganizationFilter({"name": typed}, organizations).qs for typed in words(many)}
    keys = {typed: set(rows.values_list("pk", flat=True)) for typed, rows in found.items()}
    return {typed: keys[typed] for typed in keys if keys[typed] != {one.pk for one in many if compared(one, typed)}}


def test_the_search_finds_what_comparing_every_row_finds(many, officer):
    assert differing(many, Organization.objects.visible_to(officer)) == {}


def test_the_same_rows_are_found_by_the_index(many):
    """The planner reads a small table whole; told not to, it goes by the index of pairs."""
    if connection.vendor != "postgresql":
        pytest.skip("the index is PostgreSQL's")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
    rows = Organization.objects.all()
    assert "Bitmap Index Scan on organization_pairs" in OrganizationFilter({"name": "太极"}, rows).qs.explain()
    assert differing(many, rows) == {}


def test_the_database_makes_the_same_pairs(many):
    """The function of the migration gives every pair that is asked for."""
    if connection.vendor != "postgresql":
        pytest.skip("the function is PostgreSQL's")
    for text in ["太极拳队", "a", "ab", "𠮷田 明", "%_'\\"]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {FUNCTION}(%s)", [text])
            made = cursor.fetchone()[0]
        assert set(pairs(text)) | set(text) == set(made)
    assert Organization.objects.filter(HoldsPairs("没有")).count() == 0


@pytest.mark.parametrize("count", [1, 3, 60])
def test_a_search_asks_the_same_number_of_questions(client, officer, community, count, django_assert_num_queries):
    for n in range(count):
        make_organization(community, name=f"太极第{n}队")
    client.force_login(officer)
    with django_assert_num_queries(10):
        assert len(client.get(url("organizations"), {"name": "太极"}).context["rows"]) == min(count, 50)


def walk(client, page: str) -> list[str]:
    """All names, page by page, as «Next» and «The rest of the list» lead."""
    names: list[str] = []
    while page:
        html = lxml.html.fromstring(client.get(page).content)
        names += [cell.text_content() for cell in html.xpath("//th[contains(@class, 'name-cell')]")]
        ahead = html.xpath("//nav[@class='pages']//a[@rel='next']")
        page = url("organizations") + ahead[0].get("href") if ahead else ""
    return names


def test_a_list_beyond_its_limit_is_walked_to_its_end(client, officer, community, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 100)
    made = [make_organization(community, name=f"第{n}队") for n in range(205)]
    client.force_login(officer)
    first = client.get(url("organizations")).content.decode()
    assert "超过 100 家组织" in first
    assert "1 / 2" in first
    assert walk(client, url("organizations")) == [one.name for one in made]
    rest = client.get(url("organizations"), {"after": made[199].pk}).content.decode()
    assert "后续部分：5 家组织" in rest
    assert "回到开头" in rest


def test_a_list_within_its_limit_is_counted_whole(community, monkeypatch):
    monkeypatch.setattr(paging, "MOST", 3)
    for _n in range(3):
        make_organization(community)
    pages = LongPaginator(Organization.objects.all(), 2)
    assert (pages.count, pages.more, pages.get_page(9).number) == (3, False, 2)
    make_organization(community)
    pages = LongPaginator(Organization.objects.all(), 2)
    assert (pages.count, pages.more, pages.get_page(9).rest_after) == (3, True, pages.get_page(2).object_list[-1].pk)


@pytest.mark.parametrize("after", ["", "nonsense", "-1", "9" * 40, None])
def test_a_key_that_is_none_begins_at_the_beginning(community, after):
    make_organization(community)
    assert LongPaginator(Organization.objects.all(), 2, after=after).count == 1


def test_the_limit_is_written_as_people_read_it():
    pages = LongPaginator(Organization.objects.none(), 50)
    pages.__dict__["_found"] = list(range(paging.MOST + 1))
    page = pages.page(1)
    html = render_to_string("includes/_pages.html", {"page": page}, request=RequestFactory().get("/"))
    assert "超过 3,000 条" in html


def test_ends_of_a_street_leave_out_nobody(district, community, other_street, officer, other_officer):
    """Told from which key to which, the rows are the same: before, among and behind those of another street."""
    beside = make_area("330105006001", "别处社区", other_street)
    for place in (beside, community, beside, community, other_street, community):
        make_organization(place)
    worker = make_officer("community_worker", beside)
    idle = make_officer("street_officer", make_area("330105007", "空街道", district))
    both = make_member(make_organization(beside))
    resident = make_member(make_organization(community))
    district_officer = make_officer("district_officer", district)
    for user in (officer, other_officer, worker, idle, both, resident, district_officer):
        seen = Organization.objects.visible_to(user)
        assert set(seen.between_ends(user)) == set(seen)
    assert Organization.objects.visible_to(other_officer).between_ends(other_officer).count() == 4


def test_rare_characters_are_names_like_any_other(client, community, officer):
    """The private area, where old systems keep rare characters, and characters newer than this Python's table."""
    rare, plain_one = make_organization(community, name="桥西\ue863艺社"), make_organization(community, name="桥西艺社")
    assert rare.normalized_name != plain_one.normalized_name
    newer = make_organization(community, name="\U00031350剧团")
    client.force_login(officer)
    for words, found in (("\ue863", [rare]), ("\U00031350", [newer])):
        page = client.get(reverse("organizations:organizations"), {"name": words})
        assert [row.name for row in page.context["rows"]] == [one.name for one in found], words


def test_a_code_is_found_as_it_is_printed_or_typed_in_full_width(client, community, officer):
    registered = make_organization(community, name="助老中心", org_type="service_agency", uscc="52330105MJ9006026X")
    client.force_login(officer)
    for words in ("52330105 MJ9006026X", "５２３３０１０５ＭＪ９００６０２６Ｘ", "52330105mj9006026x"):
        page = client.get(reverse("organizations:organizations"), {"name": words})
        assert [row.name for row in page.context["rows"]] == [registered.name], words


@pytest.mark.parametrize("query", ["status=x", "area=999999", "org_type=9"])
def test_a_narrowing_nobody_understands_finds_nobody_and_says_so(client, community, officer, query):
    make_organization(community)
    client.force_login(officer)
    page = client.get(f"{reverse('organizations:organizations')}?{query}")
    assert page.status_code == 200 and page.context["rows"] == []
    assert "invalid-feedback" in page.content.decode()


def test_a_null_character_is_refused(client, officer):
    client.force_login(officer)
    assert client.get(f"{reverse('organizations:organizations')}?name=%00").status_code == 400
