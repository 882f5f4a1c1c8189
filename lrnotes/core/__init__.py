"""The base of schedules and of feedback schedules, how schedules are composed, and how they are stored."""
