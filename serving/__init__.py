"""How people use Pantau: search, monitor, brief, export, web, command line."""
