//! Published benchmarks: LAIT, neighbour lists, scorecards; averages, ranks and quartiles.
