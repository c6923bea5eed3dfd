"""Reads an application's own `.env` file: which of its variables set up mail, and what is damaged in the file.

`read.read_env_file(path)` gives the variables as python-dotenv reads them, with their lines. `mail.find_mail_settings(file)`
says which variable is the host, the password and so on, whatever framework gave it its name. `switch.find_switch(settings)`
finds the setting by which the application sends no mail. `damage.find_damage(file, names)` lists what other readers of
such files would read differently.
"""
