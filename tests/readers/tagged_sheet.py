"""A tagged PDF written object by object: what browsers and Word print, with nothing in it but what a test is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.document import Document
from extractor.readers import pdf
from extractor.readers.source import ReadSettings, Source

Tag = tuple[str, list]  # (type, children: tags or marks)


@dataclass
class TaggedSheet:
    """Hold pages of marked words and their structure; `page` adds one, `read` reads the file."""

    contents: list[str] = field(default_factory=list)
    trees: list[list[Tag]] = field(default_factory=list)

    def page(self, words: list[tuple[float, float, str]], tree: list[Tag]) -> TaggedSheet:
        """Add a page: `words` are (x, y from the top, text) with their place in the list as mark, `tree` says what they are."""
        shown = [f"/P <</MCID {mark}>> BDC BT /F1 10 Tf {x} {842 - y} Td ({text}) Tj ET EMC" for mark, (x, y, text) in enumerate(words)]
        self.contents.append("\n".join(shown))
        self.trees.append(tree)
        return self

    def read(self) -> Document:
        return pdf.read(Source("agreement.pdf", self.data()), ReadSettings(ocr="off"))

    def data(self) -> bytes:
        objects: list[str] = ["", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", ""]  # catalog, pages, font, tree

        def add(body: str) -> int:
            objects.append(body)
            return len(objects)

        def element(tag: Tag, above: int, page: int, parents: dict[int, int]) -> int:
            number = add("")
            kids = []
            for child in tag[1]:
                if isinstance(child, int):
                    parents[child] = number
                    kids.append(str(child))
                else:
                    kids.append(f"{element(child, number, page, parents)} 0 R")
            objects[number - 1] = f"<</Type/StructElem/S/{tag[0]}/P {above} 0 R/Pg {page} 0 R/K[{' '.join(kids)}]>>"
            return number

        pages, roots, nums = [], [], []
        for i, (content, tree) in enumerate(zip(self.contents, self.trees, strict=True)):
            stream = add(f"<</Length {len(content)}>>\nstream\n{content}\nendstream")
            page = add(
                f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {stream} 0 R/StructParents {i}/Resources<</Font<</F1 3 0 R>>>>>>"
            )
            pages.append(f"{page} 0 R")
            parents: dict[int, int] = {}
            roots += [f"{element(tag, 4, page, parents)} 0 R" for tag in tree]
            nums.append(f"{i} [{' '.join(f'{parents[mark]} 0 R' for mark in sorted(parents))}]")
        objects[0] = "<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R/MarkInfo<</Marked true>>>>"
        objects[1] = f"<</Type/Pages/Count {len(pages)}/Kids[{' '.join(pages)}]>>"
        objects[3] = f"<</Type/StructTreeRoot/K[{' '.join(roots)}]/ParentTree<</Nums[{' '.join(nums)}]>>>>"
        out, places = b"%PDF-1.7\n", []
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
        return out + end.encode("latin-1")
