"""The weekly media-monitoring brief: gathered once as plain values, written as DOCX, PDF, XLSX and HTML.

rows: the SQL · gather: rows to a Brief (parts.py) · sentences, words_id: its Indonesian · as_*: one format each ·
write: the files. Nothing here decides what is relevant or what a milestone is (that is `pipelines/tag`).
"""
