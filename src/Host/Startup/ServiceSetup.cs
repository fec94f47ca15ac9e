using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using EligibilityService.Application;
using EligibilityService.Application.Demonstration;
using EligibilityService.Application.Retention;
using EligibilityService.Domain.Time;
using EligibilityService.Host.Data;
using EligibilityService.Host.Pages;
using EligibilityService.Infrastructure;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Infrastructure.Demonstration;
using EligibilityService.Infrastructure.Embedded;
using EligibilityService.Infrastructure.Mails;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Infrastructure.Webhooks;
using JasperFx.CodeGeneration;
using MediatR;
using Wolverine;

namespace EligibilityService.Host.Startup;

/// <summary>The database a host works on: the one it was given, or a private one that it starts.</summary>
internal sealed class Database : IAsyncDisposable
{
    private EmbeddedPostgres? _embedded;

    public required string ConnectionString { get; init; }

    /// <summary>No database is needed: the host was started to write its generated code.</summary>
    public bool JustWritesCode { get; init; }

    public string? DataDirectory => _embedded?.DataDirectory;

    public string? Notice => _embedded?.Notice;

    public bool IsEmbedded => _embedded is not null;

    public static async Task<Database> Open(IConfiguration configuration, bool needsNone, CancellationToken cancellationToken = default)
    {
        if (needsNone) return new() { ConnectionString = "Host=localhost;Database=none", JustWritesCode = true };

        if (configuration.GetConnectionString("Eligibility") is { Length: > 0 } given)
        {
            await DatabaseCheck.Ensure(given, cancellationToken);
            return new() { ConnectionString = given };
        }

        var embedded = await EmbeddedPostgres.Start(EmbeddedOptions.From(configuration), Console.WriteLine, cancellationToken);
        return new() { ConnectionString = embedded.ConnectionString, _embedded = embedded };
    }

    public ValueTask DisposeAsync() => _embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>How the demonstration is set up; it does not exist where a database was given, unless asked for.</summary>
/// <param name="Data">none, programme or full.</param>
internal sealed record DemonstrationSettings(bool Enabled, DateTimeOffset Clock, string Data)
{
    public static DemonstrationSettings From(IConfiguration configuration)
    {
        var enabled = configuration.GetValue<bool?>("Demo:Enabled") ?? string.IsNullOrEmpty(configuration.GetConnectionString("Eligibility"));
        var local = DateTime.TryParse(configuration["Demo:Clock"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var given) ? given : new DateTime(2016, 10, 4, 9, 0, 0, DateTimeKind.Unspecified);
        var clock = BrusselsTime.Readings(DateTime.SpecifyKind(local, DateTimeKind.Unspecified)) is [var instant, ..]
            ? instant
            : throw new StartupFailure($"Demo:Clock {local:yyyy-MM-dd HH:mm} does not exist in Brussels; choose another time.");

        var data = configuration["Demo:Data"] ?? (enabled ? "full" : "none");
        return data is "none" or "programme" or "full"
            ? new(enabled, clock, data)
            : throw new StartupFailure($"Demo:Data is '{data}'; use none, programme or full.");
    }
}

internal static class ServiceSetup
{
    public static WebApplicationBuilder AddService(this WebApplicationBuilder builder, Database database)
    {
        if (database.DataDirectory is { } directory && builder.Configuration["Keys:Directory"] is null)
        {
            builder.Configuration["Keys:Directory"] = Path.Combine(directory, "keys");
        }

        var demonstration = DemonstrationSettings.From(builder.Configuration);
        builder.Services.AddSingleton(demonstration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PinnableClock>(demonstration.Enabled ? new DemonstrationClock(TimeProvider.System) : new RealClock(TimeProvider.System));
        builder.Services.AddSingleton<IServiceTime, ServiceTime>();
        builder.Services.AddSingleton<IPlayedHistory, PlayedHistory>();
        builder.Services.AddSingleton(Retention(builder.Configuration));
        builder.Services.AddSingleton(Webhooks(builder.Configuration, demonstration));
        builder.Services.AddSingleton(Mail(builder.Configuration));
        builder.Services.AddSingleton(Broker(builder.Configuration));
        builder.Services.AddInfrastructure(database.ConnectionString);
        builder.Services.AddSingleton(provider => provider.GetRequiredService<PinnableClock>() as DemonstrationClock ?? throw new InvalidOperationException("There is no demonstration here, and so no clock to move."));
        if (demonstration.Enabled) builder.Services.AddHostedService<DemonstrationStart>();

        builder.Host.UseWolverine(messaging =>
        {
            messaging.ApplicationAssembly = typeof(ServiceSetup).Assembly;
            messaging.CodeGeneration.TypeLoadMode = database.JustWritesCode ? TypeLoadMode.Dynamic : TypeLoadMode.Static;
            messaging.CodeGeneration.GeneratedCodeOutputPath = Path.GetFullPath(builder.Configuration["Codegen:Output"] ?? "src/Host/Internal/Generated");   // from the repository's folder
            messaging.Durability.Mode = DurabilityMode.Balanced;
            messaging.AddReactions();
        });

        return builder;
    }

    /// <summary>Years by kind of file; what is left out is as usual in the programme.</summary>
    private static RetentionPeriods Retention(ConfigurationManager configuration) =>
        (configuration.GetSection("Retention").Get<RetentionPeriods>() ?? new()) is { AreSensible: true } periods
            ? periods : throw new StartupFailure("Retention: each period is a number of years from 1 to 100.");

    /// <summary>In the demonstration what runs on the same machine may be sent to, also without encryption.</summary>
    private static WebhookSettings Webhooks(ConfigurationManager configuration, DemonstrationSettings demonstration)
    {
        var (section, usual) = (configuration.GetSection("Webhooks"), demonstration.Enabled ? WebhookSettings.OnOneMachine : new());
        var networks = section.GetSection("AllowedNetworks").Get<string[]>();
        if (networks?.FirstOrDefault(network => !System.Net.IPNetwork.TryParse(network, out _)) is { } wrong) throw new StartupFailure($"Webhooks:AllowedNetworks: '{wrong}' is no network; write it like 10.1.0.0/16.");
        if (section.GetValue<bool>("AllowHttp") && !demonstration.Enabled) throw new StartupFailure("Webhooks:AllowHttp is for demonstrations only; addresses must begin with https.");

        var (seconds, days) = (section.GetValue("TimeoutSeconds", usual.Timeout.TotalSeconds), section.GetValue("DisableAfterDays", usual.DisableAfter.TotalDays));
        if (seconds is not (>= 1 and <= 120) || days is not (> 0 and <= 30)) throw new StartupFailure("Webhooks: TimeoutSeconds is from 1 to 120, DisableAfterDays up to 30.");

        return usual with
        {
            Origin = section["Origin"] ?? usual.Origin,
            AllowHttp = section.GetValue("AllowHttp", usual.AllowHttp),
            AllowedNetworks = networks is null ? usual.AllowedNetworks : [.. networks.Select(System.Net.IPNetwork.Parse)],
            Timeout = TimeSpan.FromSeconds(seconds),
            DisableAfter = TimeSpan.FromDays(days),
        };
    }

    /// <summary>Without a mail server nothing leaves the house: mails are read in the mailbox.</summary>
    private static MailSettings Mail(ConfigurationManager configuration)
    {
        var section = configuration.GetSection("Mail");
        var (host, service, usual) = (section["Host"], configuration["Service:Address"], new MailSettings(new("http://localhost:5080/")));
        if (!string.IsNullOrEmpty(host) && string.IsNullOrEmpty(service)) throw new StartupFailure("Service:Address is missing: say under which address people reach the service, such as https://eligibility.example.eu/, so that links in mails lead there.");
        service ??= Listening(configuration);
        if (!Uri.TryCreate(service.TrimEnd('/') + "/", UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")) throw new StartupFailure($"Service:Address: '{service}' is no address; write it like https://eligibility.example.eu/.");

        var settings = new MailSettings(address, string.IsNullOrEmpty(host) ? null : host, section.GetValue("Port", usual.Port), section["From"] ?? usual.From)
        {
            User = section["User"], Password = section["Password"], Tls = section.GetValue("Tls", true), PerMinute = section.GetValue("PerMinute", usual.PerMinute), KeptDays = section.GetValue("KeptDays", usual.KeptDays),
        };
        return settings is { Port: > 0 and < 65_536, PerMinute: >= 1 and <= 10_000, KeptDays: >= 8 and <= 3_650 } ? settings
            : throw new StartupFailure("Mail: Port is from 1 to 65535, PerMinute from 1 to 10000, KeptDays from 8 to 3650.");
    }

    /// <summary>Without an address nothing is published. What was given is not repeated: it may hold a password.</summary>
    private static BrokerSettings Broker(ConfigurationManager configuration)
    {
        var (section, usual) = (configuration.GetSection("RabbitMq"), new BrokerSettings());
        if (section["Uri"] is not { Length: > 0 } given) return usual;

        var address = BrokerSettings.Read(given) ?? throw new StartupFailure("RabbitMq:Uri is no address of a broker; write it like amqps://user:password@broker.example.eu:5671/eligibility, in user and password everything but letters and digits percent-encoded.");
        var (name, start) = (section["Exchanges"] ?? usual.Exchanges, section["Start"] ?? "beginning");
        if (name.Length is 0 or > 100 || name.StartsWith("amq.", StringComparison.Ordinal) || !name.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '-' or '_'))
            throw new StartupFailure($"RabbitMq:Exchanges: '{name}' cannot begin the names of exchanges; use up to 100 letters, digits, dots and dashes, and not amq. in front.");

        return new(address)
        {
            Exchanges = name,
            Authorities = section["Authority"] is { Length: > 0 } file ? Authorities(file) : null,
            Start = start is "now" ? null : start is "beginning" ? 0 : long.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new StartupFailure($"RabbitMq:Start is '{start}'; use beginning, now, or the number of an entry after which to begin."),
        };
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(file);
            if (authorities.Count > 0) return authorities;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
        }

        throw new StartupFailure($"RabbitMq:Authority: '{file}' holds no certificate; name a PEM file with the certificates of those who vouch for the broker.");
    }

    private static string Listening(ConfigurationManager configuration) =>
        (configuration["urls"] ?? "").Split(';') is [{ Length: > 0 } first, ..] ? first.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).Replace("//[::]", "//localhost", StringComparison.Ordinal) : "http://localhost:5080";

    public static WebApplicationBuilder AddMediator(this WebApplicationBuilder builder)
    {
        builder.Services.AddMediation(typeof(ILedger).Assembly, typeof(InfrastructureRegistration).Assembly);
        builder.Services.AddScoped<PageCommands>();
        builder.Services.AddScoped<ProgrammeChoices>();
        builder.Services.AddScoped<EligibilityService.Host.Pages.Partnerships.PartnershipChoices>();
        return builder;
    }
}
