using System.Text.RegularExpressions;
using EligibilityService.Application.Retention;
using Npgsql;

namespace EligibilityService.Infrastructure.Persons;

/// <summary>By what a person is known, and so found in what people wrote: as whole words, and only what is hardly anything else.</summary>
/// <param name="Words">Longest first, so that a name within an address does not spoil it.</param>
/// <param name="NotLookedFor">What would be found in texts that are about something else.</param>
internal sealed partial record KnownAs(bool IsAnybody, IReadOnlyList<string> Words, IReadOnlyList<NotLookedFor> NotLookedFor)
{
    /// <summary>What stands in place of what was erased.</summary>
    public const string Erased = "[erased]";

    private const int FewestDigits = 7;

    public static async Task<KnownAs> Of(NpgsqlConnection connection, Guid person, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            with known as (
                select name, email from eligibility.persons where id = $1
                union all select name, email from eligibility.contact_persons where id = $1),
            contacts as (select name, email, phone from eligibility.contact_persons where id = $1 or (email <> '' and lower(email) in (select lower(email) from known)))
            select name, email, coalesce(phone, '') from (select name, email, null as phone from known union all select name, email, phone from contacts) said
            """,
            connection);
        command.Parameters.Add(new() { Value = person });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);

        var (isAnybody, words, left) = (false, new HashSet<string>(StringComparer.OrdinalIgnoreCase), new SortedSet<NotLookedFor>());
        while (await row.ReadAsync(cancellationToken))
        {
            isAnybody = true;
            Take(row.GetString(0).Trim(), SeveralWords().IsMatch, Application.Retention.NotLookedFor.Name);
            Take(row.GetString(1).Trim(), mail => mail.Contains('@', StringComparison.Ordinal), Application.Retention.NotLookedFor.Mail);
            Take(row.GetString(2).Trim(), phone => phone.Count(char.IsDigit) >= FewestDigits, Application.Retention.NotLookedFor.Phone);
        }

        return new(isAnybody, [.. words.OrderByDescending(word => word.Length)], [.. left]);

        void Take(string word, Func<string, bool> isNobodyElse, NotLookedFor otherwise)
        {
            if (word.Length == 0) return;
            if (isNobodyElse(word)) words.Add(word);
            else left.Add(otherwise);
        }
    }

    /// <summary>Texts in which the person stands, as they read without.</summary>
    /// <param name="toChange">Nobody else changes them until it is done.</param>
    public async Task<IReadOnlyList<(Guid Id, string Without)>> Naming(NpgsqlConnection connection, bool toChange, CancellationToken cancellationToken)
    {
        if (Words.Count == 0) return [];

        await using var command = new NpgsqlCommand(
            $"select id, text from eligibility.notes where exists (select 1 from unnest($1::text[]) word where strpos(lower(text), lower(word)) > 0){(toChange ? " for update" : "")}", connection);
        command.Parameters.Add(new() { Value = Words.ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancellationToken);

        var naming = new List<(Guid, string)>();
        while (await row.ReadAsync(cancellationToken))
        {
            var text = row.GetString(1);
            if (Without(text) is var without && without != text) naming.Add((row.GetGuid(0), without));
        }

        return naming;
    }

    private string Without(string text) =>
        Words.Aggregate(text, (left, word) => Regex.Replace(left, $@"(?<!\w){Regex.Escape(word)}(?!\w)", Erased, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    [GeneratedRegex(@"\w\W*\s\W*\w")]
    private static partial Regex SeveralWords();
}
