using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Audit;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Log;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Deciding;
using EligibilityService.Host.Identity.Keys;
using EligibilityService.Host.Startup;
using EligibilityService.Infrastructure;
using EligibilityService.Infrastructure.Demonstration;
using EligibilityService.Infrastructure.Knowing;
using EligibilityService.Infrastructure.Persons;
using EligibilityService.Infrastructure.Subscriptions;
using EligibilityService.Tests;
using JasperFx.CodeGeneration;
using MediatR;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Wolverine;
using Persons = EligibilityService.Application.Persons;

namespace EligibilityService.Benchmarks;

/// <summary>The service without its web side, in this process: mediator, access, shape, ledger, roster and the leader's work as in production.</summary>
internal sealed class Service : IAsyncDisposable
{
    private static readonly Caller AllRoles = new(new("be4c0000-0000-4000-8000-000000000001"), new HashSet<Role>(Enum.GetValues<Role>()), IsAuthenticated: true);

    private readonly IHost _host;

    private Service(IHost host) => _host = host;

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public IKnowledge Now => Get<IFacts>().Now;

    /// <param name="leads">Without it, another host is thought to number, close and keep standings.</param>
    /// <param name="played">The database has the demonstration's clock.</param>
    /// <param name="keepsLooks">Without it nobody notes who looked at what, as no host does; for what that costs.</param>
    /// <param name="adjust">Last word on what is registered.</param>
    public static async Task<Service> Start(string connectionString, bool leads = true, bool played = false, bool keepsLooks = true, Action<IServiceCollection>? adjust = null)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Production", ApplicationName = typeof(Service).Assembly.GetName().Name });
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<PinnableClock>(played ? new DemonstrationClock(TimeProvider.System) : new RealClock(TimeProvider.System));
        builder.Services.AddScoped<AmbientCaller>();
        builder.Services.AddScoped<ICallerAccessor, CallerOfTheScope>();
        builder.Services.AddScoped(typeof(IPipelineBehavior<,>), typeof(MayBehavior<,>));
        builder.Services.AddSingleton(new AccessSettings(RequireNoConflict: false));
        builder.Services.AddSingleton<Persons.IPersons, PostgresPersons>();
        builder.Services.AddInfrastructure(connectionString);
        builder.Services.AddSingleton<ISigner, OwnKeys>();
        builder.Services.AddSingleton<ISeal>(new Seal(new EphemeralDataProtectionProvider()));
        builder.Services.AddMediation(typeof(ILedger).Assembly, typeof(InfrastructureRegistration).Assembly);
        builder.UseWolverine(messaging =>
        {
            messaging.ApplicationAssembly = typeof(ServiceSetup).Assembly;
            messaging.CodeGeneration.TypeLoadMode = TypeLoadMode.Static;
            messaging.Durability.Mode = DurabilityMode.Solo;
            messaging.AddReactions();
        });
        if (!keepsLooks) builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(LookingBehavior<,>)));
        if (!leads) builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType == typeof(Leadership)));

        adjust?.Invoke(builder.Services);

        var service = new Service(builder.Build());
        await service._host.Services.PrepareForTerminal(CancellationToken.None);
        await service._host.StartAsync();
        await service.Get<Roster>().CaughtUp.WaitAsync(TimeSpan.FromMinutes(2));
        return service;
    }

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>As a web request does it: a scope of its own, the caller, the frame, the mediator.</summary>
    public async Task<T> Send<T>(IRequest<T> request, Caller? caller = null, Idempotency? key = null)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(caller ?? AllRoles);
        scope.ServiceProvider.GetRequiredService<CommandFrame>().Idempotency = key;
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request);
    }

    public async Task<Receipt> Decide<TState, TEvent>(Guid stream, Func<TState, Decision<TEvent>> decide)
        where TState : class, IState<TState, TEvent>
        where TEvent : class
    {
        await using var scope = _host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(AllRoles);
        return (await scope.ServiceProvider.GetRequiredService<ILedger>().Decide(stream, decide, CancellationToken.None)).Unrefused();
    }

    public async Task<T> One<T>(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    private sealed class CallerOfTheScope(AmbientCaller ambient) : ICallerAccessor
    {
        public Caller Caller => ambient.Caller ?? Caller.Anonymous;
    }
}

internal static class Receipts
{
    public static Receipt Unrefused(this Receipt receipt) => receipt.Refusal is { } refusal ? throw new InvalidOperationException($"{refusal.Code}: {refusal.Reason.En}") : receipt;
}
