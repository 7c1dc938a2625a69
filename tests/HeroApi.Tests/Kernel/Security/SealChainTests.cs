using HeroApi.Kernel.Data;
using HeroApi.Kernel.Security;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Security;

/// <summary>The audit trail cannot be changed behind the back of whoever holds the key ring.</summary>
public sealed class SealChainTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_untouched_trail_is_whole(Engine engine)
    {
        await using var api = await Acted(engine);

        (await Verify(api)).ShouldBeNull();
        (await api.Count("kernel_audit", "seal_no IS NULL")).ShouldBe(0);
    }

    [Theory]
    [InlineData(Engine.Sqlite, "UPDATE kernel_audit SET note = 'other' WHERE seal_no = 5", "row of seal 5 was changed")]
    [InlineData(Engine.Postgres, "UPDATE kernel_audit SET note = 'other' WHERE seal_no = 5", "row of seal 5 was changed")]
    [InlineData(Engine.Sqlite, "UPDATE kernel_audit SET record_version = 9 WHERE seal_no = 6", "row of seal 6 was changed")]
    [InlineData(Engine.Postgres, "UPDATE kernel_audit SET record_version = 9 WHERE seal_no = 6", "row of seal 6 was changed")]
    [InlineData(Engine.Sqlite, "DELETE FROM kernel_audit WHERE seal_no = 5", "seal 5 is missing")]
    [InlineData(Engine.Postgres, "DELETE FROM kernel_audit WHERE seal_no = 5", "seal 5 is missing")]
    [InlineData(Engine.Sqlite, "DELETE FROM kernel_audit WHERE seal_no > 5", "the chain ends at seal 5")]
    [InlineData(Engine.Postgres, "DELETE FROM kernel_audit WHERE seal_no > 5", "the chain ends at seal 5")]
    [InlineData(Engine.Sqlite, "UPDATE kernel_audit SET seal = digest WHERE seal_no = 5", "seal 5 does not follow")]
    [InlineData(Engine.Postgres, "UPDATE kernel_audit SET seal = digest WHERE seal_no = 5", "seal 5 does not follow")]
    public async Task Whatever_is_changed_is_found(Engine engine, string tampering, string finding)
    {
        await using var api = await Acted(engine);

        await Tamper(api, tampering);

        (await Verify(api)).ShouldNotBeNull().ShouldContain(finding);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_tail_that_was_removed_together_with_the_mark_of_its_end_is_found(Engine engine)
    {
        await using var api = await Acted(engine);

        await Tamper(api, "DELETE FROM kernel_audit WHERE seal_no > 5");
        await Tamper(api, "UPDATE kernel_audit_head SET seal_no = 5, seal = (SELECT seal FROM kernel_audit WHERE seal_no = 5)");

        (await Verify(api)).ShouldNotBeNull();
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_row_whose_text_was_erased_still_verifies(Engine engine)
    {
        await using var api = await Acted(engine);

        await Tamper(api, "UPDATE kernel_audit SET note = NULL, erased_at = at WHERE seal_no = 5");

        (await Verify(api)).ShouldBeNull();
    }

    private static async Task<Api> Acted(Engine engine)
    {
        var api = await PlantedModule.On(engine);
        var officer = await api.Organisation();
        for (var i = 0; i < 8; i++)
            await officer.Post("leads", States.LeadBody(), headers: ("X-Action-Note", $"note {i}"));
        await api.Settle();
        return api;
    }

    private static Task<string?> Verify(Api api) => api.Services.GetRequiredService<SealChain>().Verify(api.Services.GetRequiredService<IEngine>(), null, CancellationToken.None);

    private static Task Tamper(Api api, string sql) => api.Services.GetRequiredService<IEngine>().Write(async session =>
    {
        await using var command = session.Connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteNonQueryAsync();
    }, CancellationToken.None);
}
