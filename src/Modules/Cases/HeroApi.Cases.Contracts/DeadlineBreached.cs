using MediatR;

namespace HeroApi.Cases.Contracts;

/// <summary>Said once when the last day of a limit of a case is over and what it limits is not done. It may still be done, late.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="DeadlineId">The limit, as the case shows it among its deadlines.</param>
/// <param name="Rule">The key of the rule that sets it.</param>
/// <param name="DueOn">Its last day, in China.</param>
public sealed record DeadlineBreached(Guid CaseId, Guid DeadlineId, string Rule, DateOnly DueOn) : INotification;
