"""How Pantau gets pages: discover, fetch, archive. Spiders never read an article (that is `pipelines`)."""
