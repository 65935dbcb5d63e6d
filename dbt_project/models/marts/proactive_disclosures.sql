{{ wide_slots('proactive_disclosure') }}
