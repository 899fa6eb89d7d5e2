"""The countrywide defaults, each with its source; an office overrides them by rows of its own area and date."""

from datetime import date

from django.db import migrations

# key, value, in force from, source
DEFAULTS = [
    ("filing-min-members", 10, date(2020, 1, 1),
     "街道备案条件：成员不少于 10 人（街道孵化中心办法）"),
    ("filing-requires", ["responsible_person", "charter", "venue"], date(2020, 1, 1),
     "街道备案条件：有负责人、有章程、有相对固定的活动场所（街道孵化中心办法）"),
    ("filing-form-requires", ["name", "area", "category", "purpose", "identity_no", "phone", "member_count"],
     date(2020, 1, 1), "本地默认：备案申请表的必填项（另加备案条件所列各项）"),
    ("listing-requires",
     {"resident_group": ["responsible_person", "phone", "member_count"],
      "courtyard_group": ["responsible_person", "phone", "venue"]}, date(2020, 1, 1),
     "本地默认：社区群众活动团队登记负责人、电话和人数，院落自治组织登记负责人、电话和所在院落"),
    ("listing-min-members", 3, date(2020, 1, 1),
     "本地默认：社区列管的团队不少于 3 人；规模较小、组织较为松散的由社区居委会指导管理"
     "（《培育发展社区社会组织专项行动方案（2021—2023年）》）"),
    ("filing-answer-workdays", 10, date(2020, 1, 1),
     "本地默认：受理备案申请后 10 个工作日内答复（国家未作统一规定）"),
    ("registered-association-min-members", 50, date(2016, 2, 6),
     "《社会团体登记管理条例》（2016 年修订）第十条"),
    ("filing-methods", ["venture_grant", "direct_commission"], date(2020, 1, 1),
     "本地默认：备案组织不具法人资格，只承接公益创投或小额直接委托，由登记的托管组织签约收款"),
    ("direct-commission-limit-fen", 5_000_000, date(2020, 1, 1),
     "本地默认：备案组织直接委托不超过 5 万元，请按本区政府采购限额和内控制度调整"),
    ("invitation-hours", 72, date(2020, 1, 1),
     "本地默认：邀请链接一次有效，最长 72 小时"),
    ("matter-chain",
     {"registration": ["accept", "review"], "change": ["accept"], "cancellation": ["accept", "review"]},
     date(2020, 1, 1),
     "本地默认：成立登记初审和注销经受理、初审后审批，变更经受理后审批，备案直接审批；一人办公的可全部留空"),
    ("change-answer-workdays", 10, date(2020, 1, 1),
     "本地默认：受理变更申请后 10 个工作日内答复"),
    ("cancellation-answer-workdays", 10, date(2020, 1, 1),
     "本地默认：受理注销申请后 10 个工作日内答复"),
    ("registration-answer-days", 30, date(2020, 1, 1),
     "本地默认：街道初审 30 日内答复（登记管理机关的期限为 60 日：《社会团体登记管理条例》第十二条）"),
    ("change-papers",
     {"name": ["resolution", "charter"], "responsible_person": ["resolution", "appointment"],
      "venue": ["venue_proof"], "purpose": ["resolution", "charter"]}, date(2020, 1, 1),
     "本地默认：变更名称、业务范围附决议和章程，变更负责人附决议和任职文件，变更场所附场所证明"),
    ("cancellation-papers", ["resolution", "liquidation"], date(2020, 1, 1),
     "《社会团体登记管理条例》第十九至二十三条：注销前成立清算组织，完成清算"),
    ("registration-papers", ["application", "charter", "venue_proof", "roster", "capital"], date(2020, 1, 1),
     "《社会团体登记管理条例》第十一条、《民办非企业单位登记管理暂行条例》第九条"),
    ("paper-valid-months", {"charter": 36, "venue_proof": 12, "roster": 6}, date(2020, 1, 1),
     "本地默认：已收章程 36 个月内、场所证明 12 个月内、会员名册 6 个月内不再重复收取（一次提交）"),
    ("abnormal-list-years", 2, date(2018, 1, 24),
     "《社会组织信用信息管理办法》（民政部令第60号）：被列入活动异常名录满 2 年的，列入严重违法失信名单"),
    ("term-warning-days", 60, date(2020, 1, 1),
     "本地默认：负责人、理事等任期届满前 60 天提示换届"),
    ("instalment-split",
     [{"percent": 50, "trigger": "agreement"}, {"percent": 30, "trigger": "midterm_pass"},
      {"percent": 20, "trigger": "acceptance"}], date(2020, 1, 1),
     "本地默认：首款 50%、中期 30%、尾款 20%，请按合同和资金管理办法调整"),
    ("report-due-workdays", 5, date(2020, 1, 1),
     "本地默认：期末后 5 个工作日内提交进度报告"),
    ("report-reminder-days", [-7, -3, -1, 0], date(2020, 1, 1),
     "本地默认：到期前 7、3、1 日和当日提醒"),
    ("report-overdue-every-days", 7, date(2020, 1, 1),
     "本地默认：逾期后每 7 日提醒一次"),
    ("report-alert-gap-points", 30, date(2020, 1, 1),
     "本地默认：时间进度超过资金执行率 30 个百分点即预警"),
    ("report-alert-line-percent", 110, date(2020, 1, 1),
     "本地默认：预算科目支出超过预算 110% 即预警"),
    ("report-escalate-after", 2, date(2020, 1, 1),
     "本地默认：逾期提醒满 2 次仍未提交的，同时告知街道干部"),
    ("report-alert-target-points", 30, date(2020, 1, 1),
     "本地默认：时间进度超过绩效目标完成率 30 个百分点即预警"),
    ("review-recusal-years", 2, date(2020, 1, 1),
     "《社会组织评估管理办法》（民政部令第39号）：在参评组织任职或离职不满 2 年的应当回避"),
    ("review-bar-reciprocity", True, date(2020, 1, 1),
     "本地默认：同一评审日内两家组织不得互评"),
    ("review-min-raters", 3, date(2020, 1, 1),
     "本地默认：每组有效评分不少于 3 份"),
    ("review-trim-from", 5, date(2020, 1, 1),
     "本地默认：每组满 5 份起去掉一个最高分和一个最低分"),
    ("review-group-weights", {"peer": 30, "expert": 50, "resident": 20}, date(2020, 1, 1),
     "本地默认：同行组织 30、专家 50、居民代表 20"),
    ("review-dimension-weights", {"org_building": 30, "mgmt_service": 30, "work_performance": 40}, date(2020, 1, 1),
     "本地默认：组织建设 30、管理服务 30、工作绩效 40"),
    ("review-template-organization", [
        {"outline": "1", "name": "组织建设", "weight": 30},
        {"outline": "1.1", "name": "章程与制度", "weight": 30, "max_points": 10,
         "guidance": "章程完备并执行，人事、财务、档案制度健全：8—10；有制度但执行不全：5—7；缺章程或主要制度：0—4"},
        {"outline": "1.2", "name": "负责人与团队", "weight": 30, "max_points": 10,
         "guidance": "负责人履职，骨干稳定，分工明确：8—10；人员流动较大：5—7；无人负责：0—4"},
        {"outline": "1.3", "name": "党建工作", "weight": 20, "max_points": 10, "may_not_apply": True,
         "guidance": "有党组织或联络员，活动正常。没有党员的可选「不适用」"},
        {"outline": "1.4", "name": "场所与备案登记信息", "weight": 20, "max_points": 10,
         "guidance": "有相对固定的活动场所，登记或备案信息及时更新"},
        {"outline": "2", "name": "管理服务", "weight": 30},
        {"outline": "2.1", "name": "服务计划与落实", "weight": 40, "max_points": 10,
         "guidance": "有年度计划，按计划开展，有记录可查"},
        {"outline": "2.2", "name": "财务管理与公开", "weight": 30, "max_points": 10,
         "guidance": "专款专用，票据齐全，收支定期公开"},
        {"outline": "2.3", "name": "志愿者管理", "weight": 30, "max_points": 10, "may_not_apply": True,
         "guidance": "有招募、记录和激励办法。不使用志愿者的可选「不适用」"},
        {"outline": "3", "name": "工作绩效", "weight": 40},
        {"outline": "3.1", "name": "服务数量与覆盖面", "weight": 30, "max_points": 10,
         "guidance": "服务人次、受益人数达到或超过目标"},
        {"outline": "3.2", "name": "服务质量与居民满意度", "weight": 40, "max_points": 10,
         "guidance": "居民反映好，满意度调查有结果"},
        {"outline": "3.3", "name": "参与社区治理的作用", "weight": 30, "max_points": 10,
         "guidance": "参与平安、调解、为老等社区事务，有实例"},
    ], date(2020, 1, 1),
     "本地默认：街道社会组织测评三个维度（组织建设、管理服务、工作绩效），细项请按本街道办法调整"),
    ("review-template-project", [
        {"outline": "1", "name": "政府导向", "weight": 30},
        {"outline": "1.1", "name": "符合街道重点工作", "weight": 60, "max_points": 10,
         "guidance": "与当年购买服务目录和街道重点工作一致"},
        {"outline": "1.2", "name": "针对真实需求", "weight": 40, "max_points": 10, "guidance": "有需求调查或居民诉求作依据"},
        {"outline": "2", "name": "创新程度", "weight": 30},
        {"outline": "2.1", "name": "服务方法新", "weight": 60, "max_points": 10, "guidance": "方法、机制或资源整合上有新做法"},
        {"outline": "2.2", "name": "可复制推广", "weight": 40, "max_points": 10, "may_not_apply": True,
         "guidance": "形成可推广的流程或工具。只服务特定对象的可选「不适用」"},
        {"outline": "3", "name": "社会效益", "weight": 40},
        {"outline": "3.1", "name": "受益人群与成效", "weight": 50, "max_points": 10, "guidance": "目标完成，受益人群有可见变化"},
        {"outline": "3.2", "name": "居民评价", "weight": 30, "max_points": 10, "guidance": "居民知晓、认可"},
        {"outline": "3.3", "name": "可持续性", "weight": 20, "max_points": 10, "guidance": "资金、人员有后续安排"},
    ], date(2020, 1, 1),
     "本地默认：项目评审内容为符合政府导向、创新程度、社会效益，权重请按本街道办法调整"),
    ("performance-grades",
     [{"grade": "excellent", "from": 90}, {"grade": "good", "from": 80}, {"grade": "fair", "from": 60},
      {"grade": "poor", "from": 0}], date(2020, 1, 1),
     "财政项目支出绩效评价：优 90 分及以上、良 80 分及以上、中 60 分及以上、差 60 分以下"),
]


def plant(apps, schema_editor):
    Rule = apps.get_model("rulebook", "Rule")
    for key, value, start, source in DEFAULTS:
        Rule.objects.get_or_create(
            key=key, area_code="", effective_from=start, defaults={"value": value, "source": source})


def uproot(apps, schema_editor):
    Rule = apps.get_model("rulebook", "Rule")
    for key, _value, start, _source in DEFAULTS:
        Rule.objects.filter(key=key, area_code="", effective_from=start).delete()


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial")]
    operations = [migrations.RunPython(plant, uproot)]
