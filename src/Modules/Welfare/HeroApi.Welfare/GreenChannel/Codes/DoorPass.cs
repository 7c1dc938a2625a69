namespace HeroApi.Welfare.GreenChannel.Codes;

/// <summary>Whom a code or token is asked for, and what for.</summary>
internal sealed record PassBody
{
    /// <summary>The file of the person, which the caller sees.</summary>
    public required Guid HeroId { get; init; }

    /// <summary>What it is good for: of the vocabulary channel_service; everything when absent.</summary>
    public IReadOnlyList<string>? Services { get; init; }

    internal static PassBody Example => new() { HeroId = Guid.Parse("01980d2c-5a00-7000-8000-0000000000a1"), Services = ["emergency", "inpatient", "deposit_free"] };
}

/// <summary>The shape of it.</summary>
internal sealed class PassBodyRules : AbstractValidator<PassBody>
{
    public PassBodyRules()
    {
        RuleFor(p => p.HeroId).NotEmpty();
        RuleFor(p => p.Services).NotEmpty().When(p => p.Services is not null);
        RuleFor(p => p.Services!.Count).LessThanOrEqualTo(ChannelCodes.Services.Count).When(p => p.Services is not null).OverridePropertyName(nameof(PassBody.Services)).Refuses(ValueProblems.TooLong);
        RuleForEach(p => p.Services).NotEmpty().OneOf(ChannelCodes.Services);
    }
}
