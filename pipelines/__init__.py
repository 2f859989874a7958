"""How Pantau makes sense of archived pages: extract, clean, deduplicate, tag, embed. Nothing here fetches."""
