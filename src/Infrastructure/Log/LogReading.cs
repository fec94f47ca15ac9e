using EligibilityService.Application;
using EligibilityService.Application.Access;
using EligibilityService.Application.Log;
using EligibilityService.Domain.Log;
using MediatR;
using Npgsql;
using NpgsqlTypes;

namespace EligibilityService.Infrastructure.Log;

/// <summary>Checkpoints, proofs and receipts, straight from the kept subtrees.</summary>
internal sealed class LogReading(NpgsqlDataSource source, ISigner signer, ILedger ledger, ICallerAccessor callers) :
    IRequestHandler<ReadCheckpoints, CheckpointsAnswer>, IRequestHandler<ShowCheckpoint, CheckpointAnswer?>, IRequestHandler<ProveInclusion, InclusionAnswer>,
    IRequestHandler<ProveConsistency, ConsistencyAnswer>, IRequestHandler<ShowSigningKeys, IReadOnlyList<PublicSigningKey>>, IRequestHandler<RenewSigningKey, Receipt>,
    IRequestHandler<ShowReceipt, SignedReceiptAnswer?>
{
    public async Task<CheckpointsAnswer> Handle(ReadCheckpoints question, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        var checkpoints = new List<CheckpointAnswer>();
        await using (var command = new NpgsqlCommand("select note, feed_number from eligibility.log_checkpoints where number > $1 order by number limit $2", connection) { Parameters = { new() { Value = question.After }, new() { Value = question.Limit } } })
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken)) checkpoints.Add(CheckpointAnswer.Of(row.GetString(0), row.GetInt64(1)));
        }

        return new((await LogTables.Last(connection, cancellationToken))?.Number ?? 0, checkpoints);
    }

    public async Task<CheckpointAnswer?> Handle(ShowCheckpoint question, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await LogTables.Last(connection, cancellationToken, question.Number) is { } found ? CheckpointAnswer.Of(found.Note, found.FeedNumber) : null;
    }

    public async Task<InclusionAnswer> Handle(ProveInclusion question, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await LogTables.Last(connection, cancellationToken) is not { } last) return InclusionAnswer.Refused(LogRefusals.NoCheckpointYet);

        var size = question.Size ?? last.Size;
        if ((question.Index ?? await IndexOf(connection, question.Entry!.Value, cancellationToken)) is not { } index || index < 0 || size > last.Size) return InclusionAnswer.Refused(LogRefusals.NotInTree);
        if (index >= size) return InclusionAnswer.Refused(question.Size is null && question.Entry is not null ? LogRefusals.NoCheckpointYet : LogRefusals.NotInTree);

        return await LogTables.Hashes(connection, [new(index, index + 1), new(0, size), .. MerkleTree.Inclusion(index, size)], cancellationToken) is [var leaf, var root, .. var proof]
            ? new(index, size, Checkpoint.Hex(leaf), Checkpoint.Hex(root), [.. proof.Select(hash => Checkpoint.Hex(hash))])
            : InclusionAnswer.Refused(LogRefusals.Damaged);
    }

    public async Task<ConsistencyAnswer> Handle(ProveConsistency question, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        if (await LogTables.Last(connection, cancellationToken) is not { } last) return ConsistencyAnswer.Refused(LogRefusals.NoCheckpointYet);
        if (question.From < 1 || question.From > question.To || question.To > last.Size) return ConsistencyAnswer.Refused(LogRefusals.NoSuchTrees);

        return await LogTables.Hashes(connection, [new(0, question.From), new(0, question.To), .. MerkleTree.Consistency(question.From, question.To)], cancellationToken) is [var from, var to, .. var proof]
            ? new(question.From, Checkpoint.Hex(from), question.To, Checkpoint.Hex(to), [.. proof.Select(hash => Checkpoint.Hex(hash))])
            : ConsistencyAnswer.Refused(LogRefusals.Damaged);
    }

    public Task<IReadOnlyList<PublicSigningKey>> Handle(ShowSigningKeys question, CancellationToken cancellationToken) => Task.FromResult(signer.Keys);

    public async Task<Receipt> Handle(RenewSigningKey command, CancellationToken cancellationToken)
    {
        var key = signer.Renew();
        return await ledger.Decide(LogBook.StreamId, (LogBook book) => book.Introduce(key.Id, key.PublicKey, callers.Caller.PersonId, key.Since), cancellationToken);
    }

    public async Task<SignedReceiptAnswer?> Handle(ShowReceipt question, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("""
            select r.note, l.index from eligibility.submission_receipts r
            left join eligibility.log_leaves l on l.stream_id = r.application_id and l.version = r.version
            where r.application_id = $1 and ($2::int is null or r.number = $2) and ($3::bigint is null or r.version <= $3) order by r.number desc limit 1
            """, connection)
        {
            Parameters =
            {
                new() { Value = question.ApplicationId }, new() { Value = (object?)question.Number ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer },
                new() { Value = (object?)question.UpTo ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            },
        };
        SignedReceiptAnswer receipt;
        long? index;
        await using (var row = await command.ExecuteReaderAsync(cancellationToken))
        {
            if (!await row.ReadAsync(cancellationToken)) return null;

            receipt = SignedReceiptAnswer.Of(row.GetString(0));
            index = await row.IsDBNullAsync(1, cancellationToken) ? null : row.GetInt64(1);
        }

        if (index is not { } leaf || await LogTables.Last(connection, cancellationToken) is not { } last || leaf >= last.Size) return receipt;

        return await LogTables.Hashes(connection, [new(leaf, leaf + 1), .. MerkleTree.Inclusion(leaf, last.Size)], cancellationToken) is [var hash, .. var proof]
            ? receipt with { Inclusion = new(leaf, last.Size, Checkpoint.Hex(hash), [.. proof.Select(one => Checkpoint.Hex(one))], last.Note) }
            : receipt;
    }

    private static async Task<long?> IndexOf(NpgsqlConnection connection, long entry, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select l.index from eligibility.feed_entries f join eligibility.log_leaves l on l.seq = f.seq where f.number = $1", connection) { Parameters = { new() { Value = entry } } };
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }
}
