"""What the check `smtp.every_port` is made of: the other ports of the endpoint. No check is published here."""
