{{ wide_slots('requests') }}
