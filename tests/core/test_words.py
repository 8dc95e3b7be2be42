import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from kesher.core import words

anything = st.text(st.characters(codec=None), max_size=60) | st.text(
    "אבםן e\u0301\u05b8\u200d\u200c\u202e\u2066\u0000\n'\"-北👨é", max_size=30
)


def test_cleaned_drops_bidi_overrides_nul_and_invisible_characters():
    assert words.cleaned("\u202eמילוי\u202c \x00 הפוך\u200b\ufeff\u2066") == "מילוי הפוך"


def test_cleaned_collapses_white_space():
    assert words.cleaned("  נועה \t\n כהן\u00a0לוי ") == "נועה כהן לוי"


def test_cleaned_keeps_a_joiner_that_is_needed():
    assert words.cleaned("👨\u200d👩\u200d👧 ab\u200dcd א\u200dב") == "👨\u200d👩\u200d👧 abcd אב"


def test_a_joiner_goes_that_another_one_left_without_need():
    assert words.cleaned("¡\u200c\u0300\u200c\u0596") == "¡\u0596\u0300"


def test_cleaned_lines_keeps_lines_and_one_empty_line():
    assert words.cleaned_lines("א  ב\r\n\r\n\r\n\r\nג\u202e\x00\n") == "א ב\n\nג"


def test_folded_removes_nikud_quotes_and_final_letters():
    assert words.folded("שָׁלוֹם ז'אן צה״ל כהן-לוי JOSÉ") == "שלומ זאנ צהל כהנ לוי jose"


def test_folded_text_is_found_while_it_is_being_typed():
    assert words.folded("שלומ") in words.folded("שלומי")
    assert words.folded("שלום") in words.folded("שלומי")


def test_other_layout_reads_english_keys_as_hebrew():
    assert words.other_layout("akuo") == "שלום"


def test_other_layout_reads_hebrew_keys_as_english():
    assert words.other_layout("מםשץבםיקמ@קסשצפךקץבםצ") == "noa.cohen@example.com"


def test_initials_are_of_the_first_and_last_word():
    assert [words.initials(name) for name in ("נועה כהן-לוי", "ז'אן", "Anna Maria Ivanova", "", "!!", "#3", "????")] == [
        "נכ", "ז", "AI", "", "", "", "",
    ]  # fmt: skip


@settings(max_examples=300)
@given(anything)
def test_cleaned_text_is_clean_already_and_can_be_stored(text: str):
    once = words.cleaned(text)

    assert words.cleaned(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode()


@settings(max_examples=300)
@given(anything)
def test_cleaned_lines_are_clean_already(text: str):
    once = words.cleaned_lines(text)

    assert words.cleaned_lines(once) == once


@settings(max_examples=300)
@given(anything)
def test_folded_text_is_folded_already(text: str):
    once = words.folded(text)

    assert words.folded(once) == once
    assert words.folded(words.cleaned(text)) == once


@settings(max_examples=300)
@given(st.text("abcdefghijklmnoprstuvxyz", min_size=1))
def test_other_layout_is_its_own_opposite(text: str):
    assert words.other_layout(words.other_layout(text)) == text


@settings(max_examples=200)
@given(anything)
def test_other_layout_and_initials_accept_anything(text: str):
    words.other_layout(text)
    assert len(words.initials(text)) <= 2


def test_a_text_with_hebrew_in_it_runs_from_right_to_left_whatever_word_comes_first():
    assert [words.is_hebrew(one) for one in ("SMS לא נשלח.", "The key is missing.", "")] == [
        True,
        False,
        False,
    ]
