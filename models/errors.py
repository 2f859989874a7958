"""The errors Pantau raises on purpose. Put no logic here; messages name the file, field or URL.

ProjectError
├── CatalogError       a file under provinces/ (or another YAML of facts) is wrong: file, field, value
├── SourceError        a site did not behave: source id, URL
├── StorageError       archive or database
├── ReadingError       a page that is no readable article: URL, reason
└── UsageError         a request that makes no sense (unknown regency, bad week): value, what is allowed
"""


class ProjectError(Exception):
    """Any error Pantau raises on purpose; the command line prints it as one sentence."""


class CatalogError(ProjectError):
    """A file of facts is wrong; the message names file, field and value."""


class SourceError(ProjectError):
    """A site did not behave; the message names the source id and the URL."""


class StorageError(ProjectError):
    """The archive or the database cannot be used; the message says why and what to do."""


class ReadingError(ProjectError):
    """A page is no readable article; the message names the URL and the reason."""


class UsageError(ProjectError):
    """A request makes no sense; the message names the value and what is allowed."""
