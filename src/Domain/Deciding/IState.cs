namespace EligibilityService.Domain.Deciding;

/// <summary>A state that is nothing but the fold of its events. The decisions are the state's own methods.</summary>
public interface IState<TSelf, in TEvent>
    where TSelf : IState<TSelf, TEvent>
{
    static abstract TSelf Initial { get; }

    /// <exception cref="UnknownEventException">The event is of this family, but this version of the code does not know it.</exception>
    TSelf Evolve(TEvent @event);
}

/// <summary>A stored event that this version of the code does not know. It is never read as "nothing happened".</summary>
public sealed class UnknownEventException : Exception
{
    public UnknownEventException(object @event)
        : base($"The event {@event.GetType().Name} is not known to this version of the service.")
    {
    }

    public UnknownEventException() { }

    public UnknownEventException(string message) : base(message) { }

    public UnknownEventException(string message, Exception innerException) : base(message, innerException) { }
}
