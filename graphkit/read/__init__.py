"""Reading: files → `Document` with zones, date, source and encoding."""

from graphkit.read.files import KINDS, count_documents, read_documents
from graphkit.read.limits import MAX_BYTES
from graphkit.read.teasers import split_teasers, teaser_zones, without_teasers

__all__ = [
    "KINDS", "MAX_BYTES", "count_documents", "read_documents", "split_teasers", "teaser_zones", "without_teasers",
]  # fmt: skip
