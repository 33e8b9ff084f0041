"""What every part stands on: ids, clock, events, gates, states, storage names. It knows no domain."""
