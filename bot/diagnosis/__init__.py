"""From the results of checks to one answer: the verdict, the root causes, and the symptoms that each explains. Pure.

`diagnose(run, causes)` does all of it. Its steps have a module each: explained_by joins findings and finds what explains
what, order sorts the roots, candidates lists what may still be behind a generic root, suspects compares causes that a person
suspects with a run.

A cause takes part through its facts in bot/causes/<area>.toml, not by code here. For example `explains =
["smtp.credentials_invalid"]` of `smtp.password_wrong_region` makes a refused login a symptom of a password of another
region, where both findings share a token.
"""
