"""The types that all layers share, and the engine that runs checks. Imports the standard library only.

What a target is: target. What a check may ask: context, options. What it asks with: evidence. What it concludes: model,
facts, role, repair. How checks are found and run: registry, engine.
"""
