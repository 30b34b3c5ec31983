"""Findings that may harm the patient when somebody else reads the page: social, abuse, legal.

They print on a patient's page only when the provider released them. The rule errs on the side of keeping back.
"""

from __future__ import annotations

import re

#: ICD-10-CM categories (chapters 19 to 21): adult and child abuse T74, T76; assault X92–Y09; social circumstances
#: Z55–Z65; services for victims and perpetrators Z69; history of abuse Z62.81, Z91.41, Z91.42; examination after
#: alleged rape or abuse Z04.4, Z04.7; abuse in pregnancy O9A.3–O9A.5.
_CODES = re.compile(
    r"T7[46]|X9[2-9]|Y0[0-9]|Z5[5-9]|Z6[0-5]|Z69|Z91\.4[12]|Z04\.[47]|O9A\.[345]", re.IGNORECASE
)

#: Words of problem lists in other codes (SNOMED CT findings of screening tools, free text).
_WORDS = re.compile(
    r"\b(?:abus|violen|victim|assault|rape[ds]?\b|neglect|batter(?:ed|ing)|traffick|crimin|prison|jail|incarcerat"
    r"|(?<!cardiac )(?<!respiratory )(?<!cardiopulmonary )arrest|probation|parole|legal\b|homeless|housing|unemploy"
    r"|refugee|asylum|immigra|social|custody|misus|suicid|self[ -]harm|unhealthy alcohol)",
    re.IGNORECASE,
)


def is_sensitive(words: str = "", code: str = "") -> bool:
    """``code``: ICD-10-CM with or without its dot; ``words``: as the chart names the finding."""
    plain = code.strip()
    dotted = plain if "." in plain or len(plain) < 4 else f"{plain[:3]}.{plain[3:]}"
    return bool(_CODES.match(dotted)) or bool(_WORDS.search(words))
