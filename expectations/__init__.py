"""The law as rows: identities, the equations that spell them out, and the judging of reports by them."""
