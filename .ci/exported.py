"""What the exporter shows, as the manual's reference of metrics says, and what expressions ask for.

A test holds that reference against the program, so what is held against it is held against both.
"""

import re

# What Prometheus itself gives a series.
SCRAPED = {"job", "instance"}
GROUPING = re.compile(r"\b(?:by|without|on|ignoring|group_left|group_right)\s*\(([^)]*)\)")
WORDS = {"and", "or", "unless", "bool", "offset", "inf", "nan", "by", "without", "on", "ignoring"}
TEXT = r"\"(?:[^\"\\]|\\.)*\""
# Texts, matchers and ranges whole, then words and numbers, then single signs.
TOKEN = re.compile(TEXT + r"|\{(?:[^{}\"]|" + TEXT + r")*\}|\[[^\]]*\]|[\w:.$]+|\S")
MATCHER = re.compile(r"(\w+)\s*(=~|!~|!=|=)\s*\"((?:[^\"\\]|\\.)*)\"")
NAME = re.compile(r"`(\w+)`")
ENDS = ("_bucket", "_sum", "_count")


def text(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def rows(page, first):
    """The rows of each table whose first column is called so, with the heading over it."""
    heading, is_wanted = "", False
    for line in page.splitlines():
        if line.startswith("## "):
            heading = line[3:]
        if not line.startswith("|"):
            is_wanted = False
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] == first:
            is_wanted = True
        elif is_wanted and cells[0] != "---":
            yield heading, cells


def families(page):
    """The type and the labels of each family."""
    identity = {label for _, cells in rows(page, "label") for label in NAME.findall(cells[0])}
    found = {}
    for heading, (family, kind, labels, *_) in rows(page, "family"):
        all_labels = set(NAME.findall(labels)) | SCRAPED
        if heading != "The exporter itself":
            all_labels |= identity
        found[family.strip("`")] = (kind, all_labels)
    return found


def family_of(known, metric):
    """The family to which a metric belongs; None where there is none."""
    if metric in known or metric is None:
        return metric
    for end in ENDS:
        family = metric.removesuffix(end)
        if metric.endswith(end) and known.get(family, ("",))[0] == "histogram":
            return family
    return None


def labels_of(known, metric):
    """The labels of a metric; None where there is no such metric."""
    family = family_of(known, metric)
    if family is None:
        return None
    return known[family][1] | ({"le"} if family != metric else set())


def selectors(expression):
    """Every metric that an expression names, with its matchers: label, operator and value.

    Its name is None where it is only matched.
    """
    for name, matchers, _, _ in selections(expression):
        yield name, matchers


def selections(expression):
    """The same, with the function that it is handed to at once, and the range that it asks for."""
    tokens = TOKEN.findall(GROUPING.sub(" ", expression)) + [""]
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1]
        if re.match(r"[a-zA-Z_:]", token):
            if following == "(" or token.lower() in WORDS:
                continue
            name, end = token, index + 1
        elif token.startswith("{") and not is_name(tokens[index - 1] if index else ""):
            name, end = None, index
        else:
            continue
        matchers = []
        if tokens[end].startswith("{"):
            matchers, end = MATCHER.findall(tokens[end]), end + 1
        span = tokens[end][1:-1] if tokens[end].startswith("[") else None
        is_handed = index > 1 and tokens[index - 1] == "("
        yield name, matchers, tokens[index - 2] if is_handed else None, span


def is_name(token):
    return re.match(r"[a-zA-Z_:]", token) and token.lower() not in WORDS
