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

        held = new(now, new sbyte[_labels.Length]);
        for (var place = 0; place < _labels.Length; place++) held.Look(place, _labels[place]);
        Volatile.Write(ref _held, held);
        return held.Labels;
    }

    public DirectoryState At(long position) => new() { Position = position, Rows = Rows, Codes = Codes, _starts = _starts, _numbers = _numbers, _text = _text, _textStarts = _textStarts, _labels = _labels, _held = _held };

    /// <summary>Rows keep their order, so few changes cost a copy in a few pieces and no look at the others.</summary>
    public DirectoryState With(long position, List<DirectoryRow> added, List<DirectoryRow> outdated, CodeNumbers numbers)
    {
        added.Sort((one, other) => one.Place.Against(other.Place));
        int[] gone = [.. outdated.Select(row => FirstFrom(row.Place)).Order()], at = [.. added.Select(row => FirstFrom(row.Place))];
        var next = new Copying(this, Volatile.Read(ref _held), added, gone);

        for (var (place, left, came) = (0, 0, 0); ;)
        {
            var stop = Math.Min(left < gone.Length ? gone[left] : Rows.Length, came < at.Length ? at[came] : Rows.Length);
            next.Copy(place, stop);
            place = stop;
            if (came < at.Length && at[came] == stop) next.Append(added[came++]);
            else if (left == gone.Length) return next.Done(position, Codes.Length == numbers.Count ? Codes : numbers.Listed());
            else (left, place) = (left + 1, stop + 1);
        }
    }

    /// <summary>The arrays of the next state, filled from the left.</summary>
    private sealed class Copying
    {
        private readonly DirectoryState _from;
        private readonly DirectoryRow[] _rows;
        private readonly int[] _starts, _numbers, _textStarts;
        private readonly char[] _text;
        private readonly Chronicle<QualityLabel>[] _labels;
        private readonly LabelsHeld? _held, _heldBefore;
        private int _count;

        public Copying(DirectoryState from, LabelsHeld? held, List<DirectoryRow> added, int[] gone)
        {
            var rows = from.Rows.Length + added.Count - gone.Length;
            (_from, _rows, _starts, _textStarts, _labels) = (from, new DirectoryRow[rows], new int[rows + 1], new int[rows + 1], new Chronicle<QualityLabel>[rows]);
            (_heldBefore, _held) = (held, held?.For(rows));
            _numbers = new int[from._numbers.Length + added.Sum(row => row.Codes.Length) - gone.Sum(place => from.NumbersOf(place).Length)];
            _text = new char[from._text.Length + added.Sum(row => row.Words.Length) - gone.Sum(place => from.TextOf(place).Length)];
        }

        public void Copy(int first, int end)
        {
            Array.Copy(_from.Rows, first, _rows, _count, end - first);
            Array.Copy(_from._labels, first, _labels, _count, end - first);
            if (_held is not null) Array.Copy(_heldBefore!.Labels, first, _held.Labels, _count, end - first);
            _from._numbers.AsSpan(_from._starts[first].._from._starts[end]).CopyTo(_numbers.AsSpan(_starts[_count]));
            _from._text.AsSpan(_from._textStarts[first].._from._textStarts[end]).CopyTo(_text.AsSpan(_textStarts[_count]));
            Move(_from._starts.AsSpan((first + 1)..(end + 1)), _starts.AsSpan(_count + 1), _starts[_count] - _from._starts[first]);
            Move(_from._textStarts.AsSpan((first + 1)..(end + 1)), _textStarts.AsSpan(_count + 1), _textStarts[_count] - _from._textStarts[first]);
            _count += end - first;
        }

        public void Append(DirectoryRow row)
        {
            (_rows[_count], _labels[_count]) = (row, row.Labels);
            _held?.Look(_count, row.Labels);
            row.Codes.CopyTo(_numbers, _starts[_count]);
            row.Words.CopyTo(_text.AsSpan(_textStarts[_count]));
            _starts[_count + 1] = _starts[_count] + row.Codes.Length;
            _textStarts[_count + 1] = _textStarts[_count] + row.Words.Length;
            _count++;
        }

        public DirectoryState Done(long position, (Property Property, string Code)[] codes) => new()
        {
            Position = position, Rows = _rows, Codes = codes, _starts = _starts, _numbers = _numbers, _text = _text, _textStarts = _textStarts, _labels = _labels, _held = _held,
        };

        private static void Move(ReadOnlySpan<int> starts, Span<int> to, int by)
        {
            for (var i = 0; i < starts.Length; i++) to[i] = starts[i] + by;
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

    /// <summary>The labels at a moment, and how long before and after it none of those looked at begins or ends.</summary>
    private sealed class LabelsHeld(DateTimeOffset at, sbyte[] labels)
    {
        public DateTimeOffset From { get; private set; } = DateTimeOffset.MinValue;

        public DateTimeOffset Until { get; private set; } = DateTimeOffset.MaxValue;

        public sbyte[] Labels => labels;

        public void Look(int place, Chronicle<QualityLabel> label)
        {
            for (var fact = label.Newest; fact is not null; fact = fact.Earlier)
            {
                Narrow(fact.From);
                Narrow(fact.Until);
            }

            labels[place] = label.At(at) is { } valid ? (sbyte)CodeNumbers.Of(valid.Value) : (sbyte)-1;
        }

        /// <summary>For other rows at the same moment; what begins or ends in those that are gone only makes it shorter than it could be.</summary>
        public LabelsHeld For(int rows) => new(at, new sbyte[rows]) { From = From, Until = Until };

        private void Narrow(DateTimeOffset boundary)
        {
            if (boundary <= at) From = boundary > From ? boundary : From;
            else Until = boundary < Until ? boundary : Until;
        }
    }
}
