"""Graphs built by hand for the tests of views and exports: public office holders, invented sentences."""

from __future__ import annotations

import datetime as dt

from graphkit.model import Argument, DocumentNode, Entity, Event, Evidence, Graph, Position
from graphkit.text import fold

DOCUMENTS = {
    "d1": ("Putin, Ri Hi Yong’u kabul etti", dt.date(2025, 7, 10), "KCNA Türkçe", "https://ornek.example/putin-ri"),
    "d2": ("İki ülkenin ortaklığı derinleşiyor", dt.date(2025, 7, 12), "Dış Bakış", "https://ornek.example/ortaklik"),
    "d3": ("Seul: Asker sevkiyatı sürüyor", dt.date(2025, 7, 18), "Yonhap Türkçe", None),
    "d4": ("Kremlin iddiaları yalanladı", dt.date(2025, 7, 20), "Dış Bakış", "https://ornek.example/kremlin"),
    "d5": ("İstanbul’da üçlü zirve", dt.date(2025, 8, 2), "Boğaz Postası", "https://ornek.example/zirve"),
    "d5t": ("Ankara’dan yeni yardım paketi", dt.date(2025, 8, 2), "Boğaz Postası", None),
}

ENTITIES = {
    "Q159": ("State", "Rusya", ("Moskova yönetimi",)),
    "Q423": ("State", "Kuzey Kore", ("KDHC", "Pyongyang yönetimi")),
    "Q884": ("State", "Güney Kore", ("Seul yönetimi",)),
    "Q212": ("State", "Ukrayna", ()),
    "Q43": ("State", "Türkiye", ("Ankara",)),
    "Q30": ("State", "ABD", ("Washington",)),
    "Q7747": ("Person", "Vladimir Putin", ("Putin", "Rusya Devlet Başkanı")),
    "person:ri_hi_yong": ("Person", "Ri Hi Yong", ("Ri",)),
    "Q56226": ("Person", "Kim Jong-un", ("Kim",)),
    "Q58217": ("Person", "Sergey Lavrov", ("Lavrov",)),
    "Q58396": ("Person", "Hakan Fidan", ("Fidan",)),
    "organization:kcna": ("Organization", "KCNA", ()),
    "organization:nis": ("Organization", "Güney Kore Ulusal İstihbarat Servisi", ("NIS",)),
    "organization:kremlin": ("Organization", "Kremlin", ()),
    "Q7184": ("Organization", "NATO", ()),
    "militaryforce:kore_halk_ordusu": ("MilitaryForce", "Kore Halk Ordusu", ("KHO",)),
    "place:kursk": ("Place", "Kursk", ()),
    "Q649": ("Place", "Moskova", ()),
    "Q406": ("Place", "İstanbul", ()),
    "group:ukrayna_kaynaklari": ("Group", "Ukrayna kaynakları", ()),
}

# id, type, label, roles, EDTF, begin, end, status, extra
EVENTS = (
    (
        "e01",
        "Meeting",
        "Vladimir Putin – Ri Hi Yong görüşmesi",
        "participant:Q7747 participant:person:ri_hi_yong place:Q649",
        "2025-07-10",
        "actual",
        {},
    ),
    (
        "e02",
        "Agreement",
        "Kapsamlı Stratejik Ortaklık Antlaşması",
        "party:Q159 party:Q423",
        "2024-06-19",
        "actual",
        {"title": "Kapsamlı Stratejik Ortaklık Antlaşması"},
    ),
    (
        "e03",
        "TroopDeployment",
        "Kuzey Kore’nin Kursk’a asker göndermesi",
        "sender:Q423 destination:place:kursk beneficiary:Q159 opponent:Q212",
        "2024-10",
        "disputed",
        {"quantity": "10000-12000"},
    ),
    (
        "e04",
        "ArmsTransfer",
        "Kuzey Kore’den Rusya’ya top mermisi",
        "supplier:Q423 recipient:Q159",
        "2024",
        "denied",
        {"item": "top mermisi"},
    ),
    (
        "e05",
        "Aid",
        "Rusya’dan Kuzey Kore’ye teknik destek",
        "provider:Q159 recipient:Q423",
        None,
        "actual",
        {"item": "teknik destek"},
    ),
    (
        "e06",
        "Visit",
        "Kim Jong-un’un Moskova ziyareti",
        "visitor:Q56226 destination:Q649 host:Q7747",
        "2025-09",
        "planned",
        {},
    ),
    (
        "e07",
        "Meeting",
        "İstanbul zirvesi",
        "participant:Q43 participant:Q159 participant:Q212 participant:Q58396 participant:Q58217 place:Q406",
        "2025-08-01/2025-08-02",
        "actual",
        {},
    ),
    ("e08", "Accusation", "Seul’ün Moskova’yı suçlaması", "speaker:Q884 target:Q159", "2025-07-18", "actual", {}),
    (
        "e09",
        "Denial",
        "Kremlin’in iddiaları yalanlaması",
        "speaker:organization:kremlin target:Q884",
        "2025-07-20",
        "actual",
        {},
    ),
    ("e10", "Sanction", "ABD’nin Kuzey Kore’ye yaptırımı", "imposer:Q30 target:Q423", "2025-07-21", "possible", {}),
    (
        "e11",
        "MilitaryExercise",
        "NATO tatbikatı",
        "participant:Q7184 participant:Q30 participant:Q43 opponent:Q159",
        "2025-08",
        "planned",
        {},
    ),
    (
        "e12",
        "Aid",
        "Türkiye’den Ukrayna’ya yardım paketi",
        "provider:Q43 recipient:Q212",
        "2025-08-02",
        "planned",
        {"item": "insani yardım", "quantity": "50 milyon dolar"},
    ),
    (
        "e13",
        "TroopDeployment",
        "Kore Halk Ordusu’nun yeni birliği",
        "sender:militaryforce:kore_halk_ordusu destination:Q159",
        "2025-07",
        "possible",
        {"quantity": "3000"},
    ),
    (
        "e14",
        "Praise",
        "Putin’in Kore askerlerini övmesi",
        "speaker:Q7747 target:militaryforce:kore_halk_ordusu",
        "2025-07-10",
        "actual",
        {},
    ),
)

# event, document, sentence with the trigger in [ ], sources, polarity, modality, zone
EVIDENCE = (
    (
        "e01",
        "d1",
        "Rusya Devlet Başkanı Putin, Moskova’da Ri Hi Yong ile [bir araya geldi].",
        "organization:kcna",
        "positive",
        "actual",
        "body",
    ),
    ("e01", "d1", "Putin, Ri Hi Yong’u [kabul etti]", "", "positive", "actual", "title"),
    ("e01", "d2", "Putin ile Ri arasındaki [görüşme] iki saat sürdü.", "", "positive", "actual", "body"),
    (
        "e02",
        "d2",
        "Rusya ve Kuzey Kore, geçen yıl Kapsamlı Stratejik Ortaklık [Antlaşması]’nı imzaladı.",
        "",
        "positive",
        "actual",
        "body",
    ),
    (
        "e03",
        "d3",
        "NIS, Pyongyang yönetiminin Kursk’a 10-12 bin [asker gönderdiğini] bildirdi.",
        "organization:nis",
        "positive",
        "actual",
        "body",
    ),
    (
        "e03",
        "d4",
        "Kremlin, Kuzey Kore’nin Kursk’a [asker gönderdiği] iddiasını reddetti.",
        "organization:kremlin",
        "negative",
        "actual",
        "body",
    ),
    (
        "e03",
        "d2",
        "Ukrayna kaynakları Kursk’taki [sevkiyatın] sürdüğünü söyledi 🪖.",
        "group:ukrayna_kaynaklari",
        "positive",
        "actual",
        "body",
    ),
    (
        "e04",
        "d4",
        "Rusya’ya top mermisi [verilmediği] açıklandı.",
        "organization:kremlin",
        "negative",
        "actual",
        "body",
    ),
    ("e05", "d2", "Rusya da Kuzey Kore’ye teknik [destek veriyor].", "", "positive", "actual", "body"),
    (
        "e06",
        "d1",
        "Kim Jong-un’un eylülde Moskova’yı [ziyaret etmesi] bekleniyor.",
        "organization:kcna",
        "positive",
        "planned",
        "body",
    ),
    ("e07", "d5", "Türkiye, Rusya ve Ukrayna heyetleri İstanbul’da [zirve] yaptı.", "", "positive", "actual", "body"),
    ("e07", "d5", "Fidan ile Lavrov zirvede [görüştü].", "", "positive", "actual", "caption"),
    ("e08", "d3", "Güney Kore, Rusya’yı antlaşmayı çiğnemekle [suçladı].", "", "positive", "actual", "body"),
    ("e09", "d4", "Kremlin, Güney Kore’nin savlarını [yalanladı].", "", "positive", "actual", "body"),
    ("e10", "d3", "ABD, Kuzey Kore’ye yeni [yaptırım] uygulayabilir.", "", "positive", "possible", "body"),
    ("e11", "d5", "NATO, ağustosta ABD ve Türkiye ile [tatbikat] yapacak.", "", "positive", "planned", "body"),
    (
        "e12",
        "d5t",
        "Türkiye, Ukrayna’ya 50 milyon dolarlık insani [yardım gönderecek].",
        "",
        "positive",
        "planned",
        "body",
    ),
    (
        "e13",
        "d3",
        "Kore Halk Ordusu Rusya’ya 3 bin [asker] daha [gönderebilir].",
        "organization:nis",
        "positive",
        "possible",
        "body",
    ),
    ("e14", "d1", "Putin, Kore Halk Ordusu askerlerini [övdü].", "", "positive", "actual", "body"),
)

POSITIONS = (
    ("p01", "Q7747", "Devlet Başkanı", "Q159", ("d1", "d2")),
    ("p02", "person:ri_hi_yong", "Merkez Komitesi Üyesi", "Q423", ("d1",)),
    ("p03", "Q58217", "Dışişleri Bakanı", "Q159", ("d5",)),
    ("p04", "Q58396", "Dışişleri Bakanı", "Q43", ("d5",)),
)

RANGES = {
    "2024-10": ("2024-10-01", "2024-10-31"),
    "2024": ("2024-01-01", "2024-12-31"),
    "2025-09": ("2025-09-01", "2025-09-30"),
    "2025-08": ("2025-08-01", "2025-08-31"),
    "2025-07": ("2025-07-01", "2025-07-31"),
    "2025-08-01/2025-08-02": ("2025-08-01", "2025-08-02"),
}


def entity(name: str, kind: str, label: str, aliases: tuple[str, ...] = ()) -> Entity:
    keys = tuple(sorted({fold(one) for one in (label, *aliases)}))
    return Entity(name, kind, label, aliases, keys, name if name[0] == "Q" else None)  # type: ignore[arg-type]


def event(name: str, kind: str, label: str, roles: str, time: str | None, status: str, extra: dict[str, str]) -> Event:
    arguments = tuple(sorted(Argument(*pair.split(":", 1)) for pair in roles.split()))
    days = [dt.date.fromisoformat(day) for day in RANGES.get(time or "", (time, time)) if day]
    begin, end = days if days else (None, None)
    return Event(name, kind, label, arguments, time, begin, end, status=status, confidence=0.8, **extra)  # type: ignore[arg-type]


def evidence(
    number: int, of: Event, document: str, marked: str, sources: str = "", polarity: str = "positive",
    modality: str = "actual", zone: str = "body",
) -> Evidence:  # fmt: skip
    """An evidence whose trigger is the first stretch in [ ]."""
    start, end = marked.index("["), marked.index("]") - 1
    quote = marked.replace("[", "").replace("]", "")
    offset = 100 * number
    return Evidence(
        f"v{number:02}", of.id, document, of.type, quote, offset, offset + len(quote), quote[start:end],
        offset + start, offset + end, number, zone, polarity, modality, of.arguments, (), tuple(sources.split()),
        of.time, of.quantity, of.item, of.title, "frame:örnek", 0.9,
    )  # type: ignore[arg-type]  # fmt: skip


def sample() -> Graph:
    """Fourteen events among twenty actors and places, in six documents."""
    documents = {
        name: DocumentNode(name, title, published, "tr", url, outlet, "d5" if name == "d5t" else None)
        for name, (title, published, outlet, url) in DOCUMENTS.items()
    }
    entities = {name: entity(name, *rest) for name, rest in ENTITIES.items()}
    events = {row[0]: event(*row) for row in EVENTS}
    told = [evidence(number, events[row[0]], *row[1:]) for number, row in enumerate(EVIDENCE)]
    positions = {row[0]: Position(*row) for row in POSITIONS}
    return Graph(documents, entities, positions, events, {one.id: one for one in told})


def many(events: int, actors: int) -> Graph:
    """A graph of any size, made by arithmetic: `events` meetings and visits among `actors` states."""
    entities = {f"Q{number}": entity(f"Q{number}", "State", f"Ülke {number}") for number in range(actors)}
    kinds = ("Meeting", "Visit", "Aid", "Attack", "Agreement", "Protest")
    found: dict[str, Event] = {}
    told: dict[str, Evidence] = {}
    for number in range(events):
        day = dt.date(2020, 1, 1) + dt.timedelta(days=number * 7 % 1800)
        first = int(actors * ((number * 0.618034) % 1.0) ** 3)
        second = (first + 1 + number * 31 % 40) % actors
        roles = f"participant:Q{first} participant:Q{second}"
        one = event(
            f"e{number}",
            kinds[number % 6],
            f"Ülke {first} ile Ülke {second}: {number}. olay",
            roles,
            str(day),
            "actual",
            {},
        )
        found[one.id] = one
        told[f"v{number}"] = evidence(number, one, "d1", f"Ülke {first} ile Ülke {second} heyetleri [görüştü].")
    documents = {"d1": DocumentNode("d1", "Toplu liste", dt.date(2025, 1, 1))}
    return Graph(documents, entities, {}, found, {one.id: one for one in told.values()})
