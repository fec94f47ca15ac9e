using System.Security.Cryptography;
using EligibilityService.Application.Feed;
using EligibilityService.Domain.Deciding;
using MediatR;
using Npgsql;

namespace EligibilityService.Infrastructure.ReadModels;

/// <summary>Hashes a range in two steps: blocks of a thousand numbers, then the blocks. Whole blocks are kept, because numbers and leaf hashes never change.</summary>
internal sealed class DigestFeedHandler(NpgsqlDataSource source) : IRequestHandler<DigestFeed, FeedDigestAnswer>
{
    private static readonly Refusal Beyond = new("feed-range-beyond-end", new(
        "The range goes beyond the end of the feed. Ask up to the last number, or leave 'to' out.", "Der Bereich reicht über das Ende des Feeds hinaus. Fragen Sie bis zur letzten Nummer, oder lassen Sie „to“ weg."));

    /// <summary>Written down when first asked for; whoever is second finds the same.</summary>
    private const string Keeping = """
        insert into eligibility.feed_blocks (block, digest)
        select b, (select sha256(string_agg(int8send(number) || leaf_hash, ''::bytea order by number)) from eligibility.feed_entries where number > b * 1000 and number <= (b + 1) * 1000)
        from generate_series($1::bigint, $2::bigint - 1) b where not exists (select from eligibility.feed_blocks k where k.block = b)
        on conflict do nothing
        """;

    private const string Kept = "select digest from eligibility.feed_blocks where block >= $1 and block < $2 order by block";

    private const string Part = "select sha256(string_agg(int8send(number) || leaf_hash, ''::bytea order by number)) from eligibility.feed_entries where number between $1 and $2";

    private const long Block = 1_000, BlocksAtOnce = 500;

    public async Task<FeedDigestAnswer> Handle(DigestFeed question, CancellationToken cancellationToken)
    {
        var progress = await Subscriptions.Feed.Progress(source, cancellationToken);
        var (from, to) = (question.From ?? 1, question.To ?? progress.Number);
        if (to > progress.Number || (from > to && question.To is not null)) return new(progress.Epoch, progress.Number, from, to, "", Beyond);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (first, end) = ((from - 1 + Block - 1) / Block, to / Block);   // whole blocks are those from first up to but not including end
        if (from <= to && first >= end && (from - 1) / Block == (to - 1) / Block)
        {
            hash.AppendData(await Of(from, to, cancellationToken));
        }
        else if (from <= to)
        {
            if (from <= first * Block) hash.AppendData(await Of(from, first * Block, cancellationToken));
            if (first < end) await Whole(first, end, hash, cancellationToken);
            if (to > end * Block) hash.AppendData(await Of(end * Block + 1, to, cancellationToken));
        }

        return new(progress.Epoch, progress.Number, from, to, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    private async Task Whole(long first, long end, IncrementalHash hash, CancellationToken cancellationToken)
    {
        for (var piece = first; piece < end; piece += BlocksAtOnce)
        {
            await using var keeping = Ask(Keeping, piece, Math.Min(piece + BlocksAtOnce, end));
            await keeping.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = Ask(Kept, first, end);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) hash.AppendData(await row.GetFieldValueAsync<byte[]>(0, cancellationToken));
    }

    private async Task<byte[]> Of(long from, long to, CancellationToken cancellationToken)
    {
        await using var command = Ask(Part, from, to);
        return (byte[])(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private NpgsqlCommand Ask(string sql, long from, long to)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        return command;
    }
}
