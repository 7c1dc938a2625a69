using HeroApi.Welfare.Entitlements;
using HeroApi.Welfare.Fund.Payments;
using HeroApi.Welfare.Insurance.ClaimDecisions;
using HeroApi.Welfare.Insurance.ClaimDocuments;
using HeroApi.Welfare.Insurance.Claims;
using HeroApi.Welfare.Insurance.Cover;
using HeroApi.Welfare.Insurance.Endorsements;
using HeroApi.Welfare.Insurance.Members;
using HeroApi.Welfare.Insurance.Policies;

namespace HeroApi.Welfare.Insurance;

/// <summary>Who is insured against what: policies, their lists, what the insurer is told, and claims.</summary>
internal static class InsuranceArea
{
    internal static IServiceCollection AddInsurance(this IServiceCollection services) => services
        .AddScoped<PolicyDesk>().AddScoped<IPayable, PayablePremium>()
        .AddScoped<MemberWriter>().AddScoped<MemberList>().AddScoped<IFollowsEntitlements, MemberList>()
        .AddScoped<ClaimDesk>().AddScoped<EndorsementDesk>().AddScoped<CoverBook>().AddSingleton(new ProtectedColumn("welfare_endorsement_line", "papers"));

    internal static void Map(IEndpointRouteBuilder api)
    {
        var policies = api.MapGroup("/policies").WithTags("Insurance");
        DraftPolicy.Map(policies);
        ListPolicies.Map(policies);
        GetPolicy.Map(policies);
        AmendPolicy.Map(policies);
        ConcludePolicy.Map(policies);
        CancelPolicy.Map(policies);
        ListRenewals.Map(policies);

        AddMember.Map(policies);
        var members = api.MapGroup("/policy-members").WithTags("Insurance");
        ListMembers.Map(members);
        GetMember.Map(members);
        RemoveMember.Map(members);

        MakeEndorsement.Map(policies);
        ListEndorsements.Map(policies);
        GetEndorsement.Map(policies);
        GetEndorsementFile.Map(policies);
        AcceptEndorsement.Map(policies);
        CancelEndorsement.Map(policies);

        var claims = api.MapGroup("/insurance-claims").WithTags("Insurance");
        ReportClaim.Map(claims);
        ListClaims.Map(claims);
        GetClaim.Map(claims);
        AmendClaim.Map(claims);
        WithdrawClaim.Map(claims);
        GetClaimFile.Map(claims);
        AskClaimDocuments.Map(claims);
        RecordClaimDocuments.Map(claims);
        SubmitClaim.Map(claims);
        DecideClaim.Map(claims);
        RecordClaimPayment.Map(claims);
        RemoveClaimPayment.Map(claims);
        AppealClaim.Map(claims);
        CloseClaim.Map(claims);
        GetClaimStatistics.Map(api);

        ShowCover.Map(policies);
        ListCoverageGaps.Map(api);
        GetInsuranceStatistics.Map(api);
    }
}
