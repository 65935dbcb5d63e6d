"""What the house needs to look after itself; nothing here is imported by the rooms."""
