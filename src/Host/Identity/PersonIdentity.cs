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
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal) =>
        principal.Identity is { IsAuthenticated: true, AuthenticationType: not Kind }
            ? await Translate(principal, isPerson: false, CancellationToken.None)
            : principal;

    /// <param name="isPerson">Somebody signing in at the pages is at least an applicant; a program has what it was given.</param>
    public async Task<ClaimsPrincipal> Translate(ClaimsPrincipal vouched, bool isPerson, CancellationToken cancellationToken)
    {
        var subject = vouched.FindFirstValue(Subject) ?? throw new InvalidOperationException("The identity provider vouched for nobody: the claim 'sub' is missing.");
        var name = vouched.FindFirstValue(Name) ?? vouched.FindFirstValue("preferred_username") ?? subject;
        var client = isPerson ? null : vouched.FindFirstValue(Client) ?? vouched.FindFirstValue("azp");

        if (settings.IsEmbedded)
        {
            return Of(Guid.Parse(subject), name, vouched.FindAll(RoleClaim).Select(claim => Enum.Parse<Role>(claim.Value)), client);
        }

        var roles = vouched.FindAll(settings.RoleClaim)
            .Where(claim => settings.Roles.ContainsKey(claim.Value))
            .Select(claim => settings.Roles[claim.Value])
            .ToHashSet();
        if (isPerson && roles.Count == 0) roles.Add(Role.Applicant);

        return Of(await PersonId(subject, name, vouched, cancellationToken), name, roles, client);
    }

    private async Task<Guid> PersonId(string subject, string name, ClaimsPrincipal vouched, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue((nameof(PersonIdentity), subject), out Guid known)) return known;

        var language = vouched.FindFirstValue("locale")?.StartsWith("de", StringComparison.OrdinalIgnoreCase) == true ? "de" : "en";
        var id = await persons.Recognise(settings.Authority!, subject, name, vouched.FindFirstValue("email") ?? "", language, cancellationToken);
        return cache.Set((nameof(PersonIdentity), subject), id, TimeSpan.FromMinutes(5));
    }
}

/// <summary>The caller is whoever the web request came from, unless the scope was told to act for somebody.</summary>
internal sealed class HttpCaller(IHttpContextAccessor http, AmbientCaller ambient) : ICallerAccessor
{
    private (ClaimsPrincipal User, Caller Caller)? _known;

    public Caller Caller
    {
        get
        {
            if (ambient.Caller is { } acting) return acting;
            if (http.HttpContext?.User is not { } user) return Caller.Anonymous;
            if (_known is not { } known || !ReferenceEquals(known.User, user)) _known = known = (user, PersonIdentity.ToCaller(user));
            return known.Caller;
        }
    }
}

/// <summary>Until something else tells who manages what, nobody manages anything.</summary>
internal sealed class NobodyManages : IManagedClusters
{
    public ValueTask<bool> Manages(Guid personId, Guid clusterId, CancellationToken cancellationToken) => ValueTask.FromResult(false);
}
