"""A garden against docs/garden.md, recomputed from its files alone.

    python3 garden_check.py FOLDER            a garden with everything on and the full truth
    python3 garden_check.py --off SWITCH FOLDER   what must not be there without a mechanism
    python3 garden_check.py --same A B ...    people of the same key have the same lives, but for
                                              what the switched off mechanism touches

Statistical checks are two-sided with |z| < 3.5; seeds are fixed, so a run never differs from the
last.
"""
import collections
import csv
import datetime
import json
import math
import sys

EPOCH = datetime.date(2022, 1, 1)
LAST = datetime.date(2024, 12, 31)
LIST = {"seeds": 400, "tools": 1800, "beds": 6000, "greenhouse": 40000, "course": 9000,
        "basket": 100}
wrong = []


def check(condition, words):
    if not condition:
        wrong.append(words)


def z_check(hits, n, p, words):
    z = (hits - n * p) / math.sqrt(n * p * (1 - p)) if n else float("nan")
    print(f"  {words}: {hits} of {n}, expected {p:.4f}, z = {z:+.2f}")
    check(n > 0 and abs(z) < 3.5, f"{words}: z = {z:.2f}")


def mean_check(values, mean, words):
    n = len(values)
    m = sum(values) / n
    sd = math.sqrt(sum((v - m) ** 2 for v in values) / (n - 1))
    z = (m - mean) / (sd / math.sqrt(n))
    print(f"  {words}: mean {m:.4f} of {n}, expected {mean:.4f}, z = {z:+.2f}")
    check(abs(z) < 3.5, f"{words}: z = {z:.2f}")


def read(folder, name):
    with open(f"{folder}/{name}", newline="") as file:
        return list(csv.DictReader(file))


def cents(text):
    return round(float(text) * 100)


def day(text):
    return datetime.date.fromisoformat(text[:10])


def logistic(x):
    return 1 / (1 + math.exp(-x))


# ---- Wrong rows -------------------------------------------------------------------------------

MAIN_DATE = {"orders.csv": "ordered_at", "refunds.csv": "refunded_at", "deliveries.csv": "promised_on",
             "contacts.csv": "at", "answers.csv": "at", "reviews.csv": "at"}


def mend(folder, tables):
    """Undoes every planted row; what cannot be found as told is wrong."""
    planted = read(folder, "truth/planted.csv")
    by_file = collections.defaultdict(list)
    for p in planted:
        by_file[p["file"]].append(p)
    total = 0
    for name, rows in tables.items():
        drop = set()
        total += len(rows) if name in MAIN_DATE else 0
        for p in by_file.get(name, []):
            i = int(p["row"]) - 1
            row = rows[i]
            if p["what"] == "duplicate":
                check(row == rows[i - 1], f"{name} row {i + 1} is no duplicate")
                drop.add(i)
            elif p["what"] == "bad_date":
                field = MAIN_DATE[name]
                try:
                    datetime.date.fromisoformat(row[field][:10])
                    wrong.append(f"{name} row {i + 1}: {row[field]} is a date")
                except ValueError:
                    check({**row, field: p["was"]} == rows[i - 1], f"{name} row {i + 1}: what it was")
                drop.add(i)
            elif p["what"] == "above_purchase":
                check(cents(row["amount"]) == 10 * cents(p["was"]), f"{name} row {i + 1}: amount")
                check({**row, "amount": p["was"]} == rows[i - 1], f"{name} row {i + 1}: what it was")
                drop.add(i)
            else:
                wrong.append(f"planted: {p['what']}?")
            if p["order_id"]:
                check(row.get("order_id") == p["order_id"], f"{name} row {i + 1}: another order")
        tables[name] = [row for i, row in enumerate(rows) if i not in drop]
        seen = collections.Counter(tuple(row.values()) for row in tables[name])
        twice = [row for row, n in seen.items() if n > 1]
        check(not twice, f"{name}: {len(twice)} rows are there twice without being planted: {twice[:1]}")
    print(f"  {len(planted)} rows of {total} are wrong on purpose")
    check(0.002 < len(planted) / total < 0.005, "the share of planted rows")


# ---- A full garden ----------------------------------------------------------------------------

SHOP = ["customers", "orders", "refunds", "subscriptions", "deliveries", "contacts", "incidents",
        "repairs", "answers", "requests", "changes", "words", "referrals", "reviews", "messages",
        "thanks", "costs", "products", "prices", "experiments"]


def check_orders(t, truth):
    customers = {c["customer_id"]: c for c in t["customers.csv"]}
    people = {c["customer_id"]: c for c in truth["customers"]}
    price = {}
    for p in t["prices.csv"]:
        price[p["product_id"], p["region"], (day(p["from"]) - EPOCH).days // 42] = cents(p["price"])
        check(abs(cents(p["price"]) / LIST[p["product_id"]] - 1) < 0.1001, "a price")
    paid = collections.Counter()
    makers = seeds = 0
    first = {}
    for o in t["orders.csv"]:
        c = customers.get(o["customer_id"])
        check(c is not None, f"{o['order_id']} is of nobody")
        d = day(o["ordered_at"])
        check(EPOCH <= d <= LAST, "an order outside the files")
        left = people[o["customer_id"]]["left_on"]
        check(not left or d <= day(left), f"{o['order_id']} was made after leaving")
        units, reference, ours, third = (cents(o[k]) for k in
                                         ("units", "reference", "off_ours", "off_third_party"))
        check(units >= 1, "units")
        check(reference == cents(o["paid"]) + ours + third, f"{o['order_id']}: reference")
        asked = price[o["product_id"], c["region"], (d - EPOCH).days // 42]
        check(reference == (units * asked * 100 + 5000) // 10000, f"{o['order_id']}: price asked")
        check(cents(o["list"]) == (units * LIST[o["product_id"]] * 100 + 5000) // 10000, "list")
        check(cents(o["goods_cost"]) == (units * LIST[o["product_id"]] * 55 + 5000) // 10000, "goods")
        if o["product_id"] == "seeds":
            seeds += 1
            makers += third > 0
        else:
            check(third == 0, "a maker's coupon on something else than seeds")
        paid[o["order_id"]] += cents(o["paid"])
        first.setdefault(o["customer_id"], (o["order_id"], d))
    z_check(makers, seeds, 0.05, "makers' coupons")
    # CS by ledger's formula: paid (1 - kappa^-(e-1)) / (e-1), a reward counted as paid
    for o in truth["orders"]:
        expected = (paid[o["order_id"]] / 100 + float(o["reward"])) * (1 - 3 ** -0.8) / 0.8
        check(abs(float(o["surplus"]) - expected) < 6e-5, f"{o['order_id']}: surplus")
        check(0 <= float(o["reward"]) <= 50, f"{o['order_id']}: reward")
    check(len(truth["orders"]) == len(paid), "true orders")
    for c, p in people.items():
        if p["joined_on"] >= "2022":
            check(first[c][1] == day(p["joined_on"]), f"{c} did not join with the first order")
            check(customers[c]["joined_on"] == p["joined_on"], f"{c}: joined_on")
        elif c in customers:
            check(customers[c]["joined_on"] == p["joined_on"], f"{c}: when an older one joined")


def check_deliveries(t, truth):
    ordered = {o["order_id"]: (day(o["ordered_at"]), o["customer_id"]) for o in t["orders.csv"]}
    region = {c["customer_id"]: c["region"] for c in t["customers.csv"]}
    late, days_late, early = collections.Counter(), [], collections.Counter()
    n = collections.Counter()
    for d in t["deliveries.csv"]:
        day_ordered, customer = ordered[d["order_id"]]
        check(day(d["promised_on"]) == day_ordered + datetime.timedelta(3), "promised")
        if day_ordered > LAST - datetime.timedelta(60):
            continue
        delay = (day(d["delivered_on"]) - day(d["promised_on"])).days
        r = region[customer]
        n[r] += 1
        late[r] += delay > 0
        early[r] += delay == -1
        if delay > 0:
            days_late.append(delay)
    check(len(t["deliveries.csv"]) == len(ordered), "a delivery an order")
    z_check(late["north"], n["north"], 0.06, "late in the north")
    z_check(late["south"], n["south"], 0.18, "late in the south")
    punctual = n["north"] + n["south"] - late["north"] - late["south"]
    z_check(early["north"] + early["south"], punctual, 0.1, "early")
    mean_check(days_late, 1 + 0.6 / 0.4, "days late")
    total = n["north"] + n["south"]
    recent = {o for o, (d, _) in ordered.items() if d > LAST - datetime.timedelta(60)}
    kinds = collections.Counter(i["kind"] for i in truth["incidents"] if i["order_id"] not in recent)
    z_check(kinds["broken"], total, 0.02, "broken")
    z_check(kinds["wrong"], total, 0.01, "wrong")
    check(kinds["late"] == late["north"] + late["south"], "late ones of the truth")
    known = {(i["order_id"], i["kind"]) for i in t["incidents.csv"]}
    true = {(i["order_id"], i["kind"]): i for i in truth["incidents"]}
    check(known <= set(true), "the shop knows an incident that was not")
    for key in known:
        check(true[key]["known_on"] != "", "the truth does not know that the shop knows")
    # broken and wrong are known from those who wrote: a third of those who had not left
    silent = [i for i in truth["incidents"] if i["kind"] != "late" and i["known_on"] == ""]
    check(len(silent) > len(known), "who was let down and did not say so")
    repaired = collections.Counter(r["order_id"] for r in t["repairs.csv"])
    check(repaired == collections.Counter(i["order_id"] for i in truth["incidents"]
                                          if i["repaired_on"] and day(i["repaired_on"]) <= LAST),
          "repairs")
    jump = {"late": lambda size: max(-1.0, -0.25 * size), "broken": lambda size: -0.8,
            "wrong": lambda size: -0.6}
    check(all(abs(float(i["jump"]) - jump[i["kind"]](int(i["size"]))) < 1e-9
              for i in truth["incidents"]), "jumps")


def check_contacts(t):
    rows = [c for c in t["contacts.csv"] if day(c["at"]) < LAST - datetime.timedelta(9)]
    quick = slow = 0
    for c in rows:
        if c["answered_at"]:
            hours = (datetime.datetime.fromisoformat(c["answered_at"][:19]) -
                     datetime.datetime.fromisoformat(c["at"][:19])).total_seconds() / 3600
            quick += hours <= 24
            slow += 47 <= hours <= 97
        else:
            check(c["minutes_ours"] == "0", "minutes for no answer")
    z_check(quick, len(rows), 0.7, "answered within a day")
    z_check(slow, len(rows), 0.2, "answered in 2 to 4 days")
    mean_check([int(c["minutes_theirs"]) for c in rows], 12, "minutes of theirs")
    mean_check([int(c["minutes_ours"]) for c in rows if c["answered_at"]], 8, "minutes of ours")


def check_answers(t, truth):
    before = {o["order_id"]: float(o["satisfaction"]) for o in truth["orders"]}
    answered = {a["order_id"] for a in t["answers.csv"] if a["question"] == "nps"}
    left = {c["customer_id"]: c["left_on"] for c in truth["customers"]}
    ordered = {o["order_id"]: (day(o["ordered_at"]), o["customer_id"]) for o in t["orders.csv"]}
    # S a week later is about S before the order where no incident was: expected answers from it
    spoiled = {i["order_id"] for i in truth["incidents"]}
    hits = n = 0
    expected = variance = 0.0
    for order, (d, c) in ordered.items():
        week = d + datetime.timedelta(7)
        if order in spoiled or week > LAST or (left[c] and day(left[c]) <= week):
            continue
        s = before[order]
        p = logistic(-0.6 + 0.5 * s + (0.3 if abs(s) > 1 else 0))
        expected += p
        variance += p * (1 - p)
        hits += order in answered
        n += 1
    print(f"  NPS answers: {hits} of {n}, about {expected:.0f} expected")
    check(abs(hits / expected - 1) < 0.05, "how many answer")
    pairs = [(before[a["order_id"]], int(a["score"])) for a in t["answers.csv"]
             if a["question"] == "nps" and a["order_id"] in before]
    mid = [(s, score) for s, score in pairs if -1.5 < s < 0.5]
    ms = sum(s for s, _ in mid) / len(mid)
    my = sum(y for _, y in mid) / len(mid)
    slope = sum((s - ms) * (y - my) for s, y in mid) / sum((s - ms) ** 2 for s, _ in mid)
    print(f"  NPS against S before: slope {slope:.2f}, 1.6 expected, {my:.2f} at S = {ms:.2f}")
    check(1.3 < slope < 1.8, "the slope of NPS")
    check(all(0 <= int(a["score"]) <= 10 and a["scale_max"] == "10" for a in t["answers.csv"]
              if a["question"] == "nps"), "NPS scale")
    check(all(1 <= int(a["score"]) <= 5 and a["scale_min"] == "1" for a in t["answers.csv"]
              if a["question"] == "csat"), "CSAT scale")
    check(all(1 <= int(r["stars"]) <= 5 for r in t["reviews.csv"]), "stars")


def check_rest(t, truth, settings):
    orders = {o["order_id"] for o in t["orders.csv"]}
    n = len(orders)
    line = {(o["order_id"], o["product_id"]): o for o in t["orders.csv"]}
    early = {o["order_id"] for o in t["orders.csv"] if day(o["ordered_at"]) < LAST - datetime.timedelta(100)}
    refunded = {r["order_id"] for r in t["refunds.csv"]} & early
    z_check(len(refunded), len(early), 0.03, "refunds")
    for r in t["refunds.csv"]:
        o = line[r["order_id"], r["product_id"]]
        check(r["amount"] == o["paid"], f"refund of {r['order_id']}: {r['amount']} of {o['paid']}")
        check((day(r["refunded_at"]) - day(o["ordered_at"])).days >= 1, "a refund before its time")
    z_check(sum(r["goods_back"] == "yes" for r in t["refunds.csv"]), len(t["refunds.csv"]), 0.5,
            "resaleable goods")
    z_check(len(t["requests.csv"]), n, 0.02, "requests")
    z_check(len(t["words.csv"]), 3 * n, 0.005, "words")
    asked = {q["request_id"]: day(q["at"]) for q in t["requests.csv"]}
    old = {q for q, d in asked.items() if d <= LAST - datetime.timedelta(60)}
    z_check(sum(c["request_id"] in old for c in t["changes.csv"]), len(old), 0.4, "requests acted on")
    z_check(sum(c["told_at"] != "" for c in t["changes.csv"]), len(t["changes.csv"]), 0.5, "told")
    check(all(c["request_id"] not in asked or
              (day(c["done_at"]) - asked[c["request_id"]]).days == 60 for c in t["changes.csv"]), "60 days")
    arms = collections.Counter(e["arm"] for e in t["experiments.csv"])
    for arm in ("card", "gift", "nothing"):
        z_check(arms[arm], len(t["experiments.csv"]), 1 / 3, f"arm {arm}")
    check(len(t["thanks.csv"]) == arms["card"] + arms["gift"], "thanks")
    known = {c["customer_id"] for c in t["customers.csv"]}
    check(all(r["referrer_id"] in known for r in t["referrals.csv"]), "referrers are customers")
    has_box = set()
    for s in t["subscriptions.csv"]:
        check((s["event"] != "start") == (s["customer_id"] in has_box), "boxes begin with a start")
        has_box = has_box | {s["customer_id"]} if s["event"] != "end" else has_box - {s["customer_id"]}
    thanked = {e["customer_id"] for e in t["experiments.csv"]}
    begun = sum(s["event"] == "start" and s["customer_id"] in thanked for s in t["subscriptions.csv"])
    z_check(begun, len(t["experiments.csv"]), 0.12, "subscriptions begun at the third order")
    cost = {"search": 5, "ads": 20, "fair": 35}
    came = collections.Counter((c["channel"], c["joined_on"][:7]) for c in t["customers.csv"]
                               if c["joined_on"] >= "2022" and c["channel"] != "referral")
    check({(c["channel"], c["month"]): float(c["amount"]) for c in t["costs.csv"]} ==
          {k: v * cost[k[0]] for k, v in came.items()}, "costs")
    people = {c["customer_id"]: c for c in truth["customers"]}
    for r in t["referrals.csv"]:
        p = people[r["customer_id"]]
        check(p["referrer_id"] == r["referrer_id"] and p["joined_on"] == r["at"], "a referral")
    check(len(t["referrals.csv"]) == sum(p["referrer_id"] != "" for p in people.values()), "referrals")
    types = collections.Counter(p["referral_type"] for p in people.values())
    z_check(types["1"], types["1"] + types["2"], 0.7, "friends of type 1")
    check(len(people) == settings["customers"], "how many customers")
    older = sum(p["joined_on"] < "2022" for p in people.values())
    check(older == round(0.1 * settings["customers"]), "older ones")


def check_s(truth):
    """S between two ends of months without any event moves by its law only on average; the whole
    must stay within what the jumps allow."""
    month = sorted(k for k in truth["customers"][0] if k.startswith("s_"))
    check(len(month) == 36, "36 ends of months")
    for c in truth["customers"]:
        for m in month:
            ended = c[m] != ""
            check(ended == (c["joined_on"][:7] <= m[2:].replace("_", "-")), f"{c['customer_id']}: {m}")


def check_value(folder, truth):
    """Each person's own future must lie about what was expected of them: the sum over all, by line,
    with what is known of the scatter."""
    value = collections.defaultdict(dict)
    for v in read(folder, "truth/value.csv"):
        value[v["line"], v["horizon"]][v["customer_id"]] = (float(v["mean"]), float(v["se"]))
    valued = set(value["orders", "12 months"])
    check(valued == {c["customer_id"] for c in truth["customers"]}, "everybody has a value")
    future = f"{folder}/truth/future"
    orders = {}
    for o in read(future, "orders.csv"):
        orders.setdefault(o["order_id"], (o["customer_id"], day(o["ordered_at"])))
    for horizon, last in (("12 months", datetime.date(2025, 12, 31)),
                          ("2 years", datetime.date(2026, 12, 31))):
        did = sum(d <= last for _, d in orders.values())
        expected = sum(m for m, _ in value["orders", horizon].values())
        variance = sum(200 * se * se for _, se in value["orders", horizon].values())
        # the shock common to all: sd .08 of the log
        z = (did - expected) / math.sqrt(variance + (0.08 * expected) ** 2)
        print(f"  orders in {horizon}: {did}, expected {expected:.0f}, z = {z:+.2f}")
        check(abs(z) < 3.5, f"orders in {horizon}: z = {z:.2f}")
    left = {c["customer_id"] for c in truth["customers"] if c["left_on"]}
    check(all(value["purchases", "2 years"][c][0] <= 0.01 for c in left
              if day(next(p for p in truth["customers"] if p["customer_id"] == c)["left_on"]) <
              datetime.date(2024, 9, 1)), "those who left buy nothing")


def check_effects(folder, truth):
    effects = json.load(open(f"{folder}/truth/effects.json"))
    check(effects["card"]["money"] == -2 and effects["card"]["orders"] == 0, "a card does nothing")
    check(effects["gift"]["orders"] > 5 * effects["gift"]["orders_se"], "a gift does")
    check(effects["late"]["orders"] < -5 * effects["late"]["orders_se"], "lateness does")
    check(effects["broken"]["orders"] < effects["late"]["orders"], "broken is worse than late")
    check(effects["repair"]["orders"] > 3 * effects["repair"]["orders_se"], "a repair does")
    check(effects["coupon"]["orders"] == 0, "a coupon brings no orders")
    stars = effects["review_by_stars"]
    check(stars["5"]["money"] > 0 > stars["1"]["money"], "good and bad reviews")
    with_effect = [i for i in truth["incidents"] if i["effect_money"]]
    check(0 < len(with_effect) <= 2000, "incidents with an effect")
    mean = sum(float(i["effect_orders"]) for i in with_effect) / len(with_effect)
    check(mean < 0, "incidents cost orders")


def check_full(folder):
    t = {f"{name}.csv": read(folder, f"{name}.csv") for name in SHOP}
    truth = {name: read(folder, f"truth/{name}.csv") for name in ("customers", "orders", "incidents")}
    settings = json.load(open(f"{folder}/truth/settings.json"))
    mend(folder, t)
    check_orders(t, truth)
    check_deliveries(t, truth)
    check_contacts(t)
    check_answers(t, truth)
    check_rest(t, truth, settings)
    check_s(truth)
    if settings["truth"] == "full":
        check_value(folder, truth)
        check_effects(folder, truth)


# ---- Without a mechanism ----------------------------------------------------------------------

def check_off(switch, folder):
    t = {name: read(folder, f"{name}.csv") for name in SHOP}
    people = read(folder, "truth/customers.csv")
    empty = {"deliveries": ["deliveries", "contacts", "incidents", "repairs"], "mailings": ["messages"],
             "thanks": ["thanks", "experiments"], "answers": ["answers"],
             "requests": ["requests", "changes", "words"], "referrals": ["referrals"],
             "reviews": ["reviews"], "subscriptions": ["subscriptions"], "refunds": ["refunds"]}
    for name in empty.get(switch, []):
        check(not t[name], f"{switch}=off: {name}.csv has {len(t[name])} rows")
    for others in empty.values():
        for name in others:
            if name not in empty.get(switch, []) and switch != "deliveries":
                check(t[name], f"{switch}=off: {name}.csv is empty too")
    products = {o["product_id"] for o in t["orders"]}
    rows = {
        "older_share": lambda: all(p["joined_on"] >= "2022" for p in people),
        "basket": lambda: products == {"basket"},
        "prices": lambda: all(o["list"] == o["reference"] for o in t["orders"]),
        "ladder": lambda: products == {"seeds"},
        "maker_coupons": lambda: all(o["off_third_party"] == "0.00" for o in t["orders"]),
        "silent_leavers": lambda: all(i["known_on"] for i in read(folder, "truth/incidents.csv")
                                      if i["on"] < "2024-12-30"),
        "planted": lambda: not read(folder, "truth/planted.csv"),
        "refer_after_leaving": lambda: all(
            not left[r["referrer_id"]] or day(r["at"]) <= day(left[r["referrer_id"]]) + datetime.timedelta(7)
            for r in t["referrals"]),
    }
    left = {p["customer_id"]: p["left_on"] for p in people}
    if switch in rows:
        check(rows[switch](), f"{switch}=off does not show")
    if switch == "targeted_discounts":
        reward = {o["order_id"]: cents(o["reward"]) for o in read(folder, "truth/orders.csv")}
        off = collections.Counter()
        for key in {tuple(o.values()) for o in t["orders"]}:
            off[key[0]] += cents(key[7])
        check(all(off[o] == reward[o] for o in reward if o in off), "taken off without a coupon")


# ---- The same people --------------------------------------------------------------------------

def check_same(switch, folder, other):
    """The people who came by themselves have the same draws; where the mechanism moves neither
    satisfaction nor prices, the very same orders."""
    def people(f):
        return {p["key"]: p for p in read(f, "truth/customers.csv") if p["referral_type"] == ""}

    def orders(f, ids):
        out = collections.defaultdict(set)
        for o in read(f, "orders.csv"):
            if o["customer_id"] in ids:
                out[ids[o["customer_id"]]].add((o["ordered_at"], o["product_id"], o["units"], o["reference"]))
        return out

    a, b = people(folder), people(other)
    both = [k for k in a if k in b]
    check(len(both) > 0.7 * len(a), f"{switch}: {len(both)} people of {len(a)} are the same")
    for k in both:
        check(all(a[k][f] == b[k][f] for f in ("lambda", "mu", "b", "w")), f"{switch}: draws of {k}")
    both = [k for k in both if a[k]["joined_on"] == b[k]["joined_on"]]
    if switch in ("thanks", "answers", "maker_coupons", "planted", "reviews"):
        oa = orders(folder, {a[k]["customer_id"]: k for k in both})
        ob = orders(other, {b[k]["customer_id"]: k for k in both})
        same = sum(oa[k] == ob[k] for k in both)
        least = {"thanks": 0.6, "maker_coupons": 0.5}.get(switch, 0.9)
        print(f"  {switch}: {same} of {len(both)} have the very same orders")
        check(same >= least * len(both), f"{switch}=off changes the orders of {len(both) - same}")


def main(arguments):
    if arguments[0] == "--off":
        check_off(arguments[1], arguments[2])
    elif arguments[0] == "--same":
        check_same(*arguments[1:])
    else:
        check_full(arguments[0])
    for words in wrong[:20]:
        print("WRONG:", words)
    return 1 if wrong else 0


sys.exit(main(sys.argv[1:]))
