"""All errors that graphkit raises, one tree.

::

    GraphkitError
    ├── InputError            a file, line or record that cannot be read
    │   └── SkippedInput      one that is left out on purpose: a photo in a folder
    │       └── LanguageError one in a language that is not read
    ├── ModelError            a language model that is missing, damaged or of another version
    ├── OntologyError         a type, role or value that the ontology does not know
    ├── QueryError            an unknown query, a wrong parameter, a query the store refuses
    │   └── UnknownName       a name that no entity of the graph bears
    └── StoreError            a store that cannot be opened, reached or written
        └── LockedError       a graph folder that another process is using

A message says what is wrong, where (file, line, record) and what is allowed. What is left out without an error is told
by an `InputWarning`.
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
    """A file, line or record that cannot be read.

    Examples
    --------
    >>> from graphkit.read import read_documents
    >>> list(read_documents("missing.txt"))
    Traceback (most recent call last):
        ...
    graphkit.errors.InputError: missing.txt: no such file or folder
    """


class SkippedInput(InputError):
    """An input that is left out on purpose; who reads many goes on without it.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> from graphkit.read import read_documents
    >>> skipped = []
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "photo.jpg").write_bytes(b"...")
    ...     documents = list(read_documents(folder, on_error=skipped.append))
    >>> type(skipped[0]).__name__
    'SkippedInput'
    """


class LanguageError(SkippedInput):
    """A document in a language that is not read, or a language that has no language pack.

    Examples
    --------
    >>> from graphkit.read.language import check_language
    >>> check_language("The two ministers signed a trade agreement in Oslo.", where="a.txt")
    Traceback (most recent call last):
        ...
    graphkit.errors.LanguageError: a.txt: the text is in 'en', not in 'tr'
    """


class InputWarning(UserWarning):
    """Something in an input that is left out, though the input is read: a field of a record that nobody knows.

    Examples
    --------
    >>> import warnings
    >>> with warnings.catch_warnings(record=True) as caught:
    ...     warnings.warn("a.jsonl: fields that are not read: 'tags'", InputWarning)
    >>> caught[0].category.__name__
    'InputWarning'
    """


class ModelError(GraphkitError):
    """A language model that is missing, damaged or of another version.

    Examples
    --------
    >>> from graphkit.models import find_models
    >>> find_models("tr", "missing")
    Traceback (most recent call last):
        ...
    graphkit.errors.ModelError: missing: no models of language 'tr' there
    """


class OntologyError(GraphkitError):
    """A type, role or value that the ontology does not know.

    Examples
    --------
    >>> from graphkit.ontology import load_ontology
    >>> load_ontology().event("Picnic")
    Traceback (most recent call last):
        ...
    graphkit.errors.OntologyError: no event type 'Picnic'
    """


class QueryError(GraphkitError):
    """An unknown query, a wrong parameter, or a query that the store refuses.

    Examples
    --------
    >>> from graphkit.query import load_query
    >>> load_query("meetngs")
    Traceback (most recent call last):
        ...
    graphkit.errors.QueryError: no query 'meetngs'
    """


class UnknownName(QueryError):
    """A name that no entity of the graph bears; the message lists what is near.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.folder import GraphFolder
    >>> with GraphFolder.create(tempfile.mkdtemp()) as folder:
    ...     folder.query("meetings", actor="Rusya")
    Traceback (most recent call last):
        ...
    graphkit.errors.UnknownName: no entity is called 'Rusya'
    """


class StoreError(GraphkitError):
    """A store that cannot be opened, reached or written.

    Examples
    --------
    >>> from graphkit.folder import GraphFolder
    >>> GraphFolder.open("missing")
    Traceback (most recent call last):
        ...
    graphkit.errors.StoreError: missing: no graph folder there
    """


class LockedError(StoreError):
    """A graph folder that another process is using.

    Examples
    --------
    >>> import tempfile
    >>> from graphkit.folder import GraphFolder
    >>> with GraphFolder.create(tempfile.mkdtemp()) as first:
    ...     GraphFolder.open(first.path)
    Traceback (most recent call last):
        ...
    graphkit.errors.LockedError: another process is using this graph
    """
