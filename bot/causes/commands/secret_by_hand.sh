python3 - <<'PY'
import getpass, os, warnings
warnings.simplefilter("error", getpass.GetPassWarning)
try:
    secret = getpass.getpass("Secret access key of {{ key_id }}: ").strip()
except (EOFError, getpass.GetPassWarning):
    raise SystemExit("No terminal to type the secret in: run this with docker exec -it, kubectl exec -it or ssh -t.")
for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN"):
    os.environ.pop(name, None)
os.environ.update(AWS_ACCESS_KEY_ID="{{ key_id }}", AWS_SECRET_ACCESS_KEY=secret)
os.execvp("aws", ["aws", "sts", "get-caller-identity", "--region", "{{ region }}"])
PY
