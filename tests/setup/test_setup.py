"""`make setup` behind a proxy that inspects TLS: it trusts the certificates that the system trusts, for pip and for uv."""

import base64
import functools
import hashlib
import http.server
import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.lab.certificates import Authority

ROOT = Path(__file__).parents[2]
# Stands in for uv: it notes how it was called and with which settings.
UV = """#!/bin/sh
printf '%s|' "$@" >> "$UV_SEEN"
printf '%s %s\\n' "system_certs=$UV_SYSTEM_CERTS ssl_cert_file=$SSL_CERT_FILE" "https_proxy=$HTTPS_PROXY" >> "$UV_SEEN"
"""


def wheel(folder: Path) -> None:
    """Writes the wheel of a package named uv, which holds the program above."""
    files = {
        "uv-0.data/scripts/uv": UV,
        "uv-0.dist-info/METADATA": "Metadata-Version: 2.1\nName: uv\nVersion: 0\n",
        "uv-0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = []
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(text)}")
    files["uv-0.dist-info/RECORD"] = "\n".join([*lines, "uv-0.dist-info/RECORD,,", ""])
    with zipfile.ZipFile(folder / "uv-0-py3-none-any.whl", "w") as packed:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = 0o100755 << 16  # as pip wants it: a regular file that may be executed
            packed.writestr(entry, text)


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder and logs nothing."""

    def log_message(self, *_: object) -> None:
        return


@pytest.fixture
def index(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A package index over TLS whose authority is the lab's own: its address, and the authority's certificate."""
    authority = Authority()
    page = tmp_path / "index" / "simple" / "uv"
    page.mkdir(parents=True)
    wheel(page)
    (page / "index.html").write_text('<a href="uv-0-py3-none-any.whl">uv-0-py3-none-any.whl</a>')
    handler = functools.partial(Quiet, directory=str(tmp_path / "index"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.socket = authority.issue("localhost").context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    ca_file = tmp_path / "ca.pem"
    ca_file.write_bytes(authority.ca_pem)
    yield f"https://localhost:{server.server_port}/simple", ca_file
    server.shutdown()
    server.server_close()
    thread.join()


def set_up(project: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    """Runs `make setup` in a copy of the files that it reads. settings: its environment, beside PATH and HOME."""
    project.mkdir(exist_ok=True)
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / name, project)
    environ = {"PATH": os.environ["PATH"], "HOME": str(project), "PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "0"}
    return subprocess.run(["make", "setup"], cwd=project, env=environ | settings, capture_output=True, text=True)


def test_it_says_what_to_set_and_then_trusts_what_the_system_trusts(index: tuple[str, Path], tmp_path: Path) -> None:
    address, ca_file = index
    project, seen = tmp_path / "project", tmp_path / "seen"
    proxy = "http://proxy.example.com:3128"
    settings = {"PYTHON": sys.executable, "PIP_INDEX_URL": address, "HTTPS_PROXY": proxy, "NO_PROXY": "localhost"}

    refused = set_up(project, **settings)
    assert refused.returncode == 2
    assert all(name in refused.stdout for name in ("HTTPS_PROXY", "PIP_INDEX_URL", "UV_DEFAULT_INDEX", "SSL_CERT_FILE"))
    assert not (project / ".venv" / ".set-up").exists()

    made = set_up(project, **settings, SSL_CERT_FILE=str(ca_file), UV_SEEN=str(seen))
    assert made.returncode == 0, made.stdout + made.stderr
    synced, installed = seen.read_text().splitlines()
    assert synced.startswith("pip|sync|") and installed.startswith("pip|install|")
    for line in (synced, installed):
        assert f"system_certs=true ssl_cert_file={ca_file} https_proxy={proxy}" in line


def test_an_old_python_is_told_what_is_needed(tmp_path: Path) -> None:
    old = tmp_path / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    made = set_up(tmp_path / "project", PYTHON=str(old))
    assert made.returncode == 2
    assert "Python 3.11" in made.stdout
    assert "PYTHON=" in made.stdout
