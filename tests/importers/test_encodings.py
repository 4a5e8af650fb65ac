import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers.encodings import LOOKED_AT, called, encoding_of

TEXTS = [
    ("Общинное землепользование. Община решала вопросы передела земли.", "cp1251 koi8_r iso8859_5 cp866"),
    ("имя,город\nИван,Москва\nАнна,Тверь\n", "cp1251 koi8_r cp866"),
    ("Громада є спільнотою людей. Її землі спільні.", "cp1251 koi8_u"),
    ("Τα κοινά είναι πόροι που μοιράζονται οι άνθρωποι.", "cp1253 iso8859_7"),
    ("נחלת הכלל היא משאב משותף לכל האנשים", "cp1255"),
    ("المشاع هو مورد مشترك بين الناس", "cp1256 iso8859_6"),
    ("コモンズとは、共有資源のことである。", "cp932 euc_jp"),
    ("名前,都市\n太郎,東京\n花子,大阪\n", "cp932 euc_jp"),
    ("公地是人们共同拥有的资源。这个国家的人们在一起工作。", "gb18030"),
    ("公地是人們共同擁有的資源。這個國家的人們在一起工作。", "big5"),
    ("커먼즈는 사람들이 공유하는 자원이다.", "euc_kr"),
    ("Zażółć gęślą jaźń. Łąka gminna leży między wsią a rzeką. Głosują wszyscy.", "cp1250"),
]


@pytest.mark.parametrize(("text", "name"), [(text, name) for text, names in TEXTS for name in names.split()])
def test_texts_are_read_as_what_they_look_like(text, name):
    raw = text.encode(name)
    assert raw.decode(encoding_of(raw)) == text


@pytest.mark.parametrize(
    "text",
    [
        "Gemeingüter gehören allen. Größe, Öl",
        "L’été, à Évian; où est passé l’élève ?",
        "à\né\nè\nÔ",
        "Ä Ö Ü ÄÖÜ",
        "São",
        "£ 5",
    ],
)
def test_western_texts_stay_western(text):
    assert encoding_of(text.encode("cp1252")) == "cp1252"


def test_utf_8_with_a_wrong_byte_stays_what_it_is():
    assert encoding_of("Земля общины".encode() + b"\xfc") == "cp1252"


def test_a_character_cut_off_where_the_sample_ends_does_not_matter():
    raw = ("あ" * LOOKED_AT).encode("euc_jp")
    assert encoding_of(b"x" + raw) == "euc_jp"


@given(st.binary(max_size=200))
def test_whatever_is_found_can_be_used(raw):
    name = encoding_of(raw)
    assert raw.decode(name, "replace") is not None
    assert called(name)
