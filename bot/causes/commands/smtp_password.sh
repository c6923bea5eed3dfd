python3 - <<'PY'
import base64, getpass, hashlib, hmac, warnings
warnings.simplefilter("error", getpass.GetPassWarning)
try:
    secret = getpass.getpass("Secret access key: ").strip()
except (EOFError, getpass.GetPassWarning):
    raise SystemExit("No terminal to type the secret in: run this with docker exec -it, kubectl exec -it or ssh -t.")
key = ("AWS4" + secret).encode()
for part in ("11111111", "{{ region }}", "ses", "aws4_request", "SendRawEmail"):
    key = hmac.new(key, part.encode(), hashlib.sha256).digest()
print("SMTP password:", base64.b64encode(b"\x04" + key).decode())
PY
