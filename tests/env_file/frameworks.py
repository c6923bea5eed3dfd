"""Files as frameworks' documentation shows them, with made-up values."""

from __future__ import annotations

HOST = "email-smtp.eu-central-1.amazonaws.com"
KEY = "AKIAIOSFODNN7EXAMPLE"
PASSWORD = "BMadeUpSmtpPasswordMadeUpSmtpPasswordMadeUpX"
SECRET = "madeUp/secret/0000000000000000000EXAMPLE"

# The text of each file, and the variables of host, user name, password and sender.
LOGINS = {
    "laravel": (
        f"MAIL_MAILER=smtp\nMAIL_HOST={HOST}\nMAIL_PORT=587\nMAIL_USERNAME={KEY}\nMAIL_PASSWORD={PASSWORD}\n"
        'MAIL_ENCRYPTION=tls\nMAIL_FROM_ADDRESS="shop@example.com"\nMAIL_FROM_NAME="${APP_NAME}"\n'
        "AWS_ACCESS_KEY_ID=\nAWS_SECRET_ACCESS_KEY=\nAWS_DEFAULT_REGION=us-east-1\nAWS_BUCKET=\n",
        ("MAIL_HOST", "MAIL_USERNAME", "MAIL_PASSWORD", "MAIL_FROM_ADDRESS"),
    ),
    "symfony": (
        f"MAILER_DSN=smtp://{KEY}:{PASSWORD}@{HOST}:587\nMAILER_FROM='Shop <shop@example.com>'\n",
        ("MAILER_DSN", "MAILER_DSN", "MAILER_DSN", "MAILER_FROM"),
    ),
    "django": (
        f"EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend\nEMAIL_HOST={HOST}\nEMAIL_PORT=587\n"
        f"EMAIL_HOST_USER={KEY}\nEMAIL_HOST_PASSWORD={PASSWORD}\nEMAIL_USE_TLS=True\nDEFAULT_FROM_EMAIL=shop@example.com\n",
        ("EMAIL_HOST", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "DEFAULT_FROM_EMAIL"),
    ),
    "flask-mail": (
        f"MAIL_SERVER={HOST}\nMAIL_PORT=465\nMAIL_USE_SSL=1\nMAIL_USE_TLS=0\nMAIL_USERNAME={KEY}\n"
        f"MAIL_PASSWORD={PASSWORD}\nMAIL_DEFAULT_SENDER=shop@example.com\n",
        ("MAIL_SERVER", "MAIL_USERNAME", "MAIL_PASSWORD", "MAIL_DEFAULT_SENDER"),
    ),
    "rails": (
        f"SMTP_ADDRESS={HOST}\nSMTP_PORT=587\nSMTP_USER_NAME={KEY}\nSMTP_PASSWORD={PASSWORD}\nSMTP_DOMAIN=example.com\n"
        "SMTP_ENABLE_STARTTLS_AUTO=true\nMAILER_SENDER=shop@example.com\n",
        ("SMTP_ADDRESS", "SMTP_USER_NAME", "SMTP_PASSWORD", "MAILER_SENDER"),
    ),
    "nodemailer": (
        f"SMTP_HOST={HOST}\nSMTP_PORT=465\nSMTP_SECURE=true\nSMTP_USER={KEY}\nSMTP_PASS={PASSWORD}\n"
        "EMAIL_FROM=shop@example.com\n",
        ("SMTP_HOST", "SMTP_USER", "SMTP_PASS", "EMAIL_FROM"),
    ),
    "spring": (
        f"spring.mail.host={HOST}\nspring.mail.port=587\nspring.mail.username={KEY}\nspring.mail.password={PASSWORD}\n"
        "spring.mail.properties.mail.smtp.starttls.enable=true\nspring.mail.properties.mail.smtp.from=shop@example.com\n",
        ("spring.mail.host", "spring.mail.username", "spring.mail.password", "spring.mail.properties.mail.smtp.from"),
    ),
    "wordpress": (
        f"<?php\ndefine( 'WPMS_ON', true );\ndefine( 'WPMS_MAILER', 'smtp' );\ndefine( 'WPMS_SMTP_HOST', '{HOST}' );\n"
        f"define( 'WPMS_SMTP_PORT', 587 );\ndefine( 'WPMS_SSL', 'tls' );\ndefine( 'WPMS_SMTP_USER', '{KEY}' );\n"
        f"define( 'WPMS_SMTP_PASS', '{PASSWORD}' );\ndefine( 'WPMS_MAIL_FROM', 'shop@example.com' );\n",
        ("WPMS_SMTP_HOST", "WPMS_SMTP_USER", "WPMS_SMTP_PASS", "WPMS_MAIL_FROM"),
    ),
    "supabase": (
        f"SMTP_ADMIN_EMAIL=shop@example.com\nSMTP_HOST={HOST}\nSMTP_PORT=587\nSMTP_USER={KEY}\nSMTP_PASS={PASSWORD}\n"
        "SMTP_SENDER_NAME=Shop\n",
        ("SMTP_HOST", "SMTP_USER", "SMTP_PASS", "SMTP_ADMIN_EMAIL"),
    ),
    "n8n": (
        f"N8N_EMAIL_MODE=smtp\nN8N_SMTP_HOST={HOST}\nN8N_SMTP_PORT=465\nN8N_SMTP_USER={KEY}\nN8N_SMTP_PASS={PASSWORD}\n"
        "N8N_SMTP_SENDER=shop@example.com\nN8N_SMTP_SSL=true\n",
        ("N8N_SMTP_HOST", "N8N_SMTP_USER", "N8N_SMTP_PASS", "N8N_SMTP_SENDER"),
    ),
    "ghost": (
        f"mail__transport=SMTP\nmail__options__host={HOST}\nmail__options__port=465\nmail__options__secure=true\n"
        f"mail__options__auth__user={KEY}\nmail__options__auth__pass={PASSWORD}\nmail__from='Blog <shop@example.com>'\n",
        ("mail__options__host", "mail__options__auth__user", "mail__options__auth__pass", "mail__from"),
    ),
    "keycloak": (
        f"KC_SMTP_HOST={HOST}\nKC_SMTP_PORT=587\nKC_SMTP_USER={KEY}\nKC_SMTP_PASSWORD={PASSWORD}\n"
        "KC_SMTP_FROM=shop@example.com\nKC_SMTP_STARTTLS=true\n",
        ("KC_SMTP_HOST", "KC_SMTP_USER", "KC_SMTP_PASSWORD", "KC_SMTP_FROM"),
    ),
    "discourse": (
        f"DISCOURSE_SMTP_ADDRESS={HOST}\nDISCOURSE_SMTP_PORT=587\nDISCOURSE_SMTP_USER_NAME={KEY}\n"
        f'DISCOURSE_SMTP_PASSWORD="{PASSWORD}"\nDISCOURSE_NOTIFICATION_EMAIL=shop@example.com\n'
        "DISCOURSE_DEVELOPER_EMAILS=me@example.com\n",
        (
            "DISCOURSE_SMTP_ADDRESS",
            "DISCOURSE_SMTP_USER_NAME",
            "DISCOURSE_SMTP_PASSWORD",
            "DISCOURSE_NOTIFICATION_EMAIL",
        ),
    ),
    "gitlab": (
        f"SMTP_ENABLED=true\nSMTP_DOMAIN=www.example.com\nSMTP_HOST={HOST}\nSMTP_PORT=587\nSMTP_USER={KEY}\n"
        f"SMTP_PASS={PASSWORD}\nSMTP_STARTTLS=true\nGITLAB_EMAIL_FROM=shop@example.com\nIMAP_HOST=imap.example.com\n"
        "IMAP_USER=inbox\nIMAP_PASS=made-up\n",
        ("SMTP_HOST", "SMTP_USER", "SMTP_PASS", "GITLAB_EMAIL_FROM"),
    ),
    "grafana": (
        f"GF_SMTP_ENABLED=true\nGF_SMTP_HOST={HOST}:587\nGF_SMTP_USER={KEY}\nGF_SMTP_PASSWORD={PASSWORD}\n"
        "GF_SMTP_FROM_ADDRESS=shop@example.com\n",
        ("GF_SMTP_HOST", "GF_SMTP_USER", "GF_SMTP_PASSWORD", "GF_SMTP_FROM_ADDRESS"),
    ),
    "next-auth": (
        f"EMAIL_SERVER=smtp://{KEY}:{PASSWORD}@{HOST}:587\nEMAIL_FROM=shop@example.com\n",
        ("EMAIL_SERVER", "EMAIL_SERVER", "EMAIL_SERVER", "EMAIL_FROM"),
    ),
    "mastodon": (
        f"SMTP_SERVER={HOST}\nSMTP_PORT=587\nSMTP_LOGIN={KEY}\nSMTP_PASSWORD={PASSWORD}\n"
        "SMTP_FROM_ADDRESS=Mastodon <shop@example.com>\n",
        ("SMTP_SERVER", "SMTP_LOGIN", "SMTP_PASSWORD", "SMTP_FROM_ADDRESS"),
    ),
}
