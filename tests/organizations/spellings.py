"""How offices write what an organization is: header words, spellings of each kind of cell, and faults, by chance.

The words are the offices', collected apart from the importer's own tables.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from stdnum.cn import ric

from organizations.models import Organization
from tests.organizations.ledgers import CODE_STARTS, TODAY, a_code

HEADS = {
    "sequence": "序号 编号 No.",
    "name": "组织名称 社会组织名称 单位名称 机构名称 团队名称 组织全称 队伍名称 备案组织名称",
    "org_type": "组织类型 类型 组织性质 性质 登记类型 登记/备案",
    "uscc": "统一社会信用代码 信用代码 社会信用代码 统一代码 统一社会信用代码（18位）",
    "responsible_person": "负责人 法定代表人 负责人姓名 法定代表人（负责人） 队长 法人/负责人 组织负责人",
    "identity_no": "身份证号 身份证号码 身份证 证件号码 公民身份号码 负责人身份证",
    "phone": "联系电话 电话 手机号码 联系方式 联系电话（手机） 负责人联系电话",
    "member_count": "成员人数 人数 会员数 队员数 总人数 成员数（人） 现有成员数",
    "has_charter": "章程 有无章程 是否有章程 章程（有/无）",
    "venue": "活动场所 活动地点 地址 住所 活动（办公）场所 办公/活动场所 固定活动场所",
    "area": "所属社区 社区 所在社区 社区名称 村（社区） 所属社区（村）",
    "category": "类别 分类 组织类别 业务类别 活动类别",
    "founded_on": "成立日期 成立时间 备案时间 登记日期 成立（备案）时间 登记/备案日期 成立日期（年月日）",
    "party_member_count": "党员人数 党员数 其中：党员人数 其中党员 党员数（人）",
    "has_party_branch": "是否建立党组织 党组织 有无党组织 是否建党 是否有党支部",
    "remark": "备注 说明",
    "purpose": "业务范围 宗旨 宗旨及业务范围 主要业务", "is_hub": "枢纽型 是否枢纽型 是否枢纽型社会组织",
}
MAY_LACK = ("sequence", "identity_no", "phone", "party_member_count", "has_party_branch", "remark", "purpose", "is_hub")
NOT_OURS = ("QQ群", "电子邮箱", "副会长", "结对党支部", "评估等级", "财务负责人")
TYPES = {
    "association": "社会团体 社团 社会团体（法人）", "service_agency": "民办非企业单位 民非 社会服务机构",
    "foundation": "基金会", "filed": "备案 社区社会组织 备案制 社区社会组织（备案） 已备案",
    "resident_group": "社区群众活动团队 群众活动团队 活动团队", "social_enterprise": "社会企业 社企",
    "courtyard_group": "院落自治组织 院落组织 楼组自治小组",
}
CATEGORIES = {"service": "服务类 服务 公益服务类", "culture": "文体类 文体 文化体育类",
              "self_governance": "自治类 自治 居民自治",
              "safety": "平安类 平安 平安建设类", "other": "其他 其它 其他类"}
LISTED = ("resident_group", "courtyard_group")
NAMES = ("太极拳队", "书画社", "合唱团", "助老服务中心", "反诈宣传队", "邻里互助会", "3号楼议事会",
         "合计同乐社", "“银龄”读书会")
TRICKY = ("合计", "小计", "累计1000小时", "填报员之家", "说明会", "注:")  # names may begin like a footer
PEOPLE = ("张三", "王小满", "欧阳娜娜", "买买提·艾力", "李四、赵六", "陈琳 周敏")
DIGITS = str.maketrans("0123456789", "０１２３４５６７８９")


@dataclass
class Wording:
    """How this ledger writes: its chance, its file, its columns with their headers."""

    chance: random.Random
    form: str
    heads: dict[str, str] = field(default_factory=dict)

    @property
    def book(self) -> bool:
        return self.form == "xlsx"


def titled(head: str, chance: random.Random) -> str:
    """A header as it stands in the sheet: starred, spread, broken over two lines."""
    ways: list[Callable[[], str]] = [
        lambda: head, lambda: head, lambda: f"{head}*", lambda: f"{head}（必填）", lambda: f" {head}　",
        lambda: head.translate(DIGITS), lambda: "　".join(head) if len(head) == 2 else head,
        lambda: f"{head[:2]}\n{head[2:]}" if len(head) > 3 and head.isalpha() else head, lambda: f"{head}："]
    return chance.choice(ways)()


def truth(number: int, chance: random.Random, places: list[Any]) -> dict[str, Any]:
    """The facts of one organization, which the street could have on record."""
    kind = chance.choice(Organization.Type.values)
    listed = kind in LISTED and chance.random() < .5
    begin = chance.choice(TRICKY) if chance.random() < .15 else ""
    members = None if listed or (kind in CODE_STARTS and chance.random() < .2) else chance.randrange(10, 1_300)
    born = date(1950, 1, 1) + timedelta(days=chance.randrange(18_000))
    body = f"330105{born:%Y%m%d}{number:03d}"
    return {
        "sequence": number, "name": f"{begin}第{number}{chance.choice(NAMES)}", "org_type": kind,
        "uscc": a_code(kind, chance.randrange(90_000) * 10 + number % 10) if kind in CODE_STARTS else "",
        "responsible_person": chance.choice(PEOPLE),
        "identity_no": chance.choice(["", body + ric.calc_check_digit(body + "0")]),
        "phone": chance.choice(["", f"1420000{chance.randrange(10_000):04d}", f"057188{chance.randrange(10**6):06d}",
                                f"0108{chance.randrange(10**7):07d}"]),
        "member_count": members, "has_charter": not listed,
        "venue": "" if listed else chance.choice(["桥弄街1号", "丽水路88号 二楼", "社区（广场）", "1-2-301室"]),
        "area": chance.choice(places), "category": chance.choice(list(CATEGORIES)),
        "founded_on": TODAY - timedelta(days=chance.randrange(12_000)) if chance.random() < .9 else None,
        "party_member_count": chance.randrange(min(members or 1, 9)), "has_party_branch": chance.random() < .4,
        "remark": chance.choice(["", "=1+1", "含，逗号；分号", "2014.5.1起", "@SUM(1)", "值班142****6848"]),
        "purpose": chance.choice(["", "陪伴独居老人，开展邻里互助。"]), "is_hub": chance.random() < .1,
    }


def spelled(name: str, facts: dict[str, Any], word: Wording) -> Any:
    """A right value as somebody typed it."""
    value, chance = facts[name], word.chance
    if name in SPELLINGS:
        return SPELLINGS[name](value, word)
    if isinstance(value, bool):
        return chance.choice(["有", "是", "√", "已建立", " 有 "] if value else ["无", "否", "", "×", "——", None])
    if not value:
        return chance.choice(["", None, "/", "——", "　"])
    return padded(value, chance) if isinstance(value, str) else value


def padded(text: str, chance: random.Random) -> str:
    return chance.choice([text, text, f" {text}", f"{text}　", f"\u3000{text} ", f"{text}\n"])


def a_name(value: str, word: Wording) -> str:
    ways = [value, padded(value, word.chance), value.translate(DIGITS), f"{value[:3]}\n{value[3:]}"]
    joins = all("\u4e00" <= c <= "\u9fff" for c in value[2:4])  # a line is broken inside Chinese words
    return word.chance.choice(ways if joins else ways[:3])


def a_person(value: str, word: Wording) -> str:
    return word.chance.choice([padded(value, word.chance), "　".join(value) if len(value) == 2 else value])


def an_identity(value: str, word: Wording) -> Any:
    if not value:
        return word.chance.choice(["", None, "无"])
    ways = [value, f" {value}", f"{value[:6]} {value[6:14]} {value[14:]}", value.lower(), value.translate(DIGITS),
            f"'{value}"]
    return word.chance.choice(ways if word.book else [*ways, f'="{value}"', f"{value}\t"])


def a_licence(value: str, word: Wording) -> Any:
    if not value:
        return word.chance.choice(["", None, "无", "/"])
    ways = [value, value.lower(), f"{value[:8]} {value[8:]}", value.translate(DIGITS), f" {value}\n"]
    return word.chance.choice(ways)


def a_phone(value: str, word: Wording) -> Any:
    if not value:
        return word.chance.choice(["", None, "无"])
    if value.startswith("0"):
        code, rest = (value[:3], value[3:]) if value.startswith("010") else (value[:4], value[4:])
        ways = [value, f"{code}-{rest}", f"（{code}）{rest}", f"{code} {rest[:4]} {rest[4:]}", f"{code}—{rest}"]
        return word.chance.choice(ways)
    ways = [value, f"{value[:3]}-{value[3:7]}-{value[7:]}", f"{value[:3]} {value[3:7]} {value[7:]}", f"+86 {value}",
            value.translate(DIGITS), f"86-{value}"]
    return word.chance.choice([*ways, int(value), float(value)] if word.book else [*ways, f"{value}.0", f'="{value}"'])


def a_count(value: int | None, word: Wording) -> Any:
    if value is None:
        return word.chance.choice(["", None, "无", "/"])
    ways = [value, f"{value}人", str(value).translate(DIGITS), f" {value} 名", f"{value:,}", f"{value}.0"]
    return word.chance.choice([*ways, float(value)] if word.book else ways)


def an_area(value: Any, word: Wording) -> Any:
    short = value.name.removesuffix("社区")
    ways = [value.name, short, f" {short}　", f"拱宸桥街道{value.name}", f"杭州市拱墅区拱宸桥街道{short}", value.code,
            f"{value.name}居委会"]
    return word.chance.choice([*ways, int(value.code)] if word.book else ways)


NUMERALS = "〇一二三四五六七八九"


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return f"{'' if tens < 2 else NUMERALS[tens]}{'十' if tens else ''}{NUMERALS[ones] if ones else ''}"


def a_day(value: date | None, word: Wording) -> Any:
    if value is None:
        return word.chance.choice(["", None, "/"])
    y, m, d = value.year, value.month, value.day
    year = "".join(NUMERALS[int(c)] for c in str(y))
    serial = (value - date(1899, 12, 30)).days
    ways = [f"{y}-{m:02}-{d:02}", f"{y}/{m}/{d}", f"{y}.{m}.{d}", f"{y}．{m}．{d}", f"{y}{m:02}{d:02}",
            f"{y}年{m}月{d}日",
            f"{y}年{m}月{d}号", f"{y} 年 {m} 月 {d} 日", f"{year}年{numeral(m)}月{numeral(d)}日", f"{y}/{m}/{d} 0:00",
            f"{y}-{m:02}-{d:02} 00:00:00", f"{y}/{m}/{d} 9:30:00", f"{y}-{m:02}-{d:02}".translate(DIGITS)]
    cells = [value, datetime(y, m, d, 8, 30), serial, serial + .5, int(f"{y}{m:02}{d:02}")]
    return word.chance.choice([*ways, *(cells if word.book else [str(serial)])])


SPELLINGS: dict[str, Callable[[Any, Wording], Any]] = {
    "sequence": lambda value, word: word.chance.choice([value, str(value), None]),
    "name": a_name, "responsible_person": a_person, "identity_no": an_identity, "uscc": a_licence, "phone": a_phone,
    "org_type": lambda value, word: padded(word.chance.choice(TYPES[value].split()), word.chance),
    "category": lambda value, word: padded(word.chance.choice(CATEGORIES[value].split()), word.chance),
    "member_count": a_count, "area": an_area, "founded_on": a_day,
    "party_member_count": lambda value, word: a_count(value or word.chance.choice([0, None]), word),
}


def wrong(
    facts: dict[str, Any], cells: dict[str, Any], before: list[dict[str, Any]], columns: list[str],
    chance: random.Random, word: Wording,
) -> dict[str, str]:
    """Spoil some cells of the row: field -> kind of the fault that must be told."""
    if chance.random() < .5:
        return {}
    kind, ways = facts["org_type"], []
    for name, faults in WRONG.items():
        ways += [(name, fault, cell) for fault, cell in faults]
    if kind in CODE_STARTS:
        other = next(one for one in CODE_STARTS if one != kind)
        ways += [("uscc", "code_needed", ""), ("uscc", "type_mismatch", a_code(other, chance.randrange(900_000)))]
    elif kind in LISTED:
        ways += [("uscc", "listed_with_code", a_code("association", chance.randrange(900_000)))]
    else:
        ways += [("uscc", "filed_with_code", a_code("service_agency", chance.randrange(900_000))),
                 ("member_count", "below_threshold", chance.randrange(1, 10)), ("member_count", "missing", "无"),
                 ("has_charter", "missing_charter", "无"), ("venue", "missing", "——")]
    twins = [one for one in before if not one["spoilt"] & {"name", "uscc"}]
    if twins:
        twin = chance.choice(twins)
        ways.append(("name", "duplicate_in_file", f"{twin['name'][:2]} {twin['name'][2:]}"))
        if kind in CODE_STARTS and twin["org_type"] == kind:
            ways.append(("uscc", "duplicate_code", twin["uscc"].lower()))
    told: dict[str, str] = {}
    for name, fault, cell in chance.sample(ways, chance.randrange(1, 4)):
        if name not in columns or name in told or (name == "org_type" and told) or "org_type" in told:
            continue  # what a row must hold follows from its type
        told[name], cells[name] = fault, cell(word) if callable(cell) else cell
    return told


def numeric(text: str, scientific: str) -> Callable[[Wording], Any]:
    return lambda word: int(text) if word.book else scientific


WRONG: dict[str, list[tuple[str, Any]]] = {
    "name": [("missing", ""), ("missing", "　")],
    "org_type": [("unknown_type", "企业"), ("unknown_type", "群众活动团队（备案）"),
                 ("unknown_type", "社会团体（备案）"), ("missing", None)],
    "uscc": [("check_digit", "51330105MJ1350335J"), ("code_length", "51330105MJ135033"), ("code_length", "无证"),
             ("code_characters", "51330105MJ135O335H"),
             ("numeric_code", numeric("513301050000000000", "5.1330105E+17"))],
    "responsible_person": [("missing", ""), ("missing", "无"), ("too_long", "某" * 51)],
    "identity_no": [("identity", "330105197707020002"), ("identity", "330105197713320001"),
                    ("identity", "330105770702001"), ("masked", "330***********0001"),
                    ("numeric_identity", numeric("330105197707020000", "3.30105E+17"))],
    "phone": [*(("phone", one) for one in (
        "1380013", "12000000000", "14200001056/14200001057", "88012345", "010-88012345-1", "0571-8801234/5",
        "1.42E+10")), ("masked", "142****0000")],
    "member_count": [("number", one) for one in (
        "若干", "30余人", "约30", "20-30", "20,30", "20 30", "-3", "7.5", "20、30")],
    "has_charter": [("yes_no", "也许"), ("yes_no", "正在制定")],
    "venue": [("too_long", "路" * 201)],
    "area": [("unknown_area", "月球社区"), ("unknown_area", "湖墅街道桥西社区"), ("missing", "")],
    "category": [("unknown_category", "娱乐类"), ("unknown_category", "服务类（文体）"), ("missing", "/")],
    "founded_on": [("date", one) for one in (
        "二〇二三年", "2023", "2023年5月", "14.5.5", "2014-02-30", "昨天", "2014-13-01", "0000-00-00", "2014")] + [
        ("date", lambda word: 2014 if word.book else "2014"), ("future_date", "2031-05-01")],
    "party_member_count": [("number", "两三人"), ("number", "3/5")],
    "has_party_branch": [("yes_no", "联合党支部"), ("yes_no", "3")],
    "remark": [("too_long", "长" * 301)],
}
