"""Access control of the simulated AWS: keys, signatures, all kinds of policies, and the policy simulator."""
