"""Measures how fast the project is. Each module is a program: `.venv/bin/python -m benchmarks.run`.

To add a benchmark, add a module with a `main` that prints the measured numbers.
"""
