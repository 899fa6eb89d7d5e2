"""Schemes: drawn as lines, checked as a whole, fixed once ready."""

import uuid

import pytest

from evaluations import preparing
from evaluations.models import Scheme
from evaluations.preparing import Line
from evaluations.workflow import scheme_workflow
from incubator.workflow import Incomplete, Stale
from tests.evaluations.makers import TODAY
from tests.factories import make_scheme

TABLE = [
    ("draft", "officer", {"edit", "ready"}),
    ("draft", "district_officer", set()),
    ("draft", "community_worker", set()),
    ("draft", "other_officer", set()),
    ("draft", "member", set()),
    ("ready", "officer", {"retire"}),
    ("ready", "other_officer", set()),
    ("retired", "officer", set()),
]


@pytest.mark.parametrize(("status", "who", "names"), TABLE)
def test_available_actions(scheme, cast, status, who, names):
    scheme.status = status
    assert {a.name for a in scheme_workflow.available(scheme, cast[who])} == names


def draft(street, officer, lines):
    return preparing.new_scheme(
        Scheme(area=street, name="草案", target="organization"), lines=[Line(*line) for line in lines], by=officer)


def test_every_wrong_level_is_named_at_once(street, officer):
    scheme = draft(street, officer, [("1", "甲", 50), ("1.1", "子", 90), ("2", "乙", 40)])
    with pytest.raises(Incomplete) as refused:
        scheme_workflow.perform("ready", scheme, by=officer, seen=0)
    assert len(refused.value.messages) == 2
    assert "90" in " ".join(refused.value.messages)


def test_a_scheme_without_indicators_is_not_ready(street, officer):
    with pytest.raises(Incomplete):
        scheme_workflow.perform("ready", draft(street, officer, []), by=officer, seen=0)


@pytest.mark.parametrize("target", Scheme.Target.values)
def test_the_ready_made_trees_can_be_made_ready(street, officer, target):
    lines = preparing.template_lines(target, area=street.code, today=TODAY)
    scheme = preparing.new_scheme(Scheme(area=street, name="现成", target=target), lines=lines, by=officer)
    scheme_workflow.perform("ready", scheme, by=officer, seen=0)
    assert [(node.name, node.weight) for node in scheme.tree()] == {
        "organization": [("组织建设", 30), ("管理服务", 30), ("工作绩效", 40)],
        "project": [("政府导向", 30), ("创新程度", 30), ("社会效益", 40)],
    }[target]


def test_lines_and_tree_are_the_same_thing(street, officer):
    lines = preparing.template_lines("organization", area=street.code, today=TODAY)
    scheme = preparing.new_scheme(Scheme(area=street, name="来回", target="organization"), lines=lines, by=officer)
    assert preparing.outline(scheme.tree())[1:] == [
        Line(**vars(line)) if line.max_points else line for line in preparing.outline(scheme.tree())[1:]]
    assert [(line.outline, line.name, line.weight) for line in preparing.outline(scheme.tree())] == [
        (line.outline, line.name, line.weight) for line in lines]


def test_ten_comes_after_two(street, officer):
    scheme = draft(street, officer, [(str(n), f"第{n}项", 5) for n in (10, 2, 1)])
    assert [node.name for node in scheme.tree()] == ["第1项", "第2项", "第10项"]


def test_a_copy_is_a_draft_with_the_same_tree(scheme, officer):
    token = uuid.uuid4()
    twin = preparing.copy_of(scheme, name="副本", token=token, by=officer)
    again = preparing.copy_of(scheme, name="副本", token=token, by=officer)
    assert (twin.status, twin.pk) == ("draft", again.pk)
    assert preparing.outline(twin.tree()) == preparing.outline(scheme.tree())


def test_an_old_tab_does_not_overwrite(street, officer):
    scheme = draft(street, officer, [("1", "甲", 100)])
    preparing.draw(scheme, lines=[Line("1", "乙", 100)], by=officer, seen=0)
    with pytest.raises(Stale):
        preparing.draw(Scheme.objects.get(), lines=[Line("1", "丙", 100)], by=officer, seen=0)
    assert [node.name for node in scheme.tree()] == ["乙"]


def posted(lines, **fields):
    data = {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 0} | fields
    for n, line in enumerate(lines):
        for field, value in zip(("outline", "name", "weight", "max_points"), line, strict=False):
            data[f"lines-{n}-{field}"] = value
    return data


def test_the_page_shows_every_fault_beside_its_field_and_keeps_what_was_typed(client, street, officer):
    scheme = draft(street, officer, [])
    client.force_login(officer)
    lines = [("1", "甲", 60, 10), ("1", "乙", 40, 10), ("3.1", "丙", 100, ""), ("x", "丁", 5, ""), ("", "", "", "")]
    page = client.post(f"/evaluations/schemes/{scheme.pk}/edit/", posted(
        lines, name="新名", target="organization", version=0))
    text = page.content.decode()
    assert page.status_code == 400
    assert all(words in text for words in ("重复", "没有指标 3", "1.2.1", 'value="丙"'))
    assert scheme.indicators.count() == 0


def test_full_width_numbers_are_numbers(client, street, officer):
    scheme = draft(street, officer, [])
    client.force_login(officer)
    answer = client.post(f"/evaluations/schemes/{scheme.pk}/edit/", posted(
        [("１", "甲", 100, ""), ("１．１", "子", 100, "10")], name="新名", target="organization", version=0))
    assert answer.status_code == 302
    assert [(line.outline, line.max_points) for line in preparing.outline(scheme.tree())] == [("1", 100), ("1.1", 10)]


def test_new_scheme_from_the_template_page(client, street, officer):
    client.force_login(officer)
    data = {"area": street.pk, "name": "街道测评", "target": "organization", "start": "template", "source": "",
            "token": str(uuid.uuid4())}
    first = client.post("/evaluations/schemes/new/", data)
    second = client.post("/evaluations/schemes/new/", data)
    assert first.url == second.url
    assert Scheme.objects.count() == 1
    assert Scheme.objects.get().indicators.count() == 13


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_at_any_length(client, street, officer, rows, django_assert_num_queries):
    for n in range(rows):
        make_scheme(street, name=f"方案{n}")
    client.force_login(officer)
    with django_assert_num_queries(7):
        client.get("/evaluations/schemes/")


@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_copy_is_not_made_without_the_token_of_the_form(client, scheme, officer, token):
    client.force_login(officer)
    answer = client.post(f"/evaluations/schemes/{scheme.pk}/copy/", {"token": token} if token else {})
    assert answer.status_code == 400
    assert Scheme.objects.count() == 1


def test_weights_that_do_not_sum_to_100_are_saved_and_named_at_their_level(client, street, officer):
    scheme = draft(street, officer, [("1", "甲", 50), ("1.1", "子", 90), ("2", "乙", 40)])
    client.force_login(officer)
    url = f"/evaluations/schemes/{scheme.pk}/edit/"
    posted = {"name": "草案", "target": "organization", "source": "", "version": scheme.version}
    posted |= {"lines-TOTAL_FORMS": 3, "lines-INITIAL_FORMS": 0}
    for n, (number, name, weight) in enumerate([("1", "甲", 50), ("1.1", "子", 80), ("2", "乙", 40)]):
        posted |= {f"lines-{n}-outline": number, f"lines-{n}-name": name, f"lines-{n}-weight": weight}
    saved = client.post(url, posted, follow=True)
    told = [str(message) for message in saved.context["messages"]]
    assert told[0] == "已保存。"
    assert ["90" in told[1], "80" in told[2], "「甲」" in told[2]] == [True] * 3
    assert [node.weight for node in scheme.tree()] == [50, 40]
    for page in (client.get(url), client.get(f"/evaluations/schemes/{scheme.pk}/")):
        assert page.content.decode().count('class="level-fault"') == 2
