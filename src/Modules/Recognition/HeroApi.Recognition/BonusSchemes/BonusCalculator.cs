namespace HeroApi.Recognition.BonusSchemes;

/// <summary>What is known of the person that decides about the amount.</summary>
/// <param name="Died">Whether the person died of the act.</param>
/// <param name="Grade">The disability grade, from 1 to 10.</param>
/// <param name="IndexYear">The year whose figures are taken.</param>
internal sealed record Harmed(bool Died, int? Grade, int IndexYear);

/// <summary>Works a scheme out for a person. What is not known is refused, never guessed.</summary>
internal sealed class BonusCalculator(Db db, PublishedIndices indices)
{
    /// <summary>What the hero file knows of the harm, where the caller does not say: a death by a confirmed act, and the worst grade assessed.</summary>
    /// <param name="caseId">The act that it is about; any when null.</param>
    internal async Task<Harmed> Known(Guid heroId, Guid? caseId, bool? died, int? grade, int indexYear, CancellationToken ct) => new(
        died ?? await db.Single<long>(
            $"SELECT COUNT(*) FROM recognition_deed WHERE hero_id = @heroId AND state = 'confirmed' AND harm = 'died'{(caseId is null ? "" : " AND case_id = @caseId")}",
            new { heroId, caseId }, ct) > 0,
        grade ?? await db.SingleOrDefault<int?>("SELECT MIN(grade) FROM recognition_injury WHERE hero_id = @heroId", new { heroId }, ct),
        indexYear);

    internal async Task<BonusCalculation> Of(BonusSchemeView scheme, Harmed person, CancellationToken ct)
    {
        if (scheme.Harm is { } harm && harm != (person.Died ? "died" : person.Grade is null ? "none" : "disabled"))
            throw new Refusal(BonusErrors.SchemeNotForHarm, new { scheme.Harm });

        var steps = new List<BonusStep> { await Step(scheme.Formula.Base, person, ct) ?? throw NoGrade(scheme.Formula.Base, person) };
        foreach (var addition in scheme.Formula.Additions.Where(addition => Applies(addition, person)))
            if (await Step(addition, person, ct) is { } added)
                steps.Add(added with { When = addition.When });
        return new BonusCalculation
        {
            SchemeId = scheme.Id,
            FromFen = steps.Sum(step => step.FromFen),
            ToFen = steps.All(step => step.ToFen is not null) ? steps.Sum(step => step.ToFen) : null,
            Steps = steps
        };
    }

    private static bool Applies(Addition addition, Harmed person) => addition.When switch
    {
        "died" => person.Died,
        "disabled" => !person.Died && person.Grade is not null,
        _ => true
    };

    /// <summary>Null where a table by grade has no row for the person.</summary>
    private async Task<BonusStep?> Step(FormulaPart part, Harmed person, CancellationToken ct)
    {
        if (part.Kind == "index")
        {
            var figure = await indices.Find(part.Index!, part.IndexRegion!, person.IndexYear, ct)
                ?? throw new Refusal(BonusErrors.IndexUnknown, new { part.Index, region = part.IndexRegion, year = person.IndexYear });
            var amount = (long)decimal.Round(figure.AmountFen * part.Times!.Value, 0, MidpointRounding.AwayFromZero);
            return new BonusStep { Kind = part.Kind, FromFen = amount, ToFen = amount, Index = figure, Times = part.Times, Article = part.Article };
        }

        if (part.Kind == "by_grade")
        {
            var grade = person.Died ? 0 : person.Grade;
            return part.ByGrade!.FirstOrDefault(row => row.Grade == grade) is { } row
                ? new BonusStep { Kind = part.Kind, FromFen = row.FromFen, ToFen = row.ToFen ?? row.FromFen, Grade = grade, Article = part.Article }
                : null;
        }

        return new BonusStep
        {
            Kind = part.Kind,
            FromFen = part.AmountFen ?? part.FromFen!.Value,
            ToFen = part.AmountFen ?? part.ToFen,
            Article = part.Article
        };
    }

    private static Invalid NoGrade(FormulaPart part, Harmed person) => Invalid.At("/grade",
        person is { Died: false, Grade: null } ? BonusErrors.GradeNeeded : BonusErrors.GradeNotInScheme, new { grades = part.ByGrade!.Select(row => row.Grade) });
}
