"""Makers for the tests of a new body that is to be registered: begun, and handed in."""

import uuid

from organizations.matters import acts, registering
from tests.factories import make_user
from tests.organizations.matter_acts import ANSWERS, NOW, PAPERS, document

NAME = "拱墅区晨光助老服务中心"


def begun(community, by=None, **changes):
    given = {"name": NAME, "area": community, "category": "service", "org_type": "service_agency"} | changes
    return registering.found(by=by or make_user("申请人"), token=uuid.uuid4(), **given)


def founder_of(matter):
    return matter.organization.memberships.get().user


def handed_in(community, **answers):
    matter = begun(community)
    acts.fill(matter, ANSWERS["registration"] | answers, by=founder_of(matter), seen=matter.version,
              papers={paper: document(paper) for paper in PAPERS["registration"]})
    acts.submit(matter, by=founder_of(matter), seen=matter.version, now=NOW)
    return matter
