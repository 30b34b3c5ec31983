"""Invented people for the demo practice. None of them exists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

FAMILIES = [
    "Whitfield",
    "Okafor",
    "Tran",
    "García-López",
    "Brandt",
    "Nakamura",
    "Patel",
    "Reyes",
    "Johansson",
    "O'Brien",
    "Kowalski",
    "Haddad",
    "Nguyen",
    "Carter",
    "Delacroix",
    "Mbeki",
    "Svensson",
    "Rossi",
    "Ahmadi",
    "Fischer",
    "Lindqvist",
    "Moreno",
    "Petrov",
    "Yamada",
    "Costa",
    "Baker",
    "Holloway",
    "Ibarra",
    "Jensen",
    "Kaplan",
    "Lund",
    "Marsh",
    "Novak",
    "Olsen",
    "Quintero",
    "Ramsey",
    "Sato",
    "Thorne",
    "Ueda",
    "Vargas",
    "Webb",
    "Xiong",
    "Young",
    "Zamora",
    "Albright",
    "Bianchi",
    "Chaudhry",
    "Dorsey",
    "Eklund",
    "Farouk",
    "Gallagher",
    "Hussein",
    "Ivanova",
    "Jimenez",
    "Kessler",
    "Lombardi",
    "Mercer",
    "Nakata",
    "Ostrowski",
    "Pham",
]
FEMALE = [
    "Dana",
    "Mai",
    "Inés",
    "Asha",
    "Ana",
    "Ruth",
    "Elena",
    "Grace",
    "Noor",
    "Lucía",
    "Hannah",
    "Priya",
    "Ingrid",
    "Sofia",
    "Amara",
    "Chloe",
    "Yuki",
    "Leila",
    "Marta",
    "Joan",
    "Beatriz",
    "Carmen",
    "Diane",
    "Esther",
    "Fatima",
    "Gloria",
    "Helen",
    "Irene",
    "Julia",
    "Keiko",
]
MALE = [
    "Chidi",
    "Theo",
    "Ren",
    "Omar",
    "Marcus",
    "Luis",
    "Pavel",
    "Samuel",
    "Hiro",
    "Andre",
    "Felix",
    "Nils",
    "Diego",
    "Tariq",
    "Peter",
    "Walter",
    "Quang",
    "Victor",
    "Ivan",
    "Joseph",
    "Kenji",
    "Leon",
    "Martin",
    "Noah",
    "Oscar",
    "Paul",
    "Rafael",
    "Simon",
    "Tomás",
    "Ulises",
]
STREETS = (
    "Maple Ave",
    "Cedar St",
    "Wayne Ave",
    "Third St",
    "Grafton Ave",
    "Oak Hill Rd",
    "Linden Ct",
    "Salem Ave",
)


@dataclass(frozen=True, slots=True)
class Person:
    family: str
    given: str
    sex: str
    birth: date
    phone: str
    address: str
    postal_code: str
    #: Age in years on the day of the demo.
    years: int


def people(random: Random, count: int, today: date) -> list[Person]:
    """Ages as in a family practice: a fifth children, a fifth over 65."""
    return [_person(random, number, today) for number in range(count)]


def _person(random: Random, number: int, today: date) -> Person:
    sex = random.choice(("female", "male"))
    given = random.choice(FEMALE if sex == "female" else MALE)
    band = random.random()
    years = (
        random.uniform(0, 18)
        if band < 0.2
        else random.uniform(18, 65)
        if band < 0.8
        else random.uniform(65, 94)
    )
    birth = today - timedelta(days=int(years * 365.25) + 1)
    return Person(
        random.choice(FAMILIES), given, sex, birth, f"937555{number % 10000:04d}",
        f"{random.randint(10, 999)} {random.choice(STREETS)}", f"4540{random.randint(1, 9)}", int(years),
    )  # fmt: skip
