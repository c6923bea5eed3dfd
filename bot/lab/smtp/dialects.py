"""The replies of three kinds of servers.

SES's come from its developer guide and public transcripts. Those of Postfix 3.7.11 and Exim 4.96 were recorded from
real servers on loopback.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """Host name, extensions and replies of one kind of server. Each reply is a full line without CRLF."""

    hostname: str
    banner: str
    extensions: tuple[str, ...]
    extensions_after_tls: tuple[str, ...]
    tls_ready: str
    tls_first: str
    tls_already: str
    greet_first: str
    accepted: str
    refused: str
    auth_first: str
    auth_already: str
    unknown_mechanism: str
    bad_encoding: str
    cancelled: str
    ok: str
    go_ahead: str
    queued: str
    too_long: str
    bad_sequence: str
    bad_syntax: str
    unknown_command: str
    idle: str
    bye: str


SES = Dialect(
    hostname="email-smtp.amazonaws.com",
    banner="220 email-smtp.amazonaws.com ESMTP SimpleEmailService-d-EXAMPLE lab",
    extensions=("8BITMIME", "SIZE 10485760", "STARTTLS", "AUTH PLAIN LOGIN", "Ok"),
    extensions_after_tls=("8BITMIME", "SIZE 10485760", "AUTH PLAIN LOGIN", "Ok"),
    tls_ready="220 Ready to start TLS",
    tls_first="530 Must issue a STARTTLS command first",
    tls_already="503 TLS already started",
    greet_first="503 Error: send HELO/EHLO first",
    accepted="235 Authentication successful.",
    refused="535 Authentication Credentials Invalid",
    auth_first="530 Authentication required",
    auth_already="503 Already authenticated",
    unknown_mechanism="504 Unrecognized authentication type",
    bad_encoding="501 Invalid base64 data",
    cancelled="501 Authentication cancelled",
    ok="250 Ok",
    go_ahead="354 End data with <CR><LF>.<CR><LF>",
    queued="250 Ok 0107000000000000-example0-lab0-0000-0000-000000000000-000000",
    too_long="552 Message is too long.",
    bad_sequence="503 Error: bad sequence of commands",
    bad_syntax="501 Syntax error in parameters or arguments",
    unknown_command="500 Error: command not recognized",
    idle="451 4.4.2 Timeout waiting for data from client.",
    bye="221 Bye",
)

POSTFIX = Dialect(
    hostname="mail.example.com",
    banner="220 mail.example.com ESMTP Postfix",
    extensions=(
        "PIPELINING",
        "SIZE 10240000",
        "VRFY",
        "ETRN",
        "STARTTLS",
        "ENHANCEDSTATUSCODES",
        "8BITMIME",
        "DSN",
        "SMTPUTF8",
        "CHUNKING",
    ),
    extensions_after_tls=(
        "PIPELINING",
        "SIZE 10240000",
        "VRFY",
        "ETRN",
        "AUTH PLAIN LOGIN",
        "ENHANCEDSTATUSCODES",
        "8BITMIME",
        "DSN",
        "SMTPUTF8",
        "CHUNKING",
    ),
    tls_ready="220 2.0.0 Ready to start TLS",
    tls_first="530 5.7.0 Must issue a STARTTLS command first",
    tls_already="554 5.5.1 Error: TLS already active",
    greet_first="503 5.5.1 Error: send HELO/EHLO first",
    accepted="235 2.7.0 Authentication successful",
    refused="535 5.7.8 Error: authentication failed: (reason unavailable)",
    auth_first="554 5.7.1 Sender address rejected: Access denied",
    auth_already="503 5.5.1 Error: already authenticated",
    unknown_mechanism="535 5.7.8 Error: authentication failed: Invalid authentication mechanism",
    bad_encoding="501 5.5.4 Error: malformed authentication data",
    cancelled="501 5.7.0 Authentication aborted",
    ok="250 2.1.0 Ok",
    go_ahead="354 End data with <CR><LF>.<CR><LF>",
    queued="250 2.0.0 Ok: queued as 4EXAMPLE00",
    too_long="552 5.3.4 Error: message file too big",
    bad_sequence="503 5.5.1 Error: bad sequence of commands",
    bad_syntax="501 5.5.4 Syntax error",
    unknown_command="500 5.5.2 Error: command not recognized",
    idle="421 4.4.2 mail.example.com Error: timeout exceeded",
    bye="221 2.0.0 Bye",
)

EXIM = Dialect(
    hostname="mail.example.com",
    banner="220 mail.example.com ESMTP Exim 4.96 Sat, 21 Nov 2026 03:00:00 +0000",
    extensions=("SIZE 52428800", "8BITMIME", "PIPELINING", "PIPECONNECT", "CHUNKING", "STARTTLS", "PRDR", "HELP"),
    extensions_after_tls=(
        "SIZE 52428800",
        "8BITMIME",
        "PIPELINING",
        "PIPECONNECT",
        "AUTH PLAIN LOGIN",
        "CHUNKING",
        "PRDR",
        "HELP",
    ),
    tls_ready="220 TLS go ahead",
    tls_first="503 AUTH command used when not advertised",
    tls_already="554 Already in TLS",
    greet_first="503 HELO or EHLO required",
    accepted="235 Authentication succeeded",
    refused="535 Incorrect authentication data",
    auth_first="550 authentication required",
    auth_already="503 already authenticated",
    unknown_mechanism="504 authentication mechanism not supported",
    bad_encoding="501 Invalid base64 data",
    cancelled="501 Authentication cancelled",
    ok="250 OK",
    go_ahead='354 Enter message, ending with "." on a line by itself',
    queued="250 OK id=1EXAMPLE-000000-00",
    too_long="552 Message size exceeds maximum permitted",
    bad_sequence="503 bad sequence of commands",
    bad_syntax="501 syntactically invalid argument(s)",
    unknown_command="500 unrecognized command",
    idle="421 mail.example.com: SMTP command timeout - closing connection",
    bye="221 mail.example.com closing connection",
)
