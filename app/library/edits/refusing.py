"""Remember the topics that are not to be suggested for a paper again."""

from app.domain.edit import AllowTopics, RefuseTopic
from app.domain.errors import NotFound
from app.domain.paper import PaperId, TopicId
from app.library.driver import Connection
from app.library.edits import topics
from app.library.wording import elide

_REFUSED = """
    select t.uuid from paper p
    cross join refusal r on r.paper = p.key
    cross join topic t on t.key = r.topic
    where p.uuid = ?
"""
_PAPER = "select key, title from paper where uuid = ?"
_REFUSE = "insert into refusal(paper, topic) values (?, ?) on conflict do nothing"
_ALLOW = "delete from refusal"


def refused(connection: Connection, id: PaperId) -> frozenset[TopicId]:
    """Return the topics that were refused for a paper."""
    return frozenset(TopicId(uuid) for (uuid,) in connection.execute(_REFUSED, (id,)))


def refuse_or_allow(connection: Connection, edit: RefuseTopic | AllowTopics) -> str:
    """Keep a topic from being suggested, or let all be again; the label is returned.

    Raises:
        NotFound: the paper or the topic is not there.
    """
    if isinstance(edit, AllowTopics):
        connection.execute(_ALLOW)
        return "Let refused topics be suggested again"
    topic = topics.find(connection, edit.topic_id)
    paper = connection.execute(_PAPER, (edit.paper_id,)).fetchone()
    if paper is None:
        raise NotFound("This paper is no longer there.", "Undo may bring it back.")
    key, title = paper
    connection.execute(_REFUSE, (key, topic.key))
    path = topics.path_of(connection, topic.key)
    return f"Refused {path} for “{elide(title)}”"
