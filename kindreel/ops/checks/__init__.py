"""What the doctor looks at: functions that yield findings."""
