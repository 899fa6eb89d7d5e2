"""People, the tree of areas, posts; the filters a person keeps, and what was done to many things at once."""

from incubator.accounts.models.batches import Batch, BatchItem
from incubator.accounts.models.filters import SavedFilter
from incubator.accounts.models.people import (
    DISTRICT,
    STREET,
    Area,
    AreaQuerySet,
    Disclosure,
    PersonChange,
    Post,
    Role,
    User,
    UserManager,
    after,
    phone_validator,
    within,
)

__all__ = [
    "DISTRICT",
    "STREET",
    "Area",
    "AreaQuerySet",
    "Batch",
    "BatchItem",
    "Disclosure",
    "PersonChange",
    "Post",
    "Role",
    "SavedFilter",
    "User",
    "UserManager",
    "after",
    "phone_validator",
    "within",
]
