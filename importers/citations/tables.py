"""What the fields and types of each format are here.

A target is a key of ours, one of the words below, or "=Label" for what a bibliography says beyond our fields: it is
listed in the page's text. "" leaves a field out by name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NO_TYPE = "no type"
"""Types that say only that the work is none of the others."""


@dataclass(frozen=True, slots=True)
class Table:
    """One format's words."""

    fields: Mapping[str, str]
    types: Mapping[str, str]


def _each(words: str, target: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), target)


BIBTEX = Table(
    fields={
        "title": "title",
        "subtitle": "subtitle",
        "author": "creators",
        "organization": "publisher",
        "publisher": "publisher",
        "institution": "publisher",
        "school": "publisher",
        "year": "year",
        "date": "year",
        "journal": "container",
        "journaltitle": "container",
        "booktitle": "container",
        "maintitle": "container",
        "doi": "doi",
        "isbn": "isbn",
        "url": "url",
        "howpublished": "howpublished",
        "abstract": "abstract",
        "keywords": "keywords",
        "keyword": "keywords",
        "quotation": "quotations",
        "quote": "quotations",
        "annote": "notes",
        "annotation": "notes",
        "note": "notes",
        "addendum": "notes",
        "shorttitle": "aliases",
        "ids": "keys",
        "editor": "=Edited by",
        "editora": "=Edited by",
        "translator": "=Translated by",
        "bookauthor": "=Book by",
        "foreword": "=Foreword by",
        "introduction": "=Introduction by",
        "afterword": "=Afterword by",
        "commentator": "=Commentary by",
        "annotator": "=Annotated by",
        "volume": "=Volume",
        "volumes": "=Volumes",
        "number": "=Number",
        "issue": "=Number",
        "part": "=Part",
        "pages": "=Pages",
        "pagetotal": "=Number of pages",
        "numpages": "=Number of pages",
        "chapter": "=Chapter",
        "edition": "=Edition",
        "series": "=Series",
        "address": "=Place of publication",
        "location": "=Place of publication",
        "month": "=Month",
        "day": "=Day",
        "type": "=Kind",
        "entrysubtype": "=Kind",
        "language": "in_language",
        "langid": "in_language",
        "hyphenation": "in_language",
        "origlanguage": "=Original language",
        "origdate": "=First published",
        "origtitle": "=Original title",
        "booksubtitle": "=Subtitle of the book",
        "mainsubtitle": "=Subtitle of the whole",
        "journalsubtitle": "=Subtitle of the journal",
        "issuetitle": "=Title of the issue",
        "titleaddon": "=Addition to the title",
        "eventtitle": "=Event",
        "eventdate": "=Date of the event",
        "venue": "=Venue",
        "version": "=Version",
        "issn": "=ISSN",
        "eid": "=Article number",
        "eprint": "=Eprint",
        "eprinttype": "=Eprint at",
        "archiveprefix": "=Eprint at",
        "eprintclass": "=Subject of the eprint",
        "primaryclass": "=Subject of the eprint",
        "pmid": "=PubMed",
        "pmcid": "=PubMed Central",
        "lccn": "=Library of Congress",
        "urldate": "=Read on",
        "copyright": "=Rights",
        "rights": "=Rights",
        "holder": "=Held by",
        "pubstate": "=State of publication",
        **_each(
            "crossref xref xdata related relatedtype relatedstring file pdf owner timestamp added-at biburl"
            " interhash intrahash bibsource date-added date-modified bdsk-file-1 bdsk-file-2 bdsk-file-3 bdsk-url-1"
            " bdsk-url-2 bdsk-url-3 groups mendeley-groups mendeley-tags __markedentry sortname sorttitle sortyear"
            " sortkey key label shorthand presort options gender indexsorttitle indextitle execute"
            " entryset readstatus ranking priority printed creationdate modificationdate rating read"
            " citeulike-article-id posted-at shortjournal nameaddon authortype editortype articleno"
            " internal-note localfile local-url lastchecked adsurl adsnote acmid username comment-user",
            "",
        ),
    },
    types={
        **_each("article inbook incollection inproceedings conference suppperiodical suppbook suppcollection"
                " bookinbook inreference periodical review letter", "article"),
        **_each("book booklet collection proceedings mvbook mvcollection mvproceedings mvreference reference", "book"),
        **_each("techreport report manual legislation legal jurisdiction standard patent", "report"),
        **_each("phdthesis mastersthesis bachelorsthesis thesis", "thesis"),
        **_each("online electronic www webpage", "web page"),
        **_each("dataset data", "dataset"),
        **_each("audio video movie music performance", "recording"),
        "interview": "interview",
        **_each("misc unpublished image artwork commentary software custom", NO_TYPE),
    },
)  # fmt: skip

RIS = Table(
    fields={
        **_each("TI T1 CT", "title"),
        **_each("AU A1", "creators"),
        **_each("PY Y1 DA", "year"),
        **_each("JO JF T2 BT JA J2 J1", "container"),
        "PB": "publisher",
        "DO": "doi",
        "SN": "serial",
        "UR": "url",
        **_each("AB N2", "abstract"),
        "KW": "keywords",
        **_each("N1 RN", "notes"),
        **_each("ST", "aliases"),
        **_each("A2 ED", "=Edited by"),
        "A3": "=Series edited by",
        "A4": "=With",
        "TA": "=Translated by",
        "VL": "=Volume",
        "VO": "=Volume",
        **_each("IS CP", "=Number"),
        "SP": "=First page",
        "EP": "=Last page",
        "ET": "=Edition",
        "CY": "=Place of publication",
        "PP": "=Place of publication",
        "T3": "=Series",
        "TT": "=Translated title",
        "OP": "=First published",
        "LA": "in_language",
        "M3": "=Kind",
        "M1": "=Number",
        "NV": "=Volumes",
        "SE": "=Section",
        "AN": "=Accession number",
        "DB": "=Database",
        "DP": "=Provided by",
        "Y2": "=Read on",
        "C7": "=Article number",
        "AD": "=Address of the author",
        **_each("L1 L2 L3 L4 LK LB CN AV RP CA RI C1 C2 C3 C4 C5 C6 C8 U1 U2 U3 U4 U5 M2 H1 H2", ""),
    },
    types={
        **_each("JOUR JFULL MGZN NEWS ABST CHAP CPAPER EJOUR ENCYC DICT ECHAP INPR EJOURNAL", "article"),
        **_each("BOOK EBOOK EDBOOK CONF SER CLSWK ANCIENT CTLG", "book"),
        **_each("RPRT GOVDOC STAND LEGAL STAT BILL CASE HEAR PAT GRNT UNBILL", "report"),
        "THES": "thesis",
        **_each("ELEC WEB BLOG ICOMM", "web page"),
        **_each("DATA AGGR DBASE", "dataset"),
        **_each("VIDEO SOUND MPCT MULTI MUSIC ADVS", "recording"),
        **_each("GEN UNPB MANSCPT COMP SLIDE ART FIGURE MAP CHART EQUA PAMP PCOMM", NO_TYPE),
    },
)

CSL = Table(
    fields={
        "title": "title",
        "author": "creators",
        "interviewer": "interviewer",
        "issued": "year",
        "container-title": "container",
        "publisher": "publisher",
        "DOI": "doi",
        "ISBN": "isbn",
        "URL": "url",
        "abstract": "abstract",
        "keyword": "keywords",
        "categories": "keywords",
        **_each("note annote", "notes"),
        **_each("title-short shortTitle", "aliases"),
        "editor": "=Edited by",
        "collection-editor": "=Series edited by",
        "translator": "=Translated by",
        "container-author": "=Book by",
        "director": "=Directed by",
        "composer": "=Composed by",
        "illustrator": "=Illustrated by",
        "recipient": "=To",
        "reviewed-author": "=Review of a work by",
        "reviewed-title": "=Review of",
        "original-author": "=Original by",
        "original-date": "=First published",
        "original-title": "=Original title",
        "original-publisher": "=First publisher",
        "volume": "=Volume",
        "number-of-volumes": "=Volumes",
        "issue": "=Number",
        "number": "=Number",
        "page": "=Pages",
        "number-of-pages": "=Number of pages",
        "chapter-number": "=Chapter",
        "section": "=Section",
        "edition": "=Edition",
        "collection-title": "=Series",
        "collection-number": "=Number in the series",
        "publisher-place": "=Place of publication",
        "event": "=Event",
        "event-title": "=Event",
        "event-date": "=Date of the event",
        "event-place": "=Venue",
        "genre": "=Kind",
        "medium": "=Medium",
        "scale": "=Scale",
        "status": "=State of publication",
        "version": "=Version",
        "language": "in_language",
        "ISSN": "=ISSN",
        "PMID": "=PubMed",
        "PMCID": "=PubMed Central",
        "archive": "=Archive",
        "archive_location": "=Place in the archive",
        "source": "=Database",
        "accessed": "=Read on",
        "authority": "=Authority",
        "license": "=Rights",
        **_each(
            "container-title-short journalAbbreviation page-first citation-number call-number first-reference-note"
            "-number locator year-suffix submitted available-date custom system_id indexed reference-count"
            " references-count is-referenced-by-count created deposited score member prefix resource alternative-id"
            " content-domain relation link reference subtitle short-title",
            "",
        ),
    },
    types={
        **_each("article article-journal article-magazine article-newspaper chapter paper-conference entry"
                " entry-dictionary entry-encyclopedia review review-book journal-article book-chapter"
                " proceedings-article periodical", "article"),
        **_each("book collection classic monograph edited-book", "book"),
        **_each("report bill legal_case legislation patent standard treaty regulation hearing", "report"),
        "thesis": "thesis",
        "dissertation": "thesis",
        **_each("webpage post post-weblog website", "web page"),
        "dataset": "dataset",
        **_each("motion_picture song broadcast performance", "recording"),
        "interview": "interview",
        **_each("document manuscript graphic figure map musical_score pamphlet personal_communication software"
                " speech event", NO_TYPE),
    },
)  # fmt: skip
