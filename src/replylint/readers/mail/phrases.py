"""What mail programs write around what they quote, in many languages. Data only.

Compared without regard to case; a mail program's language is that of its user, not of the mail.
"""

OPENERS = (
    "on", "at", "am", "on the", "le", "el", "il", "in data", "op", "em", "a", "den", "dnia", "w dniu",
    "в", "dne", "dňa", "pe", "ma", "ti", "ke", "to", "la", "su", "tarihinde", "în", "na", "pada", "vào",
    "ngày", "στις", "在", "于", "em data de", "le mer", "la data de", "begin", "ons", "tis", "mån",
    "fre", "lör", "sön", "tir", "tor", "man", "lør", "søn", "pon", "wt", "śr", "czw", "pt", "sob",
    "ndz", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "mo", "di", "mi", "do", "fr", "sa", "so", "lun",
    "mar", "mer", "jeu", "ven", "sam", "dim", "mié", "jue", "vie", "sáb", "dom", "mon", "tue", "wed",
    "thu", "fri", "sat", "sun", "seg", "ter", "qua", "qui", "sex", "w", "dn", "lu", "me", "gio", "kl",
    "kello", "viernes", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
)  # fmt: skip
"""The words that the line before a quotation may open with."""

WROTE = (
    "wrote", "writes", "schrieb", "schrieben", "hat geschrieben", "a écrit", "escribió", "escribio",
    "ha scritto", "schreef", "escreveu", "skrev", "napisał", "napisała", "napisał(a)", "napsal",
    "napsal(a)", "napísal", "napísal(a)", "написал", "написала", "написал(а)", "пишет", "kirjoitti",
    "írta", "a scris", "şunu yazdı", "yazdı", "escrigué", "va escriure", "idatzi du", "je napisao",
    "je napisala", "napisao je", "piše", "написав", "написав(ла)", "menulis", "đã viết", "έγραψε",
    "כתב", "כתבה", "كتب", "写道", "寫道", "님이 작성", "さんは書きました", "のメール", "kirjutas",
    "rašė", "rakstīja", "shkroi", "skrifaði", "viết", "rispose", "répondit", "scrisse", "напиша",
    "sent the following",
)  # fmt: skip
"""The verb in the line before a quotation."""

ORIGINAL = (
    "original message", "original appointment", "forwarded message", "forwarded by", "reply message",
    "begin forwarded message", "original-nachricht", "ursprüngliche nachricht", "originalnachricht",
    "weitergeleitete nachricht", "anfang der weitergeleiteten nachricht", "message d'origine",
    "message d’origine", "message original", "message transféré", "début du message réexpédié",
    "début du message transféré", "message transmis", "mensaje original", "mensaje reenviado",
    "inicio del mensaje reenviado", "messaggio originale", "messaggio inoltrato",
    "inizio messaggio inoltrato", "oorspronkelijk bericht", "origineel bericht", "doorgestuurd bericht",
    "begin doorgestuurd bericht", "mensagem original", "mensagem encaminhada", "mensagem reencaminhada",
    "início da mensagem encaminhada", "oprindelig besked", "oprindelig meddelelse",
    "videresendt besked", "opprinnelig melding", "videresendt melding", "ursprungligt meddelande",
    "originalmeddelande", "vidarebefordrat meddelande", "alkuperäinen viesti", "välitetty viesti",
    "wiadomość oryginalna", "oryginalna wiadomość", "wiadomość przekazana", "původní zpráva",
    "přeposlaná zpráva", "pôvodná správa", "eredeti üzenet", "továbbított üzenet", "mesaj original",
    "mesaj redirecționat", "orijinal mesaj", "özgün ileti", "iletilen ileti", "исходное сообщение",
    "пересылаемое сообщение", "пересланное сообщение", "оригинальное сообщение",
    "оригінальне повідомлення", "izvorna poruka", "proslijeđena poruka", "αρχικό μήνυμα",
    "προωθημένο μήνυμα", "pesan asli", "tin nhắn gốc", "元のメッセージ", "転送メッセージ", "原始邮件",
    "原始郵件", "转发邮件", "转发的邮件", "원본 메시지", "전달된 메시지", "الرسالة الأصلية",
    "ההודעה המקורית",
)  # fmt: skip
"""The words between dashes above a message that is quoted as a whole."""

LABELS = {
    "from": (
        "from", "von", "de", "da", "van", "fra", "från", "od", "от", "от кого", "lähettäjä", "feladó",
        "kimden", "gönderen", "expéditeur", "remitente", "mittente", "afzender", "remetente", "від",
        "saatja", "nuo", "no", "από", "dari", "từ", "发件人", "寄件者", "寄件人", "差出人", "送信者",
        "보낸 사람", "من", "מאת", "nadawca", "odesílatel",
    ),
    "sent": (
        "sent", "received", "gesendet", "envoyé", "envoyé le", "enviado", "enviado el", "enviada em",
        "enviado em", "enviada", "inviato", "verzonden", "sendt", "skickat", "wysłano", "odesláno",
        "odoslané", "lähetetty", "küldve", "elküldve", "trimis", "gönderildi", "gönderme tarihi",
        "отправлено", "надіслано", "poslano", "στάλθηκε", "saadetud", "išsiųsta", "dikirim", "发送时间",
        "发送日期", "寄件日期", "送信日時", "보낸 날짜", "تاريخ الإرسال", "נשלח", "sent at",
    ),
    "date": (
        "date", "datum", "fecha", "data", "dato", "dátum", "päivämäärä", "päiväys", "tarih", "дата",
        "ημερομηνία", "message du", "le", "tanggal", "日期", "日付", "日時", "날짜", "تاريخ",
    ),
    "to": (
        "to", "an", "à", "a", "para", "per", "aan", "til", "till", "do", "кому", "vastaanottaja",
        "címzett", "către", "kime", "alıcı", "destinataire", "destinatario", "komu", "pro", "prima",
        "προς", "kepada", "đến", "收件人", "收件者", "宛先", "받는 사람", "إلى", "אל", "adresat",
    ),
    "subject": (
        "subject", "betreff", "objet", "asunto", "oggetto", "onderwerp", "assunto", "emne", "ämne",
        "temat", "předmět", "predmet", "тема", "aihe", "tárgy", "subiect", "konu", "θέμα", "perihal",
        "subjek", "chủ đề", "sujet", "teema", "主题", "主旨", "件名", "제목", "الموضوع", "נושא",
    ),
    "cc": (
        "cc", "kopie", "copie", "copie à", "copia", "kopi", "kopia", "копия", "kopio", "másolat",
        "bilgi", "dw", "bcc", "reply-to", "importance", "priority", "attachments", "organization",
        "抄送", "참조", "副本",
    ),
}  # fmt: skip
"""The labels of the header fields above a message that is quoted as a whole."""

MOBILE = (
    "sent from", "sent via", "sent with", "sent by my", "get outlook for", "gesendet von", "von meinem",
    "gesendet mit", "von unterwegs gesendet", "diese nachricht wurde von", "outlook für", "envoyé de",
    "envoyé depuis", "envoyé à partir de", "obtenez outlook", "télécharger outlook", "enviado desde",
    "enviado do", "enviado de", "enviado via", "enviado a partir", "obtener outlook", "obter o outlook",
    "inviato da", "inviato dal", "ottieni outlook", "scarica outlook", "verzonden vanaf",
    "verstuurd vanaf", "verzonden met", "outlook voor", "sendt fra", "hent outlook", "skickat från",
    "skaffa outlook", "hämta outlook", "lähetetty", "hanki outlook", "wysłano z", "wysłane z",
    "pobierz outlook", "odesláno z", "odoslané z", "отправлено с", "отправлено из", "отправлено от",
    "надіслано з", "trimis de pe", "elküldve", "az iphone-omról", "şuradan gönderildi",
    "iphone'umdan gönderildi", "poslano s", "στάλθηκε από", "iphoneから送信", "从我的", "发自我的",
    "나의 iphone에서", "my iphone", "dikirim dari", "được gửi từ", "yahoo mail",
)  # fmt: skip
"""How the line that a telephone or a mail program adds by itself begins."""

REPLIED = (
    "re", "fw", "fwd", "aw", "wg", "antw", "antwort", "sv", "vs", "vl", "vb", "vá", "tr", "rv", "res",
    "enc", "r", "i", "odp", "pd", "ynt", "ilt", "ref", "rif", "fyi", "回复", "回覆", "答复", "转发",
    "轉寄", "返信", "답장", "bls", "trs", "tbl",
)  # fmt: skip
"""What stands before a subject that is the other one's."""
