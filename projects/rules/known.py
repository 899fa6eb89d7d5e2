"""What the records of an organization's projects say of one year: for its annual report."""

from django.db.models import Sum

from organizations.models import Organization
from projects.models import Activity, Instalment, MoneyReturn, Spending


def of_year(organization: Organization, year: int) -> dict[str, int]:
    """Sessions, person-times, money received and spent (fen) of the projects it carries out, struck rows left out.

    What was given back in the year is no income of the year.

    Money that a host received for it is money of its project.
    """
    work = Activity.objects.standing().filter(project__contractor=organization, date__year=year).aggregate(
        sessions=Sum("sessions"), times=Sum("person_times"))
    paid = Instalment.objects.filter(
        contract__project__contractor=organization, status=Instalment.Status.PAID, paid_on__year=year,
    ).aggregate(fen=Sum("amount_fen"))
    returned = MoneyReturn.objects.standing().filter(
        project__contractor=organization, returned_on__year=year).aggregate(fen=Sum("amount_fen"))
    spent = Spending.objects.standing().filter(
        project__contractor=organization, date__year=year).aggregate(fen=Sum("amount_fen"))
    income = max(0, int(paid["fen"] or 0) - int(returned["fen"] or 0))
    return {
        "activity_count": work["sessions"] or 0, "person_times": work["times"] or 0,
        "project_income_fen": income, "project_spending_fen": int(spent["fen"] or 0)}
