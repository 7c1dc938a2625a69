using System.Globalization;
using System.Text.Json;
using HeroApi.Cases.Rules;
using HeroApi.Organisations.Contracts;

namespace HeroApi.Cases.Notices;

/// <summary>What a notice says: the names as it shows them, and the text.</summary>
internal sealed record Wording(IReadOnlyList<string> Names, string Text);

/// <summary>Makes the text of a notice from its case. Numbers and addresses of persons are never in it.</summary>
internal sealed class NoticeWriter(Db db, Protector protector, IMediator mediator)
{
    private const int Grown = 18;

    /// <param name="lastDay">Null while the rules do not say how long it runs.</param>
    internal async Task<Wording> Write(CaseFile file, string masking, DateOnly firstDay, DateOnly? lastDay, CancellationToken ct)
    {
        var row = file.Case;
        var place = (await mediator.Send(new FindPlaces([row.RegionCode], row.ActedFrom), ct))[row.RegionCode];
        var body = (await mediator.Send(new FindOrganisations([row.OwnerOrgId]), ct))[row.OwnerOrgId];
        var named = file.Actors.Where(actor => actor.Proposal != "refusal").Select(actor => new Named(actor.Name, NameMask.Of(actor.Name, IsMinor(row, actor) ? Masked(masking) : masking))).ToList();
        var deed = NameMask.Hide(row.Summary, [.. await Others(file, Masked(masking), ct), .. named]);
        IReadOnlyList<string> names = [.. named.Select(person => person.Shown)];
        return new Wording(names, string.Join('\n', new[]
        {
            "见义勇为人员拟确认公示",
            $"{(file.Rules.Article(RuleKeys.NoticeWithin) is { } article ? $"根据《{article}》，" : "")}现将拟确认为见义勇为人员的{string.Join('、', names)}（共{names.Count}人）予以公示。",
            $"行为时间：{row.ActedOn}",
            $"行为地点：{place.FullName}",
            $"主要事迹：{deed}",
            $"公示期：{Day(firstDay)}至{(lastDay is { } last ? Day(last) : "（期限未设定）")}",
            $"公示期内对公示内容有异议的，可以实名或者匿名向{body.Name}{(body.Contact is null ? "" : $"（{body.Contact}）")}提出。"
        }));
    }

    /// <summary>Who else a summary may name: those to be refused, those who were helped, and those who filed.</summary>
    private async Task<IEnumerable<Named>> Others(CaseFile file, string masking, CancellationToken ct)
    {
        var filers = await db.Query<string>("SELECT filer_name FROM cases_filing WHERE case_id = @Id AND filer_name IS NOT NULL", new { file.Case.Id }, ct);
        return JsonSerializer.Deserialize<IReadOnlyList<BeneficiaryBody>>(file.Case.Beneficiaries, Json.Stored)!.Select(helped => helped.Name).OfType<string>()
            .Concat(file.Actors.Where(actor => actor.Proposal == "refusal").Select(actor => actor.Name)).Concat(filers)
            .Select(name => new Named(name, NameMask.Of(name, masking)));
    }

    /// <summary>Under 18 on the first day it can have happened, as far as the document tells.</summary>
    private bool IsMinor(CaseRow row, ActorRow actor) =>
        actor.DocumentType == "id_card" && ChineseId.TryParse(protector.Reveal(actor.DocumentCipher), out var id) && id.BornOn.AddYears(Grown) > row.ActedFrom;

    private static string Masked(string masking) => masking == "full_name" ? "surname_only" : masking;

    private static string Day(DateOnly day) => day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture);
}
