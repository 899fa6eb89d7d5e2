"""To which organizations a person belongs, asked once a request: look-ups carry the few keys instead of a sub-query."""


def rights_of(user) -> dict[int, str]:
    """Organization -> what this person may do for it now; one query a request for all their organizations."""
    if not user.is_authenticated:
        return {}
    if "organization_rights" not in user.__dict__:
        mine = user.memberships.filter(ended_at=None).values_list("organization_id", "right")
        user.__dict__["organization_rights"] = dict(mine)
    return user.__dict__["organization_rights"]


def own_organizations(user) -> list[int]:
    """The keys of the organizations this person belongs to, for look-ups; asked once a request, as `rights_of`."""
    return list(rights_of(user))


def forget_rights(user) -> None:
    """After a membership came, changed or went: ask again next time. `evaluations.rules.forget_own_days` follows it."""
    user.__dict__.pop("organization_rights", None)
