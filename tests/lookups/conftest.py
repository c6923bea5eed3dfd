from tests.probes.conftest import cloud, gateway

__all__ = ["cloud", "gateway"]
