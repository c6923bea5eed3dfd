python3 - <<'PY'
import smtplib, ssl
tls = ssl.create_default_context()
host, port = "{{ host }}", {{ port }}
if port in (465, 2465):
    smtp = smtplib.SMTP_SSL(host, port, timeout=10, context=tls)
else:
    smtp = smtplib.SMTP(host, port, timeout=10)
    smtp.starttls(context=tls)
print(smtp.ehlo()[1].decode())
smtp.quit()
PY
