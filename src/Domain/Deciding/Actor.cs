using System.Collections.Immutable;

namespace EligibilityService.Domain.Deciding;

/// <summary>Who acts. Several accounts of one person are one pair of eyes: where two persons must decide, they are compared by this.</summary>
/// <param name="Account">The id that events hold.</param>
/// <param name="OtherAccounts">Further ids of the same person, as the configuration tells at the moment of the decision.</param>
public readonly record struct Actor(Guid Account, ImmutableArray<Guid> OtherAccounts)
{
    public bool Is(Guid account) => account == Account || (!OtherAccounts.IsDefaultOrEmpty && OtherAccounts.Contains(account));

    public bool Equals(Actor other) => Account == other.Account;

    public override int GetHashCode() => Account.GetHashCode();

    public static implicit operator Actor(Guid account) => new(account, []);

    public static implicit operator Guid(Actor actor) => actor.Account;
}
