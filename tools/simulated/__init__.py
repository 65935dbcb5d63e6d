"""A published file of any size: invented agencies and figures that add up, in the tables of a real one."""
