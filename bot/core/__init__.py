"""The vocabulary of the product: values, the engine and the diagnosis. Standard library only."""
