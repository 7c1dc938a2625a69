using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Configuration;

namespace HeroApi.Kernel;

/// <summary>
/// Every setting of the host, read from <c>appsettings.json</c>, the environment (<c>Hero__Name</c>) and the command line.
/// </summary>
public sealed record HeroSettings
{
    /// <summary>Where the database, the keys and the administrator's key file live.</summary>
    public required string DataFolder { get; init; }

    /// <summary>PostgreSQL's connection string; null means embedded SQLite.</summary>
    public string? PostgresConnection { get; init; }

    /// <summary><c>HERO_KEYS</c>: <c>data-1:BASE64;index-1:BASE64</c>, 32 bytes each. Required on PostgreSQL.</summary>
    public string? Keys { get; init; }

    /// <summary><c>HERO_ADMIN_KEY</c>: the administrator's key, instead of one made at the first start.</summary>
    public string? AdminKey { get; init; }

    /// <summary>How long one command may hold SQLite's writer lane.</summary>
    public TimeSpan LongestCommand { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long one statement may run on PostgreSQL.</summary>
    public TimeSpan StatementTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may take before it is answered 503.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest request body, in bytes, after decompression too.</summary>
    public long MaxRequestBytes { get; init; } = 1024 * 1024;

    /// <summary>Requests per second and burst of a key that names no limit of its own.</summary>
    public int RatePerSecond { get; init; } = 20;

    public int RateBurst { get; init; } = 100;

    /// <summary>Requests per second and burst of one address on routes that need no credential and are worth guessing at.</summary>
    public int AddressRatePerSecond { get; init; } = 5;

    public int AddressRateBurst { get; init; } = 50;

    /// <summary>Addresses and networks (10.0.0.5, 10.1.0.0/16) of the proxies whose X-Forwarded-For is believed; nobody's by default.</summary>
    public IReadOnlyList<IPNetwork> TrustedProxies { get; init; } = [];

    /// <summary>How long a credential is believed before it is looked up again; a revocation takes effect within it.</summary>
    public TimeSpan CredentialCache { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>The highest failed attempts of a delivery before it becomes a dead letter.</summary>
    public int DeliveryAttempts { get; init; } = 8;

    /// <summary>How long an offer of a record stands when it does not say.</summary>
    public TimeSpan OfferLasts { get; init; } = TimeSpan.FromDays(15);

    /// <summary>How long an ended public notice is shown where its rules do not say.</summary>
    public TimeSpan NoticeShownAfterEnd { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Where files are kept; the data folder unless several hosts share a path.</summary>
    public string? FileStore { get; init; }

    /// <summary>The largest file, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 50 * 1024 * 1024;

    /// <summary>How long an upload may be interrupted before it must begin again.</summary>
    public TimeSpan UploadExpiry { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long a file that no record refers to is kept.</summary>
    public TimeSpan LooseFileExpiry { get; init; } = TimeSpan.FromDays(2);

    /// <summary>The page that the QR codes of certificates lead to; the look-up itself when there is none.</summary>
    public string? CertificatePage { get; init; }

    /// <summary>Whether cases where no rules are known go by the mixed ones that are shipped for demonstrations, which are no place's law.</summary>
    public bool DemoRules { get; init; }

    public string FileFolder => FileStore ?? Path.Combine(DataFolder, "files");

    public string SqliteFile => Path.Combine(DataFolder, "hero.db");

    public string KeyFolder => Path.Combine(DataFolder, "keys");

    public static HeroSettings From(IConfiguration configuration)
    {
        var hero = configuration.GetSection("Hero");
        var settings = new HeroSettings
        {
            DataFolder = Path.GetFullPath(configuration["data"] ?? hero["DataFolder"] ?? "data"),
            PostgresConnection = configuration.GetConnectionString("Hero"),
            Keys = configuration["HERO_KEYS"],
            AdminKey = configuration["HERO_ADMIN_KEY"]
        };
        return settings with
        {
            LongestCommand = hero.GetValue("LongestCommand", settings.LongestCommand),
            StatementTimeout = hero.GetValue("StatementTimeout", settings.StatementTimeout),
            RequestTimeout = hero.GetValue("RequestTimeout", settings.RequestTimeout),
            MaxRequestBytes = hero.GetValue("MaxRequestBytes", settings.MaxRequestBytes),
            RatePerSecond = hero.GetValue("RatePerSecond", settings.RatePerSecond),
            RateBurst = hero.GetValue("RateBurst", settings.RateBurst),
            AddressRatePerSecond = hero.GetValue("AddressRatePerSecond", settings.AddressRatePerSecond),
            AddressRateBurst = hero.GetValue("AddressRateBurst", settings.AddressRateBurst),
            TrustedProxies = [.. (hero["TrustedProxies"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Network)],
            CredentialCache = hero.GetValue("CredentialCache", settings.CredentialCache),
            DeliveryAttempts = hero.GetValue("DeliveryAttempts", settings.DeliveryAttempts),
            OfferLasts = hero.GetValue("OfferLasts", settings.OfferLasts),
            NoticeShownAfterEnd = hero.GetValue("NoticeShownAfterEnd", settings.NoticeShownAfterEnd),
            FileStore = hero["FileStore"] is { Length: > 0 } store ? Path.GetFullPath(store) : null,
            MaxFileBytes = hero.GetValue("MaxFileBytes", settings.MaxFileBytes),
            UploadExpiry = hero.GetValue("UploadExpiry", settings.UploadExpiry),
            LooseFileExpiry = hero.GetValue("LooseFileExpiry", settings.LooseFileExpiry),
            CertificatePage = hero["CertificatePage"] is { Length: > 0 } page ? page : null,
            DemoRules = hero.GetValue("DemoRules", configuration.GetValue<bool>("demo"))
        };
    }

    private static IPNetwork Network(string text) => IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
        : throw new HostRefused($"Hero:TrustedProxies names {text}, which is no address and no network such as 10.1.0.0/16.");
}
