"""The lab: simulated AWS, SMTP servers, DNS and a Slack workspace, all on loopback, without any network.

`ses-check demo` and the tests use it; nothing else imports it. `Lab` (lab.py) runs everything, `Stage` (stage.py) runs
AWS, DNS and mail servers for one scenario. A scenario (bot/lab/scenarios) describes one healthy or broken environment.

To simulate another AWS operation, see bot/lab/aws/services; to add a scenario, see bot/lab/scenarios.
"""
