using Microsoft.Extensions.Configuration;

namespace EligibilityService.Infrastructure.Embedded;

/// <summary>Where the private PostgreSQL keeps its data and where its programs are; all of it may stay unsaid.</summary>
public sealed record EmbeddedOptions
{
    /// <summary>The word for <see cref="Binaries"/> that asks for the npm package even where PostgreSQL is installed.</summary>
    public const string FromNpm = "npm";

    /// <summary>Relative paths start at the solution's folder, which also holds the default, <c>.data</c>.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>A folder with <c>initdb</c> and <c>postgres</c>, or <see cref="FromNpm"/>.</summary>
    public string? Binaries { get; init; }

    /// <summary>Further settings of the server, <c>name=value</c>; they win over ours. Tests switch durability off here.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    public static EmbeddedOptions From(IConfiguration configuration) =>
        configuration.GetSection("Embedded").Get<EmbeddedOptions>() ?? new();
}
