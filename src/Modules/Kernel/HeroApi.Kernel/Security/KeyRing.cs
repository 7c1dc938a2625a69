using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace HeroApi.Kernel.Security;

/// <summary>
/// The keys of an installation: <c>data-N</c> encrypt, <c>index-N</c> find values without decrypting. Every value says
/// which key it is under; which key new values get is in the database, so that no host writes what another cannot read.
/// Seals, prints and tokens derive from <c>index-1</c> and stay with it. The keys live beside the database, never in it.
/// </summary>
public sealed class KeyRing
{
    internal const string Data = "data";
    internal const string Finding = "index";
    private const string Root = "index-1";
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Dictionary<string, byte[]> keys;
    private readonly byte[] printKey;
    private readonly byte[] sealKey;
    private readonly byte[] cursorKey;
    private volatile Use use;

    private KeyRing(Dictionary<string, byte[]> keys)
    {
        this.keys = keys;
        if (!keys.ContainsKey(Root))
            throw new HostRefused($"The key ring has no key {Root}.");
        use = new Use(Newest(Data), Newest(Finding), [.. Of(Finding)], long.MaxValue);
        (printKey, sealKey, cursorKey) = (Derive("print"), Derive("seal"), Derive("cursor"));
    }

    public IEnumerable<string> Ids => keys.Keys.Order(StringComparer.Ordinal);

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

    /// <summary>The ring with one key more, the next of its purpose.</summary>
    public static string Add(string ring, string purpose)
    {
        var added = new KeyRing(Read(ring)).Newest(purpose);
        return $"{ring.TrimEnd()};{Name(purpose, Number(added) + 1)}:{Fresh()}";
    }

    /// <summary>The ring without one key.</summary>
    public static string Remove(string ring, string id)
    {
        if (id == Root)
            throw new HostRefused($"{Root} stays: the seals of the audit trail derive from it.");
        var entries = ring.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var left = entries.Where(entry => !entry.StartsWith($"{id}:", StringComparison.Ordinal)).ToList();
        return left.Count < entries.Length ? string.Join(';', left) : throw new HostRefused($"The key ring has no key {id}.");
    }

    public static string? PurposeOf(string id) => id.Split('-') is [var purpose, var number] && purpose is (Data or Finding)
        && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && id == Name(purpose, n) ? purpose : null;

    /// <summary>AES-256-GCM under the current data key; the key's id leads the value.</summary>
    public byte[] Encrypt(ReadOnlySpan<byte> plain)
    {
        var id = Writing().Data;
        return Seal(plain, keys[id], Encoding.ASCII.GetBytes(id));
    }

    public byte[] Decrypt(ReadOnlySpan<byte> value) =>
        Unseal(value, keys.GetValueOrDefault(KeyOf(value)) ?? throw new CryptographicException($"Key {KeyOf(value)} is not in the ring."))
            ?? throw new CryptographicException("A stored value does not match its key.");

    /// <summary>The keyed hash by which an encrypted value is found again, under the current index key; the key's id leads it.</summary>
    public byte[] Index(string kind, string value) => Hash(Writing().Index, kind, value);

    /// <summary>The keyed hashes that the value may be stored under: one, and one more while another key takes over.</summary>
    public IReadOnlyList<byte[]> Indexes(string kind, string value) => [.. use.Asked.Select(id => Hash(id, kind, value))];

    internal bool Has(string id) => keys.ContainsKey(id);

    internal bool Writes(string id) => use is var now && (now.Data == id || now.Index == id);

    internal bool IsCurrent(ReadOnlySpan<byte> value) => Writes(KeyOf(value));

    internal string CheckOf(string id) => Check(keys[id]);

    internal string Newest(string purpose) => Of(purpose).MaxBy(Number) ?? throw new HostRefused($"The key ring has no {purpose} key.");

    /// <summary>Writes with these keys from now on, for no longer than <paramref name="lease"/> unless told again.</summary>
    internal void Follow(string data, string index, IReadOnlySet<string> retired, TimeSpan lease) =>
        use = new Use(data, index, [.. Of(Finding).Where(id => !retired.Contains(id))], Environment.TickCount64 + (long)lease.TotalMilliseconds);

    internal static string KeyOf(ReadOnlySpan<byte> value) => Encoding.ASCII.GetString(value.Slice(1, value[0]));

    /// <summary>Secret bytes for one purpose of a module, the same on every host; who learns them learns nothing of the ring.</summary>
    public byte[] SecretFor(string purpose, int length) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, keys[Root], length, info: Encoding.UTF8.GetBytes($"heroapi module {purpose}"));

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

    private byte[] Derive(string purpose) => HKDF.DeriveKey(HashAlgorithmName.SHA256, keys[Root], KeyBytes, info: Encoding.ASCII.GetBytes($"heroapi {purpose}"));

    private IEnumerable<string> Of(string purpose) => keys.Keys.Where(id => PurposeOf(id) == purpose);

    private static int Number(string id) => int.Parse(id[(id.IndexOf('-', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture);

    private static string Name(string purpose, int number) => string.Create(CultureInfo.InvariantCulture, $"{purpose}-{number}");

    /// <summary>A host that has not heard from the database for long may have missed that another key is current.</summary>
    private Use Writing() => use is var now && Environment.TickCount64 < now.Until && Has(now.Data) && Has(now.Index) ? now : throw new Refusal(Problems.Busy);

    private byte[] Hash(string id, string kind, string value)
    {
        var hash = new byte[1 + id.Length + HMACSHA256.HashSizeInBytes];
        hash[0] = (byte)Encoding.ASCII.GetBytes(id, hash.AsSpan(1));
        HMACSHA256.HashData(keys[id], Encoding.UTF8.GetBytes($"{kind}\n{value}"), hash.AsSpan(1 + id.Length));
        return hash;
    }

    private static Dictionary<string, byte[]> Read(string text)
    {
        var ring = new Dictionary<string, byte[]>();
        foreach (var entry in text.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var colon = entry.IndexOf(':', StringComparison.Ordinal);
            var key = new byte[KeyBytes];
            var id = colon < 0 ? "" : entry[..colon];
            if (PurposeOf(id) is null || !Convert.TryFromBase64String(entry[(colon + 1)..], key, out var written) || written != KeyBytes)
                throw new HostRefused("A key must read data-N:BASE64 or index-N:BASE64 with 32 bytes.");
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

    private sealed record Use(string Data, string Index, IReadOnlyList<string> Asked, long Until);
}

/// <summary>Files that only their owner may read.</summary>
public static class PrivateFile
{
    public static void Write(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // A ring that was cut off halfway would be data lost, so the file is replaced as a whole.
        var whole = path + ".new";
        using (var file = new FileStream(whole, options))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(whole, path, overwrite: true);
    }
}
