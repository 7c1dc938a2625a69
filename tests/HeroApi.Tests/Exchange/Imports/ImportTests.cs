using System.Net;
using HeroApi.Recognition.Contracts;
using HeroApi.TestKit;
using Shouldly;
using Xunit;

namespace HeroApi.Tests.Exchange.Imports;

/// <summary>An association throws away its spreadsheet: its rows become hero files, each once, and what is wrong comes back to be corrected.</summary>
public sealed class ImportTests
{
    private static readonly string First = $"1,示范甲,男,,{Registers.IdNumber(1)},15400000001,371502,汉族,党员,初中,1998年7月,县级表彰,旧-001,见旧证书,示范经办";
    private static readonly string Second = "2,示范乙,女,1950年3月,,,371502,01,01,70,2004/7/1,,旧-002,,";
    private static readonly string WrongNumber = "3,示范丙,男,,999999195001150019,,371502,,,,,,,,";
    private static readonly string WrongDate = "4,=示范丁,,去年,,15400000004,999999,火星族,,,,,,,";

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task Rows_become_files_once_and_wrong_ones_come_back_to_be_corrected(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        string[] register = [Registers.Header, First, Second, "", ",,,,,,,,,,,,,,", WrongNumber, WrongDate, First, $"5,示范戊,,,{Registers.IdNumber(1)},,,,,,,,,,"];

        var checkedOnly = await api.Imported(keeper, Registers.Utf8(register), validateOnly: true);
        checkedOnly.Counts().ShouldBe((7, 1, 2, 1, 1, 2));
        (await api.Count("recognition_hero")).ShouldBe(0);

        var import = await api.Imported(keeper, Registers.Utf8(register));

        import.Counts().ShouldBe((7, 1, 2, 1, 1, 2));
        (import.Text("phase"), import.Text("encoding"), import.Text("total"), import.Text("unknownColumns")).ShouldBe(("ended", "utf-8", "7", """["经办人"]"""));
        (await keeper.Get($"jobs/{import.Text("jobId")}")).Text("state").ShouldBe("partial");
        (await api.Published<HeroFileOpened>()).Count.ShouldBe(2);
        var hero = (await keeper.Get("heroes?fileNumber=旧-001")).Must(HttpStatusCode.OK).Json.GetProperty("items")[0];
        hero.GetProperty("bornOn").GetString().ShouldBe("1950-01-15");
        hero.GetProperty("politicalStatus").GetString().ShouldBe("01");
        hero.GetProperty("education").GetString().ShouldBe("70");
        hero.GetProperty("ethnicGroup").GetString().ShouldBe("01");
        hero.GetProperty("note").GetString().ShouldBe("事迹日期：1998-07\n表彰：县级表彰\n见旧证书");
        hero.GetProperty("phone").GetString().ShouldBe("154****0001");
        (await keeper.Get($"heroes/{hero.GetProperty("id").GetGuid()}/history")).Json.GetProperty("items")[0].GetProperty("what").GetString().ShouldBe("opened");
        (await keeper.Get("heroes?q=sfy&count=exact")).Text("count").ShouldBe("1");

        var errors = (await keeper.Get($"imports/{import.Id}/errors")).Must(HttpStatusCode.OK);
        var lines = errors.Body.TrimStart('\uFEFF').TrimEnd().Split("\r\n");
        lines[0].ShouldBe($"{Registers.Header},错误代码,错误说明");
        lines[1].ShouldBe($"{WrongNumber},person.id_number.checksum,证件号码: 身份证号校验不通过");
        lines[2].ShouldStartWith("4,\"'=示范丁\",,去年,");
        lines[2].ShouldContain("value.format");
        lines[2].ShouldContain("出生日期: 格式不正确");
        (await api.Holds("15400000004")).ShouldBeFalse("what was refused lies encrypted");

        // Corrected where it came back, with our own columns still in it.
        var corrected = errors.Body.Replace("999999195001150019", Registers.IdNumber(3), StringComparison.Ordinal).Replace("去年", "1951", StringComparison.Ordinal)
            .Replace("火星族", "满族", StringComparison.Ordinal).Replace(",999999,", ",371502,", StringComparison.Ordinal);
        (await api.Imported(keeper, Registers.Utf8(corrected.TrimStart('\uFEFF').Split("\r\n")))).Counts().ShouldBe((2, 0, 2, 0, 0, 0));
        (await api.Imported(keeper, Registers.Utf8(register))).Counts().ShouldBe((7, 1, 0, 3, 1, 2));
        (await keeper.Get("heroes?count=exact")).Text("count").ShouldBe("4");
        (await api.Count("kernel_change", "type = 'hero'") + await api.Count("kernel_feed", "type = 'hero'")).ShouldBe(4);
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task A_workbook_and_GB18030_say_the_same_and_what_cannot_be_read_is_refused_as_a_whole(Engine engine)
    {
        await using var api = await Api.On(engine);
        var keeper = await api.Organisation();
        string[] chinese = [Registers.Header, First, Second];
        string[] english = ["no,name,sex,bornOn,idNumber,phone,householdRegion,ethnicGroup,politicalStatus,education,deedOn,honours,fileNumber,note,x",
            .. chinese[1..].Select(line => line.Replace("男", "male", StringComparison.Ordinal).Replace("2004/7/1", "38169", StringComparison.Ordinal))];

        var office = await api.Imported(keeper, Registers.Gb18030(chinese));
        (office.Counts(), office.Text("encoding")).ShouldBe(((2, 0, 2, 0, 0, 0), "gb18030"));
        (await api.Imported(keeper, Registers.Xlsx(english), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")).Counts().ShouldBe((2, 0, 0, 2, 0, 0));
        (await api.Imported(keeper, Registers.Utf8("英雄,编号", "示范甲,旧-001", "示范己,旧-002"), mapping: new[] { new { header = "英雄", member = "name" } })).Counts().ShouldBe((2, 0, 0, 0, 1, 1));

        await Refused(Registers.Utf8("电话,备注", "15400000009,无名"), "import.column_missing", "name");
        await Refused(Registers.Utf8("姓名,姓名（必填）", "示范甲,示范乙"), "import.column_repeated", "name");
        await Refused([.. Registers.Utf8(["姓名", .. Enumerable.Repeat(new string('a', 100), 700)]), 0xFF, 0xFF], "import.encoding", null);
        var photo = (await keeper.Upload(Uploads.Photo())).Must(HttpStatusCode.Created);
        (await keeper.Post("imports", new { type = "hero", fileId = photo.Id })).Errors.ShouldBe([("/fileId", "import.format_differs")]);
        (await keeper.Post("imports", new { type = "planet", fileId = photo.Id })).Errors.ShouldBe([("/type", "value.not_allowed")]);
        (await keeper.Upload("<html>"u8.ToArray(), "text/csv")).MustRefuse(HttpStatusCode.UnsupportedMediaType, "file.type_not_accepted");

        async Task Refused(byte[] register, string code, string? column)
        {
            var import = await api.Imported(keeper, register);
            (import.Text("phase"), import.Text("problem"), import.Text("problemColumn"), import.Counts().Rows).ShouldBe(("refused", code, column, 0));
            var job = await keeper.Get($"jobs/{import.Text("jobId")}");
            (job.Text("state"), job.Text("problem")).ShouldBe(("failed", code));
        }
    }

    [Theory, InlineData(Engine.Sqlite), InlineData(Engine.Postgres)]
    public async Task An_import_is_its_organisations_and_its_errors_go_to_nobody_else(Engine engine)
    {
        await using var api = await Api.On(engine);
        var city = await api.Organisation(level: "prefecture", region: "371500");
        var (county, sibling) = (await api.Organisation(under: city), await api.Organisation(under: city, region: "371521"));
        var import = await api.Imported(county, Registers.Utf8(Registers.Header, WrongNumber));

        (await city.Get("imports?phase=ended")).Must(HttpStatusCode.OK).Json.GetProperty("items")[0].GetProperty("id").GetGuid().ShouldBe(import.Id);
        (await sibling.Get("imports")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await sibling.Get($"imports/{import.Id}")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await city.Get($"imports/{import.Id}/errors")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await (await api.Key(county.OrgId, ["imports:run"])).Get($"imports/{import.Id}/errors")).MustRefuse(HttpStatusCode.NotFound, "record.not_found");
        (await (await api.Key(county.OrgId, ["imports:run"])).Post("imports", new { type = "hero", fileId = import.Id })).MustRefuse(HttpStatusCode.Forbidden, "auth.scope_missing");
        (await sibling.Post("imports", new { type = "hero", fileId = import.Json.GetProperty("fileId").GetGuid() })).Errors.ShouldBe([("/fileId", "file.unknown")]);

        var english = await county.Get($"imports/{import.Id}/errors", ("Accept-Language", "en"));
        english.Must(HttpStatusCode.OK).Body.ShouldContain("The citizen id number fails its check");
        (await api.Count("kernel_read_log", "record_id = @Id", new { import.Id })).ShouldBe(1);
        var template = (await county.Get("imports/template?type=hero")).Must(HttpStatusCode.OK);
        (await template.Bytes())[..3].ShouldBe([0xEF, 0xBB, 0xBF]);
        template.Body.ShouldContain("姓名,性别,出生日期,");
        (await county.Get("imports/template")).Errors.ShouldBe([("/query/type", "value.not_allowed")]);

        api.Clock.Advance(TimeSpan.FromDays(31));
        await api.Settle();
        (await api.Count("exchange_import_error")).ShouldBe(0);
        (await county.Get($"imports/{import.Id}")).Must(HttpStatusCode.OK).Counts().Errors.ShouldBe(1);
    }
}
