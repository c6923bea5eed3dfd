"""The methods of the Web API, one module a family; each publishes METHODS. See `api.py` for how they are called."""
