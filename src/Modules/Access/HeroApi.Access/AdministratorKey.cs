using Dapper;
using HeroApi.Access.Keys;
using Microsoft.Extensions.Logging;

namespace HeroApi.Access;

/// <summary>The first key of an installation: made once, for an empty database, or given as <c>HERO_ADMIN_KEY</c>.</summary>
internal sealed class AdministratorKey(IEngine engine, TimeProvider clock, ILogger<AdministratorKey> log)
{
    /// <summary>Makes sure that an administrator can get in, and says where a fresh key was written.</summary>
    internal async Task Ensure(HeroSettings settings, CancellationToken ct)
    {
        if (settings.AdminKey is { Length: > 0 } given)
        {
            if (!given.StartsWith(Secret.Prefix, StringComparison.Ordinal) || given.Length < 24)
                throw new HostRefused($"HERO_ADMIN_KEY must begin with {Secret.Prefix} and have at least 24 characters.");
            try
            {
                await Add(given, onlyIfEmpty: false, ct);
            }
            catch (Exception exception) when (engine.Translate(exception)?.Problem == Problems.Conflict)
            {
                log.LogInformation("Another host that starts at the same time has added the administrator's key");
            }

            return;
        }

        var secret = Secret.New();
        var file = Path.Combine(settings.DataFolder, "admin.key");
        if (await IsEmpty(ct))
        {
            // The file first: a key in the database that nobody ever saw would lock everybody out.
            Directory.CreateDirectory(settings.DataFolder);
            PrivateFile.Write(file, secret + "\n");
            await Add(secret, onlyIfEmpty: true, ct);
            log.LogInformation("The administrator's key was written to {File}", file);
        }
    }

    private async Task<bool> IsEmpty(CancellationToken ct)
    {
        await using var lease = await engine.Read(ct);
        return await lease.Connection.ExecuteScalarAsync<long>(new CommandDefinition("SELECT COUNT(*) FROM access_api_key", cancellationToken: ct)) == 0;
    }

    private Task<int> Add(string secret, bool onlyIfEmpty, CancellationToken ct) => engine.Write(async session =>
    {
        var (key, now) = (Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow());
        var (hash, hint) = (Secret.Hash(secret), Secret.Hint(secret));
        var added = await session.Connection.ExecuteAsync(
            $"""
            INSERT INTO access_api_key (id, version, name, scopes, systems, rate_burst, created_at, updated_at)
            SELECT @key, 1, 'administrator', 'admin', '', 0, @now, @now
            WHERE  NOT EXISTS (SELECT 1 FROM access_api_secret WHERE hash = @hash)
            {(onlyIfEmpty ? "AND NOT EXISTS (SELECT 1 FROM access_api_key)" : "")}
            """, new { key, now, hash });
        return added == 0 ? 0 : await session.Connection.ExecuteAsync(
            "INSERT INTO access_api_secret (id, key_id, hash, hint, created_at) VALUES (@id, @key, @hash, @hint, @now)",
            new { id = Guid.CreateVersion7(clock.GetUtcNow()), key, hash, hint, now });
    }, ct);
}
