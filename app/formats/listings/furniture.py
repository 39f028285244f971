"""The lines around the papers of a saved listing: header, footer and counters."""

import re

MAX_LENGTH = 90
"""No furniture is longer, in characters."""

_EXACT = frozenset(
    """
new
subscribe
get trending papers in your email inbox!
get trending papers in your email inbox once a day!
once a day!
hugging face
daily papers
trending papers
papers
daily
weekly
monthly
previous
next
company
tos
privacy
about
careers
jobs
website
models
datasets
spaces
buckets
community
docs
enterprise
pricing
log in
sign up
tasks
collections
languages
organizations
system theme
settings
view all papers
back to top
load more
github
arxiv page
project page
hugging face page
submitted by
·
""".strip().split("\n")
)
_PATTERNS = re.compile(
    r"""
    by\s?.{1,60}\ and\ the\ research\ community
    | [©(].{0,3}\s?.{0,60}(?:hugging\ face|all\ rights\ reserved).{0,20}
    | ©.*
    | \d{1,3}(?:[,.]\d{3})*k?
    | \d{1,4}\.\d{1,2}k
    | published\ on\ .{6,20}
    | [-–—•·<>«»‹›|]{1,3}
    | (?:\d{1,4}|\d{1,3},\d{3})\ (?:authors?|comments?|upvotes?|votes?|papers?)
    | upvotes?\ ?\d*
    | submitted\ by\ .{1,50}
    | (?:page\ )?\d{1,4}\ (?:of|/)\ \d{1,4}
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}"
    r"(?:, \d{4})?",
    re.IGNORECASE,
)
_CURATOR = re.compile(r"by\s?.{1,60} and the research community", re.IGNORECASE)


def is_furniture(line: str) -> bool:
    """Say whether a line belongs to the page and not to a paper."""
    if len(line) > MAX_LENGTH:
        return False
    return line.casefold() in _EXACT or bool(_PATTERNS.fullmatch(line)) or is_date(line)


def is_date(line: str) -> bool:
    """Say whether a line is a listing's date ('Mar 11', 'Feb 27, 2025')."""
    return bool(_DATE.fullmatch(line))


def is_curator(line: str) -> bool:
    """Say whether a line tells who made the listing."""
    return bool(_CURATOR.fullmatch(line))


def is_badge(line: str) -> bool:
    """Say whether a line is the page's badge."""
    return line.casefold() == "new"
