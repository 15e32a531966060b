"""The bench: how fast the bot is on this machine, and how its engine fares beside others as a base grows."""
