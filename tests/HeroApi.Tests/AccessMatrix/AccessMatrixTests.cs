using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.AccessMatrix;

/// <summary>Every route that the OpenAPI document lists, against the one table of who sees what.</summary>
public sealed class AccessMatrixTests
{
    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Every_route_keeps_the_table_and_no_answer_or_log_tells_of_a_hidden_record(Engine engine)
    {
        await using var stage = await Stage.On(engine);
        var walk = new Walk(stage);

        var breaches = await walk.Through(stage.Operations.Where(operation => operation.Id is not (Planted.Leak or Planted.Forgotten)), Recipes.All);

        breaches.ShouldBeEmpty();
        stage.Operations.Count.ShouldBeGreaterThan(10);
        walk.Answers.ShouldBeGreaterThan(1000);
        walk.Shown.ShouldBeGreaterThan(100);
        stage.Logged.Length.ShouldBeGreaterThan(1000);
        stage.Targets.Where(target => target.Canary.Length > 0 && stage.Logged.Contains(target.Canary, StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_route_without_a_recipe_and_a_route_that_forgets_the_scope_are_caught()
    {
        await using var stage = await Stage.On(Engine.Sqlite);

        var breaches = await new Walk(stage).Through(stage.Operations.Where(operation => operation.Id is Planted.Leak or Planted.Forgotten), Recipes.All);

        breaches.ShouldContain($"{Planted.Forgotten} has no recipe");
        breaches.ShouldContain(breach => breach.StartsWith(Planted.Leak, StringComparison.Ordinal) && breach.Contains("tells of a hidden lead", StringComparison.Ordinal));
    }
}
