"""An SMTP server that speaks like Amazon SES, or like Postfix or Exim, and misbehaves as told.

`server.SmtpServer` listens, `script.Script` says how it behaves, `faults.FAULTS` names the ways in which it can be
broken, `dialogue.Dialogue` is what it saw. It keeps messages and never delivers them.
"""
