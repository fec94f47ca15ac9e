using System.Security.Claims;
using EligibilityService.Application.Access;
using EligibilityService.Application.Persons;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Caching.Memory;

namespace EligibilityService.Host.Identity;

/// <summary>
/// Turns whatever a provider vouched for into the service's own few claims: the person's id, name, roles, client.
/// Nothing else of a foreign token is believed.
/// </summary>
internal sealed class PersonIdentity(IdentitySettings settings, IPersons persons, IMemoryCache cache) : IClaimsTransformation
{
    public const string Kind = "eligibility-service", Subject = "sub", Name = "name", RoleClaim = "role", Client = "client_id";

    public static ClaimsPrincipal Of(Guid personId, string name, IEnumerable<Role> roles, string? clientId = null)
    {
        var identity = new ClaimsIdentity(Kind, Name, RoleClaim);
        identity.AddClaim(new(Subject, personId.ToString()));
        identity.AddClaim(new(Name, name));
        identity.AddClaims(roles.Select(role => new Claim(RoleClaim, role.ToString())));
        if (clientId is not null) identity.AddClaim(new(Client, clientId));
        return new(identity);
    }

    public static Caller ToCaller(ClaimsPrincipal principal) =>
        principal.Identity is ClaimsIdentity { AuthenticationType: Kind } own && Guid.TryParse(own.FindFirst(Subject)?.Value, out var id)
            ? new(id, own.FindAll(RoleClaim).Select(claim => Enum.Parse<Role>(claim.Value)).ToHashSet(), IsAuthenticated: true, own.FindFirst(Client)?.Value)
            : Caller.Anonymous;

    /// <summary>Bearer tokens come by here with every request; a cookie was translated when it was made.</summary>
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true, AuthenticationType: not Kind }) return principal;

        // A token about nobody makes nobody of its bearer.
        return principal.HasClaim(claim => claim.Type == Subject)
            ? await Translate(principal, isPerson: false, CancellationToken.None)
            : new(new ClaimsIdentity());
    }

    /// <summary>Somebody who was erased does not stay signed in for longer than a minute.</summary>
    public async Task<bool> IsKnown(ClaimsPrincipal principal, CancellationToken cancellationToken)
    {
        var id = ToCaller(principal).PersonId;
        if (cache.TryGetValue((nameof(IsKnown), id), out _)) return true;
        if (await persons.Find(id, cancellationToken) is null) return false;

        cache.Set((nameof(IsKnown), id), id, TimeSpan.FromMinutes(1));
        return true;
    }

    /// <param name="isPerson">Somebody signing in at the pages is at least an applicant; a program has what it was given.</param>
    public async Task<ClaimsPrincipal> Translate(ClaimsPrincipal vouched, bool isPerson, CancellationToken cancellationToken)
    {
        var subject = vouched.FindFirstValue(Subject) ?? throw new InvalidOperationException("The identity provider vouched for nobody: the claim 'sub' is missing.");
        var name = vouched.FindFirstValue(Name) ?? vouched.FindFirstValue("preferred_username");
        var client = isPerson ? null : vouched.FindFirstValue(Client) ?? vouched.FindFirstValue("azp");

        if (settings.IsEmbedded)
        {
            return Of(Guid.Parse(subject), name ?? subject, vouched.FindAll(RoleClaim).Select(claim => Enum.Parse<Role>(claim.Value)), client);
        }

        var roles = vouched.FindAll(settings.RoleClaim)
            .Where(claim => settings.Roles.ContainsKey(claim.Value))
            .Select(claim => settings.Roles[claim.Value])
            .ToHashSet();
        if (isPerson && roles.Count == 0) roles.Add(Role.Applicant);

        return Of(await PersonId(subject, name, vouched, isPerson, cancellationToken), name ?? subject, roles, client);
    }

    /// <summary>Signing in always asks, and so learns a new name; the many requests with a token ask now and then.</summary>
    private async Task<Guid> PersonId(string subject, string? name, ClaimsPrincipal vouched, bool isSigningIn, CancellationToken cancellationToken)
    {
        if (!isSigningIn && cache.TryGetValue((nameof(PersonId), subject), out Guid known)) return known;

        var language = vouched.FindFirstValue("locale")?.StartsWith("de", StringComparison.OrdinalIgnoreCase) == true ? "de" : "en";
        var id = await persons.Recognise(settings.Authority!, subject, name, vouched.FindFirstValue("email"), language, cancellationToken);
        return cache.Set((nameof(PersonId), subject), id, TimeSpan.FromMinutes(5));
    }
}

/// <summary>The caller is whoever the web request came from, unless the scope was told to act for somebody.</summary>
internal sealed class HttpCaller(IHttpContextAccessor http, AmbientCaller ambient, IdentitySettings settings) : ICallerAccessor
{
    private (ClaimsPrincipal User, Caller Caller)? _known;

    public Caller Caller
    {
        get
        {
            if (ambient.Caller is { } acting) return acting;
            if (http.HttpContext?.User is not { } user) return Caller.Anonymous;
            if (_known is not { } known || !ReferenceEquals(known.User, user)) _known = known = (user, WithOtherAccounts(PersonIdentity.ToCaller(user)));
            return known.Caller;
        }
    }

    private Caller WithOtherAccounts(Caller caller) => caller.IsAuthenticated ? caller with { OtherAccounts = settings.OtherAccountsOf(caller.PersonId) } : caller;
}

/// <summary>Until something else tells what was granted, nothing was.</summary>
internal sealed class NothingGranted : IGrantedAccess
{
    public ValueTask<bool> Covers(Caller caller, object request, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public ValueTask<bool> Decides(Caller caller, Guid application, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public ValueTask<bool> DeclaredNoConflict(Caller caller, Guid application, CancellationToken cancellationToken) => ValueTask.FromResult(false);

    public ValueTask<bool> Delivers(Caller caller, Guid call, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}

/// <summary>Until something else tells who manages what, nobody manages anything.</summary>
internal sealed class NobodyManages : IManagedClusters
{
    public ValueTask<bool> Manages(Guid personId, Guid clusterId, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
