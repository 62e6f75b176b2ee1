import pytest

from replylint.readers.excerpt import Excerpt
from replylint.readers.mail.letter import read_letter
from replylint.readers.mail.marks import is_mobile
from replylint.text.span import Span


def letter(text):
    return read_letter(Excerpt.of(text, Span(0, len(text))))


def shape(text):
    """One letter a line that holds something: own, customer's, signature; a dot for what is neither."""
    found = letter(text)
    signed = " ".join(span.of(found.own.text) for span in found.signatures)
    out = ""
    for line in filter(str.strip, text.splitlines()):
        words = line.lstrip("> ").strip()
        if not words:
            continue
        if words in signed:
            out += "s"
        elif words in found.own.text:
            out += "o"
        else:
            out += "c" if words in found.customer.text else "."
    return out


INTRODUCTIONS = [
    "On Mon, 3 May 2027 at 10:11, Jo Doe <jo@example.com> wrote:",
    "On 3 May 2027, at 10:11, Jo wrote:",
    "On 05/03/27 10:11, Jo Doe wrote:",
    "Jo Doe <jo@example.com> writes on 3 May 2027:",
    "---- On Mon, 03 May 2027 10:11:12 +0200 Jo <jo@example.com> wrote ----",
    "Am Mo., 3. Mai 2027 um 10:11 Uhr schrieb Jo Doe <jo@example.com>:",
    "Am 03.05.27 um 10:11 schrieb Jo:",
    "Le lun. 3 mai 2027 à 10:11, Jo Doe <jo@example.com> a écrit :",
    "El lun, 3 may 2027 a las 10:11, Jo (<jo@example.com>) escribió:",
    "Il giorno lun 3 mag 2027 alle ore 10:11 Jo <jo@example.com> ha scritto:",
    "Op ma 3 mei 2027 om 10:11 schreef Jo <jo@example.com>:",
    "Em seg., 3 de mai. de 2027 às 10:11, Jo <jo@example.com> escreveu:",
    "Den mån 3 maj 2027 kl 10:11 skrev Jo <jo@example.com>:",
    "man. 3. maj 2027 kl. 10.11 skrev Jo <jo@example.com>:",
    "ma 3. toukok. 2027 klo 10.11 Jo (jo@example.com) kirjoitti:",
    "pon., 3 maj 2027 o 10:11 Jo <jo@example.com> napisał(a):",
    "po 3. 5. 2027 v 10:11 odesílatel Jo <jo@example.com> napsal:",
    "пн, 3 мая 2027 г. в 10:11, Jo <jo@example.com>:",
    "03.05.2027 10:11, Jo пишет:",
    "Jo <jo@example.com> ezt írta (időpont: 2027. máj. 3., H, 10:11):",
    "Jo <jo@example.com>, 3 May 2027 Pzt, 10:11 tarihinde şunu yazdı:",
    "În lun., 3 mai 2027 la 10:11, Jo <jo@example.com> a scris:",
    "Στις Δευ 3 Μαΐ 2027 στις 10:11 μ.μ., ο χρήστης Jo <jo@example.com> έγραψε:",
    "2027年5月3日(月) 10:11 Jo <jo@example.com>:",
    "Jo <jo@example.com> 于2027年5月3日周一 10:11写道：",
    "2027년 5월 3일 (월) 오전 10:11, Jo <jo@example.com>님이 작성:",
    "-----Original Message-----",
    "---------- Forwarded message ---------",
    "Begin forwarded message:",
    "-----Ursprüngliche Nachricht-----",
    "-------- Message d'origine --------",
    "-----Mensaje original-----",
    "-------- Oprindelig meddelelse --------",
    "----- Исходное сообщение -----",
    "From: Jo <jo@example.com>\nSent: Monday, May 3, 2027 10:11 AM\nTo: Shop\nSubject: Lamp",
    "*From:* Jo <jo@example.com>\n*Date:* Monday\n*To:* Shop\n*Cc:* Al\n*Subject:* Lamp",
    "________________________________\nVon: Jo\nGesendet: Montag, 3. Mai 2027\nAn: Shop\nBetreff: Lampe",
    "De : Jo\nEnvoyé : lundi 3 mai 2027\nÀ : Shop\nObjet : Lampe",
    "De: Jo\nEnviado el: lunes, 3 de mayo\nPara: Shop\nAsunto: Lámpara",
    "Da: Jo\nInviato: lunedì 3 maggio\nA: Shop\nOggetto: Lampada",
    "Van: Jo\nVerzonden: maandag 3 mei\nAan: Shop\nOnderwerp: Lamp",
    "Fra: Jo\nSendt: 3. maj 2027\nTil: Shop\nEmne: Lampe",
    "Från: Jo\nSkickat: den 3 maj\nTill: Shop\nÄmne: Lampa",
    "Od: Jo\nWysłano: 3 maja\nDo: Sklep\nTemat: Lampa",
    "差出人: Jo\n送信日時: 2027年5月3日\n宛先: Shop\n件名: ランプ",
    "发件人: Jo\n发送时间: 2027年5月3日\n收件人: Shop\n主题: 灯",
]


@pytest.mark.parametrize("introduction", INTRODUCTIONS)
def test_what_follows_an_introduction_is_the_customers(introduction):
    text = f"Hi Jo,\n\na new lamp is on its way.\n\n{introduction}\n\nWhere is my lamp?\n"
    assert letter(text).own.text.split("\n") == ["Hi Jo,", "", "a new lamp is on its way.", "", ""]
    assert letter(text).customer.text.strip() == "Where is my lamp?"
    marked = text.replace("Where", "> Where") + "\nWill that do?\n"
    assert letter(marked).customer.text.strip() == "Where is my lamp?"
    if "\n" not in introduction:
        assert letter(marked).own.text.split()[-3:] == ["Will", "that", "do?"]


@pytest.mark.parametrize(
    "introduction", [line for line in INTRODUCTIONS if " <jo" in line and "\n" not in line][:14]
)
def test_an_introduction_may_be_broken_into_lines(introduction):
    broken = introduction.replace(" <jo", "\n<jo", 1) if introduction[0].isupper() else introduction
    text = f"A new lamp is on its way.\n\n{broken}\n\n> Where is my lamp?\n"
    if not broken.startswith("Jo"):
        assert letter(text).own.text.strip() == "A new lamp is on its way."


OUTLOOK = "-----Original Message-----\nFrom: Jo\nSent: Monday\nTo: us\nSubject: lamp\n\n"
OWN = [
    "Hi Jo,\n\nOn 3 May 2027 you wrote:\n\n'Where is my lamp?'\n\nIt is on its way.\n",
    "Hi Jo,\n\nthis is what happened. On 3 May 2027 our colleague wrote:\n\nIt is there.\n\nIt was not.\n",
    "On 05/03/27 at 10:30 we wrote to you at jo@example.com:\n\nit is on its way.\n",
    "Your ticket:\nFrom: Berlin\nTo: Paris\nDate: 3 May 2027\n\nHave a good trip.\n",
    "On the one hand, we can refund you.\nOn the other hand, a new one is faster.\n",
    "On 3 May you wrote that the lamp is broken. We are sorry.\n",
    "As our colleague wrote: it is on its way.\n",
    "From: 3 May\nTo: 5 May\nwe are closed.\n",
    "The lamp comes from: Italy\nThe bulb comes to: 3.20\n",
    "Sent from our warehouse today, it will be there on Monday.\n",
    "We need:\n- your order number\n- a picture\n\n----\n\nThanks,\nSam\n",
    "Your original message was lost. Could you send it again?\n",
    "Dear Jo,\n\nthe list you asked for:\n---------------\nLamp   3.20\nBulb   1.10\n\nKind regards\nSam\n",
    "Please run this:\n\n```\n-- \nSent from my script\n> x\n```\n\nThanks\n".replace("> x\n", ""),
]


@pytest.mark.parametrize("text", OWN)
def test_own_words_that_look_like_an_introduction_stay(text):
    assert letter(text).own.text == text
    assert letter(text).customer.text == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> one?\n\nYes.\n\n> two?\n\nNo.\n", "coco"),
        ("On 3 May 2027 Jo <jo@example.com> wrote:\n> one?\nYes.\n", ".co"),
        ("Yes.\n\n-- \nSam\nShop\n\nOn 3 May 2027 Jo <jo@example.com> wrote:\n> one?\n", "osss.c"),
        ("Yes.\n\nOn 3 May 2027 Jo <jo@example.com> wrote:\n> one?\n> > older\n\n-- \nSam\n", "o.c.ss"),
        ("Yes.\nSent from my iPhone\n\nOn 3 May 2027 Jo <jo@example.com> wrote:\n> one?\n", "os.c"),
        ("Yes.\n\nGesendet von Outlook für Android\n\nOne?\n", "osc"),
        ("> Subject: lamp\n> From: Jo\n> To: us\n>\n> One?\nYes.\n", "...co"),
        (
            f"Yes.\n\n{OUTLOOK}One?\n\n{OUTLOOK}Older.\n",
            "o.....c......",
        ),
        (f"> {'a long line ' * 6}that was\nbroken off\n> here\nYes.\n", "ccco"),
    ],
)
def test_lines_of_letters(text, expected):
    assert shape(text).replace("s.s", "sss") == expected


def test_a_gap_is_left_where_a_quotation_was():
    found = letter("Yes.\n> two?\nNo.\n")
    assert found.own.text == "Yes.\n\nNo.\n"
    assert not found.own.offsets.is_exact(Span(5, 6))


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Sent from my Verizon Wireless BlackBerry",
        "Get Outlook for iOS<https://example.com/x>",
        "Gesendet von meinem Telefon",
        "Envoyé de mon iPad",
        "Enviado desde mi móvil",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn iPad",
        "Skickat från min telefon",
        "Wysłano z telefonu",
        "Отправлено с iPhone",
        "iPhoneから送信",
        "发自我的 iPhone",
    ],
)
def test_lines_of_telephones(line):
    assert is_mobile(line)
    assert not is_mobile(f"We got what was {line.lower()}.")


LONG = 60_000


@pytest.mark.parametrize(
    "text",
    [
        ">" * LONG,
        ">\n" * LONG,
        "On " + "a " * LONG,
        "On 3 May 2027 a@b.cd wrote:\n" * (LONG // 20),
        "On x\n" * LONG,
        "From: x\n" * (LONG // 2),
        "____\n" * LONG,
        "Sent from my x\n" * (LONG // 5),
        "yes\n-- \n" * (LONG // 5),
        "```\n" * LONG,
        "-" * LONG,
        (f"On {'a@b.c ' * 65}1:\n") * (LONG // 400),
    ],
    ids=lambda text: text[:12].strip(),
)
def test_crafted_text_takes_time_in_proportion(text):
    """Ten times the text takes far less than a hundred times as long; here it only has to come to an end."""
    letter(text)
