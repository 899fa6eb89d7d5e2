"""People, posts, areas and disclosures in the back office; officers keep those of their own street."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from incubator.accounts import appointing, entering
from incubator.accounts.forms import NewPersonForm, PersonForm, RoleForm, SecondFactorForm
from incubator.accounts.keeping import entered, keeping
from incubator.accounts.models import Area, Disclosure, PersonChange, Role, User, within
from incubator.accounts.rules import acts_for_street, keeps_people, may_appoint, may_keep, may_open
from incubator.errors import posted_version

SHOWN = 50  # changes on a person's page, the latest first


def keeper(request: HttpRequest) -> bool:
    return keeps_people(request.user)


def own(request: HttpRequest, field: str) -> Q:
    """Rows whose area code lies where this officer acts; for the keeper of the system all of them."""
    user: Any = request.user
    return Q() if user.is_superuser else within(field, user.acting_codes)


def column(field: str, label: Any) -> Any:
    """A column of a plain field under a name in words."""

    @admin.display(description=label, ordering=field, empty_value="—")
    def value(thing: Any) -> Any:
        return getattr(thing, field)

    return value


class OfficeAdmin(admin.ModelAdmin):
    """Seen by keepers; what may be changed is asked thing by thing."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return keeper(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return keeper(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return keeper(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return keeper(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(OfficeAdmin):
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(User)
class UserAdmin(OfficeAdmin):
    list_display = ("full_name", "masked_phone", "posts_held", "is_active", "last_login")
    search_fields = ("full_name", "username", "phone_tail")
    ordering = ("pk",)
    actions = ["make_link"]
    change_form_template = "accounts/person_change.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        people = super().get_queryset(request).prefetch_related("roles__area")
        return people.filter(own(request, "roles__area__code")).distinct()

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = PersonForm if obj else NewPersonForm
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"by": request.user})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = ["full_name", "phone", "email", "is_active"]
        return fields if obj else [*fields[:3], "kind", "area"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("is_active",) if obj == request.user else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return keeper(request) and (obj is None or may_keep(request.user, obj))

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if change:
            with keeping(obj, PersonChange.Action.EDIT, by=request.user, seen=posted_version(request)):
                obj.save(update_fields=[*User.tracked, "phone_hash", "phone_tail"])
            return
        obj.username = entering.new_username()
        obj.set_unusable_password()
        entered(obj, by=request.user)
        appointing.appoint(obj, kind=form.cleaned_data["kind"], area=form.cleaned_data["area"], by=request.user)

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.second_factor)
        return [path("<int:pk>/second-factor/", page, name="second-factor"), *super().get_urls()]

    def second_factor(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Why the second factor of somebody locked out is removed; then it is."""
        if not keeper(request):
            raise PermissionDenied
        person = get_object_or_404(self.get_queryset(request), pk=pk)
        if not may_open(request.user, person):
            raise PermissionDenied
        form = SecondFactorForm(request.POST or None, initial={"version": person.version})
        if form.is_valid():
            given = form.cleaned_data
            entering.drop_second_factor(person, by=request.user, seen=given["version"], reason=given["reason"])
            self.message_user(request, _("%(person)s signs in without a second factor now.") % {"person": person})
            return redirect("admin:accounts_user_change", pk)
        return render(request, "accounts/second_factor.html", {"form": form, "person": person})

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        if person := kwargs.get("obj"):
            context |= {
                "version": request.POST.get("version", person.version),
                "changes": person.changes.order_by("-pk")[:SHOWN],
                "has_second_factor": may_open(request.user, person) and entering.has_second_factor(person),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: Any = None) -> HttpResponse:
        self._show_link(request, obj)
        return super().response_add(request, obj, post_url_continue)

    @admin.action(description=_("Make a link to set a password"))
    def make_link(self, request: HttpRequest, queryset: QuerySet) -> None:
        for person in queryset:
            if may_open(request.user, person):
                self._show_link(request, person)
            else:
                self.message_user(request, _("%(person)s is not in your care.") % {"person": person}, messages.WARNING)

    def _show_link(self, request: HttpRequest, person: User) -> None:
        self.message_user(request, _(
            "Give %(person)s this link to set a password. It works once, for 72 hours, and is shown only now: %(link)s"
        ) % {"person": person, "link": request.build_absolute_uri(entering.make_link(person, by=request.user))})

    @admin.display(description=_("mobile phone"))
    def masked_phone(self, person: User) -> str:
        return str(person.phone or "")

    @admin.display(description=_("roles"))
    def posts_held(self, person: User) -> str:
        return "、".join(f"{role.get_kind_display()}（{role.area}）" for role in person.roles.all())


@admin.register(Role)
class RoleAdmin(OfficeAdmin):
    """Roles are given and taken, never turned into others."""

    list_display = ("user", "kind", "area")
    list_filter = ("kind",)
    list_select_related = ("user", "area")
    form = RoleForm
    fields = ("login", "kind", "area")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).filter(own(request, "area__code"))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("user", "kind", "area") if obj else ("login", "kind", "area")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        return type("RoleForm", (form,), {"by": request.user})

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Role | None = None) -> bool:
        return keeper(request) and (obj is None or (
            obj.user_id != request.user.pk and may_appoint(request.user, obj.kind, obj.area.code)))

    def save_model(self, request: HttpRequest, obj: Role, form: Any, change: bool) -> None:
        obj.pk = appointing.appoint(obj.user, kind=obj.kind, area=obj.area, by=request.user).pk

    def delete_model(self, request: HttpRequest, obj: Role) -> None:
        appointing.dismiss(obj, by=request.user)


@admin.register(Area)
class AreaAdmin(OfficeAdmin):
    list_display = ("code", "name", "level", "population")
    search_fields = ("code", "name")
    list_filter = ("level",)
    fields = ("code", "name", "level", "parent", "population")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return Area.objects.visible_to(request.user)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ("code", "level", "parent") if obj else ()  # everything below and on record hangs on the code

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return super().formfield_for_foreignkey(
            db_field, request, **{**kwargs, "queryset": Area.objects.visible_to(request.user)})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_superuser

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return keeper(request) and (
            obj is None or request.user.is_superuser or acts_for_street(request.user, obj.code))


@admin.register(Disclosure)
class DisclosureAdmin(ReadOnlyAdmin):
    """Numbers shown whole: one's own, and all of them for the keeper of the system."""

    list_display = ("whose", "number", "reason", column("by_name", _("seen by")), column("at", _("seen at")))
    fields = readonly_fields = ("whose", "number", "reason")
    search_fields = ("by_name", "subject")

    @admin.display(description=_("subject"))
    def whose(self, disclosure: Disclosure) -> str:
        return disclosure.in_words()[0]

    @admin.display(description=_("field"))
    def number(self, disclosure: Disclosure) -> str:
        return disclosure.in_words()[1]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        return rows if request.user.is_superuser else rows.filter(by=request.user)
