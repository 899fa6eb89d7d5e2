"""The inbox page."""

import pytest
from django.urls import reverse
from django.utils import translation

from incubator.notices import reading
from incubator.notices.models import Letter
from incubator.notices.writing import write

pytestmark = pytest.mark.django_db
INBOX = "/inbox/"


def tell(person, count=1, url="/people/x/"):
    for n in range(count):
        write([person], key=f"k{n}", template="role-given", params={"by": "张三", "area": f"街道{n}"}, url=url)


def unread_count(person):
    return Letter.objects.inbox_of(person).filter(read_at=None).count()


def letter_of(person, n=0):
    return Letter.objects.get(recipient=person, key=f"k{n}", channel="inbox")


def test_a_reader_sees_their_own_letters_newest_first(resident, member, client):
    tell(resident, 2)
    tell(member)
    client.force_login(resident)
    rows = client.get(INBOX).context["rows"]
    assert [row.pk for row in rows] == [letter_of(resident, 1).pk, letter_of(resident, 0).pk]
    assert "街道1" in rows[0].body


def test_the_words_are_in_the_reader_s_language(resident):
    tell(resident)
    with translation.override("en"):
        assert reading.row(letter_of(resident)).subject == "You have a new role: 街道0"
    with translation.override("zh-hans"):
        assert "岗位" in reading.row(letter_of(resident)).subject


def test_opening_marks_it_read_and_leads_to_what_it_tells_of(resident, client):
    tell(resident, 2)
    client.force_login(resident)
    answer = client.post(reverse("notices:open", args=[letter_of(resident).pk]))
    assert answer.url == "/people/x/"
    assert unread_count(resident) == 1
    first = letter_of(resident).read_at
    client.post(reverse("notices:open", args=[letter_of(resident).pk]))
    assert letter_of(resident).read_at == first


def test_looking_or_a_link_marks_nothing(resident, client):
    tell(resident)
    client.force_login(resident)
    client.get(INBOX)
    assert client.get(reverse("notices:open", args=[letter_of(resident).pk])).status_code == 405
    assert unread_count(resident) == 1


def test_another_person_s_letter_is_not_there(resident, member, client):
    tell(member)
    client.force_login(resident)
    assert client.post(reverse("notices:open", args=[letter_of(member).pk])).status_code == 404
    assert unread_count(member) == 1


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_a_letter_leads_nowhere_else(url, resident, client):
    tell(resident, url=url)
    client.force_login(resident)
    assert client.post(reverse("notices:open", args=[letter_of(resident).pk])).url == INBOX


def test_all_can_be_marked_read(resident, member, client):
    tell(resident, 3)
    tell(member)
    client.force_login(resident)
    client.post(reverse("notices:read-all"))
    assert (unread_count(resident), unread_count(member)) == (0, 1)


def test_the_inbox_has_pages(resident, client):
    tell(resident, 53)
    client.force_login(resident)
    assert len(client.get(INBOX).context["rows"]) == 50
    assert len(client.get(INBOX + "?page=2").context["rows"]) == 3
    assert client.get(INBOX + "?page=nonsense").status_code == 200


@pytest.mark.parametrize("count", [1, 3, 50])
def test_the_inbox_takes_the_same_few_queries(count, resident, client, django_assert_num_queries):
    tell(resident, count)
    client.force_login(resident)
    client.get(INBOX)
    with django_assert_num_queries(6):
        client.get(INBOX)


def test_an_empty_inbox_says_so(resident, client):
    client.force_login(resident)
    assert client.get(INBOX).status_code == 200
    assert client.get(INBOX).context["rows"] == []


def test_typed_words_stay_words(resident, client):
    write([resident], key="k0", template="role-given", params={"by": "<script>x</script>", "area": "a"})
    client.force_login(resident)
    assert "<script>x" not in client.get(INBOX).content.decode()
