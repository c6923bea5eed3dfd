"""Who may call the fake AWS: keys, signatures, policies of every layer, and the policy simulator."""
