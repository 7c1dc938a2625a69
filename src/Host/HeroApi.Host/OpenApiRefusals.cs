using HeroApi.Access;
using HeroApi.Kernel;

namespace HeroApi.Host;

/// <summary>The problems a route may give: those its slice names, and those the pipeline gives on its behalf.</summary>
internal static class OpenApiRefusals
{
    internal static IEnumerable<Problem> Of(OpenApiOperations.Route route) => Pipeline(route).Concat(route.Says.Refuses).Distinct().OrderBy(problem => problem.Code, StringComparer.Ordinal);

    private static IEnumerable<Problem> Pipeline(OpenApiOperations.Route route) =>
    [
        Problems.Invalid, Problems.Unexpected, Problems.Timeout, Problems.Busy, Problems.StorageFull,
        .. When(route.Says.Scope is not null, Problems.Unauthenticated, Problems.TooManyRequests, AccessErrors.TokenInvalid, AccessErrors.TokenExpired,
            AccessErrors.TokenNotYetValid, AccessErrors.TokenAudience, AccessErrors.TokenRevoked, AccessErrors.TokenOrganisation, AccessErrors.SubjectBlocked,
            AccessErrors.IssuerUnreachable),
        .. When(route.Says.Scope is { Length: > 0 }, Problems.Forbidden),
        .. When(route.HasRouteValues, Problems.RouteNotFound, Problems.NulCharacter),
        .. When(route.Listing is not null, Problems.CursorInvalid),
        .. When(route.Body is not null, Problems.Malformed, Problems.TooLarge, Problems.MediaType),
        .. When(route.Changes && route.Says is { Scope: not null, Repeatable: false }, Problems.InProgress, Problems.KeyReused),
        .. When(route is { Changes: true, Method: "POST", Says: { Scope: not null, Repeatable: false } }, Problems.IdempotencyKeyMissing),
        .. When(route.Matches || route.CreatesOrReplaces, Problems.PreconditionRequired, Problems.VersionStale),
        .. When(route.CreatesOrReplaces, Problems.RecordExists)
    ];

    private static Problem[] When(bool holds, params Problem[] problems) => holds ? problems : [];
}
