"""Which names are taken for one another, by examples; and that a whole street's are looked through while one types."""

import pytest

from organizations.matters.likening import Spelt, alike, places
from organizations.models import normalized
from organizations.models.spelling import spelled

STREET = places([
    ("拱墅区", False), ("拱宸桥街道", False), ("桥西社区", True), ("登云社区", True), ("和睦社区", True)])


def spelt(name: str) -> Spelt:
    return Spelt(name, normalized(name), spelled(name))


@pytest.mark.parametrize(("one", "other"), [
    ("宸益阁", "辰益阁"),  # sound
    ("贝贝学堂", "蓓蓓学堂"),
    ("贝贝学堂", "桥西社区蓓蓓学院"),  # the core's sound, whatever its place and form
    ("贝贝学堂", "贝贝学院"),  # form
    ("杭州市拱墅区暖心社工服务中心", "暖心社会工作服务中心"),  # place, and the short word for the same
    ("拱墅区暖心社工服务中心", "浙江省杭州市拱墅区拱宸桥街道暖心社工协会"),
    ("桥西社区阳光助老志愿服务队", "桥西社区阳光助老服务队"),
    ("桥西社区晨练队", "桥西社区晨练队伍"),
    ("桥西社区晨练队", "桥西晨练队"),
    ("拱宸桥街道桥西社区舞蹈队", "桥西社区舞蹈协会"),
    ("夕阳红舞蹈队", "桥西社区夕阳红舞蹈队"),
    ("夕阳红舞蹈队", "夕阳美舞蹈队"),  # one character of five
    ("阳光助老志愿者协会", "阳光助老送餐队"),  # one within the other
    ("“桥西”晨练队", "桥西晨练队"),
    ("志愿服务队", "志愿者服务队"),
])
def test_names_that_are_taken_for_one_another(one, other):
    assert alike(spelt(one), [spelt(other)], STREET) == [other]
    assert alike(spelt(other), [spelt(one)], STREET) == [one]


@pytest.mark.parametrize(("one", "other"), [
    ("拱宸桥街道桥西社区舞蹈队", "拱宸桥街道桥西社区合唱队"),
    ("桥西社区舞蹈队", "登云社区舞蹈队"),  # of two communities
    ("桥西晨练队", "登云晨练队"),
    ("桥西社区柿子红舞蹈队", "桥西社区柿子红合唱队"),  # two fields of one word
    ("桥弄街139号院落自治小组", "桥弄街141号院落自治小组"),  # of two courtyards
    ("桥西排舞一队", "桥西排舞二队"),
    ("桥西社区志愿服务队", "桥西社区服务中心"),
    ("阳光助老服务中心", "阳光助残服务中心"),
    ("爱心超市志愿服务队", "桥西社区志愿服务队"),
    ("桥西社区", "登云社区"),
    ("桥西社区老年协会", "桥西社区计划生育协会"),
])
def test_names_that_are_told_apart(one, other):
    assert alike(spelt(one), [spelt(other)], STREET) == []
    assert alike(spelt(other), [spelt(one)], STREET) == []


def test_the_nearest_comes_first():
    others = [spelt("夕阳美舞蹈队"), spelt("夕阳红舞蹈团"), spelt("地书协会")]
    assert alike(spelt("夕阳红舞蹈队"), others, STREET) == ["夕阳红舞蹈团", "夕阳美舞蹈队"]


def test_a_short_word_of_street_and_community_is_the_streets():
    known = places([("拱宸桥社区", True), ("拱宸桥街道", False)])
    assert known == {"拱宸桥社区": "拱宸桥", "拱宸桥街道": "", "拱宸桥": ""}
