select
    *,
    2 as runs_seen
from sim_findings
