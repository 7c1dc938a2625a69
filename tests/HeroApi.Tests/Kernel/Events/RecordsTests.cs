using HeroApi.Kernel.Events;
using HeroApi.Kernel.Security;
using HeroApi.TestKit;
using HeroApi.Tests.Kernel.Planted;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Kernel.Events;

/// <summary>What is alike in every record type: here, that records change hands.</summary>
public sealed class RecordsTests
{
    private static readonly string[] Narrow = ["feed:read"];

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_record_handed_over_leaves_one_reader_and_comes_to_the_other(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var (here, there, home) = (await api.Organisation(scopes: Narrow), await api.Organisation(scopes: Narrow), await api.Organisation(scopes: Narrow));
        var (note, kept) = (await api.Create(here.OrgId, home.OrgId), await api.Create(here.OrgId));
        var (left, right, house) = (await new Reader(here).CatchUp(), await new Reader(there).CatchUp(), await new Reader(home).CatchUp());

        var handed = await api.HandOver([note], there.OrgId);

        handed.ShouldHaveSingleItem().ShouldBe(new Raised { Id = note, Version = 2, Epoch = 2, Protection = Protection.None });
        (await left.CatchUp()).Held.ShouldBe(new Dictionary<Guid, (long, bool)> { [note] = (2, true), [kept] = (1, false) }, ignoreOrder: true);
        (await right.CatchUp()).Held.ShouldBe(new Dictionary<Guid, (long, bool)> { [note] = (2, false) });
        (await house.CatchUp()).Held.ShouldBe(new Dictionary<Guid, (long, bool)> { [note] = (2, false) });
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task What_is_deleted_or_his_already_stays_as_it_is(Engine engine)
    {
        await using var api = await PlantedModule.On(engine);
        var (here, there) = (await api.Organisation(scopes: Narrow), await api.Organisation(scopes: Narrow));
        var (gone, his) = (await api.Create(here.OrgId), await api.Create(there.OrgId));
        await api.Run(desk => desk.Notes.Delete(gone));
        var reader = await new Reader(there).CatchUp();

        (await api.HandOver([gone, his, Guid.NewGuid()], there.OrgId)).ShouldBeEmpty();
        (await api.HandOver([], there.OrgId)).ShouldBeEmpty();

        (await reader.CatchUp()).Items.ShouldBeEmpty();
        reader.Held.ShouldBe(new Dictionary<Guid, (long, bool)> { [his] = (1, false) });
    }
}

internal static class HandingOver
{
    internal static async Task<IReadOnlyList<Raised>> HandOver(this Api api, IReadOnlyCollection<Guid> notes, Guid to)
    {
        IReadOnlyList<Raised> handed = [];
        await api.Run(async desk => handed = await desk.Records.HandOver(NoteSource.Planted, notes, to, CancellationToken.None));
        return handed;
    }
}
