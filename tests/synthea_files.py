"""Small Synthea exports made for a test, by the header lines of several versions."""

from __future__ import annotations

from pathlib import Path

PATIENT, OTHER = "11111111-aaaa-4aaa-8aaa-111111111111", "22222222-bbbb-4bbb-8bbb-222222222222"
VISIT, PROVIDER, PAYER = "visit-1", "provider-1", "payer-1"

#: The first exports (2017): no providers, days instead of moments, ``ID`` in capitals.
OLDEST = {
    "patients": "ID,BIRTHDATE,DEATHDATE,SSN,DRIVERS,PASSPORT,PREFIX,FIRST,LAST,SUFFIX,MAIDEN,MARITAL,RACE,ETHNICITY,"
    f"GENDER,BIRTHPLACE,ADDRESS\n{PATIENT},1957-03-02,,999-10-1000,S1,X1,Mrs.,Zelda,Quill,,Moss,M,white,irish,F,Boston,"
    "1 Elm St Boston MA 02101\n",
    "encounters": "ID,DATE,PATIENT,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION\n"
    f"{VISIT},2015-06-01,{PATIENT},185349003,Outpatient Encounter,10509002,Acute bronchitis (disorder)\n",
    "conditions": "START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION\n"
    f"2015-06-01,2015-06-15,{PATIENT},{VISIT},10509002,Acute bronchitis (disorder)\n",
    "observations": "DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,VALUE,UNITS\n"
    f"2015-06-01,{PATIENT},{VISIT},8302-2,Body Height,170.2,cm\n"
    f"2015-06-01,{PATIENT},{VISIT},QOLS,QOLS,0.9,{{score}}\n"
    f"2015-06-01,{PATIENT},{VISIT},72166-2,Tobacco smoking status NHIS,Never smoker,\n",
    "medications": "START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION\n"
    f"2015-06-01,,{PATIENT},{VISIT},313782,Acetaminophen 325 MG Oral Tablet,10509002,Acute bronchitis (disorder)\n",
    "immunizations": "DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION\n"
    f"2015-06-01,{PATIENT},{VISIT},8,Hep B  adolescent or pediatric\n",
    "procedures": "DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,REASONCODE,REASONDESCRIPTION\n"
    f"2015-06-01,{PATIENT},{VISIT},23426006,Measurement of respiratory function,,\n",
    "allergies": "START,STOP,PATIENT,ENCOUNTER,CODE,DESCRIPTION\n"
    f"1960-01-01,,{PATIENT},{VISIT},91935009,Allergy to peanuts\n",
    "claims": "ID,PATIENT,BILLABLEPERIOD,ORGANIZATION,ENCOUNTER,DIAGNOSIS,TOTAL\n"
    f"claim-1,{PATIENT},2015-06-01,organization-1,{VISIT},10509002,100.25\n",
}
#: About 2020: providers, payers, years of coverage, moments.
MIDDLE = {
    "organizations": "Id,NAME,ADDRESS,CITY,STATE,ZIP,LAT,LON,PHONE,REVENUE,UTILIZATION\n"
    "organization-1,HILL CLINIC,1 HILL RD,SALEM,MA,01970,42.5,-70.9,9785550100,0.0,5\n",
    "payers": "Id,NAME,ADDRESS,CITY,STATE_HEADQUARTERED,ZIP,PHONE,AMOUNT_COVERED\n"
    f"{PAYER},Medicare,7500 Security Blvd,Baltimore,MD,21244,1-800-633-4227,1.00\n",
    "providers": "Id,ORGANIZATION,NAME,GENDER,SPECIALITY,ADDRESS,CITY,STATE,ZIP,LAT,LON,UTILIZATION\n"
    f"{PROVIDER},organization-1,Ana María Soto,F,GENERAL PRACTICE,1 HILL RD,SALEM,MA,01970,42.5,-70.9,5\n",
    "patients": "Id,BIRTHDATE,DEATHDATE,SSN,DRIVERS,PASSPORT,PREFIX,FIRST,LAST,SUFFIX,MAIDEN,MARITAL,RACE,ETHNICITY,GENDER,"
    "BIRTHPLACE,ADDRESS,CITY,STATE,COUNTY,ZIP,LAT,LON,HEALTHCARE_EXPENSES,HEALTHCARE_COVERAGE\n"
    f"{PATIENT},1957-03-02,2019-04-05,999-10-1000,,,Mr.,Omar,Quill,Jr.,,M,white,nonhispanic,M,Salem,1 Elm St,Salem,Massachusetts,"
    "Essex County,01970,42.5,-70.9,1.00,2.00\n",
    "encounters": "Id,START,STOP,PATIENT,ORGANIZATION,PROVIDER,PAYER,ENCOUNTERCLASS,CODE,DESCRIPTION,BASE_ENCOUNTER_COST,"
    "TOTAL_CLAIM_COST,PAYER_COVERAGE,REASONCODE,REASONDESCRIPTION\n"
    f"{VISIT},2018-06-01T14:00:00Z,2018-06-01T14:15:00Z,{PATIENT},organization-1,{PROVIDER},{PAYER},ambulatory,185349003,"
    "Encounter for check up (procedure),129.16,129.16,69.16,,\n",
    "observations": "DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,VALUE,UNITS,TYPE\n"
    f"2018-06-01T14:00:00Z,{PATIENT},{VISIT},8480-6,Systolic Blood Pressure,120.0,mmHg,numeric\n"
    f"2018-01-01T00:00:00Z,{PATIENT},,QALY,QALY,60.1,a,numeric\n"
    f"2018-06-01T14:00:00Z,{PATIENT},{VISIT},72166-2,Tobacco smoking status NHIS,Never smoker,,text\n",
    "medications": "START,STOP,PATIENT,PAYER,ENCOUNTER,CODE,DESCRIPTION,BASE_COST,PAYER_COVERAGE,DISPENSES,TOTALCOST,REASONCODE,"
    f"REASONDESCRIPTION\n2018-06-01T14:00:00Z,2018-07-01T14:00:00Z,{PATIENT},{PAYER},{VISIT},313782,Acetaminophen 325 MG Oral "
    "Tablet,1.00,0.00,1,1.00,,\n",
    "immunizations": "DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,BASE_COST\n"
    f"2018-06-01T14:00:00Z,{PATIENT},{VISIT},140,Influenza  seasonal  injectable,140.52\n",
    "procedures": "DATE,PATIENT,ENCOUNTER,CODE,DESCRIPTION,BASE_COST,REASONCODE,REASONDESCRIPTION\n"
    f"2018-06-01T14:00:00Z,{PATIENT},{VISIT},430193006,Medication Reconciliation (procedure),735.40,,\n",
    "payer_transitions": f"PATIENT,START_YEAR,END_YEAR,PAYER,OWNERSHIP\n{PATIENT},2017,2018,{PAYER},Self\n",
}
#: Since 2022: middle names, a coding system beside each code, reactions, moments of coverage, claims with payers.
NEWEST = {
    "payers": "Id,NAME,OWNERSHIP,ADDRESS,CITY,STATE_HEADQUARTERED,ZIP,PHONE,AMOUNT_COVERED,QOLS_AVG,MEMBER_MONTHS\n"
    f"{PAYER},Humana,PRIVATE,500 W Main St,Louisville,KY,40018,1-844-330-7799,1.00,NaN,0\n",
    "patients": "Id,BIRTHDATE,DEATHDATE,SSN,DRIVERS,PASSPORT,PREFIX,FIRST,MIDDLE,LAST,SUFFIX,MAIDEN,MARITAL,RACE,ETHNICITY,"
    "GENDER,BIRTHPLACE,ADDRESS,CITY,STATE,COUNTY,FIPS,ZIP,LAT,LON,HEALTHCARE_EXPENSES,HEALTHCARE_COVERAGE,INCOME\n"
    f"{PATIENT},1957-03-02,,999-10-1000,,,Ms.,Ines,Sol,Quill,,,S,white,hispanic,F,Salem,1 Elm St,Salem,Massachusetts,Essex "
    "County,25009,01970,42.5,-70.9,1.00,2.00,50000\n",
    "conditions": "START,STOP,PATIENT,ENCOUNTER,SYSTEM,CODE,DESCRIPTION\n"
    f"2022-06-01,,{PATIENT},,http://snomed.info/sct,59621000,Essential hypertension (disorder)\n",
    "observations": "DATE,PATIENT,ENCOUNTER,CATEGORY,CODE,DESCRIPTION,VALUE,UNITS,TYPE\n"
    f'2022-06-01T14:00:00Z,{PATIENT},,survey,93025-5,PRAPARE,"Yes, often",{{nominal}},text\n',
    "allergies": "START,STOP,PATIENT,ENCOUNTER,CODE,SYSTEM,DESCRIPTION,TYPE,CATEGORY,REACTION1,DESCRIPTION1,SEVERITY1,REACTION2,"
    f"DESCRIPTION2,SEVERITY2\n1960-01-01,,{PATIENT},,7980,RxNorm,Penicillin V,allergy,medication,247472004,Hives,MODERATE,"
    "271807003,Eruption of skin (disorder),SEVERE\n",
    "procedures": "START,STOP,PATIENT,ENCOUNTER,SYSTEM,CODE,DESCRIPTION,BASE_COST,REASONCODE,REASONDESCRIPTION\n"
    f"2022-06-01T14:00:00Z,2022-06-01T14:12:00Z,{PATIENT},,http://snomed.info/sct,430193006,Medication Reconciliation,735.4,,\n",
    "payer_transitions": "PATIENT,MEMBERID,START_DATE,END_DATE,PAYER,SECONDARY_PAYER,PLAN_OWNERSHIP,OWNER_NAME\n"
    f"{PATIENT},member-1,2022-01-01T00:00:00Z,2023-01-01T00:00:00Z,{PAYER},,Spouse,Rui Quill\n",
    "claims": "Id,PATIENTID,PROVIDERID,PRIMARYPATIENTINSURANCEID,SECONDARYPATIENTINSURANCEID,APPOINTMENTID,CURRENTILLNESSDATE,"
    "SERVICEDATE,OUTSTANDING1,OUTSTANDING2,OUTSTANDINGP,HEALTHCARECLAIMTYPEID1\n"
    f"claim-1,{PATIENT},p,{PAYER},0,,2022-06-01T14:00:00Z,2022-06-01T14:00:00Z,10.5,,4.25,2\n",
}


def export(folder: Path, tables: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def rows_of(tables: dict[str, str]) -> dict[str, int]:
    return {name: text.count("\n") - 1 for name, text in tables.items()}
