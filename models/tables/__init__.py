"""The tables. A change here needs an Alembic revision under migrations/versions.

Only shapes of what is kept: no queries (`models/store`), no connections (`models/database.py`). Vectors live in one
table per embedding model, made by `models/store` when a model is first used, and so not listed here.
"""

from models.tables.articles import Article, ArticleQuote, ArticleTag, Milestone, Story
from models.tables.correcting import Correction, MachineTagging
from models.tables.harvest import Night, Page, SourceNight, Visited
from models.tables.reading import Document
from models.tables.saving import SavedSearch
from models.tables.searching import TERM_SPACE, CorpusStatistics, EmbeddingModel, Passage, Term, Word

__all__ = [
    "TERM_SPACE",
    "Article",
    "ArticleQuote",
    "ArticleTag",
    "CorpusStatistics",
    "Correction",
    "Document",
    "EmbeddingModel",
    "MachineTagging",
    "Milestone",
    "Night",
    "Page",
    "Passage",
    "SavedSearch",
    "SourceNight",
    "Story",
    "Term",
    "Visited",
    "Word",
]
