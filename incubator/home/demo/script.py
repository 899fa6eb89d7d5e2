"""What the demo street is made of: places, people, projects, as plain tables. All persons are invented.

Organizations named in the articles behind the product appear only in good standing; what is late, thin or low belongs
to invented ones. Sums follow the articles where they give any: 29,000-odd service hours for 4,900-odd elders,
80-odd patrols, 23 people in rehabilitation training, 200-odd performances.
"""

from dataclasses import dataclass

DISTRICT = ("330105", "拱墅区")
STREET = ("330105005", "拱宸桥街道")
COMMUNITIES = [
    "桥西社区", "永庆路社区", "蚕花园社区", "台州路社区", "温州路社区", "金华路社区", "登云路社区", "丽水路社区", "荣华里社区",
    "大塘巷社区",
]
POPULATION = [9120, 8350, 7980, 8840, 7210, 9460, 8120, 7730, 6950, 7040]

# (user name, name, role, area name)
OFFICERS = [
    ("street1", "周明远", "street_officer", "拱宸桥街道"),
    ("street2", "林晓岚", "street_officer", "拱宸桥街道"),
    ("community1", "方雨晴", "community_worker", "桥西社区"),
    ("district1", "沈国梁", "district_officer", "拱墅区"),
]
# (user name, name, organization): its administrator in the portal
MEMBERS = [
    ("org1", "赵秋霞", "巾帽西丽助老服务中心"),
    ("org2", "钱建华", "元墅养老服务中心"),
    ("org3", "孙丽君", "心巢公益服务中心"),
    ("org4", "李向阳", "拱宸桥街道老兵优抚服务中心"),
    ("org5", "吴雅芬", "拱宸桥街道平安巡逻工作室"),
    ("org6", "郑海燕", "乐漫土创意工作室"),
    ("org7", "王思远", "沈宜元心理工作室"),
    ("org8", "冯玉兰", "丽水路社区邻里调解站"),
    ("org9", "陈文彬", "民星大舞台文体联合会"),
    ("org10", "褚卫东", "拱宸桥街道垃圾分类工作室"),
    ("org11", "卫晓梅", "拱宸桥街道心理关爱服务中心"),
    ("org12", "蒋立新", "拱宸桥街道花艺社会工作站"),
    ("org13", "韩慧敏", "贝贝学堂"),
    ("org14", "杨书涵", "文澜书苑"),
    ("org15", "朱桂英", "“运河大妈、拱宸大伯”志愿者联合会"),
    ("org16", "秦向东", "健康社区促进会"),
]
EXPERTS = [("expert1", "许教授"), ("expert2", "何会计师"), ("expert3", "吕社工师"), ("expert4", "施律师"), ("expert5", "张督导")]
RESIDENTS = [("resident1", "孔阿姨"), ("resident2", "曹师傅"), ("resident3", "严奶奶"), ("resident4", "华大伯"),
             ("resident5", "金女士")]
PEERS = [("org15", "“运河大妈、拱宸大伯”志愿者联合会"), ("org3", "心巢公益服务中心"), ("org16", "健康社区促进会")]


@dataclass(frozen=True)
class Plan:
    """One project as the demo tells it. Money in yuan; `hours`, `people`, `times` are the sums over its activities.

    `ends`: draft, approved, running, closed, terminated. `last`: how its last report stands (accepted, submitted,
    returned, due) and `late` how many reports before it nobody wrote. `fresh`: its last period ended days ago.
    """

    name: str
    need: str
    field: str
    method: str
    contractor: str
    yuan: int
    lines: dict[str, int]  # percent of the amount
    work: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    host: str = ""
    sessions: int = 0
    hours: int = 0
    people: int = 0
    times: int = 0
    ends: str = "running"
    last: str = "accepted"
    late: int = 0
    fresh: bool = False
    spent: int = 88  # percent of the money the time passed would allow


STAFF = {"人员补贴": 60, "活动物资": 25, "管理费用": 15}

PLANS = [
    Plan("运河文化广场平安巡逻", "广场人流密集，需专业力量定时巡逻、排查隐患、处置警情。", "safety", "procurement",
         "拱宸桥街道平安巡逻工作室", 960_000, {"人员补贴": 75, "装备器材": 15, "管理费用": 10},
         ("广场早晚高峰巡逻", "节假日安保", "消防隐患排查", "反扒窃宣传"), ("运河文化广场", "金华路", "桥弄街"),
         sessions=84, hours=756, people=5040, times=12600, fresh=True, last="submitted"),
    Plan("独居老人送餐助老服务", "独居、高龄老人日间用餐与照料无人承担。", "elder_care", "procurement", "巾帽西丽助老服务中心", 480_000,
         STAFF, ("上门送餐", "日常探访", "陪同就医"), ("蚕花园社区", "荣华里社区", "桥西社区"),
         sessions=288, hours=9648, people=1620, times=19440, spent=94),
    Plan("空巢老人居家照料服务", "空巢老人居家安全与生活照料。", "elder_care", "procurement", "元墅养老服务中心", 420_000,
         STAFF, ("居家照料", "助洁助浴", "安全巡查"), ("登云路社区", "温州路社区"),
         sessions=252, hours=8232, people=1356, times=16272, spent=92),
    Plan("孤寡老人关爱陪伴项目", "孤寡老人精神慰藉与节日关怀。", "elder_care", "venture_grant", "心巢公益服务中心", 180_000,
         STAFF, ("陪伴聊天", "节日慰问", "健康讲座"), ("桥西之家阳光老人家", "永庆路社区"),
         sessions=180, hours=6336, people=1104, times=9936, fresh=True, last="due"),
    Plan("高龄老兵居家服务", "高龄退役军人的居家照料。", "elder_care", "venture_grant", "拱宸桥街道老兵优抚服务中心", 150_000,
         STAFF, ("上门探望", "代办服务", "口述历史记录"), ("大塘巷社区", "金华路社区"),
         sessions=144, hours=4896, people=852, times=6816, fresh=True, last="returned"),
    Plan("工疗站康复训练", "精神残疾人员的康复训练与就业支持。", "rehabilitation", "venture_grant", "乐漫土创意工作室", 120_000,
         {"师资补贴": 55, "训练材料": 30, "管理费用": 15}, ("手工训练", "劳动技能训练", "就业辅导"), ("永庆路社区工疗站",),
         sessions=96, hours=288, people=23, times=2208, ends="closed", spent=100),
    Plan("心理服务普惠万家", "居民心理健康服务与社工驻点。", "psychology", "direct_commission", "沈宜元心理工作室", 96_000,
         {"咨询师补贴": 70, "活动物资": 18, "管理费用": 12}, ("驻点咨询", "“收集小确幸”心理沙龙", "心理讲座"),
         ("桥西之家", "悦聊室"), sessions=96, hours=336, people=768, times=1440, spent=90),
    Plan("邻里纠纷调解服务", "老旧小区邻里矛盾多发，需就近调解。", "mediation", "direct_commission", "丽水路社区邻里调解站", 48_000,
         {"调解补贴": 70, "宣传资料": 20, "托管费用": 10}, ("上门调解", "议事协商会", "法律宣传"), ("丽水路社区",),
         host="拱宸桥街道法律援助服务中心", sessions=60, hours=180, people=240, times=360),
    Plan("民星大舞台周末演出", "居民周末文化生活与群众团队展示。", "culture", "venture_grant", "民星大舞台文体联合会", 150_000,
         {"演出补贴": 60, "舞台音响": 30, "管理费用": 10}, ("周末综合演出", "越剧专场", "“拱宸先锋行”公益演出"), ("运河广场南戏楼",),
         sessions=204, hours=510, people=7200, times=20400, spent=93),
    Plan("垃圾分类入户宣讲", "新建小区垃圾分类知晓率偏低。", "volunteering", "venture_grant", "拱宸桥街道垃圾分类工作室", 60_000,
         {"志愿者补贴": 50, "宣传物资": 40, "管理费用": 10}, ("入户宣讲", "定点督导"), ("金华路社区",),
         sessions=24, hours=72, people=320, times=480, late=2, last="due", spent=38),
    Plan("青少年心理陪伴", "假期青少年情绪困扰。", "psychology", "venture_grant", "拱宸桥街道心理关爱服务中心", 72_000,
         {"咨询师补贴": 65, "活动物资": 25, "管理费用": 10}, ("团体辅导", "个案面谈"), ("金华路社区", "温州路社区"),
         sessions=48, hours=144, people=180, times=540, fresh=True, last="submitted"),
    Plan("社区花艺疗愈", "独居居民的社交与情绪支持。", "other", "venture_grant", "拱宸桥街道花艺社会工作站", 36_000,
         {"师资补贴": 50, "材料费用": 50}, ("花艺课堂",), ("金华路社区",),
         sessions=9, hours=18, people=90, times=135, ends="terminated", spent=40),
    Plan("儿童假期学堂", "寒暑假儿童托管与阅读。", "other", "venture_grant", "贝贝学堂", 45_000,
         {"师资补贴": 60, "图书物资": 30, "托管费用": 10}, host="心巢公益服务中心", ends="approved"),
    Plan("楼道消防隐患排查", "老旧楼道堆物与飞线充电隐患。", "safety", "direct_commission", "拱宸桥街道消防宣传服务中心", 80_000,
         {"人员补贴": 70, "检测器材": 30}, ends="draft"),
]

NEGATIVE_LIST_NOTE = "已对照负面清单：属公共服务，不涉及劳务派遣。"
RESULTS = "{month}月按计划开展“{work}”，服务对象反响良好，签到与照片已归档。"

# Filings on their way: (user name, person, organization, community, class, how far)
FILINGS = [
    ("filer1", "尤佳怡", "桥西社区旧物循环社", "桥西社区", "service", "submitted"),
    ("filer2", "施立诚", "登云路社区楼道自治队", "登云路社区", "self_governance", "returned"),
]

# (organization, kind, what for, source, months ago, months it counts, months ago it was taken off and why)
CREDIT = [
    ("拱宸桥街道心理关爱服务中心", "honour", "优秀社区社会组织", "街道社会组织孵化中心（演示）", 8, None, None),
    ("拱宸桥街道义务理发服务中心", "honour", "为民服务示范项目", "街道社会组织孵化中心（演示）", 20, 24, None),
    ("拱宸桥街道垃圾分类工作室", "fault", "连续两期进度报告逾期未报", "拱宸桥街道办事处（演示）", 1, 12, None),
    ("拱宸桥街道健步走社会工作站", "abnormal", "通过登记的住所无法取得联系", "区民政局（演示）", 26, None, None),
    ("拱宸桥街道书画服务中心", "abnormal", "未按规定报送年度工作报告", "区民政局（演示）", 5, None, None),
    ("拱宸桥街道围棋服务中心", "abnormal", "未按期完成整改", "区民政局（演示）", 14, None, (9, "已完成整改，区民政局移出（演示）")),
]
# (organization, name or "" for the head on record, office, member of the Party, months ago, years, months ago they left)
HOLDERS = [
    ("心巢公益服务中心", "", "legal_representative", True, 14, 4, None),
    ("心巢公益服务中心", "戚文涛", "council", True, 14, 4, None),
    ("心巢公益服务中心", "谢宛宁", "supervisor", False, 14, 4, None),
    ("民星大舞台文体联合会", "", "legal_representative", True, 30, 5, None),
    ("民星大舞台文体联合会", "邹凯旋", "finance", False, 30, 5, None),
    ("贝贝学堂", "", "responsible_person", True, 10, 3, None),
    ("拱宸桥街道心理关爱服务中心", "", "legal_representative", False, 47, 4, None),
    ("拱宸桥街道心理关爱服务中心", "喻晓棠", "council", True, 47, 4, None),
    ("拱宸桥街道心理关爱服务中心", "柏松年", "council", False, 47, 4, 6),
    ("拱宸桥街道花艺社会工作站", "", "legal_representative", False, 40, 3, None),
]
# (organization, community, branch, months ago, months ago it ended)
PAIRINGS = [
    ("心巢公益服务中心", "蚕花园社区", "蚕花园社区第一党支部", 12, None),
    ("贝贝学堂", "永庆路社区", "永庆路社区第二党支部", 7, None),
    ("拱宸桥街道心理关爱服务中心", "金华路社区", "金华路社区第三党支部", 30, 5),
    ("拱宸桥街道心理关爱服务中心", "温州路社区", "温州路社区第一党支部", 4, None),
]

# Annual reports of last year: (user, how far, what the office says); everybody else reports in the second batch
ANNUAL = [
    ("org4", "qualified", "材料齐全，合格。"),
    ("org9", "qualified", "活动面广，合格。"),
    ("org11", "qualified", "合格。"),
    ("org12", "basically_qualified", "项目中途终止，财务资料不全，请整改。"),
    ("org2", "waiting", ""),
    ("org10", "late", ""),
]
# (organization, months ago, stage of growth, why)
STAGES = [
    ("心巢公益服务中心", 30, "admitted", "签订入驻协议，章程和财务制度待完善"),
    ("心巢公益服务中心", 18, "growing", "专职人员稳定，开始承接街道小额项目"),
    ("心巢公益服务中心", 5, "graduated", "独立承接购买服务项目，制度健全，具备出壳条件"),
    ("贝贝学堂", 12, "seed", "有发起人和固定活动，章程已备案"),
    ("贝贝学堂", 3, "admitted", "进入孵化中心，由托管组织带教"),
    ("拱宸桥街道心理关爱服务中心", 14, "growing", "服务团队稳定，台账规范"),
    ("民星大舞台文体联合会", 9, "leading", "带动十余支群众文艺团队"),
]
# (organization, kind, months ago, who went, subject, found, agreed, days from today to the next visit, internal note)
VISITS = [
    ("心巢公益服务中心", "coaching", 20, "周明远、督导老师", "财务制度辅导", "收支有记录，报销审批一人经手。",
     "一个月内补齐报销审批制度，街道提供范本。", None, ""),
    ("心巢公益服务中心", "visit", 11, "林晓岚", "项目中期走访", "服务对象反映良好，志愿者签到齐全。", "继续按月公开服务记录。", None, ""),
    ("心巢公益服务中心", "coaching", 2, "周明远", "出壳后跟踪辅导", "独立运营平稳，正在招募第二名专职社工。",
     "下次走访时看新人培训计划。", 20, "负责人有意扩大服务片区，可与新社区商量场地。"),
    ("贝贝学堂", "visit", 6, "林晓岚、桥西社区工作者", "入壳前走访", "活动场地偏小，家长志愿者积极。", "先用社区活动室，寒假前落实排班。", None, ""),
    ("贝贝学堂", "coaching", 2, "林晓岚", "章程与理事会辅导", "理事会一年未开会。", "年底前召开理事会，形成会议纪要。", -3,
     "托管费用到账较慢，需与托管组织核对。"),
    ("拱宸桥街道心理关爱服务中心", "coaching", 4, "周明远、吕社工师", "个案记录规范辅导", "个案记录完整，保密措施需加强。",
     "个案档案上锁，专人保管。", 45, ""),
    ("拱宸桥街道垃圾分类工作室", "visit", 1, "林晓岚", "逾期报告走访", "骨干人手不足，记录未及时整理。",
     "两周内补报，社区安排一名志愿者协助。", 6, "若再逾期，提请列入不良记录。"),
]

# Finished review day: (organization, marks in percent of the full mark: low and high)
JUDGED = [("贝贝学堂", (88, 97)), ("文澜书苑", (85, 95)), ("拱宸桥街道花艺社会工作站", (58, 74))]
TO_BE_JUDGED = ["心理服务普惠万家", "民星大舞台周末演出", "垃圾分类入户宣讲"]
