"""Search: keyword (BM25), semantic (vectors) or both, over passages, answered by article or by story.

request: what is asked for · language: how a query is written · values, periods, spelling, understanding: what it
means · conditions, candidates, counting: the SQL · ranking: fusing scores · likeness: more like this · facets,
snippets, hits, answer: what is shown.
"""

from serving.search.answer import SearchResult, rank_articles, search
from serving.search.hits import Hit
from serving.search.request import Filters, SearchRequest
from serving.search.understanding import Knowledge

__all__ = ["Filters", "Hit", "Knowledge", "SearchRequest", "SearchResult", "rank_articles", "search"]
