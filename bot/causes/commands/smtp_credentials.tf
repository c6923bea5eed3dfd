provider "aws" {
  alias  = "ses"
  region = "{{ region }}"
}

resource "aws_iam_access_key" "smtp" {
  provider = aws.ses
  user     = "{{ user_name }}"
}

output "smtp_user_name" {
  value = aws_iam_access_key.smtp.id
}

output "smtp_password" {
  value     = aws_iam_access_key.smtp.ses_smtp_password_v4
  sensitive = true
}
