"""Names easily taken for one another: told by the core of a name and by its sound, not by place and form of it.

A name is built of a place (行政区划), the word of its own and its field, and a form (组织形式); 社会组织名称管理办法.
Two groups of one street share the first and the last, so only what stands between is compared.
"""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from organizations.models.spelling import spelled

CLOSE = 0.8  # share of equal characters from which two cores are worth a second look
CONTAINED = 4  # characters from which a core that lies within another one is like it
LEAST = 2  # characters of a core: no more is stripped than leaves so many
FORMS = frozenset((
    "志愿服务", "志愿者", "志愿", "公益", "服务", "活动", "发展", "中心", "促进会", "联合会", "联谊会", "研究会",
    "委员会", "理事会", "议事会", "互助会", "互助社", "基金会", "协会", "学会", "商会", "俱乐部", "工作室", "工作站",
    "工作坊", "合作社", "学堂", "学院", "学校", "学苑", "书院", "讲堂", "课堂", "队伍", "团队", "大队", "中队",
    "小队", "支队", "分队", "小组", "队", "团", "社", "会", "组", "站", "室", "部", "点",
))
SHORT = {"社会工作": "社工", "志愿者": "志愿", "老年人": "老人"}  # the same, written in full
CITY = re.compile(r"(?:[^省]{2,3}省)?(?:[^市]{1,2}[^市超夜菜门集都股早城]市(?![场民集井]))?")  # not 爱心超市, 文明城市
KIND_OF_PLACE = re.compile(r"(?:街道|社区|[省市区县镇乡村])$")
NUMBER = re.compile(r"\d+|[一二三四五六七八九十百]+(?=[号幢栋组期区弄楼队支班站])")  # 二号楼, 三队

Places = dict[str, str]  # a place as names begin with it -> its community, empty for what lies above one


class Spelt(NamedTuple):
    """A name as it is shown, as it is compared, and its pinyin (syllables, a blank, initials)."""

    name: str
    plain: str
    pinyin: str


def places(areas: Iterable[tuple[str, bool]]) -> Places:
    """Names of areas as compared, each with whether it is a community; also without the word for what it is.

    `桥西社区` is written 桥西社区 or 桥西; where a street and a community share the short word, it is the street's.
    """
    found: Places = {}
    for name, community in sorted(areas, key=lambda area: area[1], reverse=True):
        short = KIND_OF_PLACE.sub("", name)
        for word in (name, short):
            if len(word) >= LEAST:
                found[word] = short if community else ""
    return found


class Likeness:
    """One name, against which others are held: from 0 to 1. What is quick to tell comes first."""

    def __init__(self, own: Spelt, known: Places) -> None:
        self.own, self.known = own, known
        self.lengths = sorted({len(word) for word in known}, reverse=True)
        self.sound = own.pinyin.partition(" ")[0]
        begin, self.place = self._place(own.plain)
        self.core = _formless(own.plain[begin:])
        self.core_sound = _sound_between(own, begin, begin + len(self.core))
        self.numbers = NUMBER.findall(own.plain, begin)
        self.short = _short(self.core)
        self.matcher = SequenceMatcher(None, autojunk=False)
        self.matcher.set_seq2(self.short)

    def to(self, other: Spelt) -> float:
        if self.sound == other.pinyin.partition(" ")[0]:
            return 1.0
        begin, place = self._place(other.plain)
        if place and self.place and place != self.place:
            return 0.0
        core = _formless(other.plain[begin:])
        likeness = self._of_cores(core)
        if likeness < CLOSE and len(core) == len(self.core):
            likeness = float(_sound_between(other, begin, begin + len(core)) == self.core_sound != "")
        if likeness >= CLOSE and self.numbers and (theirs := NUMBER.findall(other.plain, begin)):
            return likeness if theirs == self.numbers else 0.0  # 一号楼 and 二号楼 differ in nothing else
        return likeness

    def _of_cores(self, core: str) -> float:
        one, other = self.short, _short(core)
        if one == other:
            return 1.0
        if min(len(one), len(other)) >= CONTAINED and (one in other or other in one):
            return 0.9
        if 2 * sum(map(one.__contains__, other)) < CLOSE * (len(one) + len(other)):  # no ratio is above that
            return 0.0
        self.matcher.set_seq1(other)
        return self.matcher.ratio() if self.matcher.quick_ratio() >= CLOSE else 0.0

    def _place(self, plain: str) -> tuple[int, str]:
        """Where the name goes on behind the places it begins with, and the community among them."""
        city = CITY.match(plain)
        at = city.end() if city and len(plain) - city.end() >= LEAST else 0
        while True:
            for length in self.lengths:
                if (word := plain[at:at + length]) in self.known and len(plain) - at - len(word) >= LEAST:
                    at += len(word)
                    if self.known[word]:
                        return at, self.known[word]
                    break
            else:
                return at, ""


def alike(own: Spelt, others: Iterable[Spelt], known: Places) -> list[str]:
    """Those of the other names that are easily taken for this one, the nearest first."""
    likeness = Likeness(own, known)
    found = [(-score, other.name) for other in others if (score := likeness.to(other)) >= CLOSE]
    return [name for _score, name in sorted(found)]


def _short(core: str) -> str:
    for long, short in SHORT.items():
        if long in core:
            core = core.replace(long, short)
    return core


def _sound_between(spelt: Spelt, begin: int, end: int) -> str:
    """How that part of the name sounds; empty where what stands around it sounds otherwise alone."""
    sound = spelt.pinyin.partition(" ")[0]
    before, after = _sound(spelt.plain[:begin]), _sound(spelt.plain[end:])
    fits = sound.startswith(before) and sound.endswith(after)
    return sound[len(before):len(sound) - len(after)] if fits else ""


def _formless(text: str) -> str:
    while True:
        for length in (4, 3, 2, 1):
            if text[-length:] in FORMS and len(text) - length >= LEAST:
                text = text[:-length]
                break
        else:
            return text


@lru_cache(maxsize=4096)
def _sound(text: str) -> str:
    """Places and forms are few, so the dictionary is asked once for each."""
    return spelled(text).partition(" ")[0]
