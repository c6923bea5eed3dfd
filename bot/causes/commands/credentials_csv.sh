python3 - <<'PY'
import csv, re
with open("<credentials-csv>", encoding="utf-8-sig", newline="") as file:
    name, user, password = list(csv.reader(file))[1][:3]
with open("<env-file>", encoding="utf-8-sig", newline="") as file:
    found = re.findall(r"^[^=:\n]+(?:=|: )(.*)$", file.read(), re.MULTILINE)
values = {re.sub(r"""^(["'])(.*)\1$""", r"\2", value) for value in found}
print(name, user, user in values, password in values)
PY
