"""Who may read and who may act where. Pure questions; nothing here writes."""

from incubator.accounts.models import Role, User


def reads(user: User, code: str) -> bool:
    """An officer reads their area and everything below."""
    return user.is_officer and any(code.startswith(post) for post in user.reading_codes)


def acts(user: User, code: str) -> bool:
    """An officer acts in their area and below; a district officer only on matters of the district itself."""
    if not user.is_officer:
        return False
    district = [post.code for post in user.posts if post.kind == Role.Kind.DISTRICT_OFFICER]
    return code in district or any(code.startswith(post) for post in user.acting_codes)


def acts_for_street(user: User, code: str) -> bool:
    """As `acts`, but a community worker is not enough: street matters (approval, money, review days)."""
    if not user.is_officer:
        return False
    streets = [post.code for post in user.posts if post.kind == Role.Kind.STREET_OFFICER]
    district = [post.code for post in user.posts if post.kind == Role.Kind.DISTRICT_OFFICER]
    return code in district or any(code.startswith(street) for street in streets)
