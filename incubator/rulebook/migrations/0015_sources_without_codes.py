"""Some sources spoke of the codes of their values; they say it in the words in which the value is asked for now."""

from django.db import migrations

WORDED = {  # rule: (the source it was planted with, the same in words)
    "annual-report-bars": (
        "本地默认：年报逾期、不合格或逾期未整改的，选择承接主体时提示（warn）；可改为不提示（none）或不得承接（bar）。各地推荐目录均要求按时年检年报",
        "本地默认：年报逾期、不合格或逾期未整改的，选择承接主体时提示；可改为不提示或不得承接。各地推荐目录均要求按时年检年报"),
    "catalogue-conditions": (
        "本地默认：每项条件的 weight 为 hard（不符合即不得核实通过）、soft（须说明理由）或 off（不用），依据写在 source",
        "本地默认：每项条件可为必须符合（不符合即不得核实通过）、不符合须说明理由或不用，并各写依据"),
    "catalogue-publicity": (
        "本地默认：公示 7 个工作日（unit 为 workdays 工作日或 days 自然日；末日为节假日的顺延，《民法典》第二百零三条）",
        "本地默认：公示 7 个工作日（可按工作日或自然日计算；末日为节假日的顺延，《民法典》第二百零三条）"),
    "purchase-needs-catalogue": (
        "本地默认：政府采购选用目录外组织时提示（warn）；目录供参考，不得排斥目录外的供应商（《政府采购法》第五条），也可设 no 或 bar",
        "本地默认：政府采购选用目录外组织时提示；目录供参考，不得排斥目录外的供应商（《政府采购法》第五条），也可改为不要求或不得选用"),
    "matter-usual-reasons": (
        "本地默认：办理时可勾选的常用意见，按步骤列出，可在 kinds 下按事项类型另列；请按本街道用语增删",
        "本地默认：办理时可勾选的常用意见，按步骤列出，可按事项类型另列；请按本街道用语增删"),
}


def say(apps, before, after):
    """Only where the countrywide value still has the source it was planted with."""
    for key, sources in WORDED.items():
        apps.get_model("rulebook", "Rule").objects.filter(
            key=key, area_code="", source=sources[before]).update(source=sources[after])


def in_words(apps, schema_editor):
    say(apps, 0, 1)


def in_codes(apps, schema_editor):
    say(apps, 1, 0)


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0014_reasons_of_a_registration")]
    operations = [migrations.RunPython(in_words, in_codes)]
