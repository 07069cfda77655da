package frontdoor.serve;
