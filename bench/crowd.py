"""A register of any size for bench/finding.py, written by COPY: one street's communities one after the other, and the
ledger of a neighbouring street, always of the same size, brought in last; three people in office in each.

Whatever the size, the same number of organizations bears the rare words, so that what grows is only what is not asked.
"""

import io
import random
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection

from incubator.accounts.models import Area, User
from incubator.sealed import Sealed, keyed_hashes
from organizations.models import OfficeHolder, Organization
from organizations.models.spelling import spelled
from tests.factories import make_area, make_officer

COMMUNITIES, RARE, NEIGHBOURS = 20, 50, 100
WORD, PERSON, TAIL = "宸益", "欧阳宸", "6688"  # of the rare ones
HOLDER, HOLDER_TAIL = "司徒望舒", "7799"  # who keeps their money
ROLES = ("legal_representative", "finance", "council")
SMALL = 60  # organizations of the one small community, at every size
PLACES = ["桥西", "永庆", "蚕花", "台州", "温州", "金华", "登云", "丽水", "荣华", "大塘", "拱北", "湖墅", "祥符",
          "上塘", "和睦", "小河", "米市", "半山", "康桥", "东新", "石桥", "文晖", "朝晖", "潮鸣"]
THEMES = ["银龄", "书画", "太极", "巡防", "助老", "绿植", "读书", "合唱", "反诈", "家风", "议事", "调解", "环保",
          "亲子", "秧歌", "剪纸", "茶艺", "急救", "心理", "法律", "邻里", "健步", "棋牌", "烘焙"]
KINDS = ["志愿服务队", "服务中心", "促进会", "互助社", "协会", "俱乐部", "工作室", "文化社"]
DIGITS = "〇一二三四五六七八九"
SURNAMES, GIVEN = "张王李赵陈杨黄周吴徐孙胡朱高林何", "敏静强磊洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红军波辉鹏飞宇欣怡"
COLUMNS = (
    "version", "token", "name", "normalized_name", "normalized_head", "org_type", "status", "uscc", "filing_no",
    "category", "founded_on", "member_count", "has_charter", "venue", "responsible_person", "identity_no",
    "identity_hash", "identity_tail", "phone", "phone_hash", "phone_tail", "party_member_count", "has_party_branch",
    "is_hub", "purpose", "remark", "pinyin", "registration_no", "street_code", "area_id", "normalized_holders")
HOLDER_COLUMNS = (
    "version", "token", "name", "role", "phone", "phone_hash", "phone_tail", "is_party_member", "status",
    "organization_id")


@dataclass
class Crowd:
    officer: User
    neighbour: User  # the officer of the other street
    small: Area  # the community with few organizations
    code: str
    middle: int  # the key in the middle of the list


def build(size: int) -> Crowd:
    """The office with so many organizations in the street."""
    chance = random.Random(size)
    district = make_area("330105", "拱墅区")
    street, other = (make_area(f"33010500{n}", name, district) for n, name in ((5, "拱宸桥街道"), (6, "湖墅街道")))
    communities = [make_area(f"{street.code}{n:03d}", f"{PLACES[n]}社区", street) for n in range(COMMUNITIES)]
    beside = [make_area(f"{other.code}{n:03d}", f"{PLACES[n]}湖社区", other) for n in range(10)]
    rare = set(chance.sample(range(size), RARE))
    lines = list(rows(size, communities, rare, chance))
    lines += [row(size + n, beside[n % 10], f"{PLACES[n % 24]}湖{numeral(n)}社", chance) for n in range(NEIGHBOURS)]
    with connection.cursor() as cursor:
        copy(cursor, Organization, COLUMNS, lines)
        keys = list(Organization.objects.order_by("pk").values_list("pk", flat=True))
        copy(cursor, OfficeHolder, HOLDER_COLUMNS, (
            holder for pk, line in zip(keys, lines, strict=True) for holder in holders(pk, line[-1], chance)))
        cursor.execute("VACUUM (ANALYZE)")  # as autovacuum leaves a table that has lived for a while
    code = Organization.objects.filter(responsible_person=PERSON).exclude(uscc="").order_by("pk")[0].uscc
    return Crowd(make_officer("street_officer", street, "街道干部"), make_officer("street_officer", other, "别处干部"),
                 communities[-1], code, keys[size // 2])


def copy(cursor: Any, model: Any, columns: tuple[str, ...], lines: Iterable[tuple[Any, ...]]) -> None:
    text = io.StringIO("".join("\t".join(map(str, line)) + "\n" for line in lines))
    cursor.copy_expert(f"COPY {model._meta.db_table} ({', '.join(columns)}) FROM STDIN", text)


def rows(size: int, communities: list[Area], rare: set[int], chance: random.Random) -> Iterator[tuple[Any, ...]]:
    """The communities' ledgers as they came in, one after the other; the last community is a small one."""
    for n in range(size):
        last = n >= size - SMALL
        place = communities[-1 if last else n * (COMMUNITIES - 1) // (size - SMALL)]
        if n in rare:
            yield row(n, place, f"{place.name[:2]}{WORD}阁第{numeral(n)}号公益服务中心", chance, PERSON, TAIL)
        else:
            name = f"{place.name[:2]}{chance.choice(THEMES)}{numeral(n)}{chance.choice(KINDS)}"
            yield row(n, place, name, chance)


def numeral(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


SPELLED: dict[str, tuple[str, str]] = {}


def spell(name: str) -> str:
    """As `spelled`, character by character: a dictionary for 300,000 names would take minutes."""
    for c in name:
        if c not in SPELLED:
            full, _blank, initial = spelled(c).partition(" ")
            SPELLED[c] = full, initial
    return f"{''.join(SPELLED[c][0] for c in name)} {''.join(SPELLED[c][1] for c in name)}"


TOKENS: dict[str, str] = {}


def row(
    n: int, area: Area, name: str, chance: random.Random, person: str = "", tail: str = ""
) -> tuple[Any, ...]:
    phone = f"142{chance.randrange(10**4):04d}{tail or f'{chance.randrange(10**4):04d}'}"
    TOKENS.setdefault("phone", Sealed("phone", plain="14200000000").token())  # sealing is not what is measured
    TOKENS.setdefault("identity", Sealed("identity", plain="330105197707020001").token())
    people = [somebody(chance) for _role in ROLES]
    if person:
        people[1] = HOLDER
    person = person or somebody(chance)
    registered = n % 5 == 0
    return (
        0, uuid.UUID(int=chance.getrandbits(128)), name, name, person,
        "service_agency" if registered else "filed", "active",
        f"52330105MJ{n:07d}X" if registered else "", "" if registered else f"330105-005-2026-1-{n:04d}",
        chance.choice(Organization.Category.values), f"20{10 + n % 15}-05-06", 10 + n % 90, True, f"桥弄街{n}号",
        person, TOKENS["identity"], uuid.UUID(int=n).hex * 2, f"{n % 10_000:04d}", TOKENS["phone"],
        keyed_hashes(phone)[0], phone[-4:], n % 7, n % 3 == 0, False,
        "为社区居民提供志愿服务，关爱独居老人，促进邻里和睦。", "", spell(name), "",
        area.street_code, area.pk, " ".join(sorted(people)))


def somebody(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)


def holders(organization: int, names: str, chance: random.Random) -> Iterator[tuple[Any, ...]]:
    """One office each, by the names that stand beside the organization."""
    for name, role in zip(names.split(), ROLES, strict=True):
        phone = f"142{chance.randrange(10**4):04d}"
        phone += HOLDER_TAIL if name == HOLDER else f"{chance.randrange(10**4):04d}"
        yield (
            0, uuid.UUID(int=chance.getrandbits(128)), name, role, TOKENS["phone"], keyed_hashes(phone)[0], phone[-4:],
            False, "serving", organization)
