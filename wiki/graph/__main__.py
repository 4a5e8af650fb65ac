"""The process behind `start_graph_host`: `python -m wiki.graph SOCKET LIMITS DATABASE [TIME]`."""

from wiki.graph.host import main

if __name__ == "__main__":
    main()
