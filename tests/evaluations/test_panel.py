"""The panel's page: who sat lately with one click, and whom a peer speaks for."""

import pytest

from evaluations.models import Panelist
from evaluations.reports.people import regulars
from tests.evaluations.makers import make_day
from tests.factories import make_user


@pytest.fixture
def with_peers(scheme, judged, officer):
    """A planned day that peers, too, sit on."""
    return make_day(scheme, judged, officer=officer, groups={"peer": (40, 0), "expert": (60, 1)})


def test_who_is_asked_to_judge_signs_up_and_is_found_by_name_and_number(client, planned, officer):
    assert "评审日" in client.get("/accounts/signup/").content.decode()
    assert "新组织或评审人员注册" in client.get("/accounts/login/").content.decode()
    client.post("/accounts/signup/", {
        "full_name": "沈宜元", "phone": "139 0571 2345", "password1": "qiaoxi-2026", "password2": "qiaoxi-2026"})
    assert "受邀参加评审的" in client.get("/").content.decode()
    client.force_login(officer)
    url = f"/evaluations/days/{planned.pk}/panel/"
    for words in ("沈宜元", "13905712345", "2345"):
        assert [one.name for one in client.get(url, {"q": words}).context["people"]] == ["沈宜元"]
    assert "新组织或评审人员注册" in client.get(url, {"q": "没有此人"}).content.decode()


def test_who_sat_here_lately_is_seated_with_one_click(client, planned, with_peers, officer, organization):
    old = seat_on(planned, "expert"), Panelist.objects.create(
        day=planned, user=make_user(), group=planned.groups.create(kind="peer", weight=1), organization=organization)
    both = with_peers.panelists.get().user
    Panelist.objects.create(day=planned, user=both, group=old[0].group)
    found = regulars(with_peers)
    assert {one.user for one in found} == {
        panelist.user_id for panelist in planned.panelists.filter(group__kind__in=["expert", "peer"])} - {both.pk}
    peer = next(one for one in found if one.user == old[1].user_id)
    client.force_login(officer)
    url = f"/evaluations/days/{with_peers.pk}/panel/"
    assert old[1].user.full_name in client.get(url).content.decode()
    assert client.post(url, {
        "version": with_peers.version, "user": peer.user, "group": peer.group, "organization": peer.organization,
    }).status_code == 302
    assert with_peers.panelists.get(user=peer.user).organization == organization
    assert peer.user not in [one.user for one in regulars(with_peers)]


def seat_on(day, kind):
    return day.panelists.filter(group__kind=kind).first()


def test_a_peers_organization_is_typed_by_name_and_asked_of_peers_only(
    client, planned, with_peers, officer, organization
):
    client.force_login(officer)
    person, group = make_user(), with_peers.groups.get(kind="peer")
    url = f"/evaluations/days/{with_peers.pk}/panel/"
    asked = client.get(url, {"q": person.full_name}).content.decode()
    assert 'list="organizations"' in asked
    assert f'<option value="{organization.name}">' in asked
    posted = {"version": with_peers.version, "user": person.pk, "group": group.pk, "q": person.full_name}
    wrong = client.post(url, posted | {"organization": "没有这一家"})
    assert wrong.status_code == 400
    assert 'value="没有这一家"' in wrong.content.decode()
    assert client.post(url, posted | {"organization": organization.name}).status_code == 302
    assert with_peers.panelists.get(user=person).organization == organization
    assert 'name="organization" list' not in client.get(
        f"/evaluations/days/{planned.pk}/panel/", {"q": make_user().full_name}).content.decode()
