python3 - <<'PY'
import socket
for port in (587, 2587, 465, 2465, 25):
    try:
        socket.create_connection(("{{ host }}", port), timeout=5).close()
        print(port, "open")
    except OSError as error:
        print(port, error)
PY
