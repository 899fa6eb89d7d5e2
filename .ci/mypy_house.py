"""What mypy cannot know: LoginRequiredMiddleware closes every page, so a request's user is one of our people.

The few pages open to all are marked `@login_not_required`; there `user.is_authenticated` is asked before use.
"""

from collections.abc import Callable

from mypy.plugin import AttributeContext, Plugin
from mypy.types import Instance, Type

REQUESTS = ("HttpRequest.user", "WSGIRequest.user", "request.Request.user")


class HousePlugin(Plugin):
    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        return self.signed_in if fullname.endswith(REQUESTS) else None

    def signed_in(self, context: AttributeContext) -> Type:
        found = self.lookup_fully_qualified("incubator.accounts.models.people.User")
        return Instance(found.node, []) if found and found.node else context.default_attr_type


def plugin(_version: str) -> type[Plugin]:
    return HousePlugin
