"""Additional permissions (WITH …): what they change, and for which other works.

What an exception does is taken from its text on the SPDX License List, of which a few words are quoted. Others than these
are known to add permissions only, so that the licence without them still answers, but not by how much.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reach(StrEnum):
    """The works with which an exception lets the work be combined."""

    ANY = "any"  # whatever their terms
    TEXTS = "texts"  # those under the licence texts it names
    FREE = "free"  # those under a licence that the OSI has approved or the FSF lists as free
    NAMED = "named"  # those each holder names, which the identifier does not tell
    NONE = "none"  # it eases duties, and lets nothing be combined that could not be


@dataclass(frozen=True, slots=True)
class Addition:
    """What one exception adds."""

    identifier: str
    says: str  # the half of a sentence
    quote: str  # its own words, at most 25 of them
    reach: Reach = Reach.ANY
    texts: tuple[str, ...] = ()  # Reach.TEXTS: "OpenSSL", "GPL-2.0"


_LINKED = "what is linked with it may be under any terms"
_OUTPUT = "what the program puts into its output may be under any terms"
_OPENSSL = (
    "the program may be linked with OpenSSL (since its version 3 under Apache-2.0), and with no other work"
)
_OPENSSL_WORDS = "permission to link the code of portions of this program with the OpenSSL library"

ADDITIONS = {
    each.identifier: each
    for each in (
        Addition(
            "Classpath-exception-2.0",
            "independent modules may be linked with the library and the whole be under any terms",
            "permission to link this library with independent modules to produce an executable, regardless of the license terms",
        ),
        Addition(
            "GCC-exception-3.1",
            "programs compiled with the runtime library may be under any terms",
            "to allow compilation of non-GPL (including proprietary) programs to use, in this way, the header files",
        ),
        Addition(
            "GCC-exception-2.0", _LINKED, "unlimited permission to link the compiled version of this file"
        ),
        Addition(
            "Bootloader-exception",
            _LINKED,
            "unlimited permission to link or embed compiled bootloader and related files",
        ),
        Addition(
            "GNAT-exception",
            _LINKED,
            "does not by itself cause the resulting executable to be covered by the GNU General Public License",
        ),
        Addition("GNU-compiler-exception", _LINKED, "if you link this library with files compiled with GCC"),
        Addition(
            "SWI-exception", _LINKED, "compiled with a Free Software compiler, to produce an executable"
        ),
        Addition("mif-exception", _LINKED, "you compile this file and link it with other files"),
        Addition("eCos-exception-2.0", _LINKED, "you compile this file and link it with other works"),
        Addition(
            "LZMA-exception",
            _LINKED,
            "without subjecting your linked code to the terms of the Common Public license",
        ),
        Addition(
            "FLTK-exception",
            "applications and widgets linked with the library may be under any terms",
            "Static linking of applications and widgets to the FLTK library does not constitute a derivative work",
        ),
        Addition(
            "freertos-exception-2.0",
            "independent modules that use only its interface may be under any terms, but not those of another RTOS",
            "solely through the FreeRTOS API interface, regardless of the license terms of these independent modules",
        ),
        Addition(
            "Linux-syscall-note",
            "programs that use the kernel by system calls are not derived from it",
            "does *not* cover user programs that use kernel services by normal system calls",
        ),
        Addition(
            "u-boot-exception-2.0",
            "programs that use the exported interfaces are not derived from it",
            'does *not* cover the so-called "standalone" applications',
        ),
        Addition(
            "WxWindows-exception-3.1",
            "binaries built on the library may be under any terms",
            "distribute under your own terms, binary object code versions of works based on the Library",
        ),
        Addition(
            "OCaml-LGPL-linking-exception",
            "works that use the library may be under any terms",
            "distribute that executable file under terms of your choice",
        ),
        Addition(
            "LGPL-3.0-linking-exception",
            "combined works may be conveyed without the duties of section 4(d) and (e)",
            "without providing any Minimal Corresponding Source or Minimal Application Code as set out in 4d",
        ),
        Addition(
            "Qt-LGPL-exception-1.1",
            "object code may contain what it takes from unmodified header files",
            "may incorporate material from a header file that is part of the Library",
        ),
        Addition("Autoconf-exception-3.0", _OUTPUT, "You have permission to propagate output of Autoconf"),
        Addition(
            "Autoconf-exception-2.0",
            _OUTPUT,
            "unlimited permission to copy, distribute and modify the configure scripts that are the output of Autoconf",
        ),
        Addition(
            "Autoconf-exception-generic-3.0",
            "the file may be under the terms of a program whose configuration script Autoconf made",
            "you may include it under the same distribution terms that you use for the rest of that program",
        ),
        Addition(
            "Libtool-exception",
            "the file may be under the terms of a program or library that is built with Libtool",
            "you may include this file under the same distribution terms that you use for the rest of that program",
        ),
        Addition(
            "Bison-exception-2.2",
            "a work with the generated parser may be under any terms, unless it generates parsers itself",
            "part or all of the Bison parser skeleton and distribute that work under terms of your choice",
        ),
        Addition(
            "Qt-GPL-exception-1.0",
            "what the tools generate may be under any terms",
            "create a larger work which contains the output of this application",
        ),
        Addition(
            "Font-exception-2.0",
            "documents that embed the font may be under any terms",
            "this font does not by itself cause the resulting document to be covered",
        ),
        Addition(
            "openvpn-openssl-exception",
            _OPENSSL,
            "permission to link the code of this program with the OpenSSL Library",
            Reach.TEXTS,
            ("OpenSSL", "Apache-2.0"),
        ),
        Addition(
            "cryptsetup-OpenSSL-exception", _OPENSSL, _OPENSSL_WORDS, Reach.TEXTS, ("OpenSSL", "Apache-2.0")
        ),
        Addition(
            "x11vnc-openssl-exception",
            _OPENSSL,
            'permission to link the code of its release of x11vnc with the OpenSSL project\'s "OpenSSL" library',
            Reach.TEXTS,
            ("OpenSSL", "Apache-2.0"),
        ),
        Addition(
            "vsftpd-openssl-exception",
            _OPENSSL,
            "permission for vsftpd to be linked to the OpenSSL libraries",
            Reach.TEXTS,
            ("OpenSSL", "Apache-2.0"),
        ),
        Addition(
            "stunnel-exception",
            "the program may be combined with OpenSSL and with works under the LGPL, each keeping its licence",
            "released under the GNU LGPL and with code included in the standard release of OpenSSL under the OpenSSL License",
            Reach.TEXTS,
            ("OpenSSL", "LGPL-2.0", "LGPL-2.1", "LGPL-3.0"),
        ),
        Addition(
            "LLVM-exception",
            "if a court finds that a section of the licence conflicts with GPL 2, it may be waived for what is linked with it",
            "deem waived or otherwise exclude such Section(s) of the License, but only in their entirety",
            Reach.TEXTS,
            ("GPL-2.0",),
        ),
        Addition(
            "mxml-exception",
            "if a court finds that a section of the licence conflicts with (L)GPL 2, it may be waived for what is linked",
            "deem waived or otherwise exclude such Section(s) of the License, but only in their entirety",
            Reach.TEXTS,
            ("GPL-2.0", "LGPL-2.0"),
        ),
        Addition(
            "Universal-FOSS-exception-1.0",
            "free and open-source works may be combined with it by their interfaces, each keeping its licence",
            "complete corresponding source under a license that is OSI-approved and/or categorized by the FSF as free",
            Reach.FREE,
        ),
        Addition(
            "GPL-3.0-linking-exception",
            "the program may be combined with the library that its holder names, which the identifier does not tell",
            "by linking or combining it with [name of library]",
            Reach.NAMED,
        ),
        Addition(
            "GPL-3.0-linking-source-exception",
            "the program may be combined with the library that its holder names, which the identifier does not tell",
            "by linking or combining it with [name of library]",
            Reach.NAMED,
        ),
        Addition(
            "Swift-exception",
            "compiled programs need not name the authors",
            "you may redistribute such product without providing attribution",
            Reach.NONE,
        ),
        Addition(
            "fmt-exception",
            "compiled programs need not carry the notices",
            "without including the above copyright and permission notices",
            Reach.NONE,
        ),
        Addition(
            "GPL-CC-1.0",
            "who ends a violation gets time to cure it",
            "the following provisions regarding cure and reinstatement, taken from GPL version 3",
            Reach.NONE,
        ),
    )
}
"""Exceptions whose texts have been read, by SPDX identifier."""

COMPOSED = {
    "GPL-2.0-with-autoconf-exception": ("GPL-2.0-only", "Autoconf-exception-2.0"),
    "GPL-2.0-with-bison-exception": ("GPL-2.0-only", "Bison-exception-2.2"),
    "GPL-2.0-with-classpath-exception": ("GPL-2.0-only", "Classpath-exception-2.0"),
    "GPL-2.0-with-font-exception": ("GPL-2.0-only", "Font-exception-2.0"),
    "GPL-2.0-with-GCC-exception": ("GPL-2.0-only", "GCC-exception-2.0"),
    "GPL-3.0-with-autoconf-exception": ("GPL-3.0-only", "Autoconf-exception-3.0"),
    "GPL-3.0-with-GCC-exception": ("GPL-3.0-only", "GCC-exception-3.1"),
    "eCos-2.0": ("GPL-2.0-or-later", "eCos-exception-2.0"),
    "wxWindows": ("GPL-2.0-or-later", "WxWindows-exception-3.1"),
}
"""Deprecated identifiers that named a licence and its exception in one, and what SPDX puts in their place."""
