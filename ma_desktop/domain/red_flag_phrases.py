"""What callers say when booking has to stop: rule, level, phrases.

A phrase is written in parts with ``+`` between them, which may stand in any order up to eight words apart. ``/`` separates the
choices of a part, ``_`` joins words that follow each other, ``*`` is any ending. Misspellings of up to one letter (two in long
words) are forgiven by the reader; those further away are written out. Sources: the practice's telephone rules after common
US telephone protocols; the list is the provider's to approve.
"""

from __future__ import annotations

from collections.abc import Mapping

from ma_desktop.i18n import _

PATTERNS: tuple[tuple[str, str, str], ...] = (
    ("chest", "911", """
        chest/cheast/chst+pain*/pressure/preshure/tight*/heavy/heaviness/hurt*/squeez*/ache*/aching/crush*/burn*
        elephant+chest; heart_attack; heart+hurt*/pain*
        pecho+dolor*/duele*/presion/opresion/aprieta*/pesado; ataque_al_corazon; ataque_cardiaco; infarto*; dolor*+corazon
    """),
    ("breathing", "911", """
        cant/trouble/hard/difficult*/struggl*/barely/labored+breath/breathe/breathing/breth/breeth/breathin
        short*+breath; sob; gasping; choking; not/stopped/stops/quit+breathing; cant_catch; not_breath*
        breathing+fast/rapid*/funny/worse/bad
        no+respira/respirar; falta*+aire/respira*/aliento; dificultad*/cuesta+respirar/respira; ahoga*; ahogandose
        respira+mal/rapido
    """),
    ("stroke", "911", """
        stroke; face/mouth/smile+droop*/crooked/numb/numbness/sagging/dropping; slur*; speech+garbled/trouble/funny/strange/lost
        cant+speak/talk; arm/leg/side+weak/weakness/paraly*; arm/side/face+numb/numbness; cant_move+arm/leg/side
        sudden*+vision/blind/balance/dizz*/weak*/numb*; lost_balance+sudden*
        derrame_cerebral; embolia; cara/boca+caida/torcida/chueca/dormida; no+hablar/habla; arrastra*+palabras
        brazo/lado/cara+debil*/adormecid*/dormid*/paraliz*; repente+vista/equilibrio
    """),
    ("unconscious", "911", """
        unconscious; uncontious; unrespons*; passed/passing/pass+out; fainted/fainting/faint; black*+out; collapsed
        wont/cant/not/hard+wake/waking/wake_up; not+respond*; seizure*/siezure*/seizer*/seizing; convuls*
        inconsciente; desmay*; convulsion*; ataque_epileptico; no+despierta/responde/reacciona
    """),
    ("anaphylaxis", "911", """
        anaphyla*/anafila*; throat+clos*/tight*/swelling/swelled; tongue/lip/lips+swell*/swollen; face+swell*/swollen
        epipen/epi_pen; allerg*+severe/breath*/throat; hives+breath*/throat/swell*
        garganta+cierra*/cerrando/hincha*; lengua/labios/cara+hincha*; alergica+grave/fuerte
    """),
    ("bleeding", "911", """
        bleed*+heavy/heavily/lot/bad/badly/everywhere/profuse*/soak*/stop/stopping/spurt*
        blood+gush*/pouring/spurting/everywhere; vomit*/throw*/puk*/cough*+blood; hemorrhag*/hemorag*
        sangra*/sangre+mucho/mucha/para/chorro; hemorragia; vomit*/tose/tosiendo+sangre
    """),
    ("poisoning", "911", """
        overdos*/over_dose*; poisoned/poisoning; drank/drunk/swallow*/ate+poison*/bleach/battery/magnet*/chemical*/antifreeze
        took/taken/swallowed+too_many/too_much/whole_bottle/all_the_pills/bottle_of
        sobredosis; envenen*; tomo/trago/tome+cloro/veneno/pila/demasiad*/muchas_pastillas; intoxicacion/intoxicado/intoxicada
    """),
    ("harm", "911", """
        suicid*/suiside/sucidal; kill/killing+myself/himself/herself/themselves/themself/yourself/someone/somebody/people/him/her/them
        want/wants/wanna/wish+die/dead; end+life/it_all; better_off_dead; no_reason_to_live; dont_want+live/be_here; wont_want+live
        want/wants/going/gonna/might/thoughts/threat*+hurt/hurting/harm/harming+myself/himself/herself/themselves/someone/somebody/people
        self_harm*; harm*+myself/himself/herself; cutting/cut+himself/herself/myself+purpose; shoot+myself/him/her/someone/people
        homicid*; has_a_gun
        matarme/matarse/matarlo/matarla/matar; quiere/quiero/queria+morir/morirse/morirme; quitar*+vida; no+quiero/quiere+vivir
        hacerme/hacerse+dano
    """),
    ("injury", "911", """
        burn*+severe/severely/bad/badly/third/electrical/chemical/blister*; bone+sticking/through/showing; amputat*
        cut/chopped/tore+off+finger*/toe*/hand/arm/leg; stabbed; gunshot/gun_shot; hit_by+car/truck/bus
        fell+roof/ladder/window; electrocut*; severe*+injur*; crushed
        quemadura*/quemo/queme+grave*/fuerte/mucho/severa; apunal*; balazo; atropell*; hueso+salido/expuesto
    """),
    ("blue-limp", "911", """
        turn*/going/went+blue; lips/face/skin/fingers/baby/child/infant/mouth+blue; baby/infant/newborn/child/toddler+limp/floppy
        labios/bebe/nino/nina/cara/piel+morado*/morada*/azul*; bebe/nino/nina+flacid*/flojo
    """),
    ("labor-bleeding", "911", """
        labor/contractions/contracting/water_broke+bleed*/blood/bloody
        parto/contracciones/fuente+sangra*/sangre/sangrado
    """),
    ("confusion", "911", """
        sudden*+confus*/disorient*; confus*+new/today/morning/since; disoriented; not_making_sense; wont_know+where/who
        repente+confund*/desorientad*; desorientad*; no_sabe+donde/quien
    """),
    ("headache", "provider-within-minutes", """
        worst+headache/headaches/migraine/head_pain; headache+thunderclap/sudden/suddenly/explod*/of_my_life
        peor+dolor_de_cabeza; dolor_de_cabeza+repentin*/repente/subit*
    """),
    ("stiff-neck-fever", "provider-within-minutes", """
        neck+stiff/stiffness+fever*/temp*; cuello/nuca+rigid*/tieso/duro+fiebre/calentura
    """),
    ("abdomen", "provider-within-minutes", """
        stomach/belly/tummy/abdom*/gut+severe/terrible/excruciating/unbearable/worst/horrible/doubled
        estomago/barriga/abdomen/vientre/panza+fuerte/intenso/severo/terrible/insoportable
    """),
    ("pregnancy", "provider-within-minutes", """
        pregnan*/pregant/expecting+bleed*/blood/spotting/pain*/cramp*/leak*; baby+not_moving/moving_less/wont_move/stopped_moving
        baby+not_moved/kicking_less/less_movement/not_kicking; less/decreased+fetal_movement/movement+baby
        embaraz*+sangra*/sangre/dolor*/mancha*/colico*; bebe+no_se_mueve/mueve_menos
    """),
    ("testicle", "provider-within-minutes", """
        testic*/balls/scrot*/nuts+pain*/hurt*/swell*/swollen; testicul*+dolor*/duele*/hincha*
    """),
    ("vision", "provider-within-minutes", """
        lost/losing/loss/gone+vision/sight/eyesight; cant_see; curtain+eye/vision; went_blind; blind+sudden*/eye
        perd*+vista/vision; no_veo; no_puede_ver; ciego/ciega+repente
    """),
    ("leg", "provider-within-minutes", """
        leg/legs/calf/calves+swell*/swollen/swolen/pain*/hurt*; pierna*/pantorrilla*+hincha*/dolor*/duele*
    """),
    ("immune-fever", "provider-within-minutes", """
        fever*/temp/temperature+chemo*/transplant*/immun*/leukemia/lymphoma/neutropen*/hiv/cancer
        fiebre/calentura+quimio*/trasplante*/transplante*/inmun*/leucemia/cancer/vih
    """),
    ("head-anticoagulant", "provider-within-minutes", """
        head+hit/bump*/bang*/fell/injur*/knock*+blood_thinner*/warfarin/coumadin/eliquis/xarelto/apixaban/anticoag*/pradaxa/plavix
        cabeza+golpe*/cayo/pego+anticoagul*/warfarina/eliquis/xarelto
    """),
    ("reaction", "provider-within-minutes", """
        reaction*/allergic+shot*/vaccin*/medic*/meds/pill*/antibiotic*/drug*/injection*/penicillin/amoxicillin
        rash/hives+after/from/since/new+shot*/vaccin*/medic*/antibiotic*/penicillin/amoxicillin/injection*
        reaccion*/alergi*/ronchas+vacuna*/medic*/inyeccion*/antibiotico*/penicilina
    """),
    ("post-op", "provider-within-minutes", """
        surgery/operation/post_op/postop/incision/stitches/c_section+bleed*/fever*/blood/pus
        cirugia/operacion/operaron/operado/operada/cesarea/puntos+sangra*/sangre/fiebre/calentura/pus
    """),
    ("critical-lab", "provider-within-minutes", """
        critical+lab/labs/result*/value*/potassium/hemoglobin/sodium/troponin; panic+value*/lab
        resultado*/valor*+critico*
    """),
)  # fmt: skip

#: Every built-in rule in the desk's words, also the three that no phrase says.
RULES: Mapping[str, str] = {
    "chest": _("Chest pain or pressure"),
    "breathing": _("Trouble breathing"),
    "stroke": _("Signs of a stroke"),
    "unconscious": _("Unconscious, fainted or seizure"),
    "anaphylaxis": _("Severe allergic reaction"),
    "bleeding": _("Heavy bleeding"),
    "poisoning": _("Overdose or poisoning"),
    "harm": _("Suicidal or violent words"),
    "injury": _("Severe injury or burn"),
    "blue-limp": _("Blue or limp"),
    "labor-bleeding": _("Labor with bleeding"),
    "confusion": _("Sudden confusion"),
    "young-infant-fever": _("Fever or low temperature under 3 months"),
    "headache": _("Worst or sudden headache"),
    "stiff-neck-fever": _("Stiff neck with fever"),
    "abdomen": _("Severe abdominal pain"),
    "pregnancy": _("Pregnancy: bleeding, pain or less movement"),
    "testicle": _("Testicular pain"),
    "vision": _("Loss of vision"),
    "leg": _("Leg swelling or pain"),
    "blood-pressure": _("Blood pressure above 180/120"),
    "glucose": _("Glucose above 300 or below 54"),
    "immune-fever": _("Fever with a weak immune system"),
    "head-anticoagulant": _("Head injury on a blood thinner"),
    "reaction": _("Reaction after a vaccine or medicine"),
    "post-op": _("Bleeding or fever after surgery"),
    "critical-lab": _("Critical lab result"),
}
