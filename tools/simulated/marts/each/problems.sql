select
    *,
    'doubtful_figure' as kind,
    '8' as printed,
    'page=1;box=180.0,48.0,260.0,60.0' as locator,
    'the recogniser is 71% sure of this figure; compare it with the picture' as message
from sim_chunk
where scanned
