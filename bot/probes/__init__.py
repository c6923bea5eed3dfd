"""The only code that talks to AWS, SMTP servers, DNS and secret stores. Returns typed evidence or a typed failure.

A check asks through `context.probes` (bot/probes/probes.py). Each question is asked once a run; all checks share the
answer. Evidence types are in bot/core/evidence.

To add a question to AWS, for example "where does a configuration set send its events":

1. bot/core/evidence/ses.py: the frozen type of the answer, `EventDestination(name, enabled, ...)`.
2. bot/probes/aws/operations.py: a row with the operation, its IAM action and every field that is read.
3. bot/probes/aws/sending.py: a method that names the operation and reads its answer:

    async def event_destinations(self, name: str) -> tuple[EventDestination, ...] | Failure:
        # read_destinations(data) returns the evidence, or None where the answer lacks it
        params = {"ConfigurationSetName": name}
        return await self._query("sesv2.GetConfigurationSetEventDestinations", self._region, params, read_destinations)

4. bot/lab/aws/services/sesv2.py: the simulated AWS answers it, so that the demo and the tests can ask.

A question to DNS is a method of bot/probes/dns/names.py; a step of the SMTP dialogue belongs in bot/probes/smtp.
"""
