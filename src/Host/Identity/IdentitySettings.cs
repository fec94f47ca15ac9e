using System.Collections.Immutable;
using System.Net;
using EligibilityService.Application.Access;

namespace EligibilityService.Host.Identity;

/// <summary>The service would run with an identity that should not be trusted; the sentence says which setting to change.</summary>
public sealed class IdentityStartupFailure(string sentence) : Exception(sentence);

/// <summary>How people and programs are recognised, as the configuration says.</summary>
internal sealed record IdentitySettings
{
    public string? Authority { get; init; }
    public required string ClientId { get; init; }
    public string? ClientSecret { get; init; }
    public required string Audience { get; init; }
    public required string RoleClaim { get; init; }
    public required IReadOnlyDictionary<string, Role> Roles { get; init; }
    public bool AllowEmbedded { get; init; }

    /// <summary>The demonstration's people exist only then.</summary>
    public bool IsDemonstration { get; init; }

    /// <summary>Accounts of one person, each list one person: where two must decide, they count as one.</summary>
    public required IReadOnlyList<ImmutableArray<Guid>> SamePerson { get; init; }

    public required AccessSettings Access { get; init; }

    public required string KeysDirectory { get; init; }

    /// <summary>Without an outside authority the service is its own identity provider.</summary>
    public bool IsEmbedded => Authority is null;

    public static IdentitySettings Read(IConfiguration configuration)
    {
        var isDemonstration = configuration.GetValue<bool?>("Demo:Enabled") ?? string.IsNullOrEmpty(configuration.GetConnectionString("Eligibility"));
        var clientId = configuration["Oidc:ClientId"] is { Length: > 0 } given ? given : EmbeddedProvider.PagesClient;

        return new()
        {
            Authority = configuration["Oidc:Authority"] is { Length: > 0 } authority ? authority : null,
            ClientId = clientId,
            ClientSecret = configuration["Oidc:ClientSecret"],
            Audience = configuration["Oidc:Audience"] ?? clientId,
            RoleClaim = configuration["Oidc:RoleClaim"] ?? "roles",
            Roles = configuration.GetSection("Oidc:Roles").GetChildren().ToDictionary(entry => entry.Key, ReadRole, StringComparer.OrdinalIgnoreCase),
            AllowEmbedded = configuration.GetValue<bool>("Oidc:AllowEmbedded"),
            IsDemonstration = isDemonstration,
            Access = new(configuration.GetValue("Access:RequireNoConflict", !isDemonstration)),
            SamePerson = [.. configuration.GetSection("SamePerson").GetChildren().Select(ReadPerson)],
            KeysDirectory = configuration["Keys:Directory"] ?? Path.Combine(".data", "keys"),
        };
    }

    /// <summary>Of those accounts that are known to be the same person's, all but this one.</summary>
    public ImmutableArray<Guid> OtherAccountsOf(Guid account) =>
        SamePerson.Count == 0 ? [] : [.. SamePerson.Where(person => person.Contains(account)).SelectMany(person => person).Distinct().Where(other => other != account)];

    private static ImmutableArray<Guid> ReadPerson(IConfigurationSection person)
    {
        ImmutableArray<Guid> accounts = [.. person.GetChildren().Select(account => Guid.TryParse(account.Value, out var id) ? id : throw Wrong())];
        return accounts.Distinct().Count() > 1 ? accounts : throw Wrong();

        IdentityStartupFailure Wrong() => new($"{person.Path}: list the ids of at least two accounts of one person, such as SamePerson__0__0 and SamePerson__0__1. The page /access shows them.");
    }

    /// <summary>Anybody who reaches the embedded provider can become anybody of the demonstration, so only this machine may reach it.</summary>
    public void RefuseUnsafe(IHostEnvironment environment, IEnumerable<string> addresses)
    {
        if (!IsEmbedded || AllowEmbedded) return;

        if (environment.IsProduction())
        {
            throw new IdentityStartupFailure(
                "The embedded identity provider does not run in the Production environment: set Oidc:Authority to your provider, or Oidc:AllowEmbedded=true if you mean it.");
        }

        if (addresses.FirstOrDefault(address => !IsLoopback(address)) is { } open)
        {
            throw new IdentityStartupFailure(
                $"The embedded identity provider listens on this machine only, and {open} can be reached from outside: use a loopback address, set Oidc:Authority to your provider, or Oidc:AllowEmbedded=true if you mean it.");
        }
    }

    /// <summary>Every address that the configuration asks Kestrel to listen on.</summary>
    public static IEnumerable<string> Addresses(IConfiguration configuration) =>
    [
        .. (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        .. string.IsNullOrEmpty(configuration["urls"]) ? Ports(configuration["http_ports"], "http").Concat(Ports(configuration["https_ports"], "https")) : [],
        .. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>(),
    ];

    internal static bool IsLoopback(string address)
    {
        var host = BindingAddress.Parse(address).Host;
        return host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.StartsWith("unix:", StringComparison.Ordinal)
            || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    private static IEnumerable<string> Ports(string? ports, string scheme) =>
        (ports ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"{scheme}://*:{port}");

    private static Role ReadRole(IConfigurationSection entry) =>
        Enum.TryParse<Role>(entry.Value, ignoreCase: true, out var role) && Enum.IsDefined(role)
            ? role
            : throw new IdentityStartupFailure($"Oidc:Roles:{entry.Key} names '{entry.Value}', which is no role; use one of {string.Join(", ", Enum.GetNames<Role>())}.");
}
