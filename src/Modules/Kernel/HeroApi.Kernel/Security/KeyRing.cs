using System.Security.Cryptography;
using System.Text;
using Dapper;
using HeroApi.Kernel.Data;

namespace HeroApi.Kernel.Security;

/// <summary>
/// The keys of an installation: <c>data-N</c> encrypt (the highest N is used for new values), <c>index-1</c> finds
/// values without decrypting and never changes on its own. They live beside the database, never in it; the database
/// holds a check value of each, so that a host with other keys refuses to start instead of writing what nobody can read.
/// </summary>
public sealed class KeyRing
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Dictionary<string, byte[]> keys;
    private readonly string current;
    private readonly byte[] printKey;
    private readonly byte[] sealKey;
    private readonly byte[] cursorKey;
    private readonly byte[] indexKey;

    private KeyRing(Dictionary<string, byte[]> keys)
    {
        this.keys = keys;
        current = keys.Keys.Where(id => id.StartsWith("data-", StringComparison.Ordinal)).MaxBy(id => int.Parse(id[5..], System.Globalization.CultureInfo.InvariantCulture))
            ?? throw new HostRefused("The key ring has no data key.");
        indexKey = keys.GetValueOrDefault("index-1") ?? throw new HostRefused("The key ring has no index key.");
        (printKey, sealKey, cursorKey) = (Derive("print"), Derive("seal"), Derive("cursor"));
    }

    /// <summary>Takes the keys from <c>HERO_KEYS</c>, else from the data folder, where the first start makes them.</summary>
    public static KeyRing Open(HeroSettings settings)
    {
        if (settings.Keys is { Length: > 0 } given)
            return new KeyRing(Read(given));

        if (settings.PostgresConnection is not null)
            throw new HostRefused("On PostgreSQL several hosts share the data, so HERO_KEYS must be given. Make a ring with: build/run -- keys new");

        var file = Path.Combine(settings.KeyFolder, "ring");
        if (!File.Exists(file))
        {
            if (File.Exists(settings.SqliteFile))
                throw new HostRefused($"The database is there but its keys are not: {file} is missing. Restore it, or give HERO_KEYS.");
            Directory.CreateDirectory(settings.KeyFolder);
            PrivateFile.Write(file, New());
        }

        return new KeyRing(Read(File.ReadAllText(file)));
    }

    /// <summary>A fresh ring, in the form of <c>HERO_KEYS</c>.</summary>
    public static string New() => $"data-1:{Fresh()};index-1:{Fresh()}";

    /// <summary>Compares the ring with the check values of the database, and leaves them there for new keys.</summary>
    public async Task Verify(IEngine engine, CancellationToken ct)
    {
        Dictionary<string, string> known;
        await using (var lease = await engine.Read(ct))
            known = (await lease.Connection.QueryAsync<(string Id, string Check)>("SELECT id, check_value FROM kernel_key")).ToDictionary(row => row.Id, row => row.Check);

        foreach (var (id, check) in known)
        {
            if (!keys.TryGetValue(id, out var key))
                throw new HostRefused($"The data was written with key {id}, which the key ring lacks.");
            if (check != Check(key))
                throw new HostRefused($"Key {id} is not the one the data was written with.");
        }

        foreach (var (id, key) in keys.Where(entry => !known.ContainsKey(entry.Key)))
            await engine.Write(session => session.Connection.ExecuteAsync(
                "INSERT INTO kernel_key (id, check_value) VALUES (@id, @check) ON CONFLICT (id) DO NOTHING", new { id, check = Check(key) }), ct);
    }

    /// <summary>AES-256-GCM under the newest data key; the key's id leads the value.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plain) => Seal(plain, keys[current], Encoding.ASCII.GetBytes(current));

    public byte[] Decrypt(ReadOnlySpan<byte> value)
    {
        var id = Encoding.ASCII.GetString(value.Slice(1, value[0]));
        return Unseal(value, keys.GetValueOrDefault(id) ?? throw new CryptographicException($"Key {id} is not in the ring."))
            ?? throw new CryptographicException("A stored value does not match its key.");
    }

    /// <summary>The keyed hash by which an encrypted value is found again.</summary>
    public byte[] Index(string kind, string value) => HMACSHA256.HashData(indexKey, Encoding.UTF8.GetBytes($"{kind}\n{value}"));

    /// <summary>An opaque, tamper-proof text for cursors and sync tokens.</summary>
    public string Token(ReadOnlySpan<byte> plain) => Base64Url(Seal(plain, cursorKey, []));

    /// <summary>What a token holds; null when it is not one of ours.</summary>
    public byte[]? OpenToken(string token)
    {
        try
        {
            return Unseal(System.Buffers.Text.Base64Url.DecodeFromChars(token), cursorKey);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    internal byte[] Print(ReadOnlySpan<byte> text) => HMACSHA256.HashData(printKey, text);

    internal byte[] NextSeal(ReadOnlySpan<byte> previous, long number, ReadOnlySpan<byte> digest)
    {
        Span<byte> input = stackalloc byte[previous.Length + sizeof(long) + digest.Length];
        previous.CopyTo(input);
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(input[previous.Length..], number);
        digest.CopyTo(input[(previous.Length + sizeof(long))..]);
        return HMACSHA256.HashData(sealKey, input);
    }

    private static string Base64Url(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static string Fresh() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes));

    private static string Check(byte[] key) => Convert.ToHexStringLower(HMACSHA256.HashData(key, "heroapi key check"u8));

    private byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, indexKey, KeyBytes, info: Encoding.ASCII.GetBytes($"heroapi {purpose}"));

    private static Dictionary<string, byte[]> Read(string text)
    {
        var ring = new Dictionary<string, byte[]>();
        foreach (var entry in text.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var key = new byte[KeyBytes];
            var id = colon < 0 ? "" : entry[..colon];
            if (!(id == "index-1" || (id.StartsWith("data-", StringComparison.Ordinal) && int.TryParse(id[5..], out _)))
                || !Convert.TryFromBase64String(entry[(colon + 1)..], key, out var written) || written != KeyBytes)
                throw new HostRefused("A key must read data-N:BASE64 or index-1:BASE64 with 32 bytes.");
            ring[id] = key;
        }

        return ring;
    }

    /// <summary>Layout: length of id, id, nonce, tag, cipher.</summary>
    private static byte[] Seal(ReadOnlySpan<byte> plain, byte[] key, byte[] id)
    {
        var value = new byte[1 + id.Length + NonceBytes + TagBytes + plain.Length];
        value[0] = (byte)id.Length;
        id.CopyTo(value, 1);
        var body = value.AsSpan(1 + id.Length);
        RandomNumberGenerator.Fill(body[..NonceBytes]);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(body[..NonceBytes], plain, body[(NonceBytes + TagBytes)..], body.Slice(NonceBytes, TagBytes), value.AsSpan(0, 1 + id.Length));
        return value;
    }

    private static byte[]? Unseal(ReadOnlySpan<byte> value, byte[] key)
    {
        if (value.Length == 0 || value.Length < 1 + value[0] + NonceBytes + TagBytes)
            return null;

        var head = value[..(1 + value[0])];
        var body = value[head.Length..];
        var plain = new byte[body.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        try
        {
            aes.Decrypt(body[..NonceBytes], body[(NonceBytes + TagBytes)..], body.Slice(NonceBytes, TagBytes), plain, head);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}

/// <summary>Files that only their owner may read.</summary>
public static class PrivateFile
{
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(path, options);
        file.Write(text);
    }
}
