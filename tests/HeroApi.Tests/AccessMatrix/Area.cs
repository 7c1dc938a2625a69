using HeroApi.TestKit;

namespace HeroApi.Tests.AccessMatrix;

/// <summary>What one part of the product adds to the matrix: found by itself, so that parts do not crowd in one list.</summary>
internal abstract class Area
{
    /// <summary>Every one that there is.</summary>
    internal static readonly IReadOnlyList<Area> All =
        [.. typeof(Area).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Area))).OrderBy(type => type.Name).Select(type => (Area)Activator.CreateInstance(type)!)];

    /// <summary>One or more for every operation of this part.</summary>
    internal abstract IReadOnlyDictionary<string, Recipe[]> Recipes { get; }

    /// <summary>The scopes that <see cref="Seed"/> needs.</summary>
    internal virtual IReadOnlyList<string> Scopes => [];

    /// <summary>Records of an owner, about a person whose hero file he keeps as closely as said; what is about nobody is as open as everything.</summary>
    /// <param name="canary">Makes a new word that must not be told to those it is hidden from.</param>
    internal virtual Task<IReadOnlyList<Target>> Seed(Api api, Client owner, Guid heroId, string protection, Func<string> canary) => Task.FromResult<IReadOnlyList<Target>>([]);
}
