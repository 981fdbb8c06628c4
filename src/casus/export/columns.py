"""The columns of our own tables: name, kind, HXL tag, meaning; one list for every format.

`SCHEMA` names the layout and its version. It changes whenever a column is renamed, removed or
changes its meaning; a new column at the end does not change it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

CLAIM_SCHEMA = "casus-claims/1"
INCIDENT_SCHEMA = "casus-incidents/1"
DOCUMENT_SCHEMA = "casus-documents/1"

Value: TypeAlias = str | int | float | date | tuple[str, ...] | None
Values: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `kind` is string, integer, number, date or list (joined by ` | ` in CSV)."""

    name: str
    kind: str
    tag: str
    meaning: str


CLAIMS = (
    Column("claim_id", "string", "#event+id", "Hash of what the claim says"),
    Column("incident_id", "string", "#event+incident", "Incident that the claim belongs to"),
    Column("status", "string", "#status+verification", "How the source puts it"),
    Column("source", "string", "#meta+source", "Who says so: actor code, author or unnamed"),
    Column("type", "string", "#event+type", "PLOVER's type"),
    Column("mode", "string", "#event+subtype", "PLOVER's mode"),
    Column("actors", "list", "#group+name+first", "Codes of those who acted"),
    Column("recipients", "list", "#group+name+second", "Codes of those acted upon"),
    Column("date", "string", "#date+occurred", "As the codebook writes dates; may lack a part"),
    Column("date_start", "date", "#date+start", "First possible day"),
    Column("date_end", "date", "#date+end", "Last possible day"),
    Column("date_precision", "integer", "#date+precision", "UCDP's: 1 a day to 5 over a month"),
    Column("place", "string", "#loc+name", "Most specific place, as the text writes it"),
    Column("country", "string", "#country+code", "ISO 3166-1 alpha-3 of the place"),
    Column("lat", "number", "#geo+lat", "Degrees north, WGS 84"),
    Column("lon", "number", "#geo+lon", "Degrees east, WGS 84"),
    Column("place_precision", "integer", "#geo+precision", "UCDP's: 1 exact to 7 sea or air"),
    Column("uncertainty_km", "number", "#geo+uncertainty", "Radius round the position"),
    Column("killed_min", "integer", "#affected+killed+min", "Fewest dead of this claim"),
    Column("killed_max", "integer", "#affected+killed+max", "Most; empty without bound"),
    Column("wounded_min", "integer", "#affected+injured+min", "Fewest wounded"),
    Column("wounded_max", "integer", "#affected+injured+max", "Most; empty without bound"),
    Column("captured_min", "integer", "#affected+detained+min", "Fewest captured"),
    Column("captured_max", "integer", "#affected+detained+max", "Most; empty without bound"),
    Column("weapons", "list", "#event+weapon", "Weapons that are named"),
    Column("quote", "string", "#description", "The passage"),
    Column("document", "string", "#meta+document", "Name of the page"),
    Column("outlet", "string", "#meta+outlet", "Who published the page"),
    Column("published", "string", "#date+published", "When, as the codebook writes dates"),
    Column("url", "string", "#meta+url", "Address of the page"),
    Column("sha256", "string", "#meta+hash", "Digest of the page's bytes"),
    Column("review", "string", "#meta+review", "What reviewers decided; empty if nobody did"),
    Column("profile", "string", "#meta+profile", "Profile of the export and its day"),
    Column("withheld", "list", "#meta+withheld", "What the profile took from the claim"),
    Column("schema", "string", "#meta+schema", "Layout of this table and its version"),
)

INCIDENTS = (
    Column("incident_id", "string", "#event+id", "Hash of the incident's first claim"),
    Column("status", "string", "#status+verification", "All statuses, the commonest first"),
    Column("source", "string", "#meta+source", "Everyone who asserts or denies it, in words"),
    Column("type", "string", "#event+type", "PLOVER's type, best version"),
    Column("mode", "string", "#event+subtype", "PLOVER's mode, best version"),
    Column("actors", "list", "#group+name+first", "Those who acted, in words"),
    Column("recipients", "list", "#group+name+second", "Those acted upon, in words"),
    Column("year", "integer", "#date+year", "Year of the first possible day"),
    Column("date_start", "date", "#date+start", "First possible day of the best date"),
    Column("date_end", "date", "#date+end", "Last possible day of the best date"),
    Column("date_precision", "integer", "#date+precision", "UCDP's: 1 a day to 5 over a month"),
    Column("place", "string", "#loc+name", "Best place"),
    Column("admin1", "string", "#adm1+name", "Always empty: not coded"),
    Column("admin2", "string", "#adm2+name", "Always empty: not coded"),
    Column("country_name", "string", "#country+name", "Country of the place"),
    Column("country", "string", "#country+code", "ISO 3166-1 alpha-3 of the place"),
    Column("region", "string", "#region+name", "Always empty: not coded"),
    Column("lat", "number", "#geo+lat", "Degrees north, WGS 84; empty for a whole country"),
    Column("lon", "number", "#geo+lon", "Degrees east, WGS 84; empty for a whole country"),
    Column("place_precision", "integer", "#geo+precision", "UCDP's: 1 exact to 7 sea or air"),
    Column("killed", "integer", "#affected+killed", "Best sum of the dead of all sides"),
    Column("killed_min", "integer", "#affected+killed+min", "Fewest of all versions"),
    Column("killed_max", "integer", "#affected+killed+max", "Most; empty without bound"),
    Column("wounded", "integer", "#affected+injured", "Best sum of the wounded of all sides"),
    Column("independent_sources", "integer", "#meta+sources+num", "Sources after copies"),
    Column(
        "credibility",
        "string",
        "#meta+credibility",
        "Admiralty code: letter of the source, digit of credibility",
    ),
    Column("disputed", "list", "#meta+disputed", "Fields whose versions exclude each other"),
    Column("description", "string", "#description", "Who asserts, denies, is silent; a passage"),
    Column("url", "list", "#meta+url", "Addresses of the pages"),
    Column("profile", "string", "#meta+profile", "Profile of the export and its day"),
    Column("withheld", "list", "#meta+withheld", "What the profile took from its claims"),
    Column("schema", "string", "#meta+schema", "Layout of this table and its version"),
)

DOCUMENTS = (
    Column("document", "string", "#meta+document", "Name of the page"),
    Column("title", "string", "#meta+title", "Headline"),
    Column("outlet", "string", "#meta+outlet", "Who published it"),
    Column("published", "string", "#date+published", "When, as the codebook writes dates"),
    Column("url", "string", "#meta+url", "Address"),
    Column("sha256", "string", "#meta+hash", "Digest of its bytes"),
    Column("claims", "integer", "#meta+claims+num", "Number of its claims in this package"),
    Column("schema", "string", "#meta+schema", "Layout of this table and its version"),
)
