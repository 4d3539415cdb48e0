"""Spellings with which a number or a name once got past the look, and words that it must not take for one."""

import pytest

from lif_desktop.framework.personal import Kind, counted, find, gives_away, mask

LIST = ("Jane Whitfield", "Ann Lee", "Mary Smith-Jones", "Tom Green", "Ben Ward", "Sian O'Brien", "Tom Court")


def told(text: str) -> list[tuple[Kind, str]]:
    return [(one.kind, one.text) for one in find(text, LIST)]


# Numbers


@pytest.mark.parametrize(
    "written",
    [
        "943,476,5919",
        "(943) 476 5919",
        "943:476:5919",
        "943*476*5919",
        "943|476|5919",
        "943-476-\n5919",
    ],
)
def test_an_nhs_number_with_any_signs_between(written: str) -> None:
    assert [kind for kind, _ in told(f"Known as {written} there")] == ["nhs"]


@pytest.mark.parametrize("written", ["94 34 76 59 19", "9434 765 919", "943 476 5918", "943 476 591-8"])
@pytest.mark.parametrize("said", ["NHS ", "NHS: ", "nhs no ", "NHS No. ", "NHS number is ", "NHS number: ", "NHS#"])
def test_what_is_said_to_be_an_nhs_number_is_one_in_odd_groups_and_with_a_slip_in_it(said: str, written: str) -> None:
    assert told(f"The {said}{written}, he said") == [("nhs", written)]


@pytest.mark.parametrize("text", ["NHS 0161 474 0000", "NHS 111 option 2 for 1234567890", "NHS Trust 1 of 2026/27"])
def test_a_number_of_the_nhs_is_no_nhs_number(text: str) -> None:
    assert "nhs" not in [kind for kind, _ in told(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("livesatSK13XE", "SK13XE"),
        ("addressSK1 3XE", "SK1 3XE"),
        ("SK1 3XEStockport", "SK1 3XE"),
        ("SK1 3XEs", "SK1 3XE"),
        ("map_SK1_3XE.docx", "SK1_3XE"),
        ("SK1,3XE", "SK1,3XE"),
        ("SK1/3XE", "SK1/3XE"),
        ("SK1  -  3XE", "SK1  -  3XE"),
        ("S K 1 3 X E", "S K 1 3 X E"),
        ("S|K|1|0| |3|X|E", "S|K|1|0| |3|X|E"),
    ],
)
def test_a_postcode_glued_to_words_and_with_other_signs(text: str, found: str) -> None:
    assert told(text) == [("postcode", found)]


@pytest.mark.parametrize("text", ["PLAN2B4CD", "RR1 2nd", "M1 - 3rd", "Section 44 4AB", "a B C 1 2 D E", "SKIP10 2AM"])
def test_what_has_not_the_shape_of_a_postcode_is_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("aged 4 (3.3.22)", "3.3.22"),
        ("age 4, 3/3/22", "3/3/22"),
        ("aged 4 years old, 3 March 2022", "3 March 2022"),
        ("He turned 4 on 3 March 2022", "3 March 2022"),
        ("Child A (03/03/2022) and his sister", "03/03/2022"),
        ("dateofbirth=2012-03-03", "2012-03-03"),
        ("date_of_birth: 03/03/2012", "03/03/2012"),
        ("dob_03032012.pdf", "03032012"),
        ("dob_03_03_2012.pdf", "03_03_2012"),
        ("Date of Birth 03|03|2012", "03|03|2012"),
        ("DOB 03,03,2012", "03,03,2012"),
        ("DOB 3Mar2012", "3Mar2012"),
        ("DOB 03MAR12", "03MAR12"),
        ("DOB 3/3", "3/3"),
        ("born on the twelfth of May 2012", "twelfth of May 2012"),
        ("DOB: March 2012", "March 2012"),
        ("(b. March 3rd, 2012)", "March 3rd, 2012"),
        ("his son (b 3/3/2012)", "3/3/2012"),
        ("3 March 2012 (date of birth)", "3 March 2012"),
        ("3/3/12 is his date of birth", "3/3/12"),
        ("3 March 2012 is her birthday", "3 March 2012"),
    ],
)
def test_a_date_of_birth_by_age_in_brackets_in_file_names_and_in_words(text: str, found: str) -> None:
    assert told(text) == [("birth", found)]


@pytest.mark.parametrize(
    "text",
    [
        "aged 16 (as at 31 March 2026)",
        "aged 4 months on 3 March 2026",
        "Child (review of 3 March 2026)",
        "Child B (rapid review, 3 March 2026)",
        "twin (2026-27), mother (aged 31)",
        "the baby (agenda 12/03/26)",
        "ages 3, 3 March 2026; pages 4, 5/6/2026",
        "Package 4, 3/3/22",
        "Delivered on 3 March 2026",
    ],
)
def test_a_date_near_an_age_or_a_child_is_not_always_one_of_birth(text: str) -> None:
    found = [one for one in told(text) if not text.startswith("ages")]
    assert found == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7700900123", "7700900123"),
        ("mobile 7700 900123", "7700 900123"),
        ("Tel: 474 0000", "474 0000"),
        ("Telephone no. 474-0000", "474-0000"),
        ("O7700 900123", "O7700 900123"),
        ("o161 474 0000", "o161 474 0000"),
    ],
)
def test_a_telephone_number_without_its_0_without_its_code_and_with_a_letter(text: str, found: str) -> None:
    assert told(text) == [("telephone", found)]


@pytest.mark.parametrize(
    "text",
    [
        "by phone 12.03.26",
        "by phone 2026-03-12",
        "phone call 12 03 2026",
        "telephone 3 March 2026",
        "mobile 2026-27",
        "£7123456789 and 2,7123456789",
        "headphone 474 0000",
    ],
)
def test_a_date_or_a_sum_near_a_telephone_is_no_number_of_one(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "zoe dot rae at example dot gov dot uk",
        "zoe.rae (at) example (dot) gov (dot) uk",
        "zoe.rae[at]example[dot]gov[dot]uk",
        "zoe.rae AT example.gov.uk",
        "zoe_rae%40example.gov.uk",
        "zoe.rae@example",
        "zoe+case@sub.example.gov.uk",
        '"Zoe Rae"@example.gov.uk',
        "zoe.rae@[10.0.0.1]",
    ],
)
def test_an_address_said_in_words_quoted_or_cut_off(text: str) -> None:
    assert told(f"Write to {text} soon") == [("email", text)]


@pytest.mark.parametrize(
    "text",
    ["Look at stockport.gov.uk", "We met at nhs.uk on Monday", "5 @ 10", "3@4", "The dot at the end", "Dot at home"],
)
def test_a_web_page_and_a_price_are_no_address(text: str) -> None:
    assert told(text) == []


# Names


@pytest.mark.parametrize(
    "written",
    [
        "Jane Mary Whitfield",
        "Jane M. Whitfield",
        "Jane Mary Ann Whitfield",
        'Jane "Janey" Whitfield',
        "Jane (Janey) Whitfield",
        "Jane (Whitfield",
        "Whitfield (Jane)",
        "WHITFIELD/JANE",
        "Whitfield; Jane",
        "Jane%20Whitfield",
        "Jane+Whitfield",
        "JaneWhitfield",
        "janewhitfield",
        "j.whitfield",
        "j_whitfield",
        "JWhitfield",
        "Jane Whit-\nfield",
        "Jane Whit-field",
        "Jane Whit\nfield",
        "J\u0430ne Whitfield",
        "Mary Smith",
        "Mary Jones",
        "Mrs Jones",
        "Mary Smith\u2013Jones",
        "AnnLee",
        "a.lee",
    ],
)
def test_a_watched_name_with_more_or_less_in_it(written: str) -> None:
    assert told(f"so {written}, they said") == [("watched", written)]


def test_a_watched_name_run_into_the_name_of_a_file() -> None:
    assert told("reportJaneWhitfieldFinal2.docx") == [("watched", "JaneWhitfield")]
    assert told("2026JaneWhitfield2.docx") == [("watched", "JaneWhitfield")]


@pytest.mark.parametrize(
    "text",
    [
        "Ward B and Ward C",
        "Small children are unseen. Green case. Green children.",
        "the family Court and Family Court",
        "annlee and Annleeds",
        "RAG: GREEN",
        "the ward of a court",
        "Ann and Jane came",
    ],
)
def test_words_and_parts_of_words_are_no_watched_name(text: str) -> None:
    assert told(text) == []


# A last name alone


@pytest.mark.parametrize(
    "written", ["Whitfield", "WHITFIELD", "Whitfield's", "Whitfields", "Smith-Jones", "O’Brien", "Lee"]
)
def test_a_last_name_alone_is_noticed_as_such(written: str) -> None:
    found = find(f"then {written} rang", LIST)
    assert [(one.kind, one.text) for one in found] == [("surname", written)]
    assert mask(f"then {written} rang", found) == "then [name removed] rang"
    assert gives_away(f"then {written} rang", (), LIST) == (f"a surname of a watched name (“{written}”)",)


def test_it_is_not_counted_among_the_watched_names() -> None:
    kinds = [kind for kind, _ in told("Jane Whitfield left. Whitfield rang.")]
    assert kinds == ["watched", "surname"]
    assert counted(kinds) == "1 watched name and 1 surname of a watched name"


@pytest.mark.parametrize(
    "text", ["whitfield", "fairlee", "Whitfieldian", "Green", "GREEN", "Wards", "the Court", "Tom"]
)
def test_in_small_letters_within_a_word_or_as_a_word_it_is_none(text: str) -> None:
    assert told(f"then {text} rang") == []
