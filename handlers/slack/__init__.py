"""Slack's protocol: how payloads arrive (`socket_mode`, `http_mode`, `dispatch`), what they say (`requester`,
`payload_check`), and how Slack is called (`client`, `retry`, `response_url`, `private_message`, `update_limiter`,
`people`, `sign_in`). Nothing here knows what a check is.
"""
