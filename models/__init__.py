"""What Pantau keeps: tables, archive, catalogue, settings. It imports no other package of the project."""
