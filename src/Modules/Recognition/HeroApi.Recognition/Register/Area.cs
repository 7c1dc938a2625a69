using Dapper;

namespace HeroApi.Recognition.Register;

/// <summary>Which files are meant: of persons registered in a region or below it, kept by an organisation or by all at and below it; all when nothing is said.</summary>
internal sealed record Area(string? Region, Guid? Org, string? OrgScope)
{
    internal static readonly Vocabulary Reaches = new("organisation_reach",
        ("self", "本机构", "The organisation itself"),
        ("subtree", "本机构及下级", "The organisation and all below it"));

    /// <summary>What it adds to a WHERE over the files h; only what was asked for.</summary>
    internal string Clause(DynamicParameters parameters)
    {
        var clause = "";
        if (Region is not null)
        {
            parameters.Add("regionFrom", RegionSpan.Of(Region).From);
            parameters.Add("regionPast", RegionSpan.Of(Region).Past);
            clause += "\nAND h.household_region >= @regionFrom AND h.household_region < @regionPast";
        }

        if (Org is { } org)
        {
            parameters.Add("keeper", org);
            clause += OrgScope == "subtree"
                ? "\nAND EXISTS (SELECT 1 FROM kernel_org_tree ka WHERE ka.org_id = h.owner_org_id AND ka.ancestor_id = @keeper)"
                : "\nAND h.owner_org_id = @keeper";
        }

        return clause;
    }
}

/// <summary>The shape of an area in a query.</summary>
internal sealed class AreaValidator : AbstractValidator<Area>
{
    public AreaValidator()
    {
        RuleFor(a => a.Region).RegionCode().OverridePropertyName("query.region");
        RuleFor(a => a.OrgScope).OneOf(Area.Reaches).OverridePropertyName("query.orgScope");
        RuleFor(a => a.Org).NotNull().When(a => a.OrgScope is not null).OverridePropertyName("query.org");
    }
}
