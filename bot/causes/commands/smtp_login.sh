python3 - <<'PY'
import getpass, smtplib, ssl, warnings
warnings.simplefilter("error", getpass.GetPassWarning)
host, port, user = "{{ host }}", {{ port }}, "{{ user }}"
try:
    password = getpass.getpass(f"SMTP password of {user}: ").strip()
except (EOFError, getpass.GetPassWarning):
    raise SystemExit("No terminal to type the password in: run this with docker exec -it, kubectl exec -it or ssh -t.")
tls = ssl.create_default_context()
if port in (465, 2465):
    smtp = smtplib.SMTP_SSL(host, port, timeout=10, context=tls)
else:
    smtp = smtplib.SMTP(host, port, timeout=10)
    smtp.starttls(context=tls)
try:
    print(smtp.login(user, password))
except smtplib.SMTPAuthenticationError as refused:
    raise SystemExit(str(refused))
smtp.quit()
PY
