using System.Diagnostics;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Log;
using EligibilityService.Application.Persons;
using EligibilityService.Application.Subscriptions;
using EligibilityService.Domain.Deciding;
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

namespace EligibilityService.Infrastructure.Tests;

/// <summary>Everything of Infrastructure on a real PostgreSQL, without HTTP: one host as production has it. Two of them on one database are two hosts.</summary>
/// <remarks>Stopped when disposed; what was committed stays, so the next one on the same database carries on.</remarks>
public sealed class RunningInfrastructure : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly Caller AllRoles = new(new("7e570000-0000-4000-8000-000000000001"), new HashSet<Role>(Enum.GetValues<Role>()), IsAuthenticated: true);

    /// <summary>All hosts of a test know the same keys, as they do in production.</summary>
    private static readonly ISeal SharedSeal = new OwnSeal();

    private readonly IHost _host;

    private RunningInfrastructure(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    internal IFacts Facts => Get<IFacts>();

    /// <param name="clock">The service's own time; real time if none is given.</param>
    /// <param name="leads">Without it, nothing is numbered, closed or kept in standings unless the test does it.</param>
    /// <param name="adjust">Last word on what is registered, such as leaving out some work of the leader.</param>
    public static async Task<RunningInfrastructure> Start(string connectionString, PinnableClock? clock = null, bool leads = true, Action<IServiceCollection>? adjust = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new() { EnvironmentName = "Test", ApplicationName = typeof(RunningInfrastructure).Assembly.GetName().Name });
        builder.Logging.ClearProviders();
        if (Environment.GetEnvironmentVariable("ELIGIBILITY_TEST_LOG") is not null) builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(clock ?? new RealClock(TimeProvider.System));
        builder.Services.AddScoped<AmbientCaller>();
        builder.Services.AddScoped<ICallerAccessor, CallerOfTheScope>();
        builder.Services.AddScoped(typeof(IPipelineBehavior<,>), typeof(MayBehavior<,>));
        builder.Services.AddSingleton(new AccessSettings(RequireNoConflict: false));
        builder.Services.AddSingleton<ISeal>(SharedSeal);
        builder.Services.AddInfrastructure(connectionString);
        builder.Services.AddSingleton<ISigner, OwnKeys>();
        builder.Services.AddSingleton<IPersons, PostgresPersons>();
        builder.Services.AddMediation(typeof(ILedger).Assembly, typeof(InfrastructureRegistration).Assembly);
        builder.UseWolverine(messaging =>
        {
            messaging.ApplicationAssembly = typeof(RunningInfrastructure).Assembly;
            messaging.CodeGeneration.TypeLoadMode = TypeLoadMode.Dynamic;
            messaging.Durability.Mode = DurabilityMode.Solo;
            messaging.AddReactions();
        });
        if (!leads) builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType == typeof(Leadership)));
        adjust?.Invoke(builder.Services);

        var running = new RunningInfrastructure(builder.Build());
        await running._host.StartAsync(TestContext.Current.CancellationToken);
        await PersonTables.EnsureSchema(running.Database, TestContext.Current.CancellationToken);
        await running.Get<Roster>().CaughtUp.WaitAsync(Patience, TestContext.Current.CancellationToken);
        return running;
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Sends a request as somebody; as a person with every role if nobody is named.</summary>
    public async Task<T> Send<T>(IRequest<T> request, Caller? caller = null)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(caller ?? AllRoles);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Writes by the write door; a refusal fails the test.</summary>
    public async Task<Receipt> Decide<TState, TEvent>(Guid stream, Func<TState, Decision<TEvent>> decide)
        where TState : class, IState<TState, TEvent>
        where TEvent : class
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<AmbientCaller>().ActAs(AllRoles);
        var receipt = await scope.ServiceProvider.GetRequiredService<ILedger>().Decide(stream, decide, TestContext.Current.CancellationToken);
        Assert.Null(receipt.Refusal);
        return receipt;
    }

    /// <summary>Asks until the answer is yes, for a bounded time.</summary>
    public static async Task Until(Func<Task<bool>> isSo, string what)
    {
        var since = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(since.Elapsed < Patience, $"Waited in vain: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        if (_host is IAsyncDisposable disposable) await disposable.DisposeAsync();
    }

    private sealed class CallerOfTheScope(AmbientCaller ambient) : ICallerAccessor
    {
        public Caller Caller => ambient.Caller ?? Caller.Anonymous;
    }
}

/// <summary>Real protection whose keys live as long as the process.</summary>
internal sealed class OwnSeal : ISeal
{
    private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector("tests");

    public string Close(string secret) => _protector.Protect(secret);

    public string Open(string box) => _protector.Unprotect(box);
}

/// <summary>A clock that goes only when it is told to.</summary>
public sealed class SetClock(DateTimeOffset now) : PinnableClock
{
    public DateTimeOffset Now { get; set; } = now;

    public override bool IsDemonstration => false;

    protected override DateTimeOffset Running => Now;
}
