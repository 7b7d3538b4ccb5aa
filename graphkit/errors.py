"""All errors that graphkit raises, one tree.

::

    GraphkitError
    ├── InputError          a file, line or record that cannot be read
    │   └── LanguageError   a document in a language without a language pack
    ├── ModelError          a language model that is missing, damaged or of another version
    ├── OntologyError       a type, role or value that the ontology does not know
    ├── QueryError          an unknown query, a wrong parameter, a query the store refuses
    │   └── UnknownName     a name that no entity of the graph bears
    └── StoreError          a store that cannot be opened, reached or written
        └── LockedError     a graph folder that another process is using

A message says what is wrong, where (file, line, record) and what is allowed.
"""


class GraphkitError(Exception):
    """Base of every error that graphkit raises on purpose.

    Examples
    --------
    >>> from graphkit.errors import GraphkitError, InputError
    >>> issubclass(InputError, GraphkitError)
    True
    """


class InputError(GraphkitError):
    """A file, line or record that cannot be read."""


class LanguageError(InputError):
    """A document in a language that has no language pack."""


class ModelError(GraphkitError):
    """A language model that is missing, damaged or of another version."""


class OntologyError(GraphkitError):
    """A type, role or value that the ontology does not know."""


class QueryError(GraphkitError):
    """An unknown query, a wrong parameter, or a query that the store refuses."""


class UnknownName(QueryError):
    """A name that no entity of the graph bears; the message lists what is near."""


class StoreError(GraphkitError):
    """A store that cannot be opened, reached or written."""


class LockedError(StoreError):
    """A graph folder that another process is using."""
