using HeroApi.Kernel.Data;
using HeroApi.TestKit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;
using Engine = HeroApi.TestKit.Engine;

namespace HeroApi.Tests.Kernel.Data;

public sealed class BackupTests
{
    [Fact]
    public async Task A_backup_beside_a_running_host_holds_what_was_written()
    {
        await using var api = await Api.On(Engine.Sqlite);
        var lead = await (await api.Organisation()).ReportedLead();
        var folder = Path.Combine(api.Database.Folder, "backup");

        await api.Services.GetRequiredService<IEngine>().Backup(folder, CancellationToken.None);

        await using var copy = new SqliteConnection($"Data Source={Path.Combine(folder, "hero.db")};Mode=ReadOnly;Pooling=False");
        await copy.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = copy.CreateCommand();
        command.CommandText = "SELECT id FROM cases_lead";
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(lead.Id.ToString());
    }
}
