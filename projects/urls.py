"""The addresses of projects, their contracts, the work on them and the reports about them."""

app_name = "projects"

project_urls: list = []
contract_urls: list = []
work_urls: list = []
report_urls: list = []

urlpatterns = [*report_urls, *project_urls, *contract_urls, *work_urls]
