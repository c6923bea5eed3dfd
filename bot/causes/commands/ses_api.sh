aws sts get-caller-identity --region {{ region }}
aws sesv2 get-account --region {{ region }} --endpoint-url https://{{ host }}
curl --aws-sigv4 "aws:amz:{{ region }}:ses" --user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY" -H "X-Amz-Security-Token: $AWS_SESSION_TOKEN" https://{{ host }}/v2/email/account
