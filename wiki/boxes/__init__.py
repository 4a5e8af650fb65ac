"""Places where strangers' input may hang, grow or crash without harm.

`start_boxes` starts the host of the boxes, `BoxClient` has work done in them; `wiki.boxes.works` lists what
they can do.
"""

from wiki.boxes.client import BoxClient
from wiki.boxes.process import HostProcess, start_boxes

__all__ = ["BoxClient", "HostProcess", "start_boxes"]
