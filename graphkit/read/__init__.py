"""Reading: files → `Document` with zones, date, source and encoding."""

from graphkit.read.files import read_documents
from graphkit.read.limits import MAX_BYTES
from graphkit.read.paths import KINDS, Paths, count_documents, holds_many
from graphkit.read.teasers import split_teasers, teaser_zones, without_teasers

__all__ = [
    "KINDS", "MAX_BYTES", "Paths", "count_documents", "holds_many", "read_documents", "split_teasers", "teaser_zones",
    "without_teasers",
]  # fmt: skip
