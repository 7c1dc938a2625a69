using FluentValidation;
using FluentValidation.Results;
using FluentValidation.Validators;
using HeroApi.Kernel.Http;
using MediatR;

namespace HeroApi.Kernel.Messages;

/// <summary>Runs every validator of every message and refuses with all that is wrong, not only the first.</summary>
internal sealed class ValidationBehavior<TRequest, TResponse>(IEnumerable<IValidator<TRequest>> validators) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : notnull
{
    public Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        foreach (var validator in validators)
            validator.Check(request);
        return next();
    }
}

/// <summary>Validation for input that only takes shape inside a handler, such as a merged patch.</summary>
public static class Validation
{
    /// <summary>Refuses with every error found, each with its JSON pointer and stable code.</summary>
    public static void Check<T>(this IValidator<T> validator, T input, string under = "")
    {
        var found = validator.Validate(input);
        if (!found.IsValid)
            throw new Invalid([.. found.Errors.Select(error => Translate(error, under))]);
    }

    /// <summary>Gives a rule the code and both texts of a catalogue entry.</summary>
    public static IRuleBuilderOptions<T, TProperty> Refuses<T, TProperty>(this IRuleBuilderOptions<T, TProperty> rule, Problem problem) =>
        rule.WithErrorCode(problem.Code).WithMessage(_ => problem.Text());

    /// <summary>One of the codes that a member takes, which the refusal and the document list; whether it may be absent is another rule.</summary>
    public static IRuleBuilderOptions<T, string?> OneOf<T>(this IRuleBuilder<T, string?> rule, IReadOnlyCollection<string> allowed) =>
        rule.SetValidator(new OneOfValidator<T>(allowed)).Refuses(ValueProblems.NotAllowed);

    /// <summary>The catalogue entry of a failure, for a rule that names no problem of a module's own.</summary>
    public static string CodeOf(ValidationFailure failure) => Known(failure.ErrorCode)?.Code ?? failure.ErrorCode;

    private static InputError Translate(ValidationFailure failure, string under)
    {
        var own = Known(failure.ErrorCode);
        return new(under + JsonPointer.FromMember(failure.PropertyName), own?.Code ?? failure.ErrorCode, own?.Text() ?? failure.ErrorMessage, Limits(failure));
    }

    /// <summary>The library's rules under our codes and texts: its own name members in English, whatever the language.</summary>
    private static Problem? Known(string code) => code switch
    {
        "NotEmptyValidator" or "NotNullValidator" => ValueProblems.Required,
        "EmptyValidator" or "NullValidator" => ValueProblems.Unwanted,
        "MaximumLengthValidator" or "LengthValidator" or "ExactLengthValidator" => ValueProblems.TooLong,
        "MinimumLengthValidator" => ValueProblems.TooShort,
        "RegularExpressionValidator" => ValueProblems.Format,
        "InclusiveBetweenValidator" or "ExclusiveBetweenValidator" or "GreaterThanValidator" or "GreaterThanOrEqualValidator"
            or "LessThanValidator" or "LessThanOrEqualValidator" => ValueProblems.OutOfRange,
        "PredicateValidator" or "EnumValidator" or "EqualValidator" or "NotEqualValidator" => ValueProblems.NotAllowed,
        _ => null
    };

    private static object? Limits(ValidationFailure failure)
    {
        var named = failure.FormattedMessagePlaceholderValues;
        if (named is null)
            return null;

        // The value itself is never among them: it may be personal data.
        string[] wanted = ["MaxLength", "MinLength", "From", "To", "ComparisonValue", "Allowed"];
        var limits = wanted.Where(named.ContainsKey).ToDictionary(name => char.ToLowerInvariant(name[0]) + name[1..], name => named[name]);
        return limits.Count == 0 ? null : limits;
    }
}

/// <summary>Refuses a code that is not among those allowed.</summary>
public sealed class OneOfValidator<T>(IReadOnlyCollection<string> allowed) : PropertyValidator<T, string?>
{
    public override string Name => "OneOfValidator";

    public IReadOnlyCollection<string> Allowed => allowed;

    public override bool IsValid(ValidationContext<T> context, string? value)
    {
        context.MessageFormatter.AppendArgument(nameof(Allowed), allowed);
        return value is null || allowed.Contains(value);
    }
}

/// <summary>The codes of single values, shared by every validator.</summary>
public static class ValueProblems
{
    public static readonly Problem Required = new("value.required", 400, "此项必填", "This is required");
    public static readonly Problem Unwanted = new("value.unwanted", 400, "此处不得填写", "This must be absent here");
    public static readonly Problem TooLong = new("value.too_long", 400, "内容过长", "This is too long");
    public static readonly Problem TooShort = new("value.too_short", 400, "内容过短", "This is too short");
    public static readonly Problem Format = new("value.format", 400, "格式不正确", "The format is wrong");
    public static readonly Problem OutOfRange = new("value.out_of_range", 400, "数值超出范围", "The value is out of range");
    public static readonly Problem TooEarly = new(PartialDate.TooEarly, 400, "日期不得早于 1900 年", "The date must not lie before 1900");
    public static readonly Problem NotAllowed = new("value.not_allowed", 400, "不允许的取值", "The value is not allowed");
    public static readonly Problem InFuture = new("value.in_future", 400, "时间不得晚于现在", "The time must not lie in the future");
    public static readonly Problem IdNotOrdered = new("id.not_uuid_v7", 400, "编号须为 UUIDv7", "The id must be a UUIDv7");
    public static readonly Problem UnknownFile = new("file.unknown", 400, "没有这个文件，或不在可见范围内", "There is no such file, or it is not visible to you");
    public static readonly Problem UnknownRegion = new("region.unknown", 400, "没有这个行政区划代码", "There is no such region code");
    public static readonly Problem UnknownOrganisation = new("organisation.unknown", 400, "没有这个机构", "There is no such organisation");
    public static readonly Problem MergedOrganisation = new("organisation.merged_away", 400, "该机构已并入其他机构", "The organisation has been merged into another");
}
