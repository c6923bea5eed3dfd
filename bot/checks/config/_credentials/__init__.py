"""What the check `config.credentials` is made of: findings from the shape of credentials, and from host, port and TLS mode.
No check is published here.
"""
