using HeroApi.Cases.Procedure;
using HeroApi.Cases.Receipts;
using HeroApi.Cases.Triage;

namespace HeroApi.Cases;

/// <summary>From the first word of a brave act to the decision on it.</summary>
public static class CasesModule
{
    public static void AddCases(IServiceCollection services) => services
        .AddScoped<LeadWriter>().AddScoped<LeadContext>().AddScoped<LeadNames>().AddScoped<PersonWriter>().AddScoped<AttachmentWriter>().AddScoped<LeadDecision>()
        .AddSingleton<ReceiptCodes>().AddScoped<ReceiptGuesses>()
        .AddSingleton(new ProtectedColumn("cases_lead", "reporter_phone", "'phone'"))
        .AddSingleton(new ProtectedColumn("cases_lead", "receipt_code"))
        .AddSingleton(new ProtectedColumn("cases_lead_person", "document", "'document.' || document_type"))
        .AddSingleton(new ProtectedColumn("cases_lead_person", "phone", "'phone'"));

    public static void MapCases(IEndpointRouteBuilder api)
    {
        var leads = api.MapGroup("/leads").WithTags("Leads");
        ReportLead.Map(leads);
        ListLeads.Map(leads);
        GetLead.Map(leads);
        PutLead.Map(leads);
        AmendLead.Map(leads);
        DeleteLead.Map(leads);
        UpsertLead.Map(leads);
        GetLeadByExternalId.Map(leads);

        AcceptLead.Map(leads);
        DismissLead.Map(leads);
        MarkDuplicate.Map(leads);
        ListLeadActions.Map(leads);
        FindSimilarLeads.Map(leads);

        RenewReceiptCode.Map(leads);
        LookUpReceipt.Map(api.MapGroup("/lead-receipts").WithTags("Leads"));

        var cases = api.MapGroup("/cases").WithTags("Cases");
        GetCase.Map(cases);
    }
}
