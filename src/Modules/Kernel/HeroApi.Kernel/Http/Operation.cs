using Microsoft.AspNetCore.Builder;

namespace HeroApi.Kernel.Http;

/// <summary>What every endpoint says of itself; a host with an endpoint that says nothing does not start.</summary>
public sealed record Operation
{
    /// <summary>The scope it needs; null for the few that anybody may call.</summary>
    public string? Scope { get; init; }

    /// <summary>A POST that changes nothing and so needs no Idempotency-Key.</summary>
    public bool Safe { get; init; }

    /// <summary>Called without a credential and worth guessing at, so one address may call it only so often.</summary>
    public bool PerAddress { get; init; }

    /// <summary>A change that may be repeated without harm by its own nature, and so needs and heeds no Idempotency-Key.</summary>
    public bool Repeatable { get; init; }

    /// <summary>The problems it may give beside those of every route.</summary>
    public IReadOnlyList<Problem> Refuses { get; init; } = [];
}

/// <summary>A header of a request or an answer, for the document; the slice itself reads or writes it.</summary>
public sealed record HeaderSays(string Name, string Describes, string Example, bool Required = false);

/// <summary>What an endpoint takes and tells outside of JSON: headers, and bodies of bytes in these media types.</summary>
public sealed record Transfer
{
    public IReadOnlyList<HeaderSays> Asks { get; init; } = [];
    public IReadOnlyList<HeaderSays> Tells { get; init; } = [];
    public IReadOnlyList<string> Takes { get; init; } = [];
    public bool BodyOptional { get; init; }
    public IReadOnlyList<string> Gives { get; init; } = [];
}

/// <summary>Marks an endpoint that must be called by itself: a stream, an upload, a batch.</summary>
public sealed record Alone;

/// <summary>How a slice declares its endpoint.</summary>
public static class OperationConventions
{
    /// <summary>Only callers with <paramref name="scope"/> get in.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope, params Problem[] refuses) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Operation { Scope = scope, Refuses = refuses });

    /// <summary>Any valid credential gets in.</summary>
    public static TBuilder RequireCredential<TBuilder>(this TBuilder builder, params Problem[] refuses) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Operation { Scope = "", Refuses = refuses });

    /// <summary>Only callers with <paramref name="scope"/> get in, for a change that does no harm when it is repeated.</summary>
    public static TBuilder RequireScopeToRepeat<TBuilder>(this TBuilder builder, string scope, params Problem[] refuses) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Operation { Scope = scope, Repeatable = true, Refuses = refuses });

    /// <summary>Anybody gets in, without a credential.</summary>
    public static TBuilder Open<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Operation());

    /// <summary>Anybody gets in, without a credential, by a GET or a POST that changes nothing, and from one address only so often.</summary>
    public static TBuilder OpenToRead<TBuilder>(this TBuilder builder, params Problem[] refuses) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Operation { Safe = true, PerAddress = true, Refuses = [Problems.TooManyRequests, .. refuses] });

    /// <summary>Anybody gets in, without a credential, to add something, and from one address only so often.</summary>
    public static TBuilder OpenToAdd<TBuilder>(this TBuilder builder, params Problem[] refuses) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Operation { PerAddress = true, Refuses = [Problems.TooManyRequests, .. refuses] });

    /// <summary>Only callers with <paramref name="scope"/> get in, by a POST that changes nothing.</summary>
    public static TBuilder RequireScopeToRead<TBuilder>(this TBuilder builder, string scope, params Problem[] refuses) where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new Operation { Scope = scope, Safe = true, Refuses = refuses });

    /// <summary>Its answer may be kept for a while (<see cref="Answers.Lasting"/>): it has an ETag, though no record stands behind it.</summary>
    public static TBuilder Lasts<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Lasts());
}

/// <summary>Marks an endpoint whose answers last.</summary>
public sealed record Lasts;
