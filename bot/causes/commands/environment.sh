for name in AWS_ACCESS_KEY_ID AWS_SES_REGION AWS_REGION EMAIL_PROVIDER; do
  echo "$name=$(printenv "$name")"
done
for name in AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN; do
  echo "$name: $(printenv "$name" | tr -d '\n' | wc -c) characters"
done
