"""The reference pages in docs/, generated from causes and guides."""
