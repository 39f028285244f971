"""Names of what a library holds, stable across devices."""

import uuid
from typing import NewType

PaperId = NewType("PaperId", str)
"""A UUID in canonical text form, stable across devices."""

TopicId = NewType("TopicId", str)
MarkId = NewType("MarkId", str)
Sha256 = NewType("Sha256", str)
"""64 lower-case hexadecimal digits: the name of a stored file."""


def new_id() -> str:
    """Make a random UUID in canonical text form."""
    return str(uuid.uuid4())
