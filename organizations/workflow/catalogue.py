"""What may happen to a round of the catalogue, to an entry, and to an objection."""

from django.utils.translation import gettext_lazy as _

from incubator.workflow import Action, Workflow
from organizations.models import CatalogueEntry, CatalogueObjection, CatalogueRound
from organizations.notices import announce_entry, announce_objection, announce_round
from organizations.rules.catalogue import (
    answers_for,
    answers_objection,
    decides_entry,
    keeps_round,
    moves_entry,
    moves_round,
)

Round, Entry, Objection = CatalogueRound.Status, CatalogueEntry.Status, CatalogueObjection.Status

# People reach these through organizations.catalogue, which moves what belongs together and knows the day.
round_workflow = Workflow(
    Action("edit", _("Edit"), keeps_round, {Round.DRAFT, Round.OPEN}, button=False),
    Action("nominate", _("Nominate an organization"), keeps_round, {Round.OPEN}, button=False),
    Action("open", _("Open for applications"), keeps_round, {Round.DRAFT}, Round.OPEN, weight="primary",
           warning=_("The people of the street's organizations are told by letter.")),
    Action("publicise", _("Publicise the verified entries"), moves_round, {Round.OPEN}, Round.PUBLICISED,
           weight="primary", warning=_("All verified entries go onto the public page at once, and anybody may object. "
                                       "No application is taken after this.")),
    Action("list", _("Publish the catalogue"), moves_round, {Round.PUBLICISED}, Round.LISTED, weight="primary",
           warning=_("All entries still under publicity are listed and get their numbers.")),
    of=CatalogueRound,
    announce=announce_round,
)

entry_workflow = Workflow(
    Action("agree", _("Agree"), answers_for, {Entry.NOMINATED}, Entry.APPLIED, weight="primary"),
    Action("verify", _("Verify"), decides_entry, {Entry.APPLIED}, Entry.VERIFIED, button=False, weight="primary"),
    # by a granted application, of an organization that was nominated as well
    Action("grant", _("Verified by the application"), decides_entry, {Entry.NOMINATED, Entry.APPLIED}, Entry.VERIFIED,
           offered=False),
    Action("publicise", _("Publicise"), moves_entry, {Entry.VERIFIED}, Entry.PUBLICISED, offered=False),
    Action("list", _("List in the catalogue"), moves_entry, {Entry.PUBLICISED}, Entry.LISTED, offered=False),
    Action("resume", _("Resume"), decides_entry, {Entry.SUSPENDED}, Entry.LISTED, reason_required=True),
    Action("decline", _("Do not agree"), answers_for, {Entry.NOMINATED, Entry.APPLIED, Entry.VERIFIED}, Entry.DECLINED,
           reason_required=True, weight="danger"),
    Action("reject", _("Take out before the publicity"), decides_entry,
           {Entry.NOMINATED, Entry.APPLIED, Entry.VERIFIED}, Entry.REMOVED, reason_required=True, weight="danger"),
    Action("suspend", _("Suspend"), decides_entry, {Entry.LISTED}, Entry.SUSPENDED, reason_required=True,
           weight="danger"),
    Action("remove", _("Remove from the catalogue"), decides_entry, {Entry.PUBLICISED, Entry.LISTED, Entry.SUSPENDED},
           Entry.REMOVED, reason_required=True, weight="danger",
           warning=_("The entry leaves this round for good.")),
    of=CatalogueEntry,
    announce=announce_entry,
)

objection_workflow = Workflow(
    Action("dismiss", _("Dismiss the objection"), answers_objection, {Objection.RECEIVED}, Objection.DISMISSED,
           reason_required=True),
    Action("uphold", _("Uphold the objection"), answers_objection, {Objection.RECEIVED}, Objection.UPHELD,
           reason_required=True, button=False, weight="danger",
           warning=_("The entry is not listed; it leaves this round for good.")),
    of=CatalogueObjection,
    announce=announce_objection,
)
