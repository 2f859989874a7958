"""Search: keyword (BM25), semantic (vectors) or both, over passages, answered by article.

request: what is asked for · candidates: the SQL · answer: fusing scores, snippets and reasons.
"""

from serving.search.answer import Hit, SearchResult, rank_articles, search
from serving.search.request import Filters, SearchRequest

__all__ = ["Filters", "Hit", "SearchRequest", "SearchResult", "rank_articles", "search"]
