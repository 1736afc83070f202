"""Words that are parts of names, and words that never are."""

from __future__ import annotations

import re

MAKE_WORDS = (
    "cadillac", "porsche", "bmw", "acura", "lamborghini", "ferrari", "lexus", "mercedes-amg", "mercedes", "mclaren",
    "aston martin", "corvette", "chevrolet", "ford", "mustang", "audi", "oreca", "ligier", "duqueine", "mazda", "nissan",
    "toyota", "alpine", "peugeot", "bentley", "hyundai", "dallara", "isotta fraschini", "glickenhaus", "vanwall", "lotus",
)  # fmt: skip
MAKES = re.compile(r"(?<![\w-])(?:" + "|".join(MAKE_WORDS) + r")(?!\w)")
# What follows a make within the name of its car.
MODEL = re.compile(
    r"(?:[ -](?:amg|v-series\.?[ ]?r?|v-lmdh|arx-0\d|963|m|hybrid|v8|m4|m8|gt3|gte|rc|f|evo2?|z06|c8\.r|911|rsr|296|720s|"
    r"huracan|nsx|vantage|mustang|lmp[23]|lmdh|dpi|sc63|amr|js|p320|p3-15|d08|m6|rs|r8|gt4|coupe|gtd|gte|lc|corvette|gt3\.r)"
    r"(?!\w))+(?: ?\(99[12]\))?"
)
GENERIC = {
    "racing",
    "motorsport",
    "motorsports",
    "team",
    "usa",
    "competition",
    "competizione",
    "engineering",
    "autosport",
}
# A single word that ends a longer name is not the team of that word: the Riley of "Kelly-Moss with Riley".
PART_OF_NAME = re.compile(r"(?:(?<!^)[A-Z][\w-]+ (?:with|by|w/) |[A-Z]\w*-)$")
TEAM_WORD = re.compile(r"[\w/'.-]*\w")
PARTICLES = {"van", "de", "der", "den", "di", "da", "von", "del", "dos", "la"}
SMALL = {"by", "with", "w/", "of", "and", "the", "m", "&", "-", "for"}
NO_TEAM_ALONE = {
    "heart", "united", "sun", "era", "iron", "wayne", "paul", "rick", "porsche", "tower", "high", "sean", "lone", "forte",
    "triarsi", "jr", "the", "andretti", "wright", "richard", "meyer", "via", "black", "performance", "core", "hardpoint",
    "weathertech", "team", "riley", "magnus", "turner", "crowdstrike", "whelen", "mustang", "scuderia", "mosler",
} - {"riley", "magnus", "turner", "crowdstrike", "whelen", "triarsi"}  # fmt: skip
WORD = re.compile(r"[^\W\d_][\w'.-]*")
FULL_NAME = (
    r"(?P<name>[A-ZÀ-Ý][\w'-]+(?: (?:van|de|der|den|di|da|von|del|dos))*(?: [A-ZÀ-Ý][\w'-]*\w){1,2})(?!\w)"
)
NEXT_NAME = re.compile(rf"(?:,? (?:and|e|ed|&) |, |/)(?:the |il )?{FULL_NAME}(?=[\s,.;:)]|$)")
NAME_BEFORE = re.compile(rf"{FULL_NAME}(?:,? (?:and|e|ed|&) |, |/)$")
NOT_NAMES = {
    "daytona", "sebring", "detroit", "long", "beach", "laguna", "seca", "rolex", "imsa", "roar", "road", "america", "vir",
    "virginia", "lime", "rock", "park", "florida", "california", "michelin", "weathertech", "the", "in", "la", "il", "le",
    "gtp", "gtd", "pro", "lmp2", "lmp3", "dpi", "gtlm", "bronze", "silver", "balance", "performance", "bop", "pole",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "sunday", "saturday", "friday", "monday", "grand", "prix", "american", "italian", "british", "petit",
    "mans", "hours", "international", "speedway", "raceway", "hybrid", "huracan", "vantage", "team", "canadian", "tire",
    "motorsport", "glen", "watkins", "atlanta", "indianapolis", "mosport", "championship", "series", "v-series.r",
    "italia", "italiano", "italiana", "usa", "motorsports", "racing", "prototype", "evo", "code", "rouge",
    "before", "gran", "turismo", "endurance", "cup", "sportscar", "grands", "sprint",
    "pipe", "state", "farm", "street", "course", "circuit", "canada", "mazda", "spa", "monza", "ohio", "mid-ohio", "world",
}  # fmt: skip
NOT_FIRST = {
    "the", "and", "but", "behind", "with", "for", "in", "at", "on", "while", "both", "after", "from", "team-mate", "then",
    "la", "il", "le", "con", "per", "ma", "poi", "dietro", "davanti", "alle", "mentre", "seconda", "secondo", "terzo",
    "terza", "second", "third", "fourth", "fifth", "quarto", "quinto", "sesto", "quarta", "quinta", "terzi", "secondi",
    "e", "ed", "di", "da", "vittoria", "successo", "prima", "primo", "anche", "sophomore", "rookie", "veteran", "reigning",
    "fastest", "pole", "winner", "next", "when", "if", "yet", "only", "as", "by", "that", "this", "sesta", "solo", "dopo",
    "miglior", "bene", "best", "brilliant", "bravo", "ottimo", "sixth", "seventh", "eighth", "ninth", "tenth", "however",
    "also", "like", "nor", "is", "to", "su", "tra", "fra", "quindi", "invece", "che", "quando", "dove", "come",
}  # fmt: skip
