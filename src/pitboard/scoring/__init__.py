"""The engine: facts in, classification out. A pure function of the log and the rulebook.

The way of a fact: `effective` puts what arrived into the order in which it happened, with every correction applied;
`apply` folds one fact into the state; `classification` and its neighbours read off the state what people see.
"""
