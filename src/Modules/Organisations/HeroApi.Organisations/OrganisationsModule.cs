using HeroApi.Organisations.Mergers;
using HeroApi.Organisations.Organisations;
using HeroApi.Organisations.Regions;

namespace HeroApi.Organisations;

/// <summary>Who does the work and where: the organisation tree, its jurisdictions, and the regions of the country.</summary>
public static class OrganisationsModule
{
    public static void AddOrganisations(IServiceCollection services) => services.AddScoped<Competence>().AddScoped<OrganisationWriter>().AddScoped<Succession>();

    public static void MapOrganisations(IEndpointRouteBuilder api)
    {
        var organisations = api.MapGroup("/organisations").WithTags("Organisations");
        CreateOrganisation.Map(organisations);
        GetOrganisation.Map(organisations);
        ListOrganisations.Map(organisations);
        ListChildOrganisations.Map(organisations);
        AmendOrganisation.Map(organisations);
        MoveOrganisation.Map(organisations);
        FindCompetent.Map(organisations);
        CountActivity.Map(organisations);
        MergeOrganisation.Map(organisations);
        UndoMerger.Map(organisations);
        ListPredecessors.Map(organisations);

        var regions = api.MapGroup("/regions").WithTags("Regions");
        SearchRegions.Map(regions);
        GetRegion.Map(regions);
        ListChildRegions.Map(regions);
    }
}
