using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Dapper;
using HeroApi.Kernel.Data;
using HeroApi.Kernel.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace HeroApi.Kernel.Http;

public enum SortKind { Id, Text, Instant, Date, Number }

/// <summary>A column by which a list may be sorted: NOT NULL, and indexed together with the id.</summary>
public sealed record Sort(string Name, string Column, SortKind Kind)
{
    public bool IsId => Kind == SortKind.Id;
}

/// <summary>One allow-listed query parameter: its name, what it takes, and the constant clause it stands for.</summary>
/// <param name="Name">As in the query, such as <c>reportedAt[gte]</c>.</param>
/// <param name="Describes">For the document: meaning, and the index that serves it.</param>
/// <param name="Clause">The clause, given the names of its parameters; built from constants only.</param>
/// <param name="Read">Turns the text into parameter values; null refuses it.</param>
public sealed record Filter(string Name, string Describes, Func<DynamicParameters, string, IReadOnlyList<object>, string> Clause, Func<string, IReadOnlyList<object>?> Read)
{
    /// <summary>What a value that it does not take is refused with.</summary>
    public Problem Refusal { get; init; } = Problems.ParameterInvalid;

    /// <summary>What the text must be: uuid, date, date-time or boolean; null for free text and codes.</summary>
    public string? Format { get; init; }

    /// <summary>The codes it takes.</summary>
    public IReadOnlyCollection<string>? Allowed { get; init; }
}

/// <summary>What a list can be asked: its filters and sorts. Anything else in the query is refused.</summary>
public sealed partial class Listing(string alias)
{
    private readonly List<Filter> filters = [];
    private readonly List<Sort> sorts = [new("id", $"{alias}.id", SortKind.Id)];

    public IReadOnlyList<Filter> Filters => filters;

    public IReadOnlyList<Sort> Sorts => sorts;

    /// <summary>How it is sorted unless asked otherwise.</summary>
    public Sort Default { get; private set; } = new("id", $"{alias}.id", SortKind.Id);

    /// <summary>The alias of the record whose organisations <c>org</c> is about.</summary>
    public string Alias { get; private set; } = alias;

    /// <summary>Whether the list takes <c>org</c>, <c>orgScope</c> and <c>axis</c>.</summary>
    public bool ByOrganisation { get; private set; }

    /// <param name="of">The alias of the record, where the list is of something within it.</param>
    public Listing Organisations(string? of = null)
    {
        (ByOrganisation, Alias) = (true, of ?? Alias);
        return this;
    }

    /// <summary>Sorts by this unless asked otherwise.</summary>
    public Listing First(string name)
    {
        Default = sorts.Single(sort => sort.Name == name);
        return this;
    }

    public Listing Sort(string name, string column, SortKind kind)
    {
        sorts.Add(new Sort(name, column, kind));
        return this;
    }

    /// <summary>Equality with one of the allowed codes: <c>name=v</c>, <c>name[in]=a,b</c>, <c>name[ne]=v</c>.</summary>
    public Listing Code(string name, string column, IReadOnlyCollection<string> allowed, string describes)
    {
        IReadOnlyList<object>? One(string text) => allowed.Contains(text) ? [text] : null;
        IReadOnlyList<object>? Many(string text) => text.Split(',') is var parts && parts.Length <= 50 && parts.All(allowed.Contains) ? parts : null;
        return Add(name, describes, (_, p, _) => $"{column} = @{p}0", One, allowed: allowed)
            .Add($"{name}[ne]", describes, (_, p, _) => $"{column} <> @{p}0", One, allowed: allowed)
            .Add($"{name}[in]", describes, (parameters, p, values) => $"{column} IN {parameters.In(p, values)}", Many);
    }

    /// <summary>Equality of an id.</summary>
    public Listing Id(string name, string column, string describes) =>
        Add(name, describes, (_, p, _) => $"{column} = @{p}0", text => Guid.TryParse(text, out var id) ? [id] : null, "uuid");

    /// <summary>Equality of a text.</summary>
    public Listing Text(string name, string column, string describes) =>
        Add(name, describes, (_, p, _) => $"{column} = @{p}0", text => text.Length is > 0 and <= 200 ? [text] : null);

    public Listing Flag(string name, string column, string describes) =>
        Add(name, describes, (_, p, _) => $"{column} = @{p}0", text => text switch { "true" => [true], "false" => [false], _ => null }, "boolean");

    /// <summary>A half-open range of instants: <c>name[gte]</c> and <c>name[lt]</c>, with offset.</summary>
    public Listing Instant(string name, string column, string describes)
    {
        static IReadOnlyList<object>? Read(string text) => Instants.TryParse(text, out var at) ? [at] : null;
        return Add($"{name}[gte]", describes, (_, p, _) => $"{column} >= @{p}0", Read, "date-time").Add($"{name}[lt]", describes, (_, p, _) => $"{column} < @{p}0", Read, "date-time");
    }

    /// <summary>A half-open range of business dates over a pair of columns: <c>name[gte]</c> and <c>name[lt]</c>.</summary>
    public Listing Date(string name, string fromColumn, string toColumn, string describes)
    {
        static IReadOnlyList<object>? Read(string text) =>
            DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? [date] : null;
        return Add($"{name}[gte]", describes, (_, p, _) => $"{toColumn} >= @{p}0", Read, "date").Add($"{name}[lt]", describes, (_, p, _) => $"{fromColumn} < @{p}0", Read, "date");
    }

    /// <summary>A filter of the module's own: <paramref name="read"/> gives the values of @0, @1 … in <paramref name="clause"/>.</summary>
    public Listing Where(string name, string clause, Func<string, IReadOnlyList<object>?> read, string describes) =>
        Add(name, describes, (_, p, _) => clause.Replace("@", "@" + p, StringComparison.Ordinal), read);

    /// <summary>A region with everything below it, by its GB/T 2260 code: whole levels of a code that are zero stand for all of them.</summary>
    public Listing Region(string name, string column, string describes) =>
        Where(name, $"{column} >= @0 AND {column} < @1", code => RegionCode().IsMatch(code) && RegionSpan.Of(code) is var span ? [span.From, span.Past] : null, describes);

    /// <summary>Search by <c>q</c> in the terms that the module writes for its records of this type (<see cref="Events.Changes.Found"/>).</summary>
    public Listing Search(string type, string describes)
    {
        filters.Add(new Filter("q", describes, (_, p, _) => $"SEARCH({Alias}, @{p}0)", text => SearchQuery.Parse(text) is { } asked ? [asked.Of(type)] : null)
        {
            Refusal = Problems.SearchInvalid
        });
        return this;
    }

    [GeneratedRegex("^([1-9][0-9]{5}|[1-9][0-9]{8})\\z")]
    private static partial Regex RegionCode();

    private Listing Add(string name, string describes, Func<DynamicParameters, string, IReadOnlyList<object>, string> clause,
        Func<string, IReadOnlyList<object>?> read, string? format = null, IReadOnlyCollection<string>? allowed = null)
    {
        filters.Add(new Filter(name, describes, clause, read) { Format = format, Allowed = allowed });
        return this;
    }
}

/// <summary>A list request, read and checked against the endpoint's <see cref="Listing"/>.</summary>
public sealed record ListQuery
{
    public required int Limit { get; init; }
    public required Sort Sort { get; init; }
    public required bool Descending { get; init; }
    public required string Where { get; init; }
    public required DynamicParameters Parameters { get; init; }
    public string? Cursor { get; init; }
    public bool Count { get; init; }

    /// <summary>The column that makes every sort unique.</summary>
    public required string Id { get; init; }

    /// <summary>Everything that decides which rows come in which order.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The parameters that every list takes.</summary>
    public static readonly IReadOnlyList<string> Common = ["limit", "cursor", "sort", "count", "fields"];

    public static readonly IReadOnlyList<string> OrganisationParameters = ["org", "orgScope", "axis"];

    public static ValueTask<ListQuery> BindAsync(HttpContext http)
    {
        var listing = http.GetEndpoint()!.Metadata.GetRequiredMetadata<Listing>();
        var query = http.Request.Query;
        var errors = new List<InputError>();
        var parameters = new DynamicParameters();
        var where = new StringBuilder();

        for (var i = 0; i < listing.Filters.Count; i++)
        {
            var filter = listing.Filters[i];
            if (!query.TryGetValue(filter.Name, out var given))
                continue;

            if (filter.Read(given.ToString()) is not { } values)
            {
                errors.Add(Bad(filter.Name, filter.Refusal) with { Params = filter.Allowed is { } allowed ? new { allowed } : null });
                continue;
            }

            var name = $"f{i}_";
            var clause = filter.Clause(parameters, name, values);
            for (var v = 0; v < values.Count; v++)
                parameters.Add($"{name}{v}", values[v]);
            where.Append("\nAND ").Append(clause);
        }

        if (listing.ByOrganisation)
            where.Append(Organisation(query, listing.Alias, parameters, errors));

        var sortText = query["sort"].ToString();
        var sort = listing.Sorts.FirstOrDefault(known => known.Name == sortText.TrimStart('-')) ?? listing.Default;
        if (sortText.Length > 0 && sort.Name != sortText.TrimStart('-'))
            errors.Add(Bad("sort"));

        var limit = Pages.DefaultLimit;
        if (query.TryGetValue("limit", out var asked) && (!int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > Pages.MostLimit))
            errors.Add(Bad("limit"));

        var count = query["count"].ToString();
        if (count is not ("" or "none" or "estimate" or "exact"))
            errors.Add(Bad("count"));

        if (errors.Count > 0)
            throw new Invalid([.. errors]);

        return ValueTask.FromResult(new ListQuery
        {
            Limit = limit,
            Sort = sort,
            Descending = sortText.StartsWith('-'),
            Where = where.ToString(),
            Parameters = parameters,
            Cursor = query.TryGetValue("cursor", out var cursor) ? cursor.ToString() : null,
            Count = count is "estimate" or "exact",
            Id = listing.Sorts[0].Column,
            Fingerprint = http.Request.Path + "?" + string.Join('&', query.Where(entry => entry.Key is not ("cursor" or "limit" or "fields" or "count"))
                .OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"))
        });
    }

    private static string Organisation(IQueryCollection query, string alias, DynamicParameters parameters, List<InputError> errors)
    {
        var (scope, axis) = (query["orgScope"].ToString(), query["axis"].ToString());
        if (scope is not ("" or "self" or "subtree"))
            errors.Add(Bad("orgScope"));
        if (axis is not ("" or "owner" or "home"))
            errors.Add(Bad("axis"));
        if (!query.TryGetValue("org", out var text))
        {
            // An axis of nobody would be answered as if it had not been asked for.
            if (scope.Length + axis.Length > 0)
                errors.Add(Bad("org"));
            return "";
        }

        if (!Guid.TryParse(text, out var org))
        {
            errors.Add(Bad("org"));
            return "";
        }

        parameters.Add("org", org);
        return (axis, scope) switch
        {
            ("home", "subtree") => $"\nAND EXISTS (SELECT 1 FROM kernel_scope fs JOIN kernel_org_tree ft ON ft.org_id = fs.org_id WHERE fs.record_id = {alias}.id AND fs.axis = 'home' AND ft.ancestor_id = @org)",
            ("home", _) => $"\nAND EXISTS (SELECT 1 FROM kernel_scope fs WHERE fs.record_id = {alias}.id AND fs.axis = 'home' AND fs.org_id = @org)",
            (_, "subtree") => $"\nAND EXISTS (SELECT 1 FROM kernel_org_tree ft WHERE ft.org_id = {alias}.owner_org_id AND ft.ancestor_id = @org)",
            _ => $"\nAND {alias}.owner_org_id = @org"
        };
    }

    private static InputError Bad(string parameter, Problem? problem = null) =>
        new($"/query/{parameter}", (problem ?? Problems.ParameterInvalid).Code, (problem ?? Problems.ParameterInvalid).Text());
}

/// <summary>Ties a list endpoint to what it can be asked.</summary>
public static class ListingConventions
{
    public static TBuilder Lists<TBuilder>(this TBuilder builder, Listing listing) where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(listing);
}
