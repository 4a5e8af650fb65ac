"""The graph: SPARQL answered by killable replicas of the page facts."""
