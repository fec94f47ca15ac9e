using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Audit;
using EligibilityService.Application.Clusters;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Notifications;
using EligibilityService.Application.Persons;
using EligibilityService.Application.Retention;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Infrastructure.Broker;
using EligibilityService.Infrastructure.Demonstration;
using EligibilityService.Infrastructure.Import;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Ledger;
using EligibilityService.Infrastructure.Log;
using EligibilityService.Infrastructure.Mails;
using EligibilityService.Infrastructure.Persons;
using EligibilityService.Infrastructure.ReadModels;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Infrastructure.Webhooks;
using System.Text.Json.Serialization;
using JasperFx;
using JasperFx.Events;
using Marten;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine.Marten;

namespace EligibilityService.Infrastructure;

/// <summary>What Infrastructure brings into a host.</summary>
public static class InfrastructureRegistration
{
    public static IServiceCollection AddInfrastructure(this IServiceCollection services, string connectionString)
    {
        connectionString = Prepared(connectionString);
        services.AddSingleton(NpgsqlDataSource.Create(connectionString));
        services.AddSingleton(new DatabaseAddress(connectionString));
        services.AddSingleton<Wake>();
        services.AddSingleton<FeedBell>();
        services.AddHostedService<OwnTables>();

        services.AddMarten(provider => Configure(new StoreOptions(), connectionString, provider.GetRequiredService<PinnableClock>(), new StoreLog(provider.GetRequiredService<ILogger<StoreLog>>())))
            .UseLightweightSessions()
            .ApplyAllDatabaseChangesOnStartup()
            .IntegrateWithWolverine(wolverine => wolverine.MessageStorageSchemaName = "messages");

        services.AddSingleton<Roster>();
        services.AddSingleton<IFacts>(provider => provider.GetRequiredService<Roster>());
        services.AddSingleton<IManagedClusters>(provider => provider.GetRequiredService<Roster>());
        services.AddSingleton<IGrantedAccess, GrantedAccess>();
        services.AddHostedService(provider => provider.GetRequiredService<Roster>());

        services.AddSingleton<Leadership>();
        services.AddHostedService(provider => provider.GetRequiredService<Leadership>());
        services.AddSingleton<FeedWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<FeedWatch>());
        services.AddSingleton<FeedTranslation>();
        services.AddSingleton<FeedFilling>();
        services.AddSingleton<FeedNumbering>();
        services.AddSingleton<ILeaderWork>(provider => provider.GetRequiredService<FeedNumbering>());
        services.AddSingleton<Checkpointing>();
        services.AddSingleton<ILeaderWork>(provider => provider.GetRequiredService<Checkpointing>());
        services.AddSingleton<SignedReceipts>();
        services.AddSingleton<ILeaderWork, DueWorkLook>();
        services.AddSingleton<StandingsKeeping>();
        services.AddSingleton<ILeaderWork>(provider => provider.GetRequiredService<StandingsKeeping>());
        services.AddSingleton<Application.Feed.ServiceAddress>();
        services.AddSingleton<IRebuild, Rebuilding>();
        services.AddSingleton<IBeginEpoch, BeginningAnEpoch>();

        services.TryAddSingleton(new WebhookSettings());
        services.TryAddSingleton(new NameResolver(System.Net.Dns.GetHostAddressesAsync));
        services.AddSingleton<CursorBell>();
        services.AddSingleton<EndpointGuard>();
        services.AddSingleton<SecretBox>();
        services.AddSingleton(provider => new WebhookSender(provider.GetRequiredService<WebhookSettings>(), provider.GetRequiredService<EndpointGuard>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<FeedTail>();
        services.TryAddSingleton(new BrokerSettings());
        services.AddSingleton<BrokerReading>();
        services.AddSingleton<Deliveries>();
        services.AddHostedService(provider => provider.GetRequiredService<Deliveries>());
        services.AddScoped<SecretsAndAddresses>();
        services.AddScoped<IWebhooks>(provider => provider.GetRequiredService<SecretsAndAddresses>());

        services.TryAddSingleton(new MailSettings(new("http://localhost:5080/")));
        services.AddSingleton<UnsubscribeTokens>();
        services.AddSingleton<IMailbox, PostgresMailbox>();
        services.AddSingleton<Noticing>();
        services.AddSingleton<ILeaderWork>(provider => provider.GetRequiredService<Noticing>());
        services.AddSingleton<ILeaderWork, MailSending>();

        services.AddScoped<PostgresNotes>();
        services.AddScoped<INotes>(provider => provider.GetRequiredService<PostgresNotes>());
        services.AddScoped<PostgresDocuments>();
        services.AddScoped<IDocuments>(provider => provider.GetRequiredService<PostgresDocuments>());
        services.AddSingleton<IPersonalData, PersonalData>();
        services.AddSingleton<AccessLog>().AddSingleton<IAccessLog>(provider => provider.GetRequiredService<AccessLog>()).AddHostedService(provider => provider.GetRequiredService<AccessLog>());
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(LookingBehavior<,>));
        services.AddSingleton<IServiceState, ServiceState>();
        services.AddSingleton<Player>();
        services.AddSingleton<IDemonstration>(provider => provider.GetRequiredService<Player>());
        services.AddSingleton<Reset>();
        services.AddScoped<CommandFrame>();
        services.AddSingleton<Turns>();
        services.AddScoped<ILedger, MartenLedger>();
        services.AddSingleton<IImportFile, CsvFile>();
        services.AddSingleton<IPicHolders, PicHolders>();
        services.AddScoped<ClusterImport>();
        services.TryAddSingleton<ServiceClock>(provider => provider.GetRequiredService<PinnableClock>());
        return services;
    }

    /// <summary>What a terminal command needs of a host that is not started: the tables, and what time it is.</summary>
    public static async Task PrepareForTerminal(this IServiceProvider services, CancellationToken cancellationToken)
    {
        var source = services.GetRequiredService<NpgsqlDataSource>();
        await new OwnTables(source).StartingAsync(cancellationToken);
        await PersonTables.EnsureSchema(source, cancellationToken);
        if (services.GetRequiredService<PinnableClock>() is DemonstrationClock clock) await clock.Look(source, cancellationToken);
    }

    /// <summary>Statements are prepared once they repeat: worth more to the rate of commands than any code here, unless the operator says otherwise.</summary>
    internal static string Prepared(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        if (settings.MaxAutoPrepare == 0) (settings.MaxAutoPrepare, settings.AutoPrepareMinUsages) = (100, 2);
        return settings.ConnectionString;
    }

    internal static StoreOptions Configure(StoreOptions options, string connectionString, TimeProvider clock, IMartenLogger? log = null)
    {
        // The detail of a violated reservation names what was taken. Of this store it never names a person.
        options.Connection(new NpgsqlConnectionStringBuilder(connectionString) { IncludeErrorDetail = true }.ConnectionString);
        if (log is not null) options.Logger(log);
        options.DatabaseSchemaName = "events";
        options.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
        options.Events.TimeProvider = clock;
        options.Events.MetadataConfig.EnableAll();
        options.Events.MetadataConfig.UserNameEnabled = true;
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.UseSystemTextJsonForSerialization(Weasel.Core.EnumStorage.AsString, Weasel.Core.Casing.CamelCase, json => FactJson.Apply(json).UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip);
        options.Projections.FastPollingTime = options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(25);
        foreach (var (type, name) in EventNames.All) options.Events.MapEventType(type, name);
        return options;
    }
}
