"""The table of pages: URL name -> what to open it with, and who does. A page that takes GET and is not here fails."""

from dataclasses import dataclass

OFFICE, DISTRICT, COMMUNITY = "street1", "district1", "community1"
MEMBER, EVALUATOR, FILER, BARRED, ANYBODY = "org3", "expert1", "filer2", "org9", ""
ALL_OFFICERS = (OFFICE, DISTRICT, COMMUNITY)
SIGNED_IN = (OFFICE, DISTRICT, COMMUNITY, MEMBER, EVALUATOR, FILER)


@dataclass(frozen=True)
class Row:
    """One page: its URL name, the key of what it shows (see `things`), and who opens it."""

    name: str
    about: str = ""
    who: tuple[str, ...] = ALL_OFFICERS
    query: str = ""


PAGES = [
    Row("home:home", who=(ANYBODY, MEMBER, EVALUATOR, FILER)),
    Row("admin:index", who=ALL_OFFICERS), Row("admin:data", who=(OFFICE,)),
    Row("notices:inbox", who=SIGNED_IN),
    Row("accounts:reveal", "number", who=(OFFICE,)),
    Row("accounts:set-password", "spent key", who=(ANYBODY,)),
    Row("account_login", who=(ANYBODY,)), Row("account_signup", who=(ANYBODY,)),
    # organizations
    Row("organizations:statistics", who=ALL_OFFICERS), Row("organizations:organizations"),
    Row("organizations:organizations", who=(OFFICE,), query="?name=助老"),
    Row("organizations:organization", "registered", (OFFICE, DISTRICT, MEMBER)),
    Row("organizations:organization", "filed", (OFFICE, COMMUNITY)),
    Row("organizations:organization-edit", "registered", (OFFICE,)),
    Row("organizations:credit-new", "registered", (OFFICE,)), Row("organizations:credit-edit", "credit", (OFFICE,)),
    Row("organizations:people", "registered", (OFFICE, DISTRICT, MEMBER)),
    Row("organizations:holder-new", "registered", (OFFICE, MEMBER)),
    Row("organizations:holder-edit", "holder", (OFFICE, MEMBER)),
    Row("organizations:holder-leave", "holder", (MEMBER,)),
    Row("organizations:pairing-new", "registered", (OFFICE,)), Row("organizations:pairing-end", "pairing", (OFFICE,)),
    Row("organizations:timeline", "registered", (OFFICE, MEMBER)),
    Row("organizations:papers", "registered", (OFFICE, MEMBER)),
    Row("organizations:growth", "registered", (OFFICE, DISTRICT, MEMBER)),
    Row("organizations:growth", "filed", (OFFICE, COMMUNITY)),
    Row("organizations:stage-new", "registered", (OFFICE,)), Row("organizations:visit-new", "registered", (OFFICE,)),
    Row("organizations:visits", who=(*ALL_OFFICERS, MEMBER)),
    Row("organizations:visit", "visit", (OFFICE, MEMBER)), Row("organizations:visit-edit", "visit", (OFFICE,)),
    Row("organizations:imports", who=(OFFICE,)), Row("organizations:import", "import", (OFFICE,)),
    Row("organizations:import", "bad import", (OFFICE,)),
    Row("organizations:mine", who=(MEMBER, FILER, EVALUATOR)),
    Row("organizations:filings"), Row("organizations:filings", who=(FILER,)),
    Row("organizations:filing-start", who=(FILER,)),
    Row("organizations:filing-detail", "waiting filing", ALL_OFFICERS),
    Row("organizations:filing-detail", "returned filing", (FILER, OFFICE)),
    Row("organizations:filing-edit", "basics", (FILER,)), Row("organizations:filing-edit", "people", (FILER,)),
    Row("organizations:filing-materials", "returned filing", (FILER,)),
    Row("organizations:filing-check", "returned filing", (FILER,)),
    Row("organizations:filing-return", "waiting filing", (OFFICE,)),
    Row("organizations:filing-receipt", "returned filing", (FILER,)),
    Row("organizations:filings-batch-done", "filings batch", (OFFICE,)),
    Row("organizations:matters-batch-done", "matters batch", (OFFICE,)),
    Row("projects:reports-batch-done", "reports batch", (OFFICE,)),
    Row("organizations:matters", who=(OFFICE,), query="?status=returned&kind=change"),
    Row("organizations:filings", who=(OFFICE,), query="?status=鞋"),
    Row("organizations:matters", who=(OFFICE, COMMUNITY, MEMBER)),
    Row("organizations:matter", "change", (OFFICE, MEMBER)),
    Row("organizations:matter", "begun cancellation", (MEMBER,)),
    Row("organizations:matter-edit", "begun cancellation", (MEMBER,)),
    Row("organizations:matter-check", "begun cancellation", (MEMBER,)),
    Row("organizations:matter-receipt", "change", (MEMBER,)), Row("organizations:matter-return", "change", (OFFICE,)),
    Row("organizations:matter", "cancellation", (OFFICE,)),
    Row("organizations:matter-record", "registration", (OFFICE,)),
    Row("organizations:members", "registered", (OFFICE, MEMBER)),
    Row("organizations:invitation", "invitation", (EVALUATOR,)),
    Row("organizations:check", who=(ANYBODY,)), Row("organizations:check", who=(ANYBODY,), query="?number=1"),
    Row("organizations:public-certificate", "no certificate", (ANYBODY,)),
    # projects
    Row("projects:projects", who=(*ALL_OFFICERS, MEMBER)),
    Row("projects:project-new", who=(OFFICE,)), Row("projects:project-edit", "draft project", (OFFICE,)),
    Row("projects:project", "draft project", (OFFICE,)), Row("projects:project", "approved project", (OFFICE,)),
    Row("projects:project", "running project", (OFFICE, DISTRICT, MEMBER)),
    Row("projects:project", "closed project", (OFFICE,)), Row("projects:project", "terminated project", (OFFICE,)),
    Row("projects:project-history", "running project", (OFFICE, MEMBER)),
    Row("projects:contract-new", "project without contract", (OFFICE,)),
    Row("projects:contract-edit", "draft contract", (OFFICE,)),
    Row("projects:contract-sign", "draft contract", (OFFICE,)),
    Row("projects:instalment-pay", "instalment", (OFFICE,)),
    Row("projects:activities", "running project", (OFFICE, MEMBER)),
    Row("projects:activity-new", "running project", (MEMBER,)),
    Row("projects:activity", "activity", (OFFICE, MEMBER)), Row("projects:activity-edit", "activity", (MEMBER,)),
    Row("projects:spendings", "running project", (OFFICE, MEMBER)),
    Row("projects:spending-new", "running project", (MEMBER,)),
    Row("projects:spending", "spending", (OFFICE, MEMBER)), Row("projects:spending-edit", "spending", (MEMBER,)),
    Row("projects:reports", who=(*ALL_OFFICERS, MEMBER)), Row("projects:summary", who=ALL_OFFICERS),
    Row("projects:report", "due report", (OFFICE, MEMBER)), Row("projects:report", "submitted report", (OFFICE,)),
    Row("projects:report", "returned report", (OFFICE,)), Row("projects:report", "accepted report", (OFFICE, DISTRICT)),
    Row("projects:report-edit", "due report", (MEMBER,)),
    # evaluations
    Row("evaluations:schemes"), Row("evaluations:scheme", "scheme", (OFFICE, DISTRICT)),
    Row("evaluations:scheme-new", who=(OFFICE,)),
    Row("evaluations:scheme-edit", "draft scheme", (OFFICE,)),
    Row("evaluations:days"), Row("evaluations:day-new", who=(OFFICE,)),
    Row("evaluations:day-detail", "planned day", (OFFICE, DISTRICT)),
    Row("evaluations:day-edit", "planned day", (OFFICE,)),
    Row("evaluations:day-subjects", "planned day", (OFFICE,)), Row("evaluations:day-panel", "planned day", (OFFICE,)),
    Row("evaluations:day-panel", "planned day", (OFFICE,), query="?q=许教授"),
    Row("evaluations:day-detail", "scoring day", (OFFICE,)), Row("evaluations:day-detail", "published day", (OFFICE,)),
    Row("evaluations:day-board", "scoring day", (OFFICE,)), Row("evaluations:day-board", "published day", (OFFICE,)),
    Row("evaluations:day-lock", "scoring day", (OFFICE,)),
    Row("evaluations:day-open", "planned day", (OFFICE,)),
    Row("evaluations:day-results", "published day", (OFFICE, DISTRICT)),
    Row("evaluations:subject", "subject", (OFFICE, "org13")),
    Row("evaluations:sheets", who=(EVALUATOR, MEMBER)),
    Row("evaluations:sheet", "undeclared sheet", (EVALUATOR,)), Row("evaluations:sheet", "open sheet", (EVALUATOR,)),
    Row("evaluations:sheet", "signed sheet", (EVALUATOR,)), Row("evaluations:sheet", "barred sheet", (BARRED,)),
    Row("evaluations:sheet-print", "signed sheet", (EVALUATOR,)),
    Row("evaluations:sheet-exclude", "open sheet", (OFFICE,)),
    Row("evaluations:public", who=(ANYBODY,)), Row("evaluations:public-day", "published day", (ANYBODY,)),
]

# Files come from these; each is opened once and must hold what it says.
FILES = [
    Row("organizations:organizations-export", who=(OFFICE,)), Row("organizations:statistics-file", who=(OFFICE,)),
    Row("organizations:import-annotated", "bad import", (OFFICE,)),
    Row("organizations:filing-material", "charter", (FILER,)),
    Row("organizations:matter-paper", "matter paper", (OFFICE, MEMBER)),
    Row("organizations:paper", "handed in", (OFFICE,)), Row("organizations:visits-export", who=(OFFICE,)),
    Row("organizations:growth-print", "registered", (OFFICE,)),
    Row("organizations:growth-export", "registered", (OFFICE,)),
    Row("projects:projects-export", who=(OFFICE,)),
    Row("projects:activity-photo", "photo", (MEMBER,)), Row("projects:spending-voucher", "spending", (MEMBER,)),
    Row("projects:summary-file", who=(OFFICE,)), Row("projects:report-pdf", "accepted report", (OFFICE,)),
    Row("projects:report-docx", "accepted report", (OFFICE,)),
    Row("evaluations:day-workbook", "published day", (OFFICE,)), Row("evaluations:day-pdf", "published day", (OFFICE,)),
]
# Walked by a journey: their page comes only after an act of the same journey.
JOURNEYS = {"organizations:filing-certificate", "organizations:filing-material-earlier", "evaluations:sheet-sign"}
