#!/usr/bin/env python3
"""Makes docs/kinds.md from engine/import/own_kinds.def, engine/shop/kinds.def and the files of
examples/kinds.

    tools/kinds_page.py          writes the page
    tools/kinds_page.py --check  says whether it is what would be written
"""

import csv
import json
import pathlib
import re
import sys

HOME = pathlib.Path(__file__).resolve().parent.parent
PAGE = HOME / "docs" / "kinds.md"
EXAMPLES = HOME / "examples" / "kinds"

TYPES = {
    "ID": "id", "TEXT": "text", "DAY": "day or instant", "MONTH": "month", "AMOUNT": "money",
    "MEASURE": "number from 0", "NUMBER": "number", "COUNT": "whole number", "YESNO": "yes or no", "CURRENCY": "currency",
}
NEEDS = {
    "KEY": "filled, key", "ALSO_KEY": "may be missing, key", "FILLED": "filled",
    "THERE": "may be empty", "MAY": "may be missing",
}
NUMBERS = {"AMOUNT", "MEASURE", "NUMBER", "COUNT"}

INTRODUCTION = """\
# goodwill's own kinds of files

<!-- Made by tools/kinds_page.py from engine/import/own_kinds.def, engine/shop/kinds.def and examples/kinds: edit
those. -->

A shop's orders are half of its ledger. These files bring the other half: what was promised and when it
came, what went wrong and was put right, who asked, answered, advised, brought others, and what they got.
`goodwill import shop.gw FILES...` knows each by its header. The columns may stand in any order and others
may stand between them; CSV, Parquet and JSON lines (a JSON object a row, with the columns' names) are
read alike. What would be empty in every row JSON may leave out, if no other columns stand there.

- **Several files in one command** are read in the order of this page, whatever order they are given in:
  refunds look up their orders. In commands of their own, bring orders first. A file with rows set aside
  may be brought again: what was missing may be there by then.
- **A day** is `2025-03-01`, local. An instant is `2025-03-01T10:00:00Z`; without a zone it is UTC, and it
  counts on the shop's local day.
- **Money** is without tax, `12.50` or `12,50`, and never below 0: what a row means is in its kind.
- **Another currency** than the store's counts at its rate of the day ([rates](#rates)), money given back
  at that of its order's day; without a rate the row is set aside.
- **The same row twice** in one file is set aside. Where a kind has keys, so is a second row with the same
  keys. What the store has already is *known*; a row that has the id of a known one and says otherwise is
  set aside with the number of the import to withdraw. In tables (customers, products, prices, campaigns)
  the newer word counts instead.
- **A row that cannot be right** is set aside with its reason: an unknown order, a refund above what was
  paid, an answer outside its scale, a delivery before its order, a referral by somebody who was not there
  yet, of oneself, or in a circle.
- Every import is a batch: `--withdraw` takes it out of every number, `--restore` brings it back.
"""

EVENTS = """\
## Events

A file of JSON lines with Segment's track calls (`event`, `userId`, `timestamp`, `messageId`,
`properties`; RudderStack and PostHog write the same, and CloudEvents are accepted: `type`, `subject`,
`time`, `id`, `data`) stands for the same kinds. The names and properties are Segment's where it has
any; the others follow its grammar. An order's `paid` is `subtotal` (or `revenue` - `discount`, or
`total` - `shipping` - `tax`) + `shipping`. Orders and refunds may be in another
currency, at its rate; any other event in one, or one of another name, is set aside.

```json
"""


def calls(path, macro):
    """The arguments of every macro call in a .def, in order; texts keep no quotes."""
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    for name, inside in re.findall(r"^(\w+)\((.*)\)\s*$", text, flags=re.M):
        if name in macro:
            parts = re.findall(r'"((?:[^"\\]|\\.)*)"|([^,\s"][^,"]*)', inside)
            yield name, [a if b == "" else b.strip() for a, b in parts]


def read_kinds():
    events = {}
    for _, (code, _, words, names) in calls(HOME / "engine" / "shop" / "kinds.def", {"GW_KIND"}):
        events[code] = (words, [name for name in names.split(",") if name])
    kinds = []
    for macro, args in calls(HOME / "engine" / "import" / "own_kinds.def", {"GW_OWN_KIND", "GW_OWN_FIELD"}):
        if macro == "GW_OWN_KIND":
            name, makes, table, columns, words = args
            kinds.append({"name": name, "makes": [m.split("+")[0] for m in makes.split(",") if m],
                          "along": [m for part in makes.split(",") for m in part.split("+")[1:]],
                          "table": table, "words": words, "fields": []})
        else:
            kind, name, kind_of, need, source, words = args
            assert kinds[-1]["name"] == kind, f"{kind}.{name} stands below another kind"
            kinds[-1]["fields"].append({"name": name, "type": kind_of, "need": need,
                                        "property": source, "words": words})
    return kinds, events


def as_json(fields, row):
    types = {field["name"]: field["type"] for field in fields}
    values = {name: json.loads(value) if types[name] in NUMBERS else value
              for name, value in row.items() if value != ""}
    return json.dumps(values, ensure_ascii=False)


def property_words(text):
    at = {"@user": "`userId`", "@time": "`timestamp`", "@message": "`messageId`",
          "@kind": "the event's name"}
    return at[text] if text in at else " or ".join(f"`{name}`" for name in text.split("|"))


def section(kind, events):
    lines = [f"## {kind['name']}", "", f"{kind['words'][0].upper()}{kind['words'][1:]}."]
    if kind["makes"]:
        named = ", ".join(f"`{code}` ({events[code][0]})"
                          for code in kind["makes"] + kind["along"])
        lines[-1] += f" Kept as exchanges: {named}."
        names = [f"`{name}`" for code in kind["makes"] for name in events[code][1]]
        if names and any(field["property"] for field in kind["fields"]):
            lines[-1] += f" As events: {', '.join(names)}."
    else:
        lines[-1] += " A table: no exchanges."
    lines += ["", "| column | what it is | | as an event |", "| --- | --- | --- | --- |"]
    for field in kind["fields"]:
        source = property_words(field["property"]) if field["property"] else ""
        lines.append(f"| `{field['name']}` | {field['words']} | {TYPES[field['type']]}, "
                     f"{NEEDS[field['need']]} | {source} |")
    text = (EXAMPLES / f"{kind['name']}.csv").read_text()
    rows = list(csv.DictReader(text.splitlines()))
    lines += ["", "```csv", text.rstrip("\n"), "```", "", "```json"]
    lines += [as_json(kind["fields"], row) for row in rows]
    return lines + ["```", ""]


def page():
    kinds, events = read_kinds()
    lines = [INTRODUCTION, "| file | what it holds |", "| --- | --- |"]
    lines += [f"| [{kind['name']}](#{kind['name']}) | {kind['words']} |" for kind in kinds]
    lines.append("")
    for kind in kinds:
        lines += section(kind, events)
    text = "\n".join(lines) + "\n" + EVENTS + (EXAMPLES / "events.jsonl").read_text() + "```\n"
    return text


def main():
    text = page()
    if sys.argv[1:] == ["--check"]:
        if not PAGE.exists() or PAGE.read_text() != text:
            sys.exit("docs/kinds.md is not up to date: run tools/kinds_page.py")
        print("docs/kinds.md is up to date")
    else:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(text)


main()
