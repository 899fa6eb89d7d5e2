"""The ledger's columns: their names in clean form, the other names offices use, and the words in their cells.

These words are the file's format, not the screen's language: they are the same for every reader.
"""

import re
from dataclasses import dataclass

from organizations.importing.folding import folded, unbracketed
from organizations.models import Organization

Type, Category, Tier, Status = Organization.Type, Organization.Category, Organization.Tier, Organization.Status


@dataclass(frozen=True)
class Column:
    field: str  # of Organization; `sequence` belongs to the sheet alone
    header: str
    synonyms: str = ""  # blanks between
    needed: bool = False  # the column must be there


COLUMNS = (
    Column("sequence", "序号", "编号 序列 no no."),
    Column("name", "组织名称", """
        名称 单位名称 社会组织名称 机构名称 团队名称 社会组织 组织全称 队伍名称 社团名称 组织名
        备案组织名称""", needed=True),
    Column("org_type", "组织类型", "类型 社会组织类型 性质 组织性质 登记类型 登记或备案 登记/备案", needed=True),
    Column("uscc", "统一社会信用代码", """
        信用代码 社会信用代码 统一信用代码 登记证号 统一代码 统一社会信用代码/登记证号"""),
    Column("filing_no", "备案编号", "备案号 备案证号 备案证书编号 备案证书号"),
    Column("responsible_person", "负责人", """
        法定代表人 法人代表 法人 负责人姓名 姓名 法定代表人/负责人 法定代表人或负责人 主要负责人 会长 队长
        负责人/法定代表人 负责人/法人 法人/负责人 法定代表人姓名 组织负责人""", needed=True),
    Column("identity_no", "身份证号", """
        身份证 身份证号码 证件号码 公民身份号码 负责人身份证号 身份证件号码 负责人身份证 负责人身份证号码"""),
    Column("phone", "联系电话", """
        电话 联系方式 手机 手机号 手机号码 电话号码 负责人电话 联系人电话 负责人联系电话 负责人手机 联系手机"""),
    Column("member_count", "成员人数", """
        人数 成员数 会员数 会员人数 成员数量 队员人数 现有人数 从业人数 队员数 人员数 总人数 现有成员数 组织人数"""),
    Column("has_charter", "章程", "有无章程 是否有章程 章程情况 是否制定章程"),
    Column("venue", "活动场所", """
        场所 活动地点 地址 住所 办公地址 活动场地 固定场所 办公场所 活动地址 场地 固定活动场所 住所地
        办公/活动场所 活动/办公场所"""),
    Column("area", "所属社区", "社区 所在社区 属地社区 所属村社 所属村(社区) 村(社区) 村社 社区名称", needed=True),
    Column("category", "类别", "组织类别 分类 所属类别 业务类别 活动类别 服务类别", needed=True),
    Column("founded_on", "成立（备案）日期", """
        成立日期 备案日期 成立时间 备案时间 登记日期 登记时间 成立(登记)日期 成立或备案日期 成立/备案日期
        成立(备案)时间 登记/备案日期 登记/备案时间 成立年月日"""),
    Column("party_member_count", "党员人数", """
        党员数 党员 党员数量 中共党员人数 中共党员数 其中党员 其中党员数 其中党员人数"""),
    Column("has_party_branch", "是否建立党组织", """
        党组织 有无党组织 建立党组织 是否建党 是否成立党组织 是否有党组织 党组织情况
        是否有党支部 是否建有党组织"""),
    Column("remark", "备注", "说明 备注说明 其他说明 备注栏"),
    Column("purpose", "宗旨和业务范围", """
        业务范围 宗旨 宗旨与业务范围 宗旨及业务范围 社会目标 服务内容 活动内容 主要业务"""),
    Column("is_hub", "枢纽型", "是否枢纽型 枢纽型组织 是否枢纽型组织 是否为枢纽型社会组织 是否枢纽型社会组织"),
    Column("tier", "管理层级", "层级 管理方式 管理类别"),  # told by the type: written, never read
    Column("status", "状态", "组织状态 登记状态 备案状态 存续状态 在册状态"),  # of who comes in; no standing is changed
)
BESIDE = ("filing_no", "purpose", "is_hub", "tier", "status")  # known where a ledger has them
LEDGER = tuple(column for column in COLUMNS if column.field not in BESIDE)  # the sheet as the office keeps it
# The list on the screen: behind the office's columns what tells its lines apart.
LISTED = (*LEDGER, *(column for column in COLUMNS if column.field in ("filing_no", "tier", "status")))
WHOLE = (*LISTED, *(column for column in COLUMNS if column.field in ("purpose", "is_hub")))  # all a ledger can hold
NAMED = {folded(name): column for column in COLUMNS for name in (column.header, *column.synonyms.split())}
HEADERS = {column.field: column.header for column in COLUMNS}

TYPE_WORDS = {  # the clean word first
    Type.ASSOCIATION: "社会团体 社团 社会团体法人 社团法人",
    Type.SERVICE_AGENCY: "民办非企业单位 民非 民办非企业 社会服务机构 民办非 民非企业",
    Type.FOUNDATION: "基金会",
    Type.FILED: """
        备案 社区社会组织 社区社会组织备案 备案组织 备案社会组织 备案类 备案制 已备案 社区备案 备案社区社会组织""",
    Type.RESIDENT_GROUP: """
        社区群众活动团队 群众活动团队 活动团队 群众团队 群众文体团队 群众性活动团队 居民活动团队 社区活动团队""",
    Type.SOCIAL_ENTERPRISE: "社会企业 社企",
    Type.COURTYARD_GROUP: "院落自治组织 院落组织 院落自治小组 院落小组 楼组自治组织 楼组自治小组",
}
CATEGORY_WORDS = {
    Category.SERVICE: "服务类 服务 公益服务 公益服务类 社区服务 社区服务类 生活服务类",
    Category.CULTURE: "文体类 文体 文化体育 文化体育类 文体活动 文体活动类 文娱类",
    Category.SELF_GOVERNANCE: "自治类 自治 居民自治 居民自治类 社区自治 议事类",
    Category.SAFETY: "平安类 平安 平安建设 平安建设类 治安类",
    Category.OTHER: "其他 其它 其他类 其它类",
}
TIER_WORDS = {
    Tier.REGISTERED: "民政登记", Tier.FILED: "街道备案", Tier.LISTED: "社区列管", Tier.ENTERPRISE: "社会企业"}
STATUS_WORDS = {Status.DRAFT: "草稿", Status.ACTIVE: "正常", Status.SUSPENDED: "暂停", Status.CANCELLED: "注销",
                Status.REVOKED: "撤销"}
LEFT_WORDS = {"注销", "已注销", "撤销", "已撤销"}  # no longer on record: their rows are not brought in
STANDING_WORDS = {
    Status.ACTIVE: "正常 在册 存续 有效 已备案 已登记 正常运行 正常活动",
    Status.SUSPENDED: "暂停 已暂停 暂停活动 停止活动 暂停备案",
}
YES = "有 是 √ ✓ ✔ ☑ 已制定 已建 已建立 已成立 已有 具备 健全 完备 对 y yes true 1"
NO = "无 否 没有 × ✗ ✘ ✕ ☒ 未制定 未建 未建立 未成立 暂无 n no false 0 x - -- — —— /"
HINT, HINT_ENDS = re.compile(r"(\([^()]*\)|\[[^\[\]]*\]|[*:)\]])$"), (")", "]", "*", ":")
LONGEST_HEADER = 60
FAULT_COLUMN = "错误说明"  # what an annotated ledger has more; read over when it comes back
# Authority and type, the first two characters of the code (GB 32100-2015): 5 civil affairs, 9 market regulation.
CODE_STARTS = {
    Type.ASSOCIATION: "51", Type.SERVICE_AGENCY: "52", Type.FOUNDATION: "53", Type.SOCIAL_ENTERPRISE: "91"}
TOTALS = ("合计", "总计", "小计", "共计", "总数", "累计")
FOOTERS = "填表 填报 制表 审核人 审核: 注: 注1 说明: 备注: 联系人: 单位负责人 负责人: 负责人签 经办"


def column_named(cell: object) -> Column | None:
    """The column a header cell names: `社会组织名称*`, `联系电话（手机）`; None for any other text."""
    return column_of(folded(cell))


def column_of(text: str) -> Column | None:
    """As `column_named`, of a text that is folded already."""
    found, name = NAMED.get(text), text
    while found is None and len(name) < LONGEST_HEADER and name.endswith(HINT_ENDS):
        # In `村(社区)(必填)` the last bracket is the hint, not the first.
        name = HINT.sub("", name)
        found = NAMED.get(name)
    return found or NAMED.get(unbracketed(text))


def type_word(value: str) -> str:
    return TYPE_WORDS[Type(value)].split()[0]


def category_word(value: str) -> str:
    return CATEGORY_WORDS[Category(value)].split()[0]
