"""The label sets of every head, in the order that the shipped model keeps."""

from __future__ import annotations

from training.annotations import ENTITY_TYPES, NAME_LABELS

EVENT_ROLES: dict[str, tuple[str, ...]] = {
    "Meeting": ("participant",), "Visit": ("visitor", "destination", "host"), "Agreement": ("party",),
    "TroopDeployment": ("sender", "destination", "beneficiary", "opponent"), "TroopWithdrawal": ("sender", "origin"),
    "ArmsTransfer": ("supplier", "recipient"), "Aid": ("provider", "recipient"),
    "MilitaryExercise": ("participant", "opponent"), "Attack": ("attacker", "target"), "Sanction": ("imposer", "target"),
    "Arrest": ("agent", "person"), "Appointment": ("person", "organization", "appointer"),
    "Dismissal": ("person", "organization", "agent"), "Election": ("participant", "organizer"),
    "Protest": ("protester", "target"), "Migration": ("group", "origin", "destination"),
    "Accusation": ("speaker", "target"), "Condemnation": ("speaker", "target"), "Demand": ("speaker", "addressee"),
    "Threat": ("speaker", "target"), "Praise": ("speaker", "target"), "Denial": ("speaker", "target"),
    "Pledge": ("speaker", "beneficiary"),
}  # fmt: skip
EVENT_TYPES = tuple(sorted(EVENT_ROLES))
EXTRA_ROLES = ("place", "source", "item", "quantity", "title", "time")
ROLES = (*sorted({role for roles in EVENT_ROLES.values() for role in roles}), *EXTRA_ROLES)
MODALITIES = ("actual", "planned", "possible")
NAME_TAGS = ("O", *(prefix + label for label in NAME_LABELS for prefix in ("B-", "I-")))
MENTION_TAGS = ("O", *(prefix + kind for kind in ENTITY_TYPES for prefix in ("B-", "I-")))
UPOS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ",
        "SYM", "VERB", "X")  # fmt: skip
DEPRELS = ("acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop",
           "csubj", "dep", "det", "discourse", "dislocated", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod",
           "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "root", "vocative",
           "xcomp")  # fmt: skip
