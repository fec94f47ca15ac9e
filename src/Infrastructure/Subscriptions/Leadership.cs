using EligibilityService.Infrastructure.Knowing;
using Medallion.Threading.Postgres;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace EligibilityService.Infrastructure.Subscriptions;

/// <summary>What runs once per database, whichever host does it: numbering, due work, standings.</summary>
internal interface ILeaderWork
{
    /// <param name="term">Fencing number: every transaction of this work checks it.</param>
    Task Run(long term, CancellationToken cancellationToken);
}

/// <summary>Where to lock; the lock keeps a connection of its own, outside the pool.</summary>
internal sealed record DatabaseAddress(string ConnectionString);

/// <summary>One leader per database, held by an advisory lock that dies with its process; a frozen leader that wakes up can write nothing.</summary>
internal sealed class Leadership(
    NpgsqlDataSource source, DatabaseAddress address, Roster roster, IEnumerable<ILeaderWork> works, ILogger<Leadership> log) : BackgroundService
{
    public const string Ddl = """
        create table if not exists eligibility.leadership (one boolean primary key default true check (one), term bigint not null);
        insert into eligibility.leadership (term) values (0) on conflict do nothing;
        """;

    /// <summary>By this name the connection that holds the lock is told from those that write.</summary>
    public const string LockName = "eligibility-leader";

    private static readonly TimeSpan TermLook = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);

    /// <summary>Zero while another host leads.</summary>
    public long Term { get; private set; }

    /// <summary>Ends the transaction's right to write unless its leader is still the present one.</summary>
    /// <exception cref="FencedOff">Another host has taken over.</exception>
    public static async Task Check(NpgsqlConnection connection, NpgsqlTransaction transaction, long term, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select 1 from eligibility.leadership where term = $1 for share", connection, transaction) { Parameters = { new() { Value = term } } };
        if (await command.ExecuteScalarAsync(cancellationToken) is null) throw new FencedOff();
    }

    /// <summary>Does something as the leader; answers no, and does nothing, while another host leads.</summary>
    public async Task<bool> TryLead(Func<long, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var key = new PostgresAdvisoryLockKey(LockName, allowHashing: true);
        var keepAlive = new NpgsqlConnectionStringBuilder(address.ConnectionString)
        {
            KeepAlive = 5,
            ApplicationName = LockName,
            Pooling = false,
            Options = "-c client_connection_check_interval=250",   // the watch sleeps in the server, which else would not notice that its host was killed
        };

        await using var held = await new PostgresDistributedLock(key, keepAlive.ConnectionString).TryAcquireAsync(TimeSpan.Zero, cancellationToken);
        if (held is null) return false;

        await roster.CaughtUp.WaitAsync(cancellationToken);
        using var leading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.HandleLostToken);
        await using var command = source.CreateCommand("update eligibility.leadership set term = term + 1 returning term");
        var term = (long)(await command.ExecuteScalarAsync(leading.Token))!;
        await roster.Restart(leading.Token);   // what was fenced off by a new beginning must not go on from an old memory
        await work(term, leading.Token);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await TryLead(Lead, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception replaced) when (replaced is FencedOff or OperationCanceledException)
            {
                log.LogInformation("This host no longer leads: another one does, its lock was lost, or the demonstration began anew");
            }
            catch (Exception failed)
            {
                log.LogWarning(failed, "Leading was interrupted; this host tries again");
            }
            finally
            {
                Term = 0;
            }

            await Task.Delay(Between, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Lead(long term, CancellationToken cancellationToken)
    {
        Term = term;
        log.LogInformation("This host leads, term {Term}", term);

        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = works.Select(work => Task.Run(() => work.Run(term, together.Token), CancellationToken.None))
            .Append(Task.Run(() => UntilAnotherTerm(term, together.Token), CancellationToken.None)).ToArray();
        await Task.WhenAny(running);
        await together.CancelAsync();
        await Task.WhenAll(running);
    }

    /// <summary>A new beginning of the demonstration takes the lead away too, from work that has nothing to write just now.</summary>
    private async Task UntilAnotherTerm(long term, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select term from eligibility.leadership");
        while ((long)(await command.ExecuteScalarAsync(cancellationToken))! == term) await Task.Delay(TermLook, cancellationToken);
    }
}

/// <summary>Another host leads now; what this one was about to write is not written.</summary>
public sealed class FencedOff : Exception
{
    public FencedOff() : base("Another host has taken over the lead.") { }

    public FencedOff(string message) : base(message) { }

    public FencedOff(string message, Exception innerException) : base(message, innerException) { }
}
