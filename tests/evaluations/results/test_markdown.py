"""The narrative's Markdown."""

import pytest

from evaluations.reporting.markdown import narrative_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**fet** och *kursiv*", "<p><strong>fet</strong> och <em>kursiv</em></p>\n"),
        ("- ett\n- två", "<ul>\n<li>ett</li>\n<li>två</li>\n</ul>\n"),
        ("# Rubrik", "<h4>Rubrik</h4>\n"),
        ("###### Rubrik", "<h6>Rubrik</h6>\n"),
        (
            "[SKR](https://skr.se)",
            '<p><a href="https://skr.se" rel="noopener noreferrer nofollow">SKR</a></p>\n',
        ),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<b onclick=x>y</b>", "<p>&lt;b onclick=x&gt;y&lt;/b&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](JaVaScRiPt:alert(1))", "<p>[x](JaVaScRiPt:alert(1))</p>\n"),
        ("[x](data:text/html;base64,PHM+)", "<p>[x](data:text/html;base64,PHM+)</p>\n"),
        ("[x](//ond.example)", "<p>[x](//ond.example)</p>\n"),
        ("[x](&#106;avascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        (
            '[x](https://a"onmouseover=alert(1))',
            '<p><a href="https://a%22onmouseover=alert(1)" rel="noopener noreferrer nofollow">x</a></p>\n',
        ),
        ("![<b>bild</b>](https://ond.example/spion.png)", "<p>&lt;b&gt;bild&lt;/b&gt;</p>\n"),
        ("<https://ond.example>", "<p>&lt;https://ond.example&gt;</p>\n"),
        ("&lt;img src=x onerror=alert(1)&gt;", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n"),
        ("", ""),
    ],
)
def test_only_the_small_subset_becomes_html(text: str, html: str) -> None:
    assert narrative_html(text) == html
