"""Search: keyword (BM25), semantic (vectors) or both, over passages, answered by article.

request: what is asked for · candidates: the SQL · ranking: fusing scores · answer: snippets and reasons.
"""

from serving.search.answer import Hit, SearchResult, search
from serving.search.ranking import rank_articles
from serving.search.request import Filters, SearchRequest

__all__ = ["Filters", "Hit", "SearchRequest", "SearchResult", "rank_articles", "search"]
