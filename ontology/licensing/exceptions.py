"""Additional permissions (WITH …) and what they change.

What an exception does is taken from its text on the SPDX License List; others than these are known to add permissions
only, so that the licence without them still answers, but not by how much.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkingException:
    """An exception that lets independent modules be linked with the work and published under other terms."""

    identifier: str
    says: str


LINKING = {
    each.identifier: each
    for each in (
        LinkingException("Classpath-exception-2.0", "independent modules may be linked with the library"),
        LinkingException(
            "GCC-exception-3.1", "programs compiled with the runtime library may be under any terms"
        ),
        LinkingException("GCC-exception-2.0", "code linked with the file may be under any terms"),
        LinkingException(
            "Linux-syscall-note", "programs that use the kernel by system calls are not derived from it"
        ),
        LinkingException("LLVM-exception", "what is compiled with the software need not carry its notices"),
        LinkingException("WxWindows-exception-3.1", "binaries built on the library may be under any terms"),
        LinkingException("OCaml-LGPL-linking-exception", "works that use the library may be under any terms"),
        LinkingException(
            "LGPL-3.0-linking-exception", "combined works may be conveyed without the duties of section 4"
        ),
        LinkingException("GPL-3.0-linking-exception", "independent modules may be linked with the program"),
        LinkingException("Autoconf-exception-3.0", "the generated configuration may be under any terms"),
        LinkingException("Autoconf-exception-2.0", "the generated configuration may be under any terms"),
        LinkingException("Bison-exception-2.2", "the generated parser may be under any terms"),
        LinkingException("Font-exception-2.0", "documents that embed the font may be under any terms"),
        LinkingException(
            "u-boot-exception-2.0", "programs that use the exported interfaces are not derived from it"
        ),
        LinkingException("Qt-GPL-exception-1.0", "what the tools generate may be under any terms"),
        LinkingException("Universal-FOSS-exception-1.0", "other open-source works may be combined with it"),
        LinkingException("eCos-exception-2.0", "files linked with the work may be under any terms"),
        LinkingException("openvpn-openssl-exception", "the program may be linked with OpenSSL"),
    )
}
"""Linking exceptions by SPDX identifier."""
