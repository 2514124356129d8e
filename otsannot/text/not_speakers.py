"""Words that stand before a colon at the beginning of lines and name nobody who speaks: data for `turns`."""

from __future__ import annotations

_BY_LANGUAGE = {
    "en": "note notes nb n.b ps p.s source sources date time place location example examples hint tip warning remark "
    "remarks subject from to cc bcc re fw fwd title author authors photo image figure table link tel phone fax email "
    "e-mail address keywords abstract summary references contents duration language file recorded transcribed",
    "web": "http https ftp www url mailto web",
    "tr": "not notlar kaynak kaynaklar kaynakça tarih saat yer örnek örnekler örneğin ipucu uyarı dikkat açıklama konu "
    "kimden kime başlık yazar foto fotoğraf görsel şekil tablo telefon faks e-posta adres özet süre dil dosya",
    "az": "qeyd qeydlər mənbə mənbələr tarix vaxt yer nümunə misal diqqət mövzu müəllif şəkil cədvəl ünvan xülasə",
    "kk": "ескерту ескертпе дереккөз күні уақыты орны мысал мысалы назар тақырып автор сурет кесте мекенжай түйін",
    "ru": "примечание примечания источник источники дата время место пример например внимание тема от кому автор фото "
    "рисунок таблица тел телефон факс адрес резюме",
    "de": "anmerkung anmerkungen bemerkung hinweis quelle quellen datum zeit uhrzeit ort beispiel z.b achtung betreff "
    "von an aw wg titel autor autorin verfasser bild abbildung tabelle telefon adresse zusammenfassung dauer sprache",
    "fr": "remarque remarques source date heure lieu exemple attention objet titre auteur photo figure tableau résumé",
}

NOT_SPEAKERS = frozenset(" ".join(_BY_LANGUAGE.values()).split())
"""Folded by `str.casefold`, without the last point."""
