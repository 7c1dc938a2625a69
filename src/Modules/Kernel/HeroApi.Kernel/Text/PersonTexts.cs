using FluentValidation;
using HeroApi.Kernel.Messages;
using HeroApi.Kernel.Security;

namespace HeroApi.Kernel.Text;

/// <summary>An identity document; its number is shown masked.</summary>
public sealed record DocumentBody
{
    /// <summary>id_card, passport, hk_macao_permit, taiwan_permit, residence_permit, military_id or other.</summary>
    public required string Type { get; init; }

    public required string Number { get; init; }
}

/// <summary>The kinds of identity documents.</summary>
public static class Papers
{
    public static readonly Vocabulary Types = new("document_type",
        ("id_card", "居民身份证", "Citizen id card"),
        ("passport", "护照", "Passport"),
        ("hk_macao_permit", "港澳居民来往内地通行证", "Permit of Hong Kong and Macao residents"),
        ("taiwan_permit", "台湾居民来往大陆通行证", "Permit of Taiwan residents"),
        ("residence_permit", "外国人永久居留身份证", "Foreigner's permanent residence card"),
        ("military_id", "军人证件", "Military id"),
        ("other", "其他", "Other"));

    /// <summary>What phones are indexed under.</summary>
    public const string Phone = "phone";

    /// <summary>What the numbers of one kind of document are indexed under.</summary>
    public static string Kind(string? type) => $"document.{type}";

    /// <summary>A document's number in its one spelling, so that equal ones are found equal.</summary>
    public static DocumentBody? Normal(DocumentBody? document) => document is null ? null : document with
    {
        Number = document.Type == "id_card" && ChineseId.TryParse(document.Number, out var id) ? id.Number : document.Number.Trim().ToUpperInvariant()
    };

    /// <summary>A document as it is stored.</summary>
    public static Protected Keep(this Protector protector, DocumentBody? document) =>
        document is null ? Protected.Empty : protector.Protect(Kind(document.Type), document.Number, Mask.IdNumber(document.Number));

    /// <summary>A phone number as it is stored.</summary>
    public static Protected KeepPhone(this Protector protector, string? phone) => phone is null ? Protected.Empty : protector.Protect(Phone, phone, Mask.Phone(phone));

    /// <summary>A stored document as it is shown.</summary>
    /// <param name="reveal">Decrypts when it is to be shown in clear; null keeps it masked.</param>
    public static DocumentBody? Shown(string? type, string? masked, byte[]? cipher, Protector? reveal) =>
        type is null ? null : new DocumentBody { Type = type, Number = (reveal is null ? masked : reveal.Reveal(cipher)) ?? "" };

    /// <summary>A phone number in its one spelling.</summary>
    public static string? Normal(string? phone) => HeroApi.China.Phone.TryNormalise(phone, out var normal) ? normal : null;
}

/// <summary>What is refused in the data of a person, or in any text.</summary>
public static class PersonProblems
{
    public static readonly Problem IdNumberChecksum = new("person.id_number.checksum", 400, "身份证号校验不通过", "The citizen id number fails its check");
    public static readonly Problem PhoneFormat = new("person.phone.format", 400, "电话号码格式不正确", "The phone number has no known form");
    public static readonly Problem Masked = new("value.masked", 400, "不得写回已遮蔽的号码；不改此项时请用 PATCH 省略它",
        "A masked number cannot be written back; leave it out of a PATCH to keep it");
    public static readonly Problem ControlCharacter = new("text.control_character", 400, "文本中不得含有控制字符", "Text must not hold control characters");
}

/// <summary>Rules for texts, and for what tells who somebody is.</summary>
public static class TextRules
{
    /// <summary>Text of one line.</summary>
    public static IRuleBuilderOptions<T, string?> Line<T>(this IRuleBuilder<T, string?> rule, int most) => rule
        .MaximumLength(most).Must(text => text is null || !text.Any(char.IsControl)).Refuses(PersonProblems.ControlCharacter);

    /// <summary>Text of several lines.</summary>
    public static IRuleBuilderOptions<T, string?> Prose<T>(this IRuleBuilder<T, string?> rule, int most) => rule
        .MaximumLength(most).Must(text => text is null || !text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'))).Refuses(PersonProblems.ControlCharacter);

    /// <summary>A code of GB/T 2260: six digits, or nine of a township.</summary>
    public static IRuleBuilderOptions<T, string?> RegionCode<T>(this IRuleBuilder<T, string?> rule) => rule.Matches("^([0-9]{6}|[0-9]{9})\\z");

    /// <summary>The code of another system.</summary>
    public static IRuleBuilderOptions<T, string> ExternalSystem<T>(this IRuleBuilder<T, string> rule) => rule.Matches("^[a-z][a-z0-9_]{0,39}\\z");

    /// <summary>An identity document whose number can be what it says it is.</summary>
    public static IRuleBuilderOptions<T, DocumentBody> IdentityDocument<T>(this IRuleBuilder<T, DocumentBody> rule) => rule.ChildRules(document =>
    {
        document.RuleFor(d => d.Type).OneOf(Papers.Types);
        document.RuleFor(d => d.Number).Cascade(CascadeMode.Stop).NotEmpty().Line(40).Must(number => !number!.Contains('*', StringComparison.Ordinal)).Refuses(PersonProblems.Masked);
        document.RuleFor(d => d.Number).Must(number => number.Contains('*', StringComparison.Ordinal) || ChineseId.TryParse(number, out _))
            .When(d => d.Type == "id_card").Refuses(PersonProblems.IdNumberChecksum);
    });

    /// <summary>A phone number, never a masked one.</summary>
    public static void PhoneNumber<T>(this IRuleBuilderInitial<T, string?> rule) => rule.Cascade(CascadeMode.Stop).MaximumLength(40)
        .Must(phone => phone?.Contains('*', StringComparison.Ordinal) != true).Refuses(PersonProblems.Masked)
        .Must(phone => phone is null || Phone.TryNormalise(phone, out _)).Refuses(PersonProblems.PhoneFormat);
}
