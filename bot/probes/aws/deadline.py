"""Ends a call to AWS at its deadline, even if the answer arrives byte by byte.

botocore's read timeout is not enough: it starts anew with every byte.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from botocore.awsrequest import (
    AWSHTTPConnection,
    AWSHTTPConnectionPool,
    AWSHTTPSConnection,
    AWSHTTPSConnectionPool,
)

_running = threading.local()


class Cut:
    """Ends one call from another thread. `now` shuts its connection down, so that the waiting thread gets an error."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self._late = False

    def now(self) -> None:
        """Ends the call, or the connection that it is about to use.

        May be called from any thread, also after the call.
        """
        with self._lock:
            self._late = True
            self._shut()

    @contextmanager
    def bound_to_thread(self) -> Iterator[None]:
        """Lets this object end the calls that this thread makes while the context is open."""
        _running.cut = self
        try:
            yield
        finally:
            _running.cut = None
            with self._lock:
                self._socket = None

    def _set_socket(self, connection: socket.socket) -> None:
        with self._lock:
            self._socket = connection
            if self._late:
                self._shut()

    def _shut(self) -> None:
        if self._socket is not None:
            # Call the plain socket's method: SSLSocket.shutdown would remove the TLS state that another thread is
            # reading.
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def make_cuttable(client: Any) -> None:
    """Makes a client's connections report their sockets to `Cut`. botocore has no public way to set their classes."""
    http = client._endpoint.http_session
    http._pool_classes_by_scheme = {"http": _Pool, "https": _TlsPool}
    http._manager.pool_classes_by_scheme = http._pool_classes_by_scheme


def _report_socket(connection: Any) -> None:
    cut: Cut | None = getattr(_running, "cut", None)
    if cut is not None and connection.sock is not None:
        cut._set_socket(connection.sock)


class _Connection(AWSHTTPConnection):  # type: ignore[misc]
    def connect(self) -> None:
        super().connect()
        _report_socket(self)

    def request(self, *args: Any, **kwargs: Any) -> Any:
        _report_socket(self)
        return super().request(*args, **kwargs)


class _TlsConnection(AWSHTTPSConnection):  # type: ignore[misc]
    def connect(self) -> None:
        super().connect()
        _report_socket(self)

    def request(self, *args: Any, **kwargs: Any) -> Any:
        _report_socket(self)
        return super().request(*args, **kwargs)


class _Pool(AWSHTTPConnectionPool):  # type: ignore[misc]
    ConnectionCls = _Connection


class _TlsPool(AWSHTTPSConnectionPool):  # type: ignore[misc]
    ConnectionCls = _TlsConnection
