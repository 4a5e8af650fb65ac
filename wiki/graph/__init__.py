"""The graph: SPARQL answered by killable replicas of the page facts.

`start_graph_host` starts the process that holds them, `ReplicaPool` asks it.
"""

from wiki.graph.host import start_graph_host
from wiki.graph.limits import GraphLimits
from wiki.graph.pool import ReplicaPool

__all__ = ["GraphLimits", "ReplicaPool", "start_graph_host"]
