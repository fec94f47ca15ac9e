using System.Collections.Frozen;
using System.Collections.Immutable;
using EligibilityService.Domain.Deciding;

namespace EligibilityService.Application.Access;

/// <summary>Who asks. The id is opaque and belongs to the person, so that four eyes compare persons however they came in.</summary>
/// <param name="PersonId">Empty for nobody in particular.</param>
/// <param name="ClientId">The program that asked on the person's behalf, where it was a program.</param>
public sealed record Caller(Guid PersonId, IReadOnlySet<Role> Roles, bool IsAuthenticated, string? ClientId = null)
{
    /// <summary>Further accounts of the same person, as the configuration tells.</summary>
    public ImmutableArray<Guid> OtherAccounts { get; init; } = [];

    /// <summary>Who acts, as decisions by two compare persons.</summary>
    public Actor Actor => new(PersonId, OtherAccounts);

    public static Caller Anonymous { get; } = new(Guid.Empty, FrozenSet<Role>.Empty, IsAuthenticated: false);

    /// <summary>The service itself, acting because something fell due.</summary>
    public static Caller Service { get; } = new(
        new("5e121ce0-0000-4000-8000-000000000001"), FrozenSet.Create(Role.System), IsAuthenticated: true, "eligibility-service");

    public bool Is(Role role) => Roles.Contains(role);
}

/// <summary>The caller of the present scope.</summary>
public interface ICallerAccessor
{
    Caller Caller { get; }
}

/// <summary>Says for whom a scope without a web request works: due work, imports, the loader of the demonstration.</summary>
public sealed class AmbientCaller
{
    public Caller? Caller { get; private set; }

    public void ActAs(Caller caller) => Caller = caller;
}
