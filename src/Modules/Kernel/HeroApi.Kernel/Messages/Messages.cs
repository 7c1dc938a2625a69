using MediatR;

namespace HeroApi.Kernel.Messages;

/// <summary>A message that changes something: runs in one durable transaction with all that belongs to it.</summary>
public interface ICommand<out TResult> : IRequest<TResult>;

/// <summary>A message that only reads.</summary>
public interface IQuery<out TResult> : IRequest<TResult>;

/// <summary>Marks a member of a result that is given once and never stored, such as a new key's secret.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NotStoredAttribute : Attribute;
