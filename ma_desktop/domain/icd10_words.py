"""What an office calls a diagnosis: everyday words and abbreviations → ICD-10-CM codes, and which codes are common.

Own words, for finding only: the official description is what is stored and printed. The order is that of primary
care; of several codes the first is what the words alone most often mean. Whoever codes still chooses.
"""

from __future__ import annotations

from ma_desktop.domain import names

#: One line a code: the code, then everyday words. The order of the lines is the order of commonness.
_TABLE = """
I10|htn|hbp|high blood pressure|hypertension|bp|essential hypertension
E11.9|dm|dm2|t2dm|type 2 diabetes|diabetes|niddm|sugar diabetes
E78.5|hld|high cholesterol|hyperlipidemia|cholesterol|lipids|dyslipidemia
Z00.00|physical|annual physical|well adult|checkup|preventive|wellness exam
Z00.129|well child|wcc|child checkup|pediatric physical
Z23|shot|vaccine|vaccination|immunization|flu shot
J06.9|uri|cold|common cold|upper respiratory infection
J02.9|sore throat|pharyngitis|throat pain
J02.0|strep|strep throat|streptococcal
J20.9|bronchitis|acute bronchitis|chest cold
J01.90|sinusitis|sinus infection|acute sinusitis
J45.909|asthma
J45.901|asthma attack|asthma exacerbation|asthma flare
J44.9|copd|emphysema bronchitis|chronic obstructive
J30.9|hay fever|allergic rhinitis|seasonal allergies|allergies nose
R05.9|cough
R05.1|acute cough
R50.9|fever
R51.9|headache
G43.909|migraine
R07.9|chest pain
R06.02|sob|shortness of breath|dyspnea|short of breath
R42|dizzy|dizziness|vertigo|lightheaded
R53.83|fatigue|tired|tiredness
R10.9|abdominal pain|belly pain|stomach ache|stomach pain
R11.2|nausea|vomiting|nausea and vomiting|n/v
R19.7|diarrhea
K59.00|constipation
K21.9|gerd|reflux|heartburn|acid reflux
K58.9|ibs|irritable bowel
N39.0|uti|urinary tract infection|bladder infection
R30.0|dysuria|painful urination|burning urination
M54.50|lbp|low back pain|back pain|lumbago
M54.2|neck pain|cervicalgia
M25.561|right knee pain|knee pain right
M25.562|left knee pain|knee pain left
M25.511|right shoulder pain|shoulder pain right
M25.512|left shoulder pain|shoulder pain left
M17.9|knee arthritis|osteoarthritis knee|knee oa
M19.90|arthritis|osteoarthritis|oa|djd
M79.7|fibromyalgia
M81.0|osteoporosis
M10.9|gout
F41.9|anxiety
F41.1|gad|generalized anxiety
F32.A|depression|depressed
F33.1|recurrent depression|mdd
F90.9|adhd|add|attention deficit
G47.00|insomnia|sleep trouble|cannot sleep
G47.33|osa|sleep apnea|obstructive sleep apnea
F17.210|smoker|smoking|tobacco|cigarettes|nicotine dependence
E66.9|obesity|overweight obese
E66.01|morbid obesity|severe obesity
E03.9|hypothyroid|hypothyroidism|low thyroid|underactive thyroid
E05.90|hyperthyroid|hyperthyroidism|overactive thyroid
R73.03|prediabetes|borderline diabetes|pre-diabetes
E11.65|diabetes hyperglycemia|uncontrolled diabetes|diabetes high sugar
E11.22|diabetic kidney|diabetes ckd|diabetic nephropathy
E11.42|diabetic neuropathy|diabetes neuropathy|diabetic nerve
E11.319|diabetic retinopathy|diabetes eye
E10.9|dm1|t1dm|type 1 diabetes|iddm
O24.419|gestational diabetes|gdm
Z79.4|insulin|long term insulin
I25.10|cad|coronary artery disease|heart disease
I48.91|afib|atrial fibrillation
I50.9|chf|heart failure|congestive heart failure
I63.9|stroke|cva
Z86.73|history of stroke|history of tia
I82.409|dvt|deep vein thrombosis|blood clot leg
N18.30|ckd 3|ckd stage 3|chronic kidney disease stage 3
N18.9|ckd|chronic kidney disease
D64.9|anemia
D50.9|iron deficiency|iron deficiency anemia|low iron
E55.9|vitamin d deficiency|low vitamin d
E53.8|b12 deficiency|low b12
R03.0|elevated blood pressure|high bp reading|white coat
Z13.1|diabetes screening
Z12.11|colon cancer screening|colonoscopy screening
Z12.31|mammogram|breast cancer screening
Z12.4|pap|pap smear|cervical cancer screening
Z01.419|well woman|gyn exam|gynecological exam
Z30.9|birth control|contraception
Z32.01|pregnancy test positive
Z34.90|prenatal|pregnancy supervision|pregnant
Z11.1|tb test|ppd|tuberculosis screening
Z11.3|std screening|sti screening
Z48.02|suture removal|stitches out|stitch removal
Z02.5|sports physical
Z02.1|employment physical|work physical
Z76.0|refill|medication refill|prescription refill
Z79.899|long term medication|drug monitoring
Z71.3|diet counseling|nutrition counseling
Z91.198|noncompliance
H66.90|ear infection|otitis media|aom
H60.90|swimmer ear|otitis externa
H61.20|ear wax|cerumen|wax impaction
H10.9|pink eye|conjunctivitis
L70.0|acne
L30.9|eczema|dermatitis|rash eczema
R21|rash
L03.90|cellulitis|skin infection
L02.91|abscess|boil
B35.1|nail fungus|toenail fungus|onychomycosis
B35.3|athlete foot|tinea pedis
B02.9|shingles|zoster
A08.4|stomach flu|gastroenteritis viral|viral gastroenteritis
J10.1|flu|influenza
J11.1|flu like|influenza unspecified
U07.1|covid|covid-19|coronavirus
J18.9|pneumonia
T14.8XXA|injury|wound
S93.401A|right ankle sprain|ankle sprain
S61.219A|finger cut|finger laceration
W19.XXXA|fall
N40.0|bph|enlarged prostate
N52.9|ed|erectile dysfunction
N95.1|menopause|hot flashes
N92.6|irregular periods|irregular menstruation
B37.31|yeast infection|vaginal yeast|candida vagina
G62.9|neuropathy|peripheral neuropathy
R20.2|numbness|tingling|paresthesia
R60.0|leg swelling|edema|swelling legs
R00.2|palpitations
R55|syncope|fainting|passed out
R63.4|weight loss
R63.5|weight gain
R73.9|high blood sugar|hyperglycemia
R79.89|abnormal labs|abnormal blood test
R94.31|abnormal ekg|abnormal ecg
"""


def _lines() -> tuple[tuple[str, tuple[str, ...]], ...]:
    rows = (line.split("|") for line in _TABLE.strip().splitlines())
    return tuple((row[0], tuple(names.fold(words) for words in row[1:])) for row in rows)


ROWS = _lines()
#: Place of a code among the common ones, 0 first.
COMMON = {code: place for place, (code, _words) in enumerate(ROWS)}


def meant(typed: str) -> tuple[str, ...]:
    """Codes whose everyday words were typed, or begun: an exact word first, then the order of commonness.

    Every typed word must begin a word of one everyday name: ``high bl`` finds I10.
    """
    wanted = names.fold(typed).split()
    if not wanted:
        return ()
    phrase = " ".join(wanted)
    exact = [code for code, words in ROWS if phrase in words]
    begun = [code for code, words in ROWS if any(_fits(wanted, name) for name in words)]
    return tuple(dict.fromkeys([*exact, *begun]))


def _fits(wanted: list[str], name: str) -> bool:
    words = name.split()
    return all(any(word.startswith(part) for word in words) for part in wanted)
