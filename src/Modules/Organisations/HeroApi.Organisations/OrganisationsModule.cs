using HeroApi.Organisations.Organisations;

namespace HeroApi.Organisations;

/// <summary>Who does the work and where: the organisation tree, its jurisdictions, and the regions of the country.</summary>
public static class OrganisationsModule
{
    public static void AddOrganisations(IServiceCollection services) => services.AddScoped<Competence>();

    public static void MapOrganisations(IEndpointRouteBuilder api)
    {
        var organisations = api.MapGroup("/organisations").WithTags("Organisations");
        CreateOrganisation.Map(organisations);
        GetOrganisation.Map(organisations);
    }
}
