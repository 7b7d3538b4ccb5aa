"""Feeds: entries of RSS and Atom as documents."""

import datetime as dt
from pathlib import Path

from graphkit.errors import InputError
from graphkit.model import Document
from graphkit.read import count_documents, read_documents

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Ufuk Haber</title><link>https://ufukhaber.example/</link>
<item>
  <title>Gürcistan ile Moldova anlaştı</title>
  <link>https://ufukhaber.example/1</link>
  <guid isPermaLink="false">ufuk-1</guid>
  <pubDate>Wed, 18 Mar 2026 09:30:00 +0300</pubDate>
  <description>Kısa özet.</description>
  <content:encoded><![CDATA[<p>Gürcistan ile Moldova, <b>ticaret</b> anlaşması imzaladı.</p><p>Tören Tiflis&#8217;te yapıldı.</p><script>x()</script>]]></content:encoded>
</item>
<item><title></title><link>https://ufukhaber.example/2</link></item>
<item><title>The two ministers signed a trade agreement in Oslo on Monday</title></item>
</channel></rss>
"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Ege Postası</title>
<entry><title>Zirve bitti</title><id>urn:ege:7</id><link rel="self" href="https://ege.example/api/7"/>
<link href="https://ege.example/7"/><updated>2026-03-19T10:00:00Z</updated>
<summary type="html">&lt;p&gt;İki lider anlaştı.&lt;/p&gt;</summary></entry></feed>
"""


def test_read_feed_rss_entries(tmp_path: Path) -> None:
    path = tmp_path / "akis.xml"
    path.write_text(RSS, encoding="utf-8")
    errors: list[InputError] = []
    (document,) = read_documents(path, on_error=errors.append)
    assert (document.id, document.url, document.source) == ("ufuk-1", "https://ufukhaber.example/1", "Ufuk Haber")
    assert document.published == dt.date(2026, 3, 18)
    assert document.text == "Gürcistan ile Moldova anlaştı\nGürcistan ile Moldova, ticaret anlaşması imzaladı.\nTören Tiflis’te yapıldı."
    assert [(zone.kind, zone.start) for zone in document.zones] == [("title", 0)]
    assert [str(error).removeprefix(f"{path}:") for error in errors] == ["12: the entry has no text", "13: the text is in 'en', not in 'tr'"]
    assert count_documents(path) == 3


def test_read_feed_atom_entry(tmp_path: Path) -> None:
    path = tmp_path / "akis.atom"
    path.write_text(ATOM, encoding="utf-8")
    (document,) = read_documents(path, published=dt.date(2000, 1, 1))
    assert isinstance(document, Document)
    assert (document.id, document.url, document.published) == ("urn:ege:7", "https://ege.example/7", dt.date(2026, 3, 19))
    assert document.text == "Zirve bitti\nİki lider anlaştı."


def test_read_feed_without_entries_and_entities_from_outside(tmp_path: Path) -> None:
    (tmp_path / "bos.rss").write_text("<rss><channel><title>Boş</title></channel></rss>")
    secret = tmp_path / "gizli.txt"
    secret.write_text("GİZLİ METİN")
    (tmp_path / "dis.rss").write_text(f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret}">]><rss><item><title>Zirve bitti &x;</title></item></rss>')
    errors: list[InputError] = []
    (document,) = read_documents([tmp_path / "bos.rss", tmp_path / "dis.rss"], on_error=errors.append)
    assert document.title == "Zirve bitti &x;"
    assert [str(error).rsplit("/", 1)[-1] for error in errors] == ["bos.rss: the feed has no entries (item, entry)"]
