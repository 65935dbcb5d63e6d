{{ wide_slots('statistics') }}
