using EligibilityService.Application.Clusters;
using Npgsql;

namespace EligibilityService.Infrastructure.Import;

/// <summary>Asked of the reservations, so that a row whose number is taken is refused before anything is written with it.</summary>
internal sealed class PicHolders(NpgsqlDataSource source) : IPicHolders
{
    public async Task<IReadOnlyDictionary<string, Guid>> Find(IReadOnlyCollection<string> pics, CancellationToken cancellationToken)
    {
        var holders = new Dictionary<string, Guid>(pics.Count);
        if (pics.Count == 0) return holders;

        await using var command = source.CreateCommand("select key, stream_id from eligibility.reservations where kind = 'pic' and key = any($1)");
        command.Parameters.Add(new() { Value = pics.ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken)) holders[row.GetString(0)] = row.GetGuid(1);
        return holders;
    }
}
