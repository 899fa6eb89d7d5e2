"""The parts pages are made of: fields, error summaries, action buttons, history, statuses."""

import lxml.html
import pytest
from django import forms
from django.apps import apps
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from incubator.home.templatetags.house import TONES, faults
from incubator.tracking import Tracked
from incubator.workflow import Action


class Application(forms.Form):
    name = forms.CharField(label="名称", help_text="与章程一致")
    scale = forms.IntegerField(label="人数", required=False, min_value=1)
    kind = forms.ChoiceField(label="类别", choices=[("a", "甲"), ("b", "乙")], widget=forms.RadioSelect)
    area = forms.ChoiceField(label="社区", choices=[("1", "桥西")])
    agreed = forms.BooleanField(label="情况属实")
    paper = forms.FileField(label="章程", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def drawn(form, **context):
    request = RequestFactory().get("/")
    html = render_to_string("includes/_form.html", {"form": form, "submit_label": "提交", **context}, request=request)
    return lxml.html.fromstring(f"<div>{html}</div>")


def test_every_control_has_its_label_and_its_class():
    page = drawn(Application())
    for control in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert page.xpath(f"//label[@for='{control.get('id')}']"), control.get("name")
        assert control.get("class").startswith("form-")


def test_required_fields_say_so_in_words():
    page = drawn(Application())
    marked = [label.text_content() for label in page.xpath("//*[self::label or self::legend][contains(., '必填')]")]
    assert [text.split()[0] for text in marked] == ["名称", "类别", "社区", "情况属实"]


def test_the_browser_leaves_the_judging_to_us_and_files_are_sent():
    form = drawn(Application()).xpath("//form")[0]
    assert form.get("novalidate") is not None
    assert form.get("enctype") == "multipart/form-data"


def test_every_fault_stands_on_top_and_beside_its_field():
    page = drawn(Application({"scale": "0", "area": "1"}))
    summary = page.xpath("//*[@id='error-summary']")[0]
    assert summary.xpath("h2")[0].text == "有 4 处需要修改"
    for link in summary.xpath(".//a"):
        target = page.xpath(f"//*[@id='{link.get('href')[1:]}']")[0]
        field = target.xpath("ancestor::*[contains(concat(' ', @class, ' '), ' field ')]")[0]
        message = field.xpath(".//*[contains(@class, 'errorlist')]")[0].text_content()
        assert message in link.text_content()


def test_a_wrong_field_is_tied_to_its_words():
    control = drawn(Application({})).xpath("//*[@id='id_name']")[0]
    assert control.get("aria-invalid") == "true"
    assert control.get("aria-describedby") == "id_name_helptext id_name_error"


def test_what_was_typed_stays():
    assert drawn(Application({"scale": "0"})).xpath("//*[@id='id_scale']")[0].get("value") == "0"


def test_a_form_not_yet_sent_has_no_summary():
    assert not drawn(Application()).xpath("//*[@id='error-summary']")


def test_faults_of_the_lines_of_a_formset_name_the_line():
    formset = forms.formset_factory(Application)({
        "form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "有", "form-0-kind": "a", "form-0-area": "1",
        "form-0-agreed": "on", "form-1-kind": "a", "form-1-area": "1", "form-1-agreed": "on",
    })
    assert [(where, label) for where, label, _message in faults(formset)] == [("id_form-1-name", "第 2 行：名称")]


@pytest.mark.parametrize(("data", "title"), [({}, "错误：备案"), (None, "备案")])
def test_the_title_tells_of_a_refused_form(data, title):
    page = Template("{% load house %}<title>{% error_prefix %}备案</title>")
    assert page.render(Context({"form": Application(data)})) == f"<title>{title}</title>"


class Thing:
    pk, version, status = 7, 3, "submitted"


def buttons(*actions):
    html = render_to_string(
        "includes/_actions.html", {"thing": Thing(), "actions": actions, "act_url": "/x/7/"},
        request=RequestFactory().get("/"))
    return lxml.html.fromstring(f"<div>{html}</div>")


def test_an_action_is_a_form_that_carries_the_version():
    page = buttons(Action("approve", "批准", lambda u, t: True, {"submitted"}, "approved", weight="primary"))
    form = page.xpath("//form")[0]
    assert (form.get("action"), form.get("method")) == ("/x/7/approve/", "post")
    assert form.xpath("input[@name='version']")[0].get("value") == "3"
    assert "btn-primary" in form.xpath("button")[0].get("class")


def test_an_action_with_a_reason_asks_for_it_without_a_script():
    page = buttons(Action("return", "退回", lambda u, t: True, {"submitted"}, reason_required=True))
    note = page.xpath("//details//textarea")[0]
    assert note.get("name") == "note"
    assert page.xpath(f"//label[@for='{note.get('id')}']")


def test_the_button_that_asks_once_more_says_confirm_once():
    for label, words in (("公布", "确认：公布"), ("确认结果", "确认结果")):
        page = buttons(Action("x", label, lambda u, t: True, {"submitted"}, warning="不能撤回"))
        assert page.xpath("//form/button/text()") == [words]


def test_an_action_with_a_page_of_its_own_has_no_button():
    assert not buttons(Action("edit", "修改", lambda u, t: True, {"submitted"}, button=False)).xpath("//form")


@pytest.mark.django_db
def test_history_is_told_in_words(officer, organization):
    change = organization.changes.create(
        action="create", old="", new=organization.status, by=officer, by_name=str(officer), version=0,
        note="首次登记", fields={"name": ["旧名", "新名"]})
    html = render_to_string("includes/_changes.html", {"changes": [change]})
    label = str(organization._meta.get_field("name").verbose_name)
    for words in ("新建", "街道干部", "首次登记", "旧名", "新名", label):
        assert words in html


def test_every_status_of_the_house_has_its_tone():
    """A new status shows up here first, so that nobody forgets how it looks."""
    codes = {code for model in apps.get_models() if issubclass(model, Tracked)
             for code, _label in model._meta.get_field("status").flatchoices}
    assert codes - set(TONES) == set()


@pytest.mark.parametrize(("number", "links"), [(1, ["下一页"]), (2, ["上一页", "下一页"]), (3, ["上一页"])])
def test_pages_keep_what_was_asked(number, links):
    page = Paginator(range(120), 50).page(number)
    request = RequestFactory().get("/", {"q": "助老", "page": number})
    nav = lxml.html.fromstring(render_to_string("includes/_pages.html", {"page": page}, request=request))
    assert [link.text for link in nav.xpath(".//a")] == links
    assert all("q=" in link.get("href") for link in nav.xpath(".//a"))
    assert "共 120 条" in nav.text_content()
