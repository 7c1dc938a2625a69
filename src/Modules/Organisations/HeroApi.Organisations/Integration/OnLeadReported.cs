using HeroApi.Cases.Contracts;

namespace HeroApi.Organisations.Integration;

/// <summary>Counts a lead for the organisation that reported it, in the year of the report in China.</summary>
internal sealed class OnLeadReported(Db db) : INotificationHandler<LeadReported>
{
    public Task Handle(LeadReported notification, CancellationToken cancellationToken) => db.Execute(
        """
        INSERT INTO organisations_activity (org_id, year, leads)
        VALUES (@ReportingOrgId, @year, 1)
        ON CONFLICT (org_id, year) DO UPDATE SET leads = organisations_activity.leads + 1
        """, new { notification.ReportingOrgId, year = ChinaTime.DateOf(notification.ReportedAt).Year },
        cancellationToken);
}
