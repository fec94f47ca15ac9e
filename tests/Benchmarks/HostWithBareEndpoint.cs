using EligibilityService.Benchmarks;
using EligibilityService.Host.Startup;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

[assembly: HostingStartup(typeof(BareEndpoint))]

namespace EligibilityService.Benchmarks;

/// <summary>The product's own Program, run in this process; what stands beside it is added by <see cref="BareEndpoint"/>.</summary>
internal static class HostWithBareEndpoint
{
    public static async Task<int> Run()
    {
        Environment.SetEnvironmentVariable("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", typeof(BareEndpoint).Assembly.GetName().Name);
        Environment.SetEnvironmentVariable("ASPNETCORE_APPLICATIONNAME", typeof(ServiceSetup).Assembly.GetName().Name);
        var program = typeof(ServiceSetup).Assembly.EntryPoint!;
        return program.Invoke(null, [Array.Empty<string>()]) switch { Task<int> running => await running, int ended => ended, _ => 0 };
    }
}

/// <summary>The least that a service with its data in PostgreSQL can do: read one JSON document by its key and send it. No sign-in, no limits, nothing else in front of it.</summary>
public sealed class BareEndpoint : IHostingStartup
{
    public const string Table = "create table if not exists bare (id uuid primary key, document jsonb not null)";

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services => services.AddTransient<IStartupFilter, InFront>());

    private sealed class InFront : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/bare", branch => branch.UseRouting().UseEndpoints(endpoints => endpoints.MapGet("/{id:guid}", Read)));
            next(app);
        };
    }

    private static async Task<IResult> Read(Guid id, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select document from bare where id = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        return await command.ExecuteScalarAsync(cancellationToken) is string document ? TypedResults.Text(document, "application/json") : TypedResults.NotFound();
    }
}
