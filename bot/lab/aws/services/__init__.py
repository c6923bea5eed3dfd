"""The operations of the fake AWS, one module a service."""
