"""The methods of the Web API, one module per family. Each module publishes METHODS; api.py calls them."""
