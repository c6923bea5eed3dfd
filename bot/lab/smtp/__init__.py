"""A simulated SMTP server that behaves like Amazon SES, Postfix or Exim, with or without faults.

`SmtpServer` (server.py) listens and follows a `Script` (script.py). `Dialogue` (dialogue.py) records each connection.
Messages are kept in it and never delivered.

To add a fault, add a row to FAULTS or MESSAGE_FAULTS in faults.py; scripts are combined with `|`:

    "auth-454": Script(auth=say("454 Temporary authentication failure")),
"""
