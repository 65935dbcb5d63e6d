{{ wide_slots('disputes') }}
