# What simulate refuses, and that nothing is left behind.
try goodwill simulate
try goodwill simulate garden
try goodwill simulate forest -o g
try goodwill simulate garden -o g --customers 0
try goodwill simulate garden -o g --customers 1e6
try goodwill simulate garden -o g --seed -1
try goodwill simulate garden -o g --set basket
try goodwill simulate garden -o g --set baskets=on
try goodwill simulate garden -o g --set older_share=2
try goodwill simulate garden -o g --set all=off --set rate_life=-1
try goodwill simulate garden -o g --set truth=half
try goodwill simulate garden -o nowhere/g --customers 10
mkdir there
try goodwill simulate garden -o there --customers 10
ls
