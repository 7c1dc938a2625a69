using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using HeroApi.Cases.Receipts;

namespace HeroApi.Cases.Leads;

/// <summary>A lead as it is answered to whoever has it taken in: with the receipt for its reporter.</summary>
internal sealed record ReportedLead : LeadView
{
    public ReportedLead()
    {
    }

    [SetsRequiredMembers]
    private ReportedLead(LeadView lead, LeadReceipt receipt) : base(lead) => Receipt = receipt;

    /// <summary>Hand it to the reporter: nobody is shown its code again.</summary>
    [JsonPropertyOrder(1)]
    public required LeadReceipt Receipt { get; init; }

    internal static ReportedLead From(LeadView lead, LeadReceipt receipt) => new(lead, receipt);

    internal static new ReportedLead Example => From(LeadView.Example, LeadReceipt.Example);
}
