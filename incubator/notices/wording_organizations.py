"""What letters about organizations say: filings and matters, annual reports, the catalogue, portal people."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ORGANIZATIONS: dict[str, tuple[Any, Any]] = {
    "administrator-made": (
        _("You are the administrator of %(name)s now"),
        _("%(by)s made you the administrator of «%(name)s» on this platform. You let people in and out and hand the "
          "right over."),
    ),
    "editor-made": (
        _("You are an editor of %(name)s now"),
        _("%(by)s made you an editor of «%(name)s» on this platform. You fill in and hand in for it."),
    ),
    "reader-made": (
        _("You are a reader of %(name)s now"),
        _("%(by)s made you a reader of «%(name)s» on this platform. You see everything of it and fill in nothing."),
    ),
    "filing-submitted": (
        _("A filing came in: %(name)s"),
        _("«%(name)s» handed in its filing, receipt %(receipt_no)s. Please check it."),
    ),
    "filing-withdrawn": (
        _("A filing was withdrawn: %(name)s"),
        _("«%(name)s» withdrew its filing, receipt %(receipt_no)s. There is nothing left to check."),
    ),
    "filing-returned": (
        _("Please correct your filing: %(name)s"),
        _("The street office returned the filing of «%(name)s»; its words stand beside each entry concerned. "
          "The reason: %(note)s"),
    ),
    "filing-refused": (
        _("Your filing was refused: %(name)s"),
        _("The street office refused the filing of «%(name)s». The reason: %(note)s"),
    ),
    "filing-reminded": (
        _("The street office reminds you of your filing: %(name)s"),
        _("The filing of «%(name)s» waits for you: please complete it and hand it in. %(note)s"),
    ),
    "filing-approved": (
        _("Your organization is filed: %(name)s"),
        _("«%(name)s» is filed under the number %(filing_no)s. You can print the certificate now."),
    ),
}
MATTERS: dict[str, Any] = {  # a letter keeps the code; its reader's language says the word
    "change": _("Change of recorded facts"), "cancellation": _("Cancellation"),
    "registration": _("Opinion on a registration"), "filing": _("Filing"), "annual": _("Annual report"),
    "rectification": _("Rectification report"),
    "promotion": _("Filing of a listed group"), "catalogue": _("Entry in the catalogue"),
    "reissue": _("Certificate anew"),
}
ORGANIZATIONS |= {
    "matter-submitted": (
        _("%(matter)s came in: %(name)s"),
        _("«%(name)s» handed in: %(matter)s, receipt %(receipt_no)s. Please check it."),
    ),
    "matter-withdrawn": (
        _("%(matter)s was withdrawn: %(name)s"),
        _("«%(name)s» withdrew: %(matter)s, receipt %(receipt_no)s. There is nothing left to check."),
    ),
    "matter-returned": (
        _("Please correct: %(matter)s, %(name)s"),
        _("The street office returned: %(matter)s of «%(name)s»; its words stand beside each entry concerned. "
          "The reason: %(note)s"),
    ),
    "matter-lapsed": (
        _("Counts as withdrawn: %(matter)s, %(name)s"),
        _("%(matter)s of «%(name)s», receipt %(receipt_no)s, was sent back and not corrected in time: it counts as "
          "withdrawn."),
    ),
    "matter-refused": (
        _("%(matter)s was not granted: %(name)s"),
        _("The street office did not grant: %(matter)s of «%(name)s». The reason: %(note)s"),
    ),
    "matter-taken-back": (
        _("Taken back: %(matter)s, %(name)s"),
        _("The street office took back its last answer to: %(matter)s of «%(name)s». It lies with the office again as "
          "before; there is nothing for you to do now."),
    ),
    "matter-reminded": (
        _("The street office reminds you: %(matter)s, %(name)s"),
        _("%(matter)s of «%(name)s» waits for you: please complete it and hand it in. %(note)s"),
    ),
    "matter-registered": (
        _("The registration is on record: %(name)s"),
        _("«%(name)s» is registered under the unified social credit code %(uscc)s and stands so in the street's "
          "register. A filing certificate it had falls."),
    ),
    "matter-founded": (
        _("The registration is on record: %(name)s"),
        _("«%(name)s» is registered under the unified social credit code %(uscc)s and stands so in the street's "
          "register."),
    ),
    "matter-forwarded": (
        _("Forwarded to civil affairs: %(name)s"),
        _("The street office forwarded the registration of «%(name)s», receipt %(receipt_no)s, to civil affairs, which "
          "decides on it. %(note)s"),
    ),
    "matter-not-registered": (
        _("Not registered by civil affairs: %(name)s"),
        _("Civil affairs did not register «%(name)s», receipt %(receipt_no)s. The reason: %(note)s You may apply for a "
          "registration anew; what the street's register says stays as it is."),
    ),
    "matter-certified": (
        _("%(matter)s was granted: %(name)s"),
        _("The street office granted: %(matter)s of «%(name)s», receipt %(receipt_no)s. The certificate "
          "%(certificate)s was issued with it; you can print it now, and any earlier one stands no more. %(note)s"),
    ),
    "matter-favoured": (
        _("The street agrees: %(matter)s, %(name)s"),
        _("The street office agrees to the registration of «%(name)s», receipt %(receipt_no)s, and forwards the papers "
          "to civil affairs, which decides on it. %(note)s"),
    ),
    "matter-not-favoured": (
        _("The street does not agree: %(matter)s, %(name)s"),
        _("The street office does not agree to the registration of «%(name)s», receipt %(receipt_no)s. "
          "The reason: %(note)s You may apply anew."),
    ),
    "matter-not-founded": (
        _("Not registered by civil affairs: %(name)s"),
        _("Civil affairs did not register «%(name)s», receipt %(receipt_no)s. The reason: %(note)s You may apply for a "
          "registration anew; what you wrote and handed in is kept."),
    ),
    "matter-approved": (
        _("%(matter)s was granted: %(name)s"),
        _("The street office granted: %(matter)s of «%(name)s», receipt %(receipt_no)s. %(note)s"),
    ),
}
ORGANIZATIONS |= {  # the catalogue of qualified organizations
    "catalogue-opened": (
        _("The catalogue of qualified organizations %(year)s is open for applications"),
        _("%(street)s takes applications for the catalogue of qualified organizations %(year)s from %(from)s to "
          "%(until)s. The page of the round says which conditions your organization meets."),
    ),
    "catalogue-nominated": (
        _("You are nominated for the catalogue %(year)s: %(name)s"),
        _("The street office nominates «%(name)s» for the catalogue of qualified organizations %(year)s. Nothing "
          "happens before your organization agrees; please agree or decline."),
    ),
    "catalogue-agreed": (
        _("A nomination was agreed to: %(name)s"),
        _("«%(name)s» agrees to its nomination for the catalogue of qualified organizations %(year)s. Please verify "
          "the conditions."),
    ),
    "catalogue-declined": (
        _("Declined: %(name)s, catalogue %(year)s"),
        _("«%(name)s» does not want to stand in the catalogue of qualified organizations %(year)s. %(note)s"),
    ),
    "catalogue-verified": (
        _("Verified for the catalogue %(year)s: %(name)s"),
        _("The street office verified «%(name)s» for the catalogue of qualified organizations %(year)s. Its publicity "
          "comes next."),
    ),
    "catalogue-publicised": (
        _("Under publicity for the catalogue %(year)s: %(name)s"),
        _("«%(name)s» is under publicity for the catalogue of qualified organizations %(year)s. Anybody may object "
          "until the period ends."),
    ),
    "catalogue-listed": (
        _("In the catalogue %(year)s: %(name)s"),
        _("«%(name)s» stands in the catalogue of qualified organizations %(year)s."),
    ),
    "catalogue-suspended": (
        _("Suspended from the catalogue %(year)s: %(name)s"),
        _("The street office suspended «%(name)s» from the catalogue of qualified organizations %(year)s. The reason: "
          "%(note)s"),
    ),
    "catalogue-resumed": (
        _("Back in the catalogue %(year)s: %(name)s"),
        _("«%(name)s» stands in the catalogue of qualified organizations %(year)s again. %(note)s"),
    ),
    "catalogue-removed": (
        _("Removed from the catalogue %(year)s: %(name)s"),
        _("The street office took «%(name)s» out of the catalogue of qualified organizations %(year)s. The reason: "
          "%(note)s"),
    ),
    "catalogue-objected": (
        _("An objection came in: %(name)s, catalogue %(year)s"),
        _("Somebody objects to «%(name)s» in the catalogue of qualified organizations %(year)s. The entry is not "
          "listed before the objection is answered."),
    ),
}
ORGANIZATIONS |= {
    "annual-asked": (
        _("Annual report %(year)s due on %(due_on)s: %(name)s"),
        _("The street office asks «%(name)s» for its report about %(year)s, to be handed in by %(due_on)s. What the "
          "platform has counted is filled in already. %(note)s"),
    ),
    "annual-due": (
        _("Annual report %(year)s due on %(due_on)s: %(name)s"),
        _("The report of «%(name)s» about %(year)s is not handed in yet. It is due on %(due_on)s."),
    ),
    "annual-overdue": (
        _("Annual report %(year)s overdue since %(due_on)s: %(name)s"),
        _("The report of «%(name)s» about %(year)s was due on %(due_on)s and is not handed in. Please hand it in now; "
          "who does not may be put on the list of abnormal activity."),
    ),
    "annual-urged": (
        _("The street office asks for your annual report %(year)s: %(name)s"),
        _("The report of «%(name)s» about %(year)s is to be handed in by %(due_on)s. The street office asks you to see "
          "to it. %(note)s"),
    ),
    "annual-postponed": (
        _("A later day for the annual report %(year)s: %(name)s"),
        _("The report of «%(name)s» about %(year)s is now to be handed in by %(due_on)s. The reason: %(note)s"),
    ),
    "annual-exempt": (
        _("No annual report %(year)s is asked for: %(name)s"),
        _("The street office exempts «%(name)s» from the report about %(year)s. The reason: %(note)s"),
    ),
    "annual-decided": (
        _("Annual report %(year)s: %(outcome)s, %(name)s"),
        _("The street office decided on the report of «%(name)s» about %(year)s: %(outcome)s. %(note)s"),
    ),
    "annual-to-rectify": (
        _("Annual report %(year)s: %(outcome)s, %(name)s"),
        _("The street office decided on the report of «%(name)s» about %(year)s: %(outcome)s. Please rectify and hand "
          "in the rectification report by %(rectify_by)s. %(note)s"),
    ),
    "annual-escalated": (
        _("Annual reports %(year)s overdue: %(count)s"),
        _("«%(name)s» and others, %(count)s organizations in all, have not handed in the report about %(year)s, due on "
          "%(due_on)s. %(reminders)s reminders went unanswered."),
    ),
    "annual-telephone": (
        _("Please telephone about the annual report %(year)s: %(count)s organizations"),
        _("%(count)s organizations have nobody on the platform who writes for them, so no reminder of the report about "
          "%(year)s, due on %(due_on)s, is answered. Please telephone: %(names)s"),
    ),
    "rectify-due": (
        _("Rectification due on %(rectify_by)s: %(name)s"),
        _("The outcome of the report of «%(name)s» about %(year)s was: %(outcome)s. The rectification report is due on "
          "%(rectify_by)s and not handed in yet."),
    ),
    "rectify-overdue": (
        _("Rectification overdue since %(rectify_by)s: %(name)s"),
        _("The rectification report of «%(name)s» after the annual report %(year)s was due on %(rectify_by)s. Please "
          "hand it in now; who does not may be put on the list of abnormal activity."),
    ),
    "rectify-telephone": (
        _("Please telephone about the rectification after the annual report %(year)s: %(count)s organizations"),
        _("%(count)s organizations have nobody on the platform who writes for them, so no reminder of the "
          "rectification report, due on %(due_on)s, is answered. Please telephone: %(names)s"),
    ),
    "rectify-escalated": (
        _("Rectifications overdue after the annual report %(year)s: %(count)s"),
        _("«%(name)s» and others, %(count)s organizations in all, have not handed in the rectification report, due on "
          "%(due_on)s. %(reminders)s reminders went unanswered."),
    ),
}
OUTCOMES: dict[str, Any] = {  # of an annual report; as with MATTERS, its reader's language says the word
    "": "", "qualified": _("Qualified"), "basically_qualified": _("Basically qualified"),
    "unqualified": _("Unqualified"),
}
ORGANIZATIONS |= {
    "organization-suspended": (
        _("Your organization is suspended: %(name)s"),
        _("The street office suspended «%(name)s»: its certificate does not stand and it gets no new project "
          "meanwhile. The reason: %(note)s"),
    ),
    "organization-resumed": (
        _("Your organization is in good standing again: %(name)s"),
        _("The street office ended the suspension of «%(name)s». The reason: %(note)s"),
    ),
    "organization-revoked": (
        _("Your organization was revoked: %(name)s"),
        _("«%(name)s» was taken off the register as revoked; its certificate stands no more. The reason: %(note)s "
          "What is still open with the street office stands on its page."),
    ),
    "organization-disbanded": (
        _("Taken off the register: %(name)s"),
        _("«%(name)s» was taken off the register because it has broken up. The reason: %(note)s"),
    ),
}
