"""Feeds as documents: RSS and Atom are read, broken ones as far as they go, hostile ones not at all."""

import time
from datetime import UTC, datetime

import pytest

from factory.errors import BadInput
from resources.feeds.feed_document import MOST_ENTRIES, TITLE_CHARS, read_feed

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>All news</title>
<item><title>Lighthouse moved &amp; saved</title><pubDate>Fri, 27 Nov 2026 08:00:00 +0100</pubDate>
<media:content><media:title>A picture's title</media:title></media:content></item>
<item><media:title>Another's</media:title><title><![CDATA[<b>Bold</b>&nbsp;words<script>x</script>]]></title></item>
</channel></rss>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>All</title><entry><title type="html">&lt;i&gt;Eleven&lt;/i&gt; days</title>
<updated>2026-11-27T08:00:00Z</updated><content><title>of its content</title></content></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>Clock</title><dc:date>2026-11-27</dc:date></item></rdf:RDF>"""
EIGHT = datetime(2026, 11, 27, 8, tzinfo=UTC)


def test_titles_and_times_of_rss_atom_and_rdf_are_read():
    first, second = read_feed(RSS)
    assert first.title == "Lighthouse moved & saved"
    assert first.at == EIGHT.replace(hour=7)
    assert (second.title, second.at) == ("Bold words x", None)
    (entry,) = read_feed(ATOM)
    assert (entry.title, entry.at) == ("Eleven days", EIGHT)
    (clock,) = read_feed(RDF)
    assert (clock.title, clock.at) == ("Clock", datetime(2026, 11, 27, tzinfo=UTC))


def test_of_a_broken_feed_what_comes_before_the_fault_counts():
    assert [one.title for one in read_feed(RSS.replace(b"</title></item>\n</ch", b"<<</ch"))] == [
        "Lighthouse moved & saved"
    ]


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    f'<!ENTITY {"abcdefghij"[n + 1]} "{("&" + "abcdefghij"[n] + ";") * 10}">'.encode()
    for n in range(9)
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BOMB + b"]><rss><item><title>&j;</title></item></rss>", "entities"),
        (b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss/>', "entities"),
        (b"<rss>" + b"<a>" * 10_000, "nests"),
        (b"<html><body>Sign in</body></html>", "no entry"),
        (b"{}", "no feed"),
        (b"", "no feed"),
    ],
)
def test_what_is_no_feed_or_means_harm_is_refused_at_once(data: bytes, said: str):
    began = time.process_time()
    with pytest.raises(BadInput, match=said):
        read_feed(data)
    assert time.process_time() - began < 1


def test_no_feed_says_more_than_anybody_reads():
    item = b"<item><title>" + b"x" * 9999 + b"\xe2\x80\xae</title></item>"
    found = read_feed(b"<rss>" + item * (MOST_ENTRIES + 50) + b"</rss>")
    assert len(found) == MOST_ENTRIES
    assert {len(one.title) for one in found} == {TITLE_CHARS}


def test_a_title_of_opening_signs_is_read_at_once_and_holds_no_tag():
    signs = b"<" * 8_000
    item = b"<item><title><![CDATA[" + signs + b"]]></title></item>"
    nested = b"<item><title><![CDATA[5 < 6 <scr<b<i>>ipt>x<img <b>src=y]]></title></item>"
    began = time.process_time()
    assert len(read_feed(b"<rss><channel>" + item * 300 + b"</channel></rss>")) == 300
    assert time.process_time() - began < 8
    (entry,) = read_feed(b"<rss><channel>" + nested + b"</channel></rss>")
    assert entry.title.startswith("5 < 6 ")
    assert "<s" not in entry.title and "<i" not in entry.title
