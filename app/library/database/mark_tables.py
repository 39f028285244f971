"""What the tables of `tables` got for the tags of marks, in SQL."""

MARK_TAGS = (
    "alter table mark add column tags text not null default ''",
    "create index mark_tagged on mark(tags, paper) where tags <> ''",
)
"""The names of a mark's tags, a line each; few marks have any."""
