"""Rules kept as JSON are the rules that were read."""

import json
from dataclasses import replace

import pytest

from rfpkit.content import data_folder
from rfpkit.filecache import FileCache, digest
from rfpkit.lint import load_rules
from rfpkit.lint.compiled import cached_rules, packed, unpacked


def test_rules_come_back_as_they_were_but_for_their_sources():
    rules = load_rules(data_folder("linters"))
    kept = json.loads(json.dumps(packed(rules)))
    again = unpacked(kept)
    left_out = {"sources": (), "why": "", "bad": (), "good": ()}
    assert again == tuple(replace(rule, **left_out) for rule in rules)
    for before, after in zip(rules, again, strict=True):
        assert [p.nodes for p in before.patterns()] == [p.nodes for p in after.patterns()]


def test_equal_nodes_are_one_object(make_rule):
    rule = make_rule("find: [a|b renew~, renew~ now, renew~ again]")
    (again,) = unpacked(json.loads(json.dumps(packed([rule]))))
    for body in (rule.body, again.body):
        first, second, third = (sought.pattern.nodes for sought in body.sought)
        assert first[1] is second[0] is third[0]


def test_a_changed_rule_is_read_again(make_rule, tmp_path):
    cache = FileCache(tmp_path / "cache")
    make_rule("find: [renew~]")
    before = cached_rules(tmp_path / "rules", cache)
    assert cached_rules(tmp_path / "rules", cache) == before
    make_rule("find: [extend~]")
    (after,) = cached_rules(tmp_path / "rules", cache)
    assert [sought.pattern.source for sought in after.body.sought] == ["extend~"]


@pytest.mark.parametrize("broken", ["", "[]", "{}", '{"nodes": [["what"]]}', "\x00"])
def test_a_broken_cache_is_no_matter(make_rule, tmp_path, broken):
    cache = FileCache(tmp_path / "cache")
    make_rule("find: [renew~]")
    before = cached_rules(tmp_path / "rules", cache)
    for path in cache.folder.iterdir():
        path.write_text(broken, encoding="utf-8")
    assert cached_rules(tmp_path / "rules", cache) == before


def test_old_entries_make_room(tmp_path):
    cache = FileCache(tmp_path)
    for number in range(320):
        cache.put(str(number), number)
    assert len(list(tmp_path.iterdir())) <= 300
    assert cache.get("319") == 319


def test_parts_of_a_digest_do_not_run_together():
    assert digest(["ab", "c"]) != digest(["a", "bc"])
