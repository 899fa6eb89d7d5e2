"""The countrywide defaults, each with its source; an office overrides them by rows of its own area and date."""

from datetime import date

from django.db import migrations

# key, value, in force from, source
DEFAULTS = [
    ("filing-min-members", 10, date(2020, 1, 1),
     "街道备案条件：成员不少于 10 人（街道孵化中心办法）"),
    ("filing-requires", ["responsible_person", "charter", "venue"], date(2020, 1, 1),
     "街道备案条件：有负责人、有章程、有相对固定的活动场所（街道孵化中心办法）"),
    ("registered-association-min-members", 50, date(2016, 2, 6),
     "《社会团体登记管理条例》（2016 年修订）第十条"),
    ("filing-methods", ["venture_grant", "direct_commission"], date(2020, 1, 1),
     "本地默认：备案组织不具法人资格，只承接公益创投或小额直接委托，由登记的托管组织签约收款"),
    ("direct-commission-limit-fen", 5_000_000, date(2020, 1, 1),
     "本地默认：备案组织直接委托不超过 5 万元，请按本区政府采购限额和内控制度调整"),
    ("filing-answer-workdays", 20, date(2020, 1, 1),
     "本地默认：收到齐全材料之日起 20 个工作日内答复"),
    ("invitation-hours", 72, date(2020, 1, 1),
     "本地默认：邀请链接一次有效，最长 72 小时"),
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
