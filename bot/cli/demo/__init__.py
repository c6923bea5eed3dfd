"""The offline world behind `ses-check demo`: the page in a browser (page.py), one scenario without it (once.py)."""
