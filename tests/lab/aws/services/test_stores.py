from bot.lab.world import Parameter, allow
from tests.lab.aws.clients import Lab


async def test_parameter(lab: Lab) -> None:
    lab.user("ses-check-reader").policies.append(
        allow("ssm:GetParameter", on=["arn:aws:ssm:eu-central-1:111122223333:parameter/myapp/*"])
    )
    lab.region.parameters["/myapp/smtp-password"] = Parameter("made-up-password")
    clear = await lab.ask("ssm", "GetParameter", Name="/myapp/smtp-password", WithDecryption=True)
    assert clear["Parameter"]["Value"] == "made-up-password"
    assert clear["Parameter"]["Type"] == "SecureString"
    hidden = await lab.ask("ssm", "GetParameter", Name="/myapp/smtp-password")
    assert hidden["Parameter"]["Value"] != "made-up-password"
    assert (await lab.refused("ssm", "GetParameter", Name="/myapp/gone"))[:2] == ("ParameterNotFound", 400)
    denied = await lab.refused("ssm", "GetParameter", Name="/other/secret")
    assert denied[:2] == ("AccessDeniedException", 400)
    assert "on resource: arn:aws:ssm:eu-central-1:111122223333:parameter/other/secret because no" in denied[2]


async def test_secret(lab: Lab) -> None:
    arn = "arn:aws:secretsmanager:eu-central-1:111122223333:secret:myapp/smtp"
    lab.user("ses-check-reader").policies.append(allow("secretsmanager:GetSecretValue", on=[f"{arn}-*"]))
    lab.region.secrets["myapp/smtp"] = '{"password": "made-up"}'
    by_name = await lab.ask("secretsmanager", "GetSecretValue", SecretId="myapp/smtp")
    assert by_name["SecretString"] == '{"password": "made-up"}'
    by_arn = await lab.ask("secretsmanager", "GetSecretValue", SecretId=by_name["ARN"])
    assert by_arn["Name"] == "myapp/smtp"
    assert (await lab.refused("secretsmanager", "GetSecretValue", SecretId="other"))[0] == "AccessDeniedException"
    del lab.region.secrets["myapp/smtp"]
    gone = await lab.refused("secretsmanager", "GetSecretValue", SecretId="myapp/smtp")
    assert gone[:2] == ("ResourceNotFoundException", 400)
