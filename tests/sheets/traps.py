"""Texts that spreadsheets, XML, CSV or Python are known to trip over; all of them made up here."""

FORMULAS = (
    "=1+1", "=SUM(A1:A9)", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x.example","here")', "=A1", "==", "=", "= 1",
    "=@SUM(1)", "+1", "+44 161 496 0000", "++", "+A1", "+cmd|' /C notepad'!'A1'", "-1", "-", "--", "-1+2", "- a list",
    "-A1", "@", "@here", "@SUM(A1)", "@@", "'=1+1", "'", "''", "'quoted'", "\t=1+1", "\n=1+1", " =1+1", "%0A=1+1",
    "=1\n+1", ";=1", ",=1", "|=1", "{=1}", "{=SUM(A1)}", "=\u202e1", "\uff1d1+1", "\uff0b1", "\uff20SUM(1)",
    '=IMPORTXML("http://x.example")', '=WEBSERVICE("x")', '=DDE("a";"b")', "=-1", "=+1", "-=1", "+-1", '="a"&"b"',
    "=TRUE", "=#REF!", "=Sheet2!A1", "='Other book'!A1",
)  # fmt: skip

LOOK_LIKE_VALUES = (
    "0", "00", "007", "0042", "1", "1.0", "1.50", "01/02", "1/2", "1-2", "3/4/2026", "2026-03-03", "3 March 2026",
    "12:30", "24:00", "1e5", "1E+10", "0x1F", "1,000", "1.000,00", "12%", "\xa35", "$5", "(5)", "1_000", "TRUE",
    "FALSE", "true", "Yes", "No", "null", "NULL", "None", "nil", "NaN", "nan", "Infinity", "-Infinity", "inf",
    "undefined", "#N/A", "#REF!", "#DIV/0!", "#NAME?", "#NULL!", "#VALUE!", "#NUM!", "12345678901234567890",
    "0.1234567890123456789", "1/0", "-0", "+0", "\u0661\u0662\u0663", "\xbd", "\u2460", "Total", "Notes", "Reference",
    "Version", "MAR1", "SEPT2", "1MAR", "DEC1", "JAN-1", "2026", "26/27", "2025-26",
)  # fmt: skip

MARKUP = (
    "<r></r>", "<r>x</r>", "<r><t>bold</t></r>", "<r></b>&</r>", "<si/>", "</t></si>",
    "<", ">", "&", "&amp;", "&lt;b&gt;", "<b>bold</b>", "<script>alert(1)</script>", "<!-- -->", "<![CDATA[x]]>",
    "]]>", "<?xml?>", "&#0;", "&#x1F;", "&#10;", "&nbsp;", "_x000D_", "_x0041_", "_x005F_x0041_", "_x005F_",
    "_X0041_", "_x00_", "_xD800_", "_x0000_", "__x0041__", "\\", "\\n", "\\u0041", '"', '""', '"a","b"', "a,b", "a;b",
    "a|b", "a\tb", "a\nb", "a\r\nb", "a\rb", "a\n\nb", "\u201ccurly\u201d", "`", "$(ls)", "${x}", "{{ x }}",
    "{% x %}", "%s", "%(x)s", "%d%n", "{0}", "{", "}", "[x]", "[", "]", "[]", "../../x", "C:\\x", "\\\\server\\x",
    "file:///x", "http://x.example", "https://x.example/?a=1&b=2", "mailto:a@b.example", "www.x.example",
    "'; DROP TABLE actions; --", "1 OR 1=1", "*", "?", "~", "~*", "^", "coded: x", 'coded: "x"', "long text: 1",
    "Coded: x", "coded:", "long text:", "&L&P", "&P of &N",
)  # fmt: skip

LETTERS = (
    "caf\xe9", "cafe\u0301", "na\xefve", "\u0141\xf3d\u017a", "\u65e5\u672c\u8a9e",
    "\u0420\u0443\u0441\u0441\u043a\u0438\u0439", "\u0627\u0644\u0639\u0631\u0628\u064a\u0629",
    "\u05e2\u05d1\u05e8\u05d9\u05ea", "\u0939\u093f\u0928\u094d\u0926\u0940", "\U0001f642",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f3f4\U000e0067\U000e007f", "\u200b", "a\u200bb", "a\xadb",
    "\ufeffa", "a\ufeffb", "\u202eabc", "a\u2028b", "a\u2029b", "a\x85b", "a\xa0b", "\xa0", "a\u3000b", "\ufffd",
    "\U0010ffff", "\U0001d54f", "\u1e9e", "\u0130", "\u0131", "\ufb01", "\u1e9b\u0323", "\xe6",
    "Z\u0351\u036b\u0343\u036a\u0302", "\u2603", "\x00a", "a\x01b", "a\x08b", "a\x0bb", "a\x0cb", "a\x1bb", "a\x1fb",
    "a\x7fb", "a\ufffeb", "a\uffffb", "\ue000", "\u0300", "\u180e", "x\u200ey\u200f",
)  # fmt: skip

SPACES = (
    "", " ", "  ", "\n", "\t", " a", "a ", "a  b", "\ta", "a\t", "\na", "a\n", "\r", "\r\n", "a\n ", " \n a",
)  # fmt: skip

LONG = (
    "x" * 32_766, "x" * 32_767, "x" * 32_768, "y" * 70_000, "word " * 9_000, "line\n" * 8_000, "\U0001f642" * 16_383,
    "\U0001f642" * 16_384, "\U0001f642" * 20_000, "=" + "1+" * 20_000, "\x01" * 40_000, " " * 40_000, "&" * 32_000,
    "_x0041_" * 6_000, "\xe9" * 33_000,
)  # fmt: skip

TRAPS = (*FORMULAS, *LOOK_LIKE_VALUES, *MARKUP, *LETTERS, *SPACES, *LONG)
