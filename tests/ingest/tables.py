"""Tables of event data sets in small, of our own writing, in the layouts of their publishers."""

import csv
import io
from collections.abc import Mapping, Sequence

from casus.ingest.datasets.acled import COLUMNS as ACLED
from casus.ingest.datasets.gdelt import COLUMNS as GDELT
from casus.ingest.datasets.gdelt import OLDER as GDELT_1
from casus.ingest.datasets.ucdp import COLUMNS as UCDP

CLASH = {
    "event_id_cnty": "AZE1001",
    "event_date": "2022-03-24",
    "year": "2022",
    "time_precision": "1",
    "disorder_type": "Political violence",
    "event_type": "Battles",
    "sub_event_type": "Armed clash",
    "actor1": "Military Forces of Azerbaijan (2003-)",
    "inter1": "State forces",
    "actor2": "Military Forces of Armenia (2018-) Border Guards",
    "inter2": "State forces",
    "iso": "31",
    "country": "Azerbaijan",
    "location": "Farukh",
    "latitude": "39.99",
    "longitude": "46.83",
    "geo_precision": "1",
    "source": "Example Gazette",
    "notes": 'On 24 March 2022, forces "clashed"\nnear Farukh.',
    "fatalities": "3",
    "timestamp": "1648600000",
}
BATTLE = {
    "id": "412345",
    "year": "2022",
    "type_of_violence": "1",
    "side_a": "Government of Azerbaijan",
    "side_b": "Government of Armenia",
    "number_of_sources": "2",
    "where_prec": "2",
    "where_coordinates": "Farukh village",
    "latitude": "39.99",
    "longitude": "46.83",
    "country": "Azerbaijan",
    "date_prec": "2",
    "date_start": "2022-03-24 00:00:00.000",
    "date_end": "2022-03-26 00:00:00.000",
    "deaths_a": "1",
    "deaths_b": "3",
    "deaths_civilians": "0",
    "deaths_unknown": "0",
    "best": "4",
    "high": "6",
    "low": "4",
}
MENTION = {
    "GLOBALEVENTID": "1034567890",
    "SQLDATE": "20220324",
    "Actor1Code": "AZEMIL",
    "Actor1Name": "AZERBAIJAN",
    "Actor1CountryCode": "AZE",
    "Actor1Type1Code": "MIL",
    "Actor2Code": "ARM",
    "Actor2CountryCode": "ARM",
    "EventCode": "194",
    "EventRootCode": "19",
    "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Farukh, Azerbaijan (general), Azerbaijan",
    "ActionGeo_CountryCode": "AJ",
    "ActionGeo_Lat": "39.99",
    "ActionGeo_Long": "46.83",
    "DATEADDED": "20220325120000",
    "SOURCEURL": "https://gazette.example/farukh",
}


def acled(*rows: Mapping[str, str], columns: Sequence[str] = ACLED) -> bytes:
    return table(columns, [CLASH | row for row in rows])


def ucdp(*rows: Mapping[str, str], columns: Sequence[str] = UCDP) -> bytes:
    return table(columns, [BATTLE | row for row in rows])


def gdelt(*rows: Mapping[str, str], columns: Sequence[str] = GDELT) -> bytes:
    lines = ["\t".join((MENTION | row).get(column, "") for column in columns) for row in rows]
    return "".join(f"{line}\n" for line in lines).encode()


def gdelt_1(*rows: Mapping[str, str]) -> bytes:
    return gdelt(*rows, columns=GDELT_1)


def table(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([row.get(column, "") for column in columns] for row in rows)
    return out.getvalue().encode()
