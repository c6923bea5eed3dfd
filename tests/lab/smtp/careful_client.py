"""A client that talks SMTP step by step on a plain socket, and reports where and how the dialogue failed."""

import base64
import contextlib
import re
import socket
import ssl

from tests.lab.smtp.clients import HOST, PASSWORD, USER

_MOST = 64 * 1024


class Broken(Exception):
    """The dialogue failed. The text is `stage: how`."""


class CarefulClient:
    """Waits 5 s for each reply, so that a slow machine fails no test, but only 0.15 s at the stage `hangs_at`."""

    def __init__(self, port: int, context: ssl.SSLContext, implicit_tls: bool, hangs_at: str = "") -> None:
        self._port = port
        self._context = context
        self._implicit_tls = implicit_tls
        self._hangs_at = hangs_at
        self._socket: socket.socket | None = None
        self.replies: list[str] = []

    def run(self) -> str:
        """Runs the whole dialogue with one AUTH. Returns `ok`, or where and how it failed."""
        try:
            self._dialogue()
        except Broken as broken:
            return str(broken)
        finally:
            if self._socket is not None:
                self._socket.close()
        return "ok"

    def _dialogue(self) -> None:
        try:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=self._seconds("connect"))
        except ConnectionRefusedError:
            raise Broken("connect: refused") from None
        except TimeoutError:
            raise Broken("connect: timeout") from None
        if self._implicit_tls:
            self._handshake()
        self._expect("banner", 220)
        offers = self._ask("ehlo", "EHLO bot.example.com", 250)
        if not self._implicit_tls:
            if "STARTTLS" not in offers:
                raise Broken("starttls: not offered")
            self._ask("starttls", "STARTTLS", 220)
            self._handshake()
            offers = self._ask("ehlo after tls", "EHLO bot.example.com", 250)
        self._sign_in(next((line for line in offers if line.startswith("AUTH ")), ""))
        self._ask("quit", "QUIT", 221)

    def _sign_in(self, offer: str) -> None:
        if "PLAIN" in offer.split():
            self._ask("auth", "AUTH PLAIN " + _encode(f"\0{USER}\0{PASSWORD}"), 235)
        elif "LOGIN" in offer.split():
            self._ask("auth", f"AUTH LOGIN {_encode(USER)}", 334)
            self._ask("auth", _encode(PASSWORD), 235)
        else:
            raise Broken("auth: not offered")

    def _seconds(self, stage: str) -> float:
        return 0.15 if stage == self._hangs_at else 5

    def _handshake(self) -> None:
        assert self._socket is not None
        self._socket.settimeout(self._seconds("handshake"))
        try:
            self._socket = self._context.wrap_socket(self._socket, server_hostname=HOST, suppress_ragged_eofs=False)
        except ssl.SSLCertVerificationError as error:
            raise Broken(f"handshake: {error.verify_message.split(',')[0]}") from None
        except (ssl.SSLEOFError, ssl.SSLZeroReturnError):  # the second on Python 3.11.2
            raise Broken("handshake: end") from None
        except ssl.SSLError as error:
            raise Broken(f"handshake: {error.reason}") from None
        except TimeoutError:
            raise Broken("handshake: timeout") from None
        except ConnectionResetError:
            raise Broken("handshake: reset") from None

    def _ask(self, stage: str, line: str, code: int) -> list[str]:
        assert self._socket is not None
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # what was said before can still be read
            self._socket.sendall(f"{line}\r\n".encode())
        return self._expect(stage, code)

    def _expect(self, stage: str, code: int) -> list[str]:
        """Returns the lines of a reply with this code. Raises Broken for anything else."""
        assert self._socket is not None
        self._socket.settimeout(self._seconds(stage))
        lines: list[str] = []
        while not lines or lines[-1][3:4] == "-":
            lines.append(self._line(stage, already=sum(map(len, lines))))
            if not re.match(r"\d{3}[- ]", lines[-1]) or lines[-1][:3] != lines[0][:3]:
                raise Broken(f"{stage}: garbage")
        self.replies.append("\n".join(lines))
        if lines[0][:3] != str(code):
            raise Broken(f"{stage}: {lines[0][:3]}")
        return [line[4:] for line in lines]

    def _line(self, stage: str, already: int) -> str:
        assert self._socket is not None
        line = bytearray()
        while not line.endswith(b"\n"):
            if already + len(line) > _MOST:
                raise Broken(f"{stage}: too long")
            try:
                byte = self._socket.recv(1)
            except TimeoutError:
                raise Broken(f"{stage}: timeout") from None
            except ssl.SSLEOFError:  # within TLS: a RST before Python 3.13, and an end without close_notify
                raise Broken(f"{stage}: cut") from None
            except ConnectionResetError:
                within_tls = isinstance(self._socket, ssl.SSLSocket)
                raise Broken(f"{stage}: {'cut' if within_tls else 'reset'}") from None
            if not byte:
                raise Broken(f"{stage}: end")
            line += byte
        return line.decode("utf-8", "replace").rstrip("\r\n")


def _encode(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
