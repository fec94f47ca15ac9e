using EligibilityService.Domain.Clusters;
using EligibilityService.Domain.Time;

namespace EligibilityService.Application.Clusters;

/// <summary>The directory as of a position. What every search reads lies in arrays side by side, in the order of the rows; nothing of it ever changes.</summary>
internal sealed class DirectoryState
{
    public static readonly DirectoryState Empty = new() { Position = -1 };

    /// <summary>Where each row's codes begin among all; one more than rows.</summary>
    private int[] _starts = [0];
    private int[] _numbers = [];

    /// <summary>The folded words of all rows, one behind the other, and where those of each row begin.</summary>
    private char[] _text = [];
    private int[] _textStarts = [0];
    private Chronicle<QualityLabel>[] _labels = [];
    private LabelsHeld? _held;

    public long Position { get; private init; }

    public DirectoryRow[] Rows { get; private init; } = [];

    /// <summary>What each number in a row stands for.</summary>
    public (Property Property, string Code)[] Codes { get; private init; } = [];

    public ReadOnlySpan<int> NumbersOf(int place) => _numbers.AsSpan(_starts[place].._starts[place + 1]);

    public ReadOnlySpan<char> TextOf(int place) => _text.AsSpan(_textStarts[place].._textStarts[place + 1]);

    /// <summary>The number of the label that each row holds at the moment, or -1. The same until some label begins or ends, so it is looked up once.</summary>
    public sbyte[] LabelsAt(DateTimeOffset now)
    {
        if (Volatile.Read(ref _held) is { } held && held.From <= now && now < held.Until) return held.Labels;

        var (labels, from, until) = (new sbyte[_labels.Length], DateTimeOffset.MinValue, DateTimeOffset.MaxValue);
        for (var place = 0; place < labels.Length; place++)
        {
            for (var fact = _labels[place].Newest; fact is not null; fact = fact.Earlier)
            {
                Narrow(fact.From);
                Narrow(fact.Until);
            }

            labels[place] = _labels[place].At(now) is { } valid ? (sbyte)CodeNumbers.Of(valid.Value) : (sbyte)-1;
        }

        Volatile.Write(ref _held, new(from, until, labels));
        return labels;

        void Narrow(DateTimeOffset boundary)
        {
            if (boundary <= now) from = boundary > from ? boundary : from;
            else until = boundary < until ? boundary : until;
        }
    }

    public DirectoryState At(long position) => new() { Position = position, Rows = Rows, Codes = Codes, _starts = _starts, _numbers = _numbers, _text = _text, _textStarts = _textStarts, _labels = _labels, _held = _held };

    /// <summary>Rows keep their order, so few changes cost a copy and no sorting of the others.</summary>
    public DirectoryState With(long position, List<DirectoryRow> added, List<DirectoryRow> outdated, CodeNumbers numbers)
    {
        added.Sort((one, other) => one.Place.Against(other.Place));
        var gone = outdated.Select(row => FirstFrom(row.Place)).ToHashSet();
        var (rows, starts, codes) = (new List<DirectoryRow>(Rows.Length + added.Count), new List<int>(Rows.Length + added.Count + 1) { 0 }, new List<int>(_numbers.Length));
        var (text, textStarts) = (new List<char>(_text.Length), new List<int>(Rows.Length + added.Count + 1) { 0 });
        var labels = new List<Chronicle<QualityLabel>>(Rows.Length + added.Count);
        var (next, nextAt) = (0, added.Count > 0 ? FirstFrom(added[0].Place) : -1);

        for (var place = 0; place <= Rows.Length; place++)
        {
            while (nextAt == place)
            {
                Append(added[next], added[next].Codes, added[next].Words, added[next].Labels);
                nextAt = ++next < added.Count ? FirstFrom(added[next].Place) : -1;
            }

            if (place < Rows.Length && !gone.Contains(place)) Append(Rows[place], NumbersOf(place), TextOf(place), _labels[place]);
        }

        return new()
        {
            Position = position,
            Rows = [.. rows],
            Codes = Codes.Length == numbers.Count ? Codes : numbers.Listed(),
            _starts = [.. starts],
            _numbers = [.. codes],
            _text = [.. text],
            _textStarts = [.. textStarts],
            _labels = [.. labels],
        };

        void Append(DirectoryRow row, ReadOnlySpan<int> of, ReadOnlySpan<char> words, Chronicle<QualityLabel> label)
        {
            rows.Add(row);
            codes.AddRange(of);
            starts.Add(codes.Count);
            text.AddRange(words);
            textStarts.Add(text.Count);
            labels.Add(label);
        }
    }

    /// <summary>The first row behind the place, whether or not anything still stands there.</summary>
    public int After(DirectoryPlace last) => FirstFrom(last) is var first && first < Rows.Length && Rows[first].Place == last ? first + 1 : first;

    /// <summary>The first row that does not stand before the place.</summary>
    private int FirstFrom(DirectoryPlace place)
    {
        var (low, high) = (0, Rows.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Rows[middle].Place.Against(place) < 0) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private sealed record LabelsHeld(DateTimeOffset From, DateTimeOffset Until, sbyte[] Labels);
}
