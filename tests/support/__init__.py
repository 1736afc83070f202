"""What tests share: tools of the machine, real data."""
