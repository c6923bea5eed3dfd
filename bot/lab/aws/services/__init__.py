"""The operations of the simulated AWS, one module per service.

To add an operation, write a function from the request to the members of the output (or a Refusal), and add it to
OPERATIONS with the function that names its resource:

    def _get_send_quota(request: ApiRequest) -> Answer:
        return {"Max24HourSend": float(request.state.max_24h), ...}

    OPERATIONS = {"GetSendQuota": Operation(_get_send_quota)}

Names and types are those of botocore's model; `shapes.mismatches` reports any difference. The data that it answers
from is a field of `bot.lab.world`, so that scenarios can change it.
"""
