"""What is asked of Zotero's database; rows come as they are, whatever is in them.

Source: zotero/zotero, resource/schema/userdata.sql and system.sql, of Zotero 5 to 7.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from app.library.driver import Connection

LIBRARIES = "select libraryID, type from libraries"
GROUPS = "select libraryID, name from groups"
ITEMS = """
    select i.itemID, t.typeName, i.libraryID, i.key, i.dateAdded, i.dateModified,
        i.itemTypeID
    from items i left join itemTypes t on t.itemTypeID = i.itemTypeID
    order by i.dateAdded desc, i.itemID desc
"""
COUNT = """
    select count(*) from items i left join itemTypes t on t.itemTypeID = i.itemTypeID
    where coalesce(t.typeName, '') not in ('attachment', 'note', 'annotation')
        and i.itemID not in (select itemID from deletedItems)
"""
DELETED = "select itemID from deletedItems"
FIELDS = """
    select d.itemID, d.fieldID, v.value
    from itemData d join itemDataValues v on v.valueID = d.valueID
    order by d.itemID, d.fieldID
"""
FIELD_NAMES = "select fieldID, fieldName from fields"
CUSTOM_NAMES = "select fieldID, fieldName from fieldsCombined"
BASES = "select itemTypeID, fieldID, baseFieldID from baseFieldMappings"
CREATORS = """
    select l.itemID, t.creatorType, c.lastName, c.firstName, c.fieldMode
    from itemCreators l join creators c on c.creatorID = l.creatorID
        left join creatorTypes t on t.creatorTypeID = l.creatorTypeID
    order by l.itemID, l.orderIndex
"""
TAGS = """
    select l.itemID, t.name from itemTags l join tags t on t.tagID = l.tagID
    order by l.itemID, t.name
"""
COLLECTIONS = """
    select collectionID, collectionName, parentCollectionID from collections
    order by collectionID
"""
DELETED_COLLECTIONS = "select collectionID from deletedCollections"
MEMBERS = "select itemID, collectionID from collectionItems order by collectionID"
NOTES = "select itemID, parentItemID, note from itemNotes order by itemID"
ATTACHMENTS = """
    select itemID, parentItemID, linkMode, contentType, path from itemAttachments
    order by itemID
"""
ANNOTATIONS = """
    select itemID, parentItemID, type, text, comment, color, pageLabel, position
    from itemAnnotations order by parentItemID, sortIndex, itemID
"""


def rows(connection: Connection, query: str) -> Iterator[tuple[Any, ...]]:
    """Go through the rows of a query."""
    yield from connection.execute(query)


def by_item(
    connection: Connection, query: str
) -> defaultdict[int, list[tuple[Any, ...]]]:
    """Gather rows by the item in their first column, in their order."""
    found: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for item, *rest in connection.execute(query):
        found[item].append(tuple(rest))
    return found


def text(value: object) -> str:
    """Return a value of any type as text, '' for none."""
    if value is None:
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
