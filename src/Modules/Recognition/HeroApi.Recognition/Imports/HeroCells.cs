using System.Globalization;
using System.Text.RegularExpressions;
using HeroApi.Recognition.Heroes;

namespace HeroApi.Recognition.Imports;

/// <summary>
/// Reads the row of an old register of heroes: codes or their labels, dates as offices write them. What a file has no member of its own
/// for (the day of the deed, old honours) goes into its note under the column's name, so that nothing of the row is lost.
/// </summary>
internal sealed partial class HeroCells(IValidator<HeroBody> validator)
{
    /// <summary>GB/T 3304, in the order of their codes from 01.</summary>
    private static readonly string[] EthnicGroups = ("汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 "
        + "仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺").Split(' ');

    /// <summary>What registers say beside the labels of the standards.</summary>
    private static readonly Dictionary<string, string> Colloquial = new()
    {
        ["党员"] = "01",
        ["预备党员"] = "02",
        ["团员"] = "03",
        ["本科"] = "20",
        ["大学"] = "20",
        ["大专"] = "30",
        ["专科"] = "30",
        ["中专"] = "40",
        ["高中"] = "60",
        ["身份证"] = "id_card",
        ["未知"] = "unknown"
    };

    internal static readonly IReadOnlyList<ImportColumn> Columns =
    [
        new("name", "姓名", "英模姓名") { Required = true },
        new("sex", "性别"),
        new("bornOn", "出生日期", "出生年月", "出生"),
        new("documentType", "证件类型"),
        new("idNumber", "证件号码", "身份证号", "身份证号码", "公民身份号码"),
        new("phone", "电话", "联系电话", "手机", "手机号", "手机号码"),
        new("address", "住址", "家庭住址", "地址"),
        new("householdRegion", "户籍地", "户籍地代码", "户籍地行政区划代码"),
        new("livingRegion", "居住地", "居住地代码", "居住地行政区划代码"),
        new("ethnicGroup", "民族"),
        new("politicalStatus", "政治面貌"),
        new("education", "文化程度", "学历"),
        new("occupation", "职业"),
        new("employer", "工作单位", "单位"),
        new("wishesNoName", "不愿公开姓名"),
        new("diedOn", "去世日期", "牺牲日期"),
        new("deedOn", "事迹日期", "见义勇为日期", "行为日期"),
        new("deed", "事迹", "主要事迹", "事迹简介"),
        new("honours", "表彰", "表彰情况", "表彰奖励", "获奖情况"),
        new("note", "备注"),
        new("fileNumber", "档案编号", "编号"),
        new("externalId", "外部编号"),
        new("protection", "保护级别")
    ];

    /// <summary>What a row says; with what is wrong, no file.</summary>
    internal (HeroBody Body, IReadOnlyList<(string Member, string Code)> Errors) Read(IReadOnlyDictionary<string, string> cells, string? system)
    {
        var wrong = new List<(string Member, string Code)>();
        var number = cells.GetValueOrDefault("idNumber");
        if (number is null && cells.ContainsKey("documentType"))
            wrong.Add(("idNumber", ValueProblems.Required.Code));
        if (system is null && cells.ContainsKey("externalId"))
            wrong.Add(("externalId", ValueProblems.Unwanted.Code));
        var body = new HeroBody
        {
            Name = cells.GetValueOrDefault("name", ""),
            Sex = Code(cells, "sex", HeroCodes.Sexes, wrong) ?? "unknown",
            BornOn = Date(cells, "bornOn", wrong),
            Document = number is null ? null : new DocumentBody { Type = Code(cells, "documentType", Papers.Types, wrong) ?? "id_card", Number = HalfWidth.Of(number) },
            Phone = cells.GetValueOrDefault("phone"),
            Address = cells.GetValueOrDefault("address"),
            HouseholdRegion = cells.GetValueOrDefault("householdRegion"),
            LivingRegion = cells.GetValueOrDefault("livingRegion"),
            EthnicGroup = EthnicGroup(cells.GetValueOrDefault("ethnicGroup")),
            PoliticalStatus = Code(cells, "politicalStatus", HeroCodes.PoliticalStatuses, wrong),
            Education = Code(cells, "education", HeroCodes.Educations, wrong),
            Occupation = Code(cells, "occupation", HeroCodes.Occupations, wrong),
            Employer = cells.GetValueOrDefault("employer"),
            WishesNoName = YesOrNo(cells, "wishesNoName", wrong),
            DiedOn = Date(cells, "diedOn", wrong),
            Note = Note(cells, Date(cells, "deedOn", wrong)),
            FileNumber = cells.GetValueOrDefault("fileNumber"),
            Protection = Code(cells, "protection", Protection.All, wrong),
            ExternalIds = system is not null && cells.TryGetValue("externalId", out var external) ? [new ExternalId { System = system, Value = external }] : []
        };
        // Of a cell that could not be read there is nothing more to say.
        var unread = wrong.Select(error => error.Member).ToHashSet();
        wrong.AddRange(validator.Validate(body).Errors.Select(error => (Member(error.PropertyName), Validation.CodeOf(error))).Where(error => !unread.Contains(error.Item1)));
        return (HeroWriter.Normal(body), [.. wrong.Distinct()]);
    }

    /// <summary>All that a row says, in one order: what is added to it in a later release goes behind, and only where it is said.</summary>
    internal static string Said(HeroBody body) => string.Join('\n', body.Name, body.Sex, body.BornOn, body.Document?.Type, body.Document?.Number, body.Phone, body.Address,
        body.HouseholdRegion, body.LivingRegion, body.EthnicGroup, body.PoliticalStatus, body.Education, body.Occupation, body.Employer, body.WishesNoName, body.DiedOn,
        body.Note, body.FileNumber, body.Protection, string.Join(' ', body.ExternalIds.Select(id => $"{id.System} {id.Value}")));

    private static string Member(string property) => property.StartsWith("Document.Type", StringComparison.Ordinal) ? "documentType"
        : property.StartsWith("Document", StringComparison.Ordinal) ? "idNumber"
        : property.StartsWith("ExternalIds", StringComparison.Ordinal) ? "externalId"
        : char.ToLowerInvariant(property[0]) + property[1..];

    private static string? Code(IReadOnlyDictionary<string, string> cells, string member, Vocabulary vocabulary, List<(string, string)> wrong)
    {
        if (!cells.TryGetValue(member, out var text))
            return null;
        var term = vocabulary.Terms.FirstOrDefault(term => term.Code == text || term.Zh == text || term.En.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (term is null && Colloquial.TryGetValue(text, out var meant) && vocabulary.Contains(meant))
            return meant;
        // A spreadsheet makes 1 of 01.
        if (term is null && vocabulary.Contains("0" + text))
            return "0" + text;
        if (term is null)
            wrong.Add((member, ValueProblems.NotAllowed.Code));
        return term?.Code;
    }

    private static bool YesOrNo(IReadOnlyDictionary<string, string> cells, string member, List<(string, string)> wrong)
    {
        var text = cells.GetValueOrDefault(member, "否").ToLowerInvariant();
        if (text is not ("是" or "yes" or "true" or "1" or "否" or "no" or "false" or "0"))
            wrong.Add((member, ValueProblems.NotAllowed.Code));
        return text is "是" or "yes" or "true" or "1";
    }

    private static string? EthnicGroup(string? text) => text is null ? null
        : Array.IndexOf(EthnicGroups, text.TrimEnd('族')) is >= 0 and var index ? (index + 1).ToString("D2", CultureInfo.InvariantCulture)
        : text.Length == 1 && char.IsAsciiDigit(text[0]) ? "0" + text : text;

    /// <summary>2004, 2004-07, 2004年7月, 2004/7/1, 20040701, or the number of days that a spreadsheet keeps for a day.</summary>
    private static PartialDate? Date(IReadOnlyDictionary<string, string> cells, string member, List<(string, string)> wrong)
    {
        if (!cells.TryGetValue(member, out var text))
            return null;
        var bare = HalfWidth.Of(text);
        if (bare.Length == 5 && int.TryParse(bare, NumberStyles.None, CultureInfo.InvariantCulture, out var days))
            return PartialDate.Of(DateOnly.FromDateTime(DateTime.FromOADate(days)));
        if (Written().Match(bare) is { Success: true } match && PartialDate.TryParse(
                string.Join('-', new[] { "y", "m", "d" }.Select(part => match.Groups[part]).Where(part => part.Success).Select(part => part.Value.PadLeft(2, '0'))), CultureInfo.InvariantCulture, out var date))
            return date;
        wrong.Add((member, ValueProblems.Format.Code));
        return null;
    }

    private static string? Note(IReadOnlyDictionary<string, string> cells, PartialDate? deedOn)
    {
        string?[] lines =
        [
            deedOn is null ? null : $"事迹日期：{deedOn}",
            cells.TryGetValue("deed", out var deed) ? $"事迹：{deed}" : null,
            cells.TryGetValue("honours", out var honours) ? $"表彰：{honours}" : null,
            cells.GetValueOrDefault("note")
        ];
        return lines.OfType<string>().ToList() is { Count: > 0 } said ? string.Join('\n', said) : null;
    }

    [GeneratedRegex(@"^(?<y>[0-9]{4})(年|[-/.])?((?<m>1[0-2]|0?[1-9])(月|[-/.])?((?<d>3[01]|[12][0-9]|0?[1-9])日?)?)?(00:00:00)?\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Written();
}
