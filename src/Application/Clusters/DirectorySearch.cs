using System.Numerics;
using EligibilityService.Domain.Deciding;
using EligibilityService.Domain.Eligibility;
using EligibilityService.Domain.Programme;

namespace EligibilityService.Application.Clusters;

/// <summary>One walk over the directory: which clusters answer to the filter, and how many would with one property's filter left out.</summary>
internal sealed class DirectorySearch
{
    private const int MostWords = 30;

    private readonly DirectoryState _directory;
    private readonly DateTimeOffset _now;
    private readonly bool[] _wanted;
    private readonly int _asked;
    private readonly string[] _words;

    /// <summary>For the number of a country or region: a bit for each word that its name contains.</summary>
    private readonly int[] _named;
    private readonly int[] _found;
    private readonly int[] _foundWithout;

    private DirectorySearch(DirectoryState directory, ClusterFilter filter, ProgrammeFacts programme, DateTimeOffset now)
    {
        (_directory, _now) = (directory, now);
        _words = [.. Searchable.Words(filter.Text).Take(MostWords)];
        (_wanted, _named) = (new bool[directory.Codes.Length], new int[directory.Codes.Length]);
        (_found, _foundWithout) = (new int[directory.Codes.Length], new int[directory.Codes.Length]);
        if (_words.Length > 0) _asked |= Bit(Property.Text);

        var names = new ProgrammeNames(programme);
        var wanted = new HashSet<(Property, string)>();
        for (var property = Property.Country; property < Property.Text; property++)
        {
            foreach (var code in filter[property])
            {
                _asked |= Bit(property);
                wanted.Add((property, code));
            }
        }

        for (var number = 0; number < directory.Codes.Length; number++)
        {
            var code = directory.Codes[number];
            _wanted[number] = wanted.Contains(code);
            if (_words.Length > 0 && code.Property is Property.Country or Property.Region) _named[number] = Named(code.Code, code.Property is Property.Country || code.Code.Length == 2 ? names.Country(code.Code) : names.Region(code.Code));
        }
    }

    public long Total { get; private set; }

    /// <summary>How many of those found have each code.</summary>
    public int[] Found => _found;

    /// <summary>What a facet says: as many would be found if this value were chosen too, whatever else is chosen of its property.</summary>
    public int Facet(int number) => _found[number] + _foundWithout[number];

    /// <param name="take">Called for each that is found, in order, with its place among the rows.</param>
    public static DirectorySearch Run(DirectoryState directory, ClusterFilter filter, ProgrammeFacts programme, DateTimeOffset now, Action<int> take)
    {
        var search = new DirectorySearch(directory, filter, programme, now);
        search.Walk(take);
        return search;
    }

    private void Walk(Action<int> take)
    {
        var (rows, codes) = (_directory.Rows, _directory.Codes);

        for (var place = 0; place < rows.Length; place++)
        {
            var row = rows[place];
            var (met, named) = (0, 0);

            foreach (var number in row.Codes)
            {
                if (_wanted[number]) met |= Bit(codes[number].Property);
                named |= _named[number];
            }

            var label = row.Labels.IsEmpty || row.Labels.At(_now) is not { } held ? -1 : CodeNumbers.Of(held.Value);
            if (label >= 0 && _wanted[label]) met |= Bit(Property.Label);

            var missed = _asked & ~met & ~Bit(Property.Text);
            if (BitOperations.PopCount((uint)missed) > 1) continue;
            if (_words.Length > 0 && !ContainsWords(row.Words, named)) continue;

            if (missed == 0)
            {
                Total++;
                foreach (var number in row.Codes) _found[number]++;
                if (label >= 0) _found[label]++;
                take(place);
            }
            else
            {
                foreach (var number in row.Codes)
                {
                    if (missed == Bit(codes[number].Property)) _foundWithout[number]++;
                }

                if (label >= 0 && missed == Bit(Property.Label)) _foundWithout[label]++;
            }
        }
    }

    private bool ContainsWords(string text, int named)
    {
        for (var word = 0; word < _words.Length; word++)
        {
            if ((named & (1 << word)) == 0 && !text.Contains(_words[word], StringComparison.Ordinal)) return false;
        }

        return true;
    }

    /// <summary>A word that begins a word of the area's name, in either language, or is its code.</summary>
    private int Named(string code, Text name)
    {
        var (text, bits) = ($" {Searchable.Fold($"{name.En} {name.De} {code}")}", 0);
        for (var word = 0; word < _words.Length; word++)
        {
            if (text.Contains($" {_words[word]}", StringComparison.Ordinal)) bits |= 1 << word;
        }

        return bits;
    }

    private static int Bit(Property property) => 1 << (int)property;
}
