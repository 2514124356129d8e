"""Writes a study as TEI P5: a corpus of texts, a taxonomy for the codebook, and standoff annotations.

https://tei-c.org/release/doc/tei-p5-doc/en/html/SA.html. Each text is one block in which every character counts;
passages point into it by `string-range(block, offset, length)`, whose characters are Unicode code points.
"""

from __future__ import annotations

import re
from pathlib import Path

from lxml import etree
from lxml.builder import ElementMaker

from otsannot.formats.files import replacing, shown
from otsannot.formats.studies import PLAIN, StudyOptions
from otsannot.formats.study_paths import StudyNames
from otsannot.i18n import _, ngettext
from otsannot.model.nouns import DEFINITION_FIELDS
from otsannot.model.study import Loss, Study, StudyDocument, StudyPassage
from otsannot.progress import SILENT, Progress, stretch

_TEI = "http://www.tei-c.org/ns/1.0"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAKE = ElementMaker(namespace=_TEI, nsmap={None: _TEI})


def limits() -> list[str]:
    """What the file does not hold."""
    return [_("TEI holds texts, codebook and annotations, and neither memos, cases, groups nor attachments.")]


def write_study(study: Study, out: Path, progress: Progress = SILENT, options: StudyOptions = PLAIN) -> list[Loss]:
    """Write the study as one corpus, a document at a time. Raises OtsannotError when the file cannot be written."""
    corpus = _Corpus(study)
    work = stretch(progress, _("Writing {name}").format(name=shown(Path(out.name))), 0)
    with work, replacing(out) as handle, etree.xmlfile(handle, encoding="utf-8") as file:
        file.write_declaration()
        with file.element(f"{{{_TEI}}}teiCorpus", nsmap={None: _TEI}):
            file.write(corpus.header(), pretty_print=True)
            written = 0
            for written, document in enumerate(study.documents, 1):  # noqa: B007 - it counts
                file.write(corpus.document(document))
                progress.advance()
            if not written:  # a corpus without a text is not valid
                file.write(corpus.document(StudyDocument("none", study.title, "")))
    return corpus.losses


class _Corpus:
    """Makes the parts of the file, and knows what it cannot hold."""

    def __init__(self, study: Study) -> None:
        self.losses: list[Loss] = []
        self._study = study
        self._names = StudyNames(study)

    def header(self) -> etree._Element:
        """Title, coders, and the codebook as a taxonomy."""
        header = _MAKE.teiHeader(self._file_description(self._study.title, _("Written by otsannot.")))
        statement = header[0][0]
        for coder in self._study.coders:
            person = _MAKE.respStmt(_MAKE.resp(_("Coder")), self._line("name", coder.name))
            person.set(_ID, _id("coder", coder.guid))
            statement.append(person)
        if self._study.codes:
            header.append(_MAKE.encodingDesc(_MAKE.classDecl(self._taxonomy())))
        return header

    def document(self, document: StudyDocument) -> etree._Element:
        """A text with its annotations."""
        text = _MAKE.ab(self._said(document.text, document.name))
        text.set(_ID, _id("text", document.guid))
        text.set(_SPACE, "preserve")
        header = _MAKE.teiHeader(self._file_description(document.name, document.source or _("No source is known.")))
        if document.language or document.values:
            header.append(self._profile(document))
        made = _MAKE.TEI(header, _MAKE.text(_MAKE.body(text)))
        made.set(_ID, _id("document", document.guid))
        if document.passages or document.parts:
            made.append(self._standoff(document))
        return made

    def _taxonomy(self) -> etree._Element:
        """The codes, which lie in one another as in the codebook."""
        top = _MAKE.taxonomy()
        top.set(_ID, "codebook")
        made: dict[str | None, etree._Element] = {None: top}
        for code in self._study.codes:
            category = _MAKE.category(self._line("catDesc", code.name))
            category.set(_ID, _id("code", code.guid))
            if code.colour:
                category.set("rend", f"color: {code.colour}")
            for field in DEFINITION_FIELDS:
                if words := getattr(code, field):
                    category.append(_MAKE.catDesc(self._said(words, code.name), ana=field))
            made.get(code.parent, top).append(category)
            made[code.guid] = category
        return top

    def _file_description(self, title: str, source: str) -> etree._Element:
        return _MAKE.fileDesc(
            _MAKE.titleStmt(self._line("title", title)),
            _MAKE.publicationStmt(_MAKE.p(_("Unpublished."))),
            _MAKE.sourceDesc(self._line("p", source)),
        )

    def _profile(self, document: StudyDocument) -> etree._Element:
        """The language and the attributes of a text."""
        profile = _MAKE.profileDesc()
        if document.language:
            profile.append(_MAKE.langUsage(_MAKE.language(ident=document.language)))
        if document.values:
            said = (f"{self._names.attributes[guid].name}: {value}" for guid, value in document.values.items())
            profile.append(_MAKE.textClass(_MAKE.keywords(*(self._line("term", term) for term in said))))
        return profile

    def _standoff(self, document: StudyDocument) -> etree._Element:
        block = _id("text", document.guid)
        made = _MAKE.standOff()
        if document.parts:
            spans = _MAKE.spanGrp(type="structure")
            for part in document.parts:
                place = _range(block, part.start, part.end)
                spans.append(_MAKE.span(self._said(part.value, document.name), type=part.kind, target=place))
            made.append(spans)
        if document.passages:
            annotations = (self._annotation(passage, block, document.name) for passage in document.passages)
            made.append(_MAKE.listAnnotation(*annotations))
        return made

    def _annotation(self, passage: StudyPassage, block: str, name: str) -> etree._Element:
        place, coder = _range(block, passage.start, passage.end), f"#{_id('coder', passage.coder)}"
        made = _MAKE.annotation(target=place, resp=coder)
        made.set(_ID, _id("annotation", passage.guid))
        if passage.codings:
            made.set("ana", " ".join(dict.fromkeys(f"#{_id('code', coding.code)}" for coding in passage.codings)))
        if passage.created:
            made.append(_MAKE.revisionDesc(_MAKE.change(when=passage.created)))
        if passage.comment:
            made.append(_MAKE.note(self._said(passage.comment, name)))
        for coding in passage.codings:
            if coding.weight is not None or coding.coder not in ("", passage.coder):
                who = f"#{_id('coder', coding.coder or passage.coder)}"
                note = _MAKE.note(type="coding", target=f"#{_id('code', coding.code)}", resp=who)
                if coding.weight is not None:
                    note.set("cert", str(coding.weight / 100))
                made.append(note)
        return made

    def _line(self, tag: str, words: str) -> etree._Element:
        return _MAKE(tag, self._said(words, words))

    def _said(self, text: str, name: str) -> str:
        """A text as XML can hold it: as many characters, with U+FFFD where there is a control character."""
        mended, count = _NO_XML.subn("\ufffd", text)
        if count:
            one, many = "{count} that XML cannot hold is U+FFFD", "{count} that XML cannot hold are U+FFFD"
            self.losses.append(Loss(_("characters"), name, ngettext(one, many, count)))
        return mended


def _id(prefix: str, guid: str) -> str:
    """A name for `xml:id`, which may not begin with a digit."""
    return f"{prefix}-{guid}"


def _range(block: str, start: int, end: int) -> str:
    return f"#string-range({block},{start},{end - start})"
