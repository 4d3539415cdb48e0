"""What the framework says: profiles, working days, clocks, risk bands, the learning loop."""
