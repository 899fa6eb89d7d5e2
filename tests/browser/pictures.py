"""The pictures kept in docs/screens: their widths, and what each shows, in Chinese and English."""

BOTH, WIDE, NARROW = (1280, 390), (1280,), (390,)

PICTURES: dict[str, tuple[tuple[int, ...], str, str]] = {
    "office": (
        BOTH, "街道工作人员打开 /admin/：先看待办，再看概览",
        "The officer's /admin/: to-do list first, then the street"),
    "portal": (NARROW, "社会组织首页：要做什么、何时截止", "The organization's home: what to do, until when"),
    "evaluator": (NARROW, "评委首页：我的评分表，已完成几份", "The evaluator's home: my sheets, n of m done"),
    "front": (WIDE, "未登录时的首页", "The front page before signing in"),
    "ledger-faults": (
        WIDE, "台账有错误：一次说全，逐行说明改法",
        "A faulty ledger: every fault at once, with how to mend it"),
    "ledger-preview": (WIDE, "导入前预览：新增、变更、不变各多少", "Preview before the import"),
    "register": (WIDE, "社会组织名册（199 家）", "The register of 199 organizations"),
    "filing-steps": (NARROW, "备案：分步填写，随时保存", "A filing step by step"),
    "filing-check": (NARROW, "备案：核对填写内容", "Check your answers"),
    "filing-receipt": (NARROW, "备案：回执编号与接下来的步骤", "The receipt and what happens next"),
    "filing-return": (WIDE, "街道退回补正：意见写在对应栏目旁", "The officer returns it with words beside the field"),
    "certificate-public": (NARROW, "扫码查验：证书是否有效", "The public page of a certificate"),
    "change-form": (
        NARROW, "变更事项：登记册现有内容，只改有变化的", "A change: what the register says, to be put right"),
    "change-office": (WIDE, "街道审核变更：新旧内容对照，先受理再批准", "Judging a change: old beside new"),
    "cancellation-blocked": (NARROW, "注销前应先办结的事项，逐项可点", "What must be settled before a cancellation"),
    "organization-changed": (WIDE, "组织详情：信用、任期、事项与证书", "One organization: credit, terms, matters"),
    "annual-form": (NARROW, "年度报告：平台已有的数据先填好", "The annual report, filled in with what is known"),
    "annual-campaign": (WIDE, "年报批次：已交、逾期、须电话催报各多少", "The campaign: who handed in, who is late"),
    "catalogue-call": (NARROW, "目录申报：逐项看符合哪些条件", "The call: which conditions are met"),
    "catalogue-round": (WIDE, "年度目录：申报组织与列入条件", "A round of the catalogue with its entries"),
    "catalogue-object": (NARROW, "居民对公示名单提出异议", "A resident objects"),
    "catalogue-objection": (WIDE, "街道答复异议，号码不露", "The office answers an objection"),
    "catalogue-public": (NARROW, "公开目录：按名称、领域查询", "The public catalogue"),
    "batch-list": (BOTH, "批量办理：跨页勾选，手机上也可用", "Ticking lines over several pages"),
    "batch-confirm": (BOTH, "批量办理前核对：哪一项会怎样，附常用意见", "What happens to which, and why"),
    "batch-result": (BOTH, "批量办理结果：逐项说明，未办理的写明原因", "What became of each, and why not"),
    "project-contractor": (WIDE, "选承接主体：不能承接的说明原因", "Who may take a purchase, and why others may not"),
    "contract-form": (WIDE, "合同与分期拨付", "The contract and its instalments"),
    "project-office": (WIDE, "项目页（街道）", "A project as the officer sees it"),
    "project-own": (NARROW, "项目页（承接组织，手机）", "A project on the organization's phone"),
    "activity-form": (
        NARROW, "手机登记活动：错误说在栏目旁，照片不丢",
        "Recording an activity: a fault, and nothing lost"),
    "activity": (NARROW, "活动记录", "An activity with its figures"),
    "report-form": (WIDE, "填写进度报告：左边文字，右边数据", "Writing a report beside its figures"),
    "report-office": (WIDE, "审核进度报告", "Judging a report"),
    "summary": (WIDE, "月度汇总", "The street's monthly summary"),
    "scheme-form": (WIDE, "评分方案：指标与权重", "A scheme: indicators and weights"),
    "sheet-declare": (NARROW, "评分前先声明利益冲突", "First the declaration of interests"),
    "sheet": (NARROW, "手机评分，自动保存", "Scoring on a phone, saved by itself"),
    "board": (WIDE, "评审日实时进度", "The live board of a review day"),
    "results": (WIDE, "评审结果", "The result as computed"),
    "explained": (WIDE, "得分由来：评委 × 指标 × 权重", "How a score came about"),
    "results-public": (NARROW, "结果公开页：不出现评委姓名", "The public result, without evaluators"),
}


def readme() -> str:
    """The page that lists them."""
    lines = [
        "# 页面截图 · Screens", "",
        "由浏览器走查（`make screens`）在演示街道上生成，人物与数字均为虚构。",
        "Made by the browser journeys (`make screens`) on the demo street; every person and figure is invented.", ""]
    for name, (widths, chinese, english) in PICTURES.items():
        lines += [f"## {chinese}", "", english, ""]
        lines += [f"![{chinese}]({name}-{width}.png)" for width in widths] + [""]
    return "\n".join(lines)
