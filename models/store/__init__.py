"""Reading and writing the tables, one module per subject. SQL lives here and nowhere else but `serving/search`.

pages: nights and fetched pages · articles: documents, articles, stories · tags: tags and milestones ·
passages: BM25 and vectors · bulk: writing many rows by COPY.
"""
