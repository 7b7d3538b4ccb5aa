"""What is extracted from a sentence."""

from graphkit.build import Language, extract_documents
from graphkit.model import Document, EventMention


def told(language: Language, text: str, kind: str) -> EventMention:
    """The first mention of an event of that type."""
    (page,) = extract_documents([Document("d1", "", text)], language)
    return next(one for extraction in page.extractions for one in extraction.events if one.type == kind)
