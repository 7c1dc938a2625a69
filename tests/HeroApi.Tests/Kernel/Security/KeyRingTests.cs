using HeroApi.Kernel;
using HeroApi.Kernel.Security;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Security;

/// <summary>A host without the keys of its data does not start, for it would write what nobody can read.</summary>
public sealed class KeyRingTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_host_with_other_keys_is_refused(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        await (await Api.On(database)).DisposeAsync();

        (await Should.ThrowAsync<HostRefused>(() => Api.On(database, null, false, null, "--HERO_KEYS", KeyRing.New()))).Message.ShouldContain("is not the one the data was written with");
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_host_that_lacks_a_key_of_the_data_is_refused(Engine engine)
    {
        await using var database = await TestDatabase.On(engine);
        var ring = KeyRing.New();
        var newer = ring + ";" + KeyRing.New().Split(';')[0].Replace("data-1", "data-2", StringComparison.Ordinal);
        await (await Api.On(database, null, false, null, "--HERO_KEYS", newer)).DisposeAsync();

        (await Should.ThrowAsync<HostRefused>(() => Api.On(database, null, false, null, "--HERO_KEYS", ring))).Message.ShouldContain("data-2");
    }

    [Fact]
    public async Task A_database_whose_ring_file_is_missing_is_refused()
    {
        await using var database = await TestDatabase.On(Engine.Sqlite);
        await (await Api.On(database)).DisposeAsync();
        var ring = Path.Combine(database.Folder, "keys", "ring");
        File.Move(ring, ring + ".away");

        (await Should.ThrowAsync<HostRefused>(() => Api.On(database))).Message.ShouldContain("is missing");
        File.Exists(ring).ShouldBeFalse();
        File.Move(ring + ".away", ring);
        await (await Api.On(database)).DisposeAsync();
    }

    [Fact]
    public async Task The_ring_file_is_its_owners_alone()
    {
        await using var database = await TestDatabase.On(Engine.Sqlite);
        await (await Api.On(database)).DisposeAsync();

        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(database.Folder, "keys", "ring")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void PostgreSQL_without_given_keys_is_refused() => Should
        .Throw<HostRefused>(() => KeyRing.Open(new HeroSettings { DataFolder = Path.GetTempPath(), PostgresConnection = "Host=127.0.0.1" }))
        .Message.ShouldContain("HERO_KEYS");

    [Theory, InlineData(""), InlineData("data-1"), InlineData("data-1:AAAA;index-1:AAAA"), InlineData("secret-1:AAAA")]
    public void A_ring_that_cannot_be_read_is_refused(string text) =>
        Should.Throw<HostRefused>(() => KeyRing.Open(new HeroSettings { DataFolder = Path.GetTempPath(), PostgresConnection = "Host=127.0.0.1", Keys = text }));

    [Fact]
    public void A_value_reads_back_and_a_changed_one_does_not()
    {
        var ring = KeyRing.Open(new HeroSettings { DataFolder = Path.GetTempPath(), Keys = KeyRing.New() });
        var cipher = ring.Encrypt("示范"u8);
        ring.Decrypt(cipher).ShouldBe("示范"u8.ToArray());

        for (var i = 0; i < cipher.Length; i++)
        {
            var changed = cipher.ToArray();
            changed[i] ^= 1;
            Should.Throw<System.Security.Cryptography.CryptographicException>(() => ring.Decrypt(changed));
        }
    }
}
