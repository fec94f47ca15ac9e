using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Audit;
using EligibilityService.Application.Knowing;
using EligibilityService.Application.Persons;
using MediatR;
using Microsoft.Extensions.Hosting;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Persons;

/// <summary>Who looked at what. Looks that come together are written together, so that each waits for one short commit and none is answered before it.</summary>
/// <remarks>
/// Nothing in particular is the empty id, so that one row stays one. One row for a person, a thing and a minute: whoever asks a thousand times leaves one row that says so.
/// Only the first look of a minute waits; the others are counted within a second. What a crash can lose is how often, never that somebody looked.
/// </remarks>
internal sealed class AccessLog(NpgsqlDataSource source) : IAccessLog, IHostedService, IDisposable
{
    public const string Ddl = """
        create table if not exists eligibility.looks (
            number bigint generated always as identity primary key,
            person uuid not null, what text not null, about uuid not null, item uuid not null, minute timestamptz not null, looked_at timestamptz not null, times int not null);
        create unique index if not exists looks_once on eligibility.looks (person, what, about, item, minute);
        create index if not exists looks_about on eligibility.looks (about, number);
        create index if not exists looks_minute on eligibility.looks (minute);
        """;

    private const int MostTogether = 500;
    private static readonly TimeSpan CountedWithin = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<(Look Look, TaskCompletionSource Kept)> _waiting = new();
    private readonly LooksAgain _again = new();
    private readonly SemaphoreSlim _writing = new(1);

    public Task Record(Look look, CancellationToken cancellationToken)
    {
        if (_again.Counts(LookRow.Of(look), out var isFirst))
        {
            if (isFirst) _ = CountSoon();
            return Task.CompletedTask;
        }

        var kept = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((look, kept));
        _ = WriteAll();
        return kept.Task.WaitAsync(cancellationToken);
    }

    /// <summary>What was counted and is not written yet is written: before somebody reads the log.</summary>
    public async Task Count(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await Write([]);
        }
        finally
        {
            _writing.Release();
        }

        _ = WriteAll();   // what came meanwhile found a writer at work, and left it to that one
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Count(cancellationToken);

    /// <summary>The log begins anew: what was counted of it is not written any more, and nothing counts as kept.</summary>
    /// <param name="emptying">Meanwhile nothing is written.</param>
    public async Task Restart(Func<Task> emptying, CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        try
        {
            await emptying();
            _again.Forget();
        }
        finally
        {
            _writing.Release();
        }

        _ = WriteAll();   // what came meanwhile
    }

    public void Dispose() => _writing.Dispose();

    private async Task CountSoon()
    {
        for (var isWritten = false; !isWritten;)
        {
            await Task.Delay(CountedWithin);
            try
            {
                await Count(CancellationToken.None);
                isWritten = true;
            }
            catch (NpgsqlException)
            {
                // It stays counted, and is tried again; whoever looks for the first time is told that it cannot be written.
            }
        }
    }

    private async Task WriteAll()
    {
        while (!_waiting.IsEmpty && _writing.Wait(0))
        {
            var together = new List<(Look Look, TaskCompletionSource Kept)>();
            while (together.Count < MostTogether && _waiting.TryDequeue(out var one)) together.Add(one);
            try
            {
                await Write([.. together.Select(one => one.Look)]);
                foreach (var (_, kept) in together) kept.SetResult();
            }
            catch (Exception failed)   // whoever waits for it learns it
            {
                foreach (var (_, kept) in together) kept.SetException(failed);
            }
            finally
            {
                _writing.Release();   // and only then is it looked whether more came meanwhile
            }
        }
    }

    private async Task Write(Look[] looks)
    {
        var again = _again.Take();
        if (looks.Length == 0 && again.Length == 0) return;

        // In one order, so that two hosts that write the same rows wait for each other and do not lock each other out.
        var rows = looks.Select(look => (Row: LookRow.Of(look), look.At, Times: 1)).Concat(again.Select(row => (row.Row, At: row.Row.Minute, row.Times))).GroupBy(look => look.Row)
            .OrderBy(row => (row.Key.Person, row.Key.What, row.Key.About, row.Key.Item, row.Key.Minute)).ToArray();
        try
        {
            await using var command = source.CreateCommand(
                """
                insert into eligibility.looks (person, what, about, item, minute, looked_at, times) select * from unnest($1, $2, $3, $4, $5, $6, $7)
                on conflict (person, what, about, item, minute) do update set times = looks.times + excluded.times
                """);
            command.Parameters.Add(new() { Value = rows.Select(row => row.Key.Person).ToArray() });
            command.Parameters.Add(new() { Value = rows.Select(row => row.Key.What.ToString()).ToArray() });
            command.Parameters.Add(new() { Value = rows.Select(row => row.Key.About).ToArray() });
            command.Parameters.Add(new() { Value = rows.Select(row => row.Key.Item).ToArray() });
            command.Parameters.Add(new() { Value = rows.Select(row => row.Key.Minute).ToArray() });
            command.Parameters.Add(new() { Value = rows.Select(row => row.Min(look => look.At).ToUniversalTime()).ToArray() });
            command.Parameters.Add(new() { Value = rows.Select(row => row.Sum(look => look.Times)).ToArray() });
            await command.ExecuteNonQueryAsync();
        }
        catch
        {
            _again.PutBack(again);
            throw;
        }

        _again.AreKept([.. looks.Select(LookRow.Of)]);
    }

    public async Task<int> CountBefore(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("select count(*)::int from eligibility.looks where minute < $1");
        command.Parameters.Add(new() { Value = before.ToUniversalTime() });
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task<int> ForgetBefore(DateTimeOffset before, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("delete from eligibility.looks where minute < $1");
        command.Parameters.Add(new() { Value = before.ToUniversalTime() });
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

}

/// <summary>One row of the log: a person, a thing and a minute.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LookRow(Guid Person, LookedAt What, Guid About, Guid Item, DateTimeOffset Minute)
{
    public static LookRow Of(Look look) => new(
        look.Person, look.What, look.About ?? Guid.Empty, look.Item ?? Guid.Empty, new(look.At.UtcTicks - (look.At.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero));
}

/// <summary>The rows of the newest minute that are kept already, each with how often it was looked at again since that was last written.</summary>
internal sealed class LooksAgain
{
    private readonly Lock _turn = new();
    private Dictionary<LookRow, int> _kept = [];
    private bool _isDue;

    /// <param name="isFirst">Nothing else is waiting to be written.</param>
    /// <returns>False where the row is not kept yet: then the look has to wait for it.</returns>
    public bool Counts(LookRow look, out bool isFirst)
    {
        lock (_turn)
        {
            isFirst = false;
            if (!_kept.TryGetValue(look, out var times)) return false;

            _kept[look] = times + 1;
            isFirst = !_isDue;
            return _isDue = true;
        }
    }

    public (LookRow Row, int Times)[] Take()
    {
        lock (_turn)
        {
            if (!_isDue) return [];

            _isDue = false;
            (LookRow Row, int Times)[] due = [.. _kept.Where(row => row.Value > 0).Select(row => (row.Key, row.Value))];
            foreach (var (row, _) in due) _kept[row] = 0;
            return due;
        }
    }

    public void PutBack((LookRow Row, int Times)[] taken)
    {
        lock (_turn)
        {
            foreach (var (row, times) in taken) _kept[row] = _kept.GetValueOrDefault(row) + times;
            _isDue |= taken.Length > 0;
        }
    }

    public void Forget()
    {
        lock (_turn) (_kept, _isDue) = ([], false);
    }

    /// <summary>What was kept of earlier minutes is forgotten, save what is still to be counted.</summary>
    public void AreKept(LookRow[] looks)
    {
        if (looks.Length == 0) return;

        lock (_turn)
        {
            var newest = looks.Max(look => look.Minute);
            if (_kept.Keys.Any(row => row.Minute < newest)) _kept = _kept.Where(row => row.Value > 0 || row.Key.Minute >= newest).ToDictionary();
            foreach (var look in looks.Where(look => look.Minute == newest)) _kept.TryAdd(look, 0);
        }
    }
}

/// <summary>The log, read page by page: a later look has a higher number.</summary>
internal sealed class FindLooksHandler(NpgsqlDataSource source, AccessLog log, IFacts facts, IPersons persons, ICallerAccessor callers, ServiceClock clock)
    : IRequestHandler<FindLooks, LooksAnswer>, IRequestHandler<ShowLooks, LooksAnswer?>
{
    public async Task<LooksAnswer> Handle(FindLooks question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        var call = question.Call is { } named ? knowledge.Call(named)?.Id ?? Guid.Empty : (Guid?)null;
        Guid[]? about = call is { } id ? [id, .. knowledge.Applications.Where(application => application.State.Call == id).Select(application => application.Dossier.Id)] : null;
        if (question.About is { } one) about = about is null || about.Contains(one) ? [one] : [];
        return await Read(question, about, knowledge, cancellationToken);
    }

    public async Task<LooksAnswer?> Handle(ShowLooks question, CancellationToken cancellationToken)
    {
        var knowledge = facts.Now;
        var (caller, application) = (callers.Caller, knowledge.Application(question.ApplicationId));
        return application is null || !(caller.Is(Role.Auditor) || caller.Is(Role.Officer)) || !new Sight(caller, knowledge, clock.GetUtcNow()).OfApplication(application) ? null
            : await Read(new(Limit: question.Limit), [question.ApplicationId], knowledge, cancellationToken);
    }

    private async Task<LooksAnswer> Read(FindLooks question, Guid[]? about, IKnowledge knowledge, CancellationToken cancellationToken)
    {
        await log.Count(cancellationToken);
        await using var command = source.CreateCommand(
            """
            select number, person, what, about, item, looked_at, times from eligibility.looks
            where ($1::uuid is null or person = $1) and ($2::text is null or what = $2) and ($3::uuid[] is null or about = any($3))
                and ($4::timestamptz is null or minute >= date_trunc('minute', $4::timestamptz)) and ($5::timestamptz is null or looked_at <= $5) and ($6::bigint is null or number < $6)
            order by number desc limit $7
            """);
        Add(question.Person, NpgsqlDbType.Uuid);
        Add(question.What?.ToString(), NpgsqlDbType.Text);
        Add(about, NpgsqlDbType.Array | NpgsqlDbType.Uuid);
        Add(question.From?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(question.To?.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        Add(question.Cursor is { } cursor ? long.Parse(cursor, CultureInfo.InvariantCulture) : null, NpgsqlDbType.Bigint);
        Add(question.Limit + 1, NpgsqlDbType.Integer);

        var rows = new List<(long Number, LookAnswer Look)>();
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                var (id, item) = (Told(row.GetGuid(3)), Told(row.GetGuid(4)));
                rows.Add((row.GetInt64(0), new(
                    row.GetGuid(1), null, Enum.Parse<LookedAt>(row.GetString(2)), id, id is { } known ? NameOf(known, knowledge) : null, item, row.GetFieldValue<DateTimeOffset>(5), row.GetInt32(6))));
            }
        }

        var names = await persons.Names([.. rows.Select(one => one.Look.Person).Distinct()], cancellationToken);
        return new(
            knowledge.Position, [.. rows.Take(question.Limit).Select(one => one.Look with { Name = names.GetValueOrDefault(one.Look.Person) })],
            rows.Count > question.Limit ? rows[question.Limit - 1].Number.ToString(CultureInfo.InvariantCulture) : null);

        void Add(object? value, NpgsqlDbType type) => command.Parameters.Add(new() { Value = value ?? DBNull.Value, NpgsqlDbType = type });
    }

    private static Guid? Told(Guid id) => id == Guid.Empty ? null : id;

    private static string? NameOf(Guid id, IKnowledge knowledge) =>
        knowledge.Application(id) is { } application ? $"{knowledge.Call(application.State.Call)?.Terms?.Reference} · {knowledge.Cluster(application.State.Coordinator)?.State.Profile.Name}"
        : knowledge.Call(id)?.Terms?.Reference ?? knowledge.Cluster(id)?.State.Profile.Name;
}
