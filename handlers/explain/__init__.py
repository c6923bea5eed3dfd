"""`/ses-explain`, `/ses-guide` and the message shortcut "Explain | Giải thích lỗi".

`explain` and `guide` answer them, `payload` adds the buttons, `steps` opens the dialog with all steps, `share_token` keeps
an explanation within a button, `to_check` starts a check from an explanation, `message_text` reads the message that the
shortcut was chosen on, `attached` reads the files of a message.
"""
